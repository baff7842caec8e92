/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that stands under its name when it is complete, and not before. */
typedef struct _AlcoveExportTarget AlcoveExportTarget;

AlcoveExportTarget *alcove_export_target_open (GFile *file, GCancellable *cancellable,
                                               GError **error);
AlcoveExportTarget *alcove_export_target_new_for_fd (int fd); /* it stays the caller's */
GOutputStream *alcove_export_target_get_stream (AlcoveExportTarget *self);
gboolean alcove_export_target_commit (AlcoveExportTarget *self, GError **error);
void alcove_export_target_free (AlcoveExportTarget *self); /* what was not committed is gone */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExportTarget, alcove_export_target_free)

G_END_DECLS
