/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The chat that a window showed at the end, shown again by the first window of the next start. Main thread. It comes
 * behind the first frame and behind the history, and takes nobody's place: who has begun to write, or has chosen a chat
 * meanwhile, stays there. */

#include "alcove-completion.h"
#include "alcove-window-private.h"

static void
resumed (gpointer owner, const GValue *value, const GError *error, gpointer session)
{
  AlcoveWindow *self = owner;

  if (error != NULL || self->is_closing || self->place == NULL || self->place->session != session
      || !self->place->may_resume || alcove_conversation_page_has_writing (self->page))
    return;
  alcove_window_show_chat (self, g_value_get_object (value));
}

/**
 * alcove_window_resume:
 * @self: a window that has just opened an account, and shows a new chat
 *
 * Goes on in the chat that was open at the last end, where there is one.
 */
void
alcove_window_resume (AlcoveWindow *self)
{
  self->place->may_resume = !self->begins_anew;
  self->begins_anew = FALSE;
  alcove_completion_await (alcove_session_resume (self->place->session), self, resumed,
                           g_object_ref (self->place->session), g_object_unref);
}

/**
 * alcove_window_begin_anew:
 * @self: a window
 *
 * Shows a new chat, or begins with one where no account is open yet.
 */
void
alcove_window_begin_anew (AlcoveWindow *self)
{
  self->begins_anew = self->place == NULL;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-chat", NULL);
}
