/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_PREFERENCES_DIALOG (alcove_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePreferencesDialog, alcove_preferences_dialog, ALCOVE,
                      PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *alcove_preferences_dialog_new (void);
/* The account whose own preferences are shown, too. */
void alcove_preferences_dialog_set_session (AlcovePreferencesDialog *self, AlcoveSession *session);

G_END_DECLS
