/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AlcovePreferences:
 *
 * What the window remembers in the clear: its size, and plain habits. Never anything of a chat or an
 * account. Properties (all notify, all writable): window-width, window-height, window-maximized,
 * enter-sends, ask-on-close, lock-minutes (0: never), unlock-with-keyring, notify, finish-in-background,
 * announce (an AlcoveAnnounce), wrap-code, check-spelling, hide-sidebar.
 */
#define ALCOVE_TYPE_PREFERENCES (alcove_preferences_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePreferences, alcove_preferences, ALCOVE, PREFERENCES, GObject)

AlcovePreferences *alcove_preferences_get_default (void);
gboolean alcove_preferences_get_ask_on_close (AlcovePreferences *self);
void alcove_preferences_set_ask_on_close (AlcovePreferences *self, gboolean ask);
int alcove_preferences_get_lock_minutes (AlcovePreferences *self);
gboolean alcove_preferences_get_unlock_with_keyring (AlcovePreferences *self);
gboolean alcove_preferences_get_notify (AlcovePreferences *self);
gboolean alcove_preferences_get_finish_in_background (AlcovePreferences *self);
gboolean alcove_preferences_get_wrap_code (AlcovePreferences *self);
void alcove_preferences_set_wrap_code (AlcovePreferences *self, gboolean wrap);

G_END_DECLS
