/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveNotifier:
 *
 * Tells a person who is elsewhere that an answer is ready: that alone, never a word of it or of its chat. What was
 * told is taken back when the window is looked at.
 */
#define ALCOVE_TYPE_NOTIFIER (alcove_notifier_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveNotifier, alcove_notifier, ALCOVE, NOTIFIER, GObject)

AlcoveNotifier *alcove_notifier_dup_shared (void);
void alcove_notifier_add_window (AlcoveNotifier *self, GtkWindow *window);
void alcove_notifier_add_session (AlcoveNotifier *self, AlcoveSession *session);
AlcoveConversation *alcove_notifier_get_latest (AlcoveNotifier *self, AlcoveSession **session);

G_END_DECLS
