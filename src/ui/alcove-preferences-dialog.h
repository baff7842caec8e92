/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ALCOVE_TYPE_PREFERENCES_DIALOG (alcove_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePreferencesDialog, alcove_preferences_dialog, ALCOVE,
                      PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *alcove_preferences_dialog_new (void);

G_END_DECLS
