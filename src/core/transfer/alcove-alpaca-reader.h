/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* Alpaca's database: what it exports of a chat, or the one that it keeps all of them in. */
#define ALCOVE_TYPE_ALPACA_READER (alcove_alpaca_reader_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAlpacaReader, alcove_alpaca_reader, ALCOVE, ALPACA_READER,
                      AlcoveImportReader)

AlcoveImportReader *alcove_alpaca_reader_open (GFile *file, GCancellable *cancellable,
                                               GError **error);
AlcoveImportReader *alcove_alpaca_reader_new (GBytes *bytes, GError **error);

G_END_DECLS
