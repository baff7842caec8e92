/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "alcove-export-sheet.h"
#include "alcove-store.h"

G_BEGIN_DECLS

/* What was written. */
typedef struct
{
  gint64 chats;
  gint64 messages;
  gint64 missing; /* chats that were gone when their turn came */
} AlcoveExportReport;

#define ALCOVE_TYPE_EXPORT_REPORT (alcove_export_report_get_type ())

GType alcove_export_report_get_type (void) G_GNUC_CONST;
AlcoveExportReport *alcove_export_report_copy (const AlcoveExportReport *self);
void alcove_export_report_free (AlcoveExportReport *self);

/**
 * AlcoveExporter:
 *
 * Chats on their way into a file. Properties: progress (from 0 to 1, notifies on the owner's thread).
 */
#define ALCOVE_TYPE_EXPORTER (alcove_exporter_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveExporter, alcove_exporter, ALCOVE, EXPORTER, GObject)

AlcoveExporter *alcove_exporter_new (const AlcoveExportFormat *format);
void alcove_exporter_set_words (AlcoveExporter *self, const AlcoveExportWords *words);
void alcove_exporter_add_chat (AlcoveExporter *self, AlcoveStore *store, const char *chat_id);
void alcove_exporter_add_all (AlcoveExporter *self, AlcoveStore *store, gboolean with_trash);
double alcove_exporter_get_progress (AlcoveExporter *self);
/* Ends what runs with G_IO_ERROR_CANCELLED; nothing of it is left. */
void alcove_exporter_cancel (AlcoveExporter *self);
DexFuture *alcove_exporter_write_fd (AlcoveExporter *self, int fd) G_GNUC_WARN_UNUSED_RESULT;
/* One file; or a folder of them, for a format with a file for each chat. */
DexFuture *alcove_exporter_write_file (AlcoveExporter *self, GFile *file) G_GNUC_WARN_UNUSED_RESULT;
/* The lossless format, sealed with a passphrase. */
DexFuture *alcove_exporter_write_sealed (AlcoveExporter *self, GFile *file,
                                         const char *passphrase) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_exporter_write_folder (AlcoveExporter *self, GFile *parent,
                                         const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExportReport, alcove_export_report_free)

G_END_DECLS
