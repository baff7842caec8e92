/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Locking the window: by key, after a while without a key press, with the desktop. Main thread. Running answers are
 * stopped and stored, sessions closed; then the process begins anew, and nothing of them is left in its memory.
 * An unsaved chat is never lost by it unasked: only a person's own word locks while there is one. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-close-dialog.h"
#include "alcove-preferences.h"
#include "alcove-window-private.h"

#define LOOK_SECONDS 10

static void
use_keyring (AlcoveWindow *self)
{
  alcove_window_load (self);
}

static void
unlocked (AlcoveWindow *self, AlcoveAccountItem *item)
{
  alcove_window_open_account (self, alcove_account_item_get_id (item));
}

/**
 * alcove_window_show_lock:
 * @self: a window without an open account
 *
 * Shows the page that asks for a key.
 */
void
alcove_window_show_lock (AlcoveWindow *self)
{
  if (self->lock_page == NULL)
    {
      self->lock_page = ALCOVE_LOCK_PAGE (alcove_lock_page_new (
          self->accounts,
          alcove_preferences_get_unlock_with_keyring (alcove_preferences_get_default ())));
      g_signal_connect_object (self->lock_page, "unlocked", G_CALLBACK (unlocked), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->lock_page, "use-keyring", G_CALLBACK (use_keyring), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->lock_page), "lock");
    }
  gtk_stack_set_visible_child_name (self->stack, "lock");
  gtk_widget_grab_focus (GTK_WIDGET (self->lock_page));
}

/**
 * alcove_window_shows_lock:
 * @self: a window
 *
 * Returns: whether a key is being asked for
 */
gboolean
alcove_window_shows_lock (AlcoveWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "lock") == 0;
}

static gboolean
can_lock (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) sessions = alcove_window_list_ending (self, TRUE);

  return !self->is_closing && !self->is_in_background && !alcove_window_is_asking (self)
         && sessions->len > 0;
}

/**
 * alcove_window_lock:
 * @self: a window
 *
 * Locks it and every other, after asking what becomes of chats that are not saved.
 */
void
alcove_window_lock (AlcoveWindow *self)
{
  gboolean can_keep;

  if (!can_lock (self))
    return;
  self->is_locking = self->ends_all = TRUE;
  if (alcove_window_has_unsaved (self, TRUE, &can_keep))
    alcove_window_ask_unsaved (self, alcove_close_dialog_new_for_lock (can_keep));
  else
    alcove_window_finish_all (self);
}

/* Nobody is there to be asked. */
static void
lock_unasked (AlcoveWindow *self)
{
  gboolean can_keep;

  if (!can_lock (self) || alcove_window_has_unsaved (self, TRUE, &can_keep))
    return;
  self->is_locking = TRUE;
  alcove_window_finish_all (self);
}

static gint64
get_touched_at (AlcoveWindow *self)
{
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);
  gint64 touched_at = self->touched_at;

  for (guint i = 0; i < windows->len; i++)
    touched_at = MAX (touched_at, ((AlcoveWindow *) g_ptr_array_index (windows, i))->touched_at);
  return touched_at;
}

/**
 * alcove_window_look_at_idle:
 * @self: a window
 * @now: the monotonic time, in microseconds
 *
 * Locks where nobody has touched any window for as many minutes as the preferences say.
 */
void
alcove_window_look_at_idle (AlcoveWindow *self, gint64 now)
{
  const int minutes = alcove_preferences_get_lock_minutes (alcove_preferences_get_default ());

  if (minutes > 0 && now - get_touched_at (self) >= (gint64) minutes * 60 * G_USEC_PER_SEC)
    lock_unasked (self);
}

static gboolean
look (gpointer data)
{
  alcove_window_look_at_idle (data, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static gboolean
touched (AlcoveWindow *self, GdkEvent *event)
{
  self->touched_at = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

/**
 * alcove_window_watch:
 * @self: a window
 *
 * Begins to look for reasons to lock. Ends with alcove_window_unwatch().
 */
void
alcove_window_watch (AlcoveWindow *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "event", G_CALLBACK (touched), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  self->touched_at = g_get_monotonic_time ();
  self->idle_source = g_timeout_add_seconds (LOOK_SECONDS, look, self);
  self->screen_watch = alcove_screen_watch_new ();
  g_signal_connect_object (self->screen_watch, "locked", G_CALLBACK (lock_unasked), self,
                           G_CONNECT_SWAPPED);
}

void
alcove_window_unwatch (AlcoveWindow *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->screen_watch != NULL)
    g_object_run_dispose (G_OBJECT (self->screen_watch));
  g_clear_object (&self->screen_watch);
}
