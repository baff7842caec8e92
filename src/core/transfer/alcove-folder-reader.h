/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-folder.h"
#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* All texts of chats that stand in an archive or a directory, in any of the formats, with the pictures beside them. */
#define ALCOVE_TYPE_FOLDER_READER (alcove_folder_reader_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveFolderReader, alcove_folder_reader, ALCOVE, FOLDER_READER,
                      AlcoveImportReader)

AlcoveImportReader *alcove_folder_reader_new (AlcoveImportFolder *folder);
/* Of a folder that stands in another one: no further archives are opened. */
AlcoveImportReader *alcove_folder_reader_new_inner (AlcoveImportFolder *folder);

G_END_DECLS
