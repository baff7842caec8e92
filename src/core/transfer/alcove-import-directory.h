/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-folder.h"

G_BEGIN_DECLS

/* What somebody has unpacked: a directory with all that is below it. */
#define ALCOVE_TYPE_IMPORT_DIRECTORY (alcove_import_directory_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImportDirectory, alcove_import_directory, ALCOVE, IMPORT_DIRECTORY,
                      AlcoveImportFolder)

AlcoveImportFolder *alcove_import_directory_open (GFile *directory, GCancellable *cancellable,
                                                  GError **error);

G_END_DECLS
