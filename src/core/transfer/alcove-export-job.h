/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-export-sheet.h"

G_BEGIN_DECLS

/* The writing half of an export. Everything but new() and free() blocks, on another thread than the store's owner's; a
 * piece at a time. */
typedef struct _AlcoveExportJob AlcoveExportJob;

AlcoveExportJob *alcove_export_job_new (const AlcoveExportFormat *format,
                                        const AlcoveExportWords *words, GFile *file,
                                        const char *folder_name);
AlcoveExportJob *alcove_export_job_new_for_fd (const AlcoveExportFormat *format,
                                               const AlcoveExportWords *words, int fd);
void alcove_export_job_free (AlcoveExportJob *self); /* what was not committed is gone */
void alcove_export_job_set_passphrase (AlcoveExportJob *self, const char *passphrase);
AlcoveExportSheet *alcove_export_job_get_sheet (AlcoveExportJob *self);

gboolean alcove_export_job_begin (AlcoveExportJob *self, GPtrArray *folders,
                                  GCancellable *cancellable, GError **error);
gboolean alcove_export_job_write (AlcoveExportJob *self, const AlcoveChatBundle *page,
                                  gboolean is_first, GHashTable *shown, GCancellable *cancellable,
                                  GError **error);
gboolean alcove_export_job_commit (AlcoveExportJob *self, GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExportJob, alcove_export_job_free)

G_END_DECLS
