/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks before unsaved chats go with the window. ::response is "keep", "discard" or "cancel". */
#define ALCOVE_TYPE_CLOSE_DIALOG (alcove_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveCloseDialog, alcove_close_dialog, ALCOVE, CLOSE_DIALOG, AdwAlertDialog)

AdwDialog *alcove_close_dialog_new (gboolean can_keep);
/* the same question before locking, which is always asked */
AdwDialog *alcove_close_dialog_new_for_lock (gboolean can_keep);
gboolean alcove_close_dialog_get_do_not_ask (AlcoveCloseDialog *self);

G_END_DECLS
