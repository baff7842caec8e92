/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a chat's title. ::response is "rename" or "cancel"; no empty title can be given. */
#define ALCOVE_TYPE_RENAME_DIALOG (alcove_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveRenameDialog, alcove_rename_dialog, ALCOVE, RENAME_DIALOG,
                      AdwAlertDialog)

AdwDialog *alcove_rename_dialog_new (const char *title);
char *alcove_rename_dialog_dup_title (AlcoveRenameDialog *self);

G_END_DECLS
