/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-folder.h"

G_BEGIN_DECLS

/* A zip archive, of which nothing is ever written to a disk. */
#define ALCOVE_TYPE_IMPORT_ARCHIVE (alcove_import_archive_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImportArchive, alcove_import_archive, ALCOVE, IMPORT_ARCHIVE,
                      AlcoveImportFolder)

gboolean alcove_import_archive_is_one (const guint8 *head, gsize length);
AlcoveImportFolder *alcove_import_archive_open (GFile *file, GCancellable *cancellable,
                                                GError **error);
AlcoveImportFolder *alcove_import_archive_open_within (AlcoveImportArchive *outer, GBytes *bytes,
                                                       GCancellable *cancellable, GError **error);

G_END_DECLS
