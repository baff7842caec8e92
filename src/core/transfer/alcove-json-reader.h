/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* A JSON text of chats, in any of the formats of alcove-import-format.c. */
#define ALCOVE_TYPE_JSON_READER (alcove_json_reader_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveJsonReader, alcove_json_reader, ALCOVE, JSON_READER, AlcoveImportReader)

AlcoveImportReader *alcove_json_reader_open (GFile *file, GCancellable *cancellable,
                                             GError **error);
AlcoveImportReader *alcove_json_reader_new (GInputStream *stream, goffset size, const char *name);

G_END_DECLS
