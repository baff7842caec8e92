/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-chat-parameters.h"

G_BEGIN_DECLS

/* How a chat asks, or, without defaults, how all chats of an account ask that do not say otherwise. What stands in
 * it counts when it is closed. ::defaults-wanted: the account's defaults are to be shown instead. */
#define ALCOVE_TYPE_CHAT_SETTINGS_DIALOG (alcove_chat_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveChatSettingsDialog, alcove_chat_settings_dialog, ALCOVE,
                      CHAT_SETTINGS_DIALOG, AdwPreferencesDialog)

AdwDialog *alcove_chat_settings_dialog_new (const AlcoveChatParameters *parameters,
                                            const AlcoveChatParameters *defaults,
                                            double temperature_max, gboolean is_venice);
AlcoveChatParameters *alcove_chat_settings_dialog_dup_parameters (AlcoveChatSettingsDialog *self);

G_END_DECLS
