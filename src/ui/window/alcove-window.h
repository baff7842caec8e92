/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/**
 * AlcoveWindow:
 *
 * A window. Several of them share the accounts that are open. Its title is the name of the application and nothing else. Properties: account (the id of
 * the one in use, "demo", or ""; setting it opens that account), save-history (setting it shows the
 * notice or the question first).
 */
#define ALCOVE_TYPE_WINDOW (alcove_window_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveWindow, alcove_window, ALCOVE, WINDOW, AdwApplicationWindow)

AlcoveWindow *alcove_window_new (GtkApplication *application, AlcoveAccounts *accounts);
void alcove_window_start (AlcoveWindow *self, gboolean demo);
void alcove_window_start_locked (AlcoveWindow *self);
void alcove_window_start_beside (AlcoveWindow *self, AlcoveWindow *other);
gboolean alcove_window_has_account (AlcoveWindow *self);
void alcove_window_begin_anew (AlcoveWindow *self);
void alcove_window_finish (AlcoveWindow *self);
void alcove_window_finish_all (AlcoveWindow *self);
void alcove_window_quit (AlcoveWindow *self);
void alcove_window_show_answer (AlcoveWindow *self);

G_END_DECLS
