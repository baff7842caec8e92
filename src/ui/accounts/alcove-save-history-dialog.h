/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The notice before anything is saved; its words are a promise and are tested to the letter. Property:
 * is-keyless (a line more for a server that needs no key). ::response is "save" or "cancel". */
#define ALCOVE_TYPE_SAVE_HISTORY_DIALOG (alcove_save_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSaveHistoryDialog, alcove_save_history_dialog, ALCOVE,
                      SAVE_HISTORY_DIALOG, AdwAlertDialog)

AdwDialog *alcove_save_history_dialog_new (gboolean is_keyless);

G_END_DECLS
