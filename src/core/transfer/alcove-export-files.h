/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder that stands under its name when it is complete; made with its first file. */
typedef struct _AlcoveExportFiles AlcoveExportFiles;

AlcoveExportFiles *alcove_export_files_new (GFile *parent, const char *name);
const char *alcove_export_files_get_name (AlcoveExportFiles *self);
GFile *alcove_export_files_ensure (AlcoveExportFiles *self, GError **error);
char *alcove_export_files_add (AlcoveExportFiles *self, const char *name, GBytes *data,
                               GError **error);
gboolean alcove_export_files_commit (AlcoveExportFiles *self, GError **error);
void alcove_export_files_free (AlcoveExportFiles *self); /* what was not committed is gone */

char *alcove_export_files_dup_safe_name (const char *name, const char *otherwise);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExportFiles, alcove_export_files_free)

G_END_DECLS
