/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-import-sink.h"

G_BEGIN_DECLS

/**
 * AlcoveImportReader:
 *
 * A file of chats, being read piece by piece: the kinds of files (one JSON text, an archive of them, a database) are
 * its classes. Blocks; one thread at a time.
 */
#define ALCOVE_TYPE_IMPORT_READER (alcove_import_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (AlcoveImportReader, alcove_import_reader, ALCOVE, IMPORT_READER, GObject)

/**
 * AlcoveImportReaderClass:
 * @step: reads on, until the sink has something or a piece was read; %FALSE at the end, and with an error. An error is
 *   of the whole file: what cannot be read of it is skipped
 * @get_format: the name of the format, %NULL until it is known
 * @get_position: how much of the file was read, from 0 to 1
 */
struct _AlcoveImportReaderClass
{
  GObjectClass parent_class;

  gboolean (*step) (AlcoveImportReader *self, AlcoveImportSink *sink, GCancellable *cancellable,
                    GError **error);
  const char *(*get_format) (AlcoveImportReader *self);
  double (*get_position) (AlcoveImportReader *self);
};

gboolean alcove_import_reader_step (AlcoveImportReader *self, AlcoveImportSink *sink,
                                    GCancellable *cancellable, GError **error);
const char *alcove_import_reader_get_format (AlcoveImportReader *self);
double alcove_import_reader_get_position (AlcoveImportReader *self);

/* By its first bytes: whatever has no kind of its own is taken for JSON. passphrase: nullable, for sealed ones. */
AlcoveImportReader *alcove_import_reader_open (GFile *file, const char *passphrase,
                                               GCancellable *cancellable, GError **error);

G_END_DECLS
