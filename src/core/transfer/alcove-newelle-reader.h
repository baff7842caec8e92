/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* The file in which Newelle keeps its chats. */
#define ALCOVE_TYPE_NEWELLE_READER (alcove_newelle_reader_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveNewelleReader, alcove_newelle_reader, ALCOVE, NEWELLE_READER,
                      AlcoveImportReader)

AlcoveImportReader *alcove_newelle_reader_open (GFile *file, GCancellable *cancellable,
                                                GError **error);
AlcoveImportReader *alcove_newelle_reader_new (GInputStream *stream, goffset size);

G_END_DECLS
