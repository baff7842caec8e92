/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "alcove-import-sink.h"
#include "alcove-store.h"

G_BEGIN_DECLS

/* What came of an import, or would come of it. */
typedef struct
{
  char *format;       /* nullable: a file of no chats */
  gint64 chats;       /* that were not there */
  gint64 messages;    /* that were not there, in all branches */
  gint64 duplicates;  /* messages that are there already */
  gint64 files;       /* pictures and files that these lacked */
  GPtrArray *skipped; /* (element-type AlcoveSkip) */
  char *title;        /* nullable: of the first chat */
  char *text;         /* nullable: the beginning of it, where nothing was taken yet */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveImportReport;

#define ALCOVE_TYPE_IMPORT_REPORT (alcove_import_report_get_type ())

GType alcove_import_report_get_type (void) G_GNUC_CONST;
AlcoveImportReport *alcove_import_report_ref (AlcoveImportReport *self);
void alcove_import_report_unref (AlcoveImportReport *self);

/**
 * AlcoveImporter:
 *
 * A file of chats, or several, on their way into a history. Properties: progress (from 0 to 1, notifies on the owner's thread).
 */
#define ALCOVE_TYPE_IMPORTER (alcove_importer_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImporter, alcove_importer, ALCOVE, IMPORTER, GObject)

AlcoveImporter *alcove_importer_new (GFile *file);
/* One more; what is none of chats among several is skipped and told. */
void alcove_importer_add_file (AlcoveImporter *self, GFile *file);
/* What opens the file where it is sealed; NULL for nothing. */
void alcove_importer_set_passphrase (AlcoveImporter *self, const char *passphrase);
double alcove_importer_get_progress (AlcoveImporter *self);
/* Chats that came, also where it was cancelled or failed. */
gint64 alcove_importer_get_n_taken (AlcoveImporter *self);
/* Ends what runs with G_IO_ERROR_CANCELLED; what was taken stays, whole chats only. */
void alcove_importer_cancel (AlcoveImporter *self);
DexFuture *alcove_importer_run (AlcoveImporter *self, AlcoveStore *store,
                                gboolean is_dry) G_GNUC_WARN_UNUSED_RESULT; /* AlcoveImportReport */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveImportReport, alcove_import_report_unref)

G_END_DECLS
