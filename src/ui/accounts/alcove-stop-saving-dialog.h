/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks what becomes of the saved chats. ::response is "keep", "delete" or "cancel". */
#define ALCOVE_TYPE_STOP_SAVING_DIALOG (alcove_stop_saving_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveStopSavingDialog, alcove_stop_saving_dialog, ALCOVE, STOP_SAVING_DIALOG,
                      AdwAlertDialog)

AdwDialog *alcove_stop_saving_dialog_new (guint n_saved);

G_END_DECLS
