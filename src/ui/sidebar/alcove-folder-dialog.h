/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a folder's name. ::response is "take" or "cancel"; no empty name can be given. */
#define ALCOVE_TYPE_FOLDER_DIALOG (alcove_folder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveFolderDialog, alcove_folder_dialog, ALCOVE, FOLDER_DIALOG,
                      AdwAlertDialog)

AdwDialog *alcove_folder_dialog_new (const char *name);
char *alcove_folder_dialog_dup_name (AlcoveFolderDialog *self);

G_END_DECLS
