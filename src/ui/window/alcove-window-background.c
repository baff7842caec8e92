/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Answers that end while nobody looks: the notification of them, and, where the person allows it, a closed window
 * that stays hidden until the last of them is stored. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-background-portal.h"
#include "alcove-completion.h"
#include "alcove-preferences.h"
#include "alcove-window-private.h"

/* An account that another window has open too goes on there. */
static gboolean
is_answering (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) sessions = alcove_window_list_ending (self, FALSE);

  for (guint i = 0; i < sessions->len; i++)
    if (alcove_session_get_is_answering (g_ptr_array_index (sessions, i)))
      return TRUE;
  return FALSE;
}

static void
answered (AlcoveWindow *self)
{
  if (self->is_in_background && !gtk_widget_get_visible (GTK_WIDGET (self)) && !is_answering (self))
    alcove_window_finish (self);
}

/* It was opened again. */
static void
shown (AlcoveWindow *self)
{
  self->is_in_background = FALSE;
}

/**
 * alcove_window_add_session:
 * @self: a window
 * @session: an account that it opened
 *
 * Tells of its answers from now on.
 */
void
alcove_window_add_session (AlcoveWindow *self, AlcoveSession *session)
{
  if (self->notifier == NULL)
    {
      self->notifier = alcove_notifier_dup_shared ();
      alcove_notifier_add_window (self->notifier, GTK_WINDOW (self));
      g_signal_connect (self, "show", G_CALLBACK (shown), NULL);
    }
  alcove_notifier_add_session (self->notifier, session);
  g_signal_connect_object (session, "answered", G_CALLBACK (answered), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* ---- going there ---- */

static gboolean
has_unsaved (AlcoveWindow *self)
{
  gboolean can_keep;

  return alcove_window_has_unsaved (self, FALSE, &can_keep);
}

static void
hide (AlcoveWindow *self)
{
  self->is_in_background = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
stop_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  self->is_asking_desktop = FALSE;
  if (g_str_equal (response, "close"))
    alcove_window_finish (self);
}

/* The answer would end with the window after all, which is not what the person was promised. */
static void
ask_to_stop (AlcoveWindow *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Stop the Answer?"), _ ("Your desktop does not let Alcove go on in the background. If the "
                                 "window closes now, the answer stops; what has come is kept."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), "close",
                                  C_ ("button", "_Stop and Close"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  self->is_asking_desktop
      = TRUE; /* whoever wants to close it again meanwhile is being asked already */
  g_signal_connect_object (dialog, "response", G_CALLBACK (stop_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* The desktop may have asked the person, and much may have happened meanwhile. */
static void
desktop_answered (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;

  self->is_asking_desktop = FALSE;
  if (self->is_closing)
    return;
  if (!is_answering (self) || has_unsaved (self))
    gtk_window_close (GTK_WINDOW (self));
  else if (value != NULL && !g_value_get_boolean (value))
    ask_to_stop (self);
  else
    hide (self);
}

/**
 * alcove_window_go_to_background:
 * @self: a window that is to be closed and has no unsaved chat
 *
 * Hides it where answers are still coming and the person, and the desktop, allow them to; it ends with the last of them.
 * Where the desktop does not, it is asked whether the window closes all the same.
 *
 * Returns: whether that is dealt with; else the window ends
 */
gboolean
alcove_window_go_to_background (AlcoveWindow *self)
{
  DexFuture *request;

  if (self->is_asking_desktop)
    return TRUE;
  if (!alcove_preferences_get_finish_in_background (alcove_preferences_get_default ())
      || !is_answering (self) || has_unsaved (self))
    return FALSE;
  self->ends_all = FALSE; /* what it is closed for when it comes back is another matter */
  request = alcove_background_portal_request ();
  if (request == NULL)
    {
      hide (self);
      return TRUE;
    }
  self->is_asking_desktop = TRUE;
  alcove_completion_await (request, self, desktop_answered, NULL, NULL);
  return TRUE;
}

static const char *
find_place (AlcoveWindow *self, AlcoveSession *session)
{
  GHashTableIter iter;
  const char *id;
  AlcovePlace *place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &place))
    if (place->session == session)
      return id;
  return NULL;
}

/**
 * alcove_window_show_answer:
 * @self: a window
 *
 * Shows the chat whose answer a notification told of last, in its own account and a window that has it.
 */
void
alcove_window_show_answer (AlcoveWindow *self)
{
  AlcoveSession *session = NULL;
  AlcoveConversation *latest
      = self->notifier ? alcove_notifier_get_latest (self->notifier, &session) : NULL;
  g_autoptr (AlcoveConversation) conversation = latest ? g_object_ref (latest) : NULL;
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  for (guint i = 0; conversation && session && i < windows->len; i++)
    {
      AlcoveWindow *window = g_ptr_array_index (windows, i);
      g_autofree char *id = g_strdup (find_place (window, session));

      if (id == NULL)
        continue;
      alcove_window_open_account (window, id);
      alcove_window_show_chat (window, conversation);
      adw_navigation_split_view_set_show_content (window->split_view, TRUE);
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
}
