/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How a window ends: unsaved chats are asked about, running answers are stopped and stored, then it goes. What another
 * window has open too goes on there. Main thread. While the last words are being stored the window is hidden and the process stays. */

#include "alcove-application.h"
#include "alcove-close-dialog.h"
#include "alcove-completion.h"
#include "alcove-error.h"
#include "alcove-preferences.h"
#include "alcove-window-private.h"

static void
gone (AlcoveWindow *self)
{
  GApplication *application = g_application_get_default ();

  if (self->is_locking && ALCOVE_IS_APPLICATION (application))
    alcove_application_lock (ALCOVE_APPLICATION (application));
  g_application_release (application);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
session_closed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;

  if (error != NULL) /* the session has kept what it could; there is nobody left to ask */
    g_warning ("An account did not close well (%s)",
               error->domain == ALCOVE_ERROR
                   ? alcove_error_code_to_string ((AlcoveError) error->code)
                   : g_quark_to_string (error->domain));
  if (--self->n_closing == 0)
    gone (self);
}

/**
 * alcove_window_finish:
 * @self: a window
 *
 * Ends it without asking: hides it, closes every account that no other window has, then destroys it.
 */
void
alcove_window_finish (AlcoveWindow *self)
{
  GHashTableIter iter;
  AlcovePlace *place;

  if (self->is_closing)
    return;
  self->is_closing = TRUE;
  alcove_conversation_page_keep_draft (self->page);
  alcove_conversation_page_keep_attachments (self->page); /* another window may have the chat */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_application_hold (g_application_get_default ());
  self->n_closing = 1;
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &place))
    {
      alcove_window_look_at (place, NULL);
      if (!alcove_window_is_last_of (self, place->session))
        continue;
      alcove_session_leave_at (place->session, place->shown);
      self->n_closing++;
      alcove_completion_await (alcove_session_close (place->session), self, session_closed, NULL,
                               NULL);
    }
  if (--self->n_closing == 0)
    gone (self);
}

/**
 * alcove_window_finish_all:
 * @self: a window
 *
 * Ends it and every other without asking, the one that was used last at last: what it shows is what is there again at
 * the next start.
 */
void
alcove_window_finish_all (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  for (guint i = windows->len; i > 0; i--)
    alcove_window_finish (g_ptr_array_index (windows, i - 1));
}

/* Answers that are still coming may hold a window back. */
static void
end (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) windows = self->ends_all ? alcove_window_list_all (self) : NULL;

  for (guint i = 0; windows && i < windows->len; i++)
    if (g_ptr_array_index (windows, i) != self
        && !alcove_window_go_to_background (g_ptr_array_index (windows, i)))
      alcove_window_finish (g_ptr_array_index (windows, i));
  if (!alcove_window_go_to_background (self))
    alcove_window_finish (self);
}

static void
finish_asked (AlcoveWindow *self)
{
  if (self->ends_all)
    alcove_window_finish_all (self);
  else
    alcove_window_finish (self);
}

static void
kept (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;

  if (error != NULL) /* not kept: the window stays */
    {
      self->n_closing = 0;
      self->is_locking = self->ends_all = FALSE;
      alcove_window_report (self, error);
    }
  else if (self->n_closing > 0 && --self->n_closing == 0)
    finish_asked (self);
}

static void
keep_all (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) sessions = alcove_window_list_ending (self, self->ends_all);

  for (guint i = sessions->len; i > 0; i--)
    if (!alcove_session_get_has_unsaved (g_ptr_array_index (sessions, i - 1)))
      g_ptr_array_remove_index (sessions, i - 1);
  self->n_closing = sessions->len;
  if (sessions->len == 0) /* another window kept or discarded them meanwhile */
    finish_asked (self);
  for (guint i = 0; i < sessions->len; i++)
    alcove_completion_await (alcove_session_keep_all (g_ptr_array_index (sessions, i)), self, kept,
                             NULL, NULL);
}

static void
answered (AlcoveCloseDialog *dialog, const char *response, AlcoveWindow *self)
{
  if (g_str_equal (response, "keep"))
    keep_all (self);
  else if (g_str_equal (response, "discard"))
    {
      if (alcove_close_dialog_get_do_not_ask (dialog))
        alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), FALSE);
      finish_asked (self);
    }
  else
    self->is_locking = self->ends_all = FALSE;
}

/**
 * alcove_window_has_unsaved:
 * @self: a window
 * @all: whether every window ends, not this one alone
 * @can_keep: (out): whether every unsaved chat could go into a history
 *
 * Returns: whether there are unsaved chats in any account that ends then
 */
gboolean
alcove_window_has_unsaved (AlcoveWindow *self, gboolean all, gboolean *can_keep)
{
  g_autoptr (GPtrArray) sessions = alcove_window_list_ending (self, all);
  gboolean found = FALSE;

  *can_keep = TRUE;
  for (guint i = 0; i < sessions->len; i++)
    if (alcove_session_get_has_unsaved (g_ptr_array_index (sessions, i)))
      {
        found = TRUE;
        *can_keep &= alcove_session_get_can_save (g_ptr_array_index (sessions, i));
      }
  return found;
}

/**
 * alcove_window_is_asking:
 * @self: a window
 *
 * Returns: whether it asks what becomes of unsaved chats: the answer is of what it asked about, and of nothing more
 */
gboolean
alcove_window_is_asking (AlcoveWindow *self)
{
  AdwDialog *visible = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  return visible != NULL && ALCOVE_IS_CLOSE_DIALOG (visible);
}

/**
 * alcove_window_ask_unsaved:
 * @self: a window
 * @dialog: (transfer floating): the question what becomes of unsaved chats
 *
 * Asks it, where it is not being asked already; then the window ends or stays.
 */
void
alcove_window_ask_unsaved (AlcoveWindow *self, AdwDialog *dialog)
{
  g_object_ref_sink (dialog);
  if (!alcove_window_is_asking (self))
    {
      g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, 0);
      adw_dialog_present (dialog, GTK_WIDGET (self));
    }
  g_object_unref (dialog);
}

/**
 * alcove_window_close_requested:
 * @self: a window
 *
 * Somebody wants the window to close.
 *
 * Returns: whether that has to wait: always, but once the last words are stored
 */
gboolean
alcove_window_close_requested (AlcoveWindow *self)
{
  gboolean can_keep;

  if (self->is_closing)
    return self->n_closing > 0;
  if (alcove_preferences_get_ask_on_close (alcove_preferences_get_default ())
      && alcove_window_has_unsaved (self, self->ends_all, &can_keep))
    alcove_window_ask_unsaved (self, alcove_close_dialog_new (can_keep));
  else
    end (self);
  return TRUE;
}

/**
 * alcove_window_quit:
 * @self: the window in which somebody wants to quit
 *
 * Closes it and every other; what is not saved is asked about here, once.
 */
void
alcove_window_quit (AlcoveWindow *self)
{
  if (alcove_window_is_asking (self))
    return;
  self->ends_all = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
