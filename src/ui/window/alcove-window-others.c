/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Several windows of one process: they share the accounts that are open, with their lists, chats and running answers,
 * and each has its own place in them. An account is closed by the last window that has it. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-window-private.h"

/**
 * alcove_window_list_all:
 * @self: a window
 *
 * Returns: (transfer container) (element-type AlcoveWindow): the windows that stay open, the one that was used last
 *   first; @self is among them unless it is closing
 */
GPtrArray *
alcove_window_list_all (AlcoveWindow *self)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GPtrArray *windows = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (toplevels, i);
      AlcoveWindow *window = ALCOVE_IS_WINDOW (item) ? ALCOVE_WINDOW (item) : NULL;
      guint place = 0;

      if (window == NULL || window->is_closing || window->accounts != self->accounts)
        continue;
      while (place < windows->len
             && ((AlcoveWindow *) g_ptr_array_index (windows, place))->used_at > window->used_at)
        place++;
      g_ptr_array_insert (windows, (int) place, window);
    }
  return windows;
}

static gboolean
has_session (AlcoveWindow *self, AlcoveSession *session)
{
  GHashTableIter iter;
  const AlcovePlace *place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &place))
    if (place->session == session)
      return TRUE;
  return FALSE;
}

/**
 * alcove_window_is_last_of:
 * @self: a window
 * @session: an account that it has open
 *
 * Returns: whether the account ends with this window
 */
gboolean
alcove_window_is_last_of (AlcoveWindow *self, AlcoveSession *session)
{
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  for (guint i = 0; i < windows->len; i++)
    if (g_ptr_array_index (windows, i) != self
        && has_session (g_ptr_array_index (windows, i), session))
      return FALSE;
  return TRUE;
}

/**
 * alcove_window_speaks_for:
 * @self: a window
 * @session: the account in use
 *
 * What an account asks or offers is said once, in the window where somebody is.
 *
 * Returns: whether that is this window
 */
gboolean
alcove_window_speaks_for (AlcoveWindow *self, AlcoveSession *session)
{
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  for (guint i = 0; i < windows->len; i++)
    {
      const AlcoveWindow *window = g_ptr_array_index (windows, i);

      if (window->place != NULL && window->place->session == session)
        return window == self;
    }
  return FALSE;
}

static void
add_sessions (AlcoveWindow *self, GPtrArray *sessions, gboolean own_only)
{
  GHashTableIter iter;
  const AlcovePlace *place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &place))
    if ((!own_only || alcove_window_is_last_of (self, place->session))
        && !g_ptr_array_find (sessions, place->session, NULL))
      g_ptr_array_add (sessions, g_object_ref (place->session));
}

/**
 * alcove_window_list_ending:
 * @self: a window
 * @all: whether every window ends, not this one alone
 *
 * Returns: (transfer container) (element-type AlcoveSession): the accounts that end then
 */
GPtrArray *
alcove_window_list_ending (AlcoveWindow *self, gboolean all)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  if (!all)
    add_sessions (self, sessions, TRUE);
  for (guint i = 0; all && i < windows->len; i++)
    add_sessions (g_ptr_array_index (windows, i), sessions, FALSE);
  return sessions;
}

/**
 * alcove_window_start_beside:
 * @self: a window that was just presented
 * @other: another one, which has an account open
 *
 * Shows the same account, with a new chat.
 */
void
alcove_window_start_beside (AlcoveWindow *self, AlcoveWindow *other)
{
  g_autofree char *account = NULL;

  g_object_get (other, "account", &account, NULL);
  self->is_started = TRUE;
  self->begins_locked = other->begins_locked;
  alcove_window_open_account (self, account);
}

/**
 * alcove_window_has_account:
 * @self: a window
 *
 * Returns: whether an account is in use
 */
gboolean
alcove_window_has_account (AlcoveWindow *self)
{
  return self->place != NULL && !self->is_closing;
}

/* ---- a chat that went in another window, or another program ---- */

static gboolean
leave_deleted (gpointer data)
{
  AlcoveWindow *self = data;
  AlcoveConversation *chat = self->place && !self->is_closing ? self->place->shown : NULL;
  g_autoptr (AlcoveConversation) leaving = g_steal_pointer (&self->leaving);

  self->leave_source = 0;
  if (chat == NULL || chat != leaving || !alcove_conversation_get_is_deleted (chat))
    return G_SOURCE_REMOVE;
  alcove_window_show_new_chat (self);
  alcove_window_toast (self, _ ("The chat was deleted elsewhere"));
  return G_SOURCE_REMOVE;
}

/**
 * alcove_window_chat_deleted:
 * @self: a window
 *
 * The chat that it shows went to the trash, or away. Who did that here shows another one at once; where it happened
 * elsewhere a new one takes its place.
 */
void
alcove_window_chat_deleted (AlcoveWindow *self)
{
  if (self->place != NULL)
    g_set_object (&self->leaving, self->place->shown);
  if (self->leave_source == 0)
    self->leave_source = g_idle_add (leave_deleted, self);
}
