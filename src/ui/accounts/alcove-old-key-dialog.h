/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the key of a backup's time. Responses: "open" and "cancel". */
#define ALCOVE_TYPE_OLD_KEY_DIALOG (alcove_old_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveOldKeyDialog, alcove_old_key_dialog, ALCOVE, OLD_KEY_DIALOG,
                      AdwAlertDialog)

AdwDialog *alcove_old_key_dialog_new (gboolean is_second_try);
const char *alcove_old_key_dialog_get_key (AlcoveOldKeyDialog *self);

G_END_DECLS
