/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's accounts: which are open, which is shown, the welcome page. Main thread. An account that was
 * left stays open, so that its answers go on; where the reader was in it is kept. */

#include "alcove-config.h"

#include <glib/gi18n.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "alcove-completion.h"
#include "alcove-image-decoder.h"
#include "alcove-window-private.h"

#define PROMPT_DELAY_MS 1500 /* a keyring that has not answered by then is asking the user */
#define TRIM_DELAY_MS 500    /* after the first frame, and after a history was opened */

/**
 * alcove_window_look_at:
 * @place: where the reader is
 * @conversation: (nullable): what is shown there from now on
 */
void
alcove_window_look_at (AlcovePlace *place, AlcoveConversation *conversation)
{
  alcove_session_look_at (place->session, conversation, place->seen);
  g_set_object (&place->seen, conversation);
}

/**
 * alcove_window_free_place:
 * @data: (transfer full): an #AlcovePlace
 */
void
alcove_window_free_place (gpointer data)
{
  AlcovePlace *place = data;

  alcove_window_look_at (place, NULL);
  g_clear_object (&place->session);
  g_clear_object (&place->item);
  g_clear_object (&place->shown);
  g_clear_object (&place->not_yet);
  g_free (place);
}

static void
show_place (AlcoveWindow *self, AlcovePlace *place)
{
  if (self->place != NULL && self->place != place)
    alcove_window_look_at (self->place, NULL);
  self->place = place;
  if (place->shown != NULL && !place->is_in_trash
      && alcove_conversation_get_is_deleted (place->shown))
    g_clear_object (&place->shown); /* deleted meanwhile */
  g_signal_group_set_target (self->session_signals, place->session);
  g_object_set (self->sidebar, "session", place->session, NULL);
  alcove_window_follow_place (self);
  if (place->shown != NULL)
    alcove_window_show_chat (self, place->shown);
  else
    alcove_window_show_new_chat (self);
  gtk_stack_set_visible_child_name (self->stack, "session");
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

AlcoveAccountItem *
alcove_window_find_item (AlcoveWindow *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (AlcoveAccountItem) item = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (g_strcmp0 (alcove_account_item_get_id (item), id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static AlcoveAccountItem *
find_demo_item (AlcoveWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (AlcoveAccountItem) item = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (alcove_account_item_get_is_demo (item))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/**
 * alcove_window_dup_item:
 * @self: a window
 *
 * Returns: (transfer full) (nullable): the account in use, %NULL for none and for a demo that nothing
 *   remembers
 */
AlcoveAccountItem *
alcove_window_dup_item (AlcoveWindow *self)
{
  if (self->place == NULL)
    return NULL;
  return self->place->item ? g_object_ref (self->place->item) : find_demo_item (self);
}

static void
open_failed (AlcoveWindow *self, const GError *error)
{
  if (self->place == NULL)
    alcove_window_show_welcome (self);
  alcove_window_report (self, error);
}

/* Reading style sheets and templates leaves megabytes of freed memory, some 5 of 39, and opening a history and making its
 * rows some 2 more, that only this gives back. */
static void
trim_due (gpointer data)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static void
trim_soon (void)
{
  g_timeout_add_once (TRIM_DELAY_MS, trim_due, NULL);
}

static void
opened (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  const char *id = data;
  AlcovePlace *place;
  gboolean is_wanted = g_strcmp0 (self->wanted, id) == 0;

  if (self->is_closing)
    return;
  if (error != NULL)
    {
      if (is_wanted)
        g_clear_pointer (&self->wanted, g_free);
      open_failed (self, error);
      return;
    }
  place = g_new0 (AlcovePlace, 1);
  place->session = g_value_dup_object (value);
  place->item = alcove_window_find_item (self, id);
  g_hash_table_replace (self->places, g_strdup (id), place);
  alcove_window_add_session (self, place->session);
  trim_soon ();
  if (is_wanted)
    {
      g_clear_pointer (&self->wanted, g_free);
      show_place (self, place);
      alcove_window_resume (self);
    }
}

/* Leaves what is shown for the page of an account that is still being opened. */
static void
show_nothing_yet (AlcoveWindow *self)
{
  if (self->place != NULL)
    alcove_window_look_at (self->place, NULL);
  self->place = NULL;
  g_signal_group_set_target (self->session_signals, NULL);
  g_signal_group_set_target (self->chat_signals, NULL);
  g_object_set (self->sidebar, "session", NULL, NULL);
  alcove_window_follow_place (self);
  alcove_conversation_page_show (self->page, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "session");
  alcove_window_update_actions (self);
}

static void
await_open (AlcoveWindow *self, const char *id, DexFuture *future)
{
  g_set_str (&self->wanted, id);
  alcove_completion_await (future, self, opened, g_strdup (id), g_free);
}

static void
open_now (AlcoveWindow *self, const char *key, AlcoveAccountItem *item)
{
  AlcovePlace *place = g_hash_table_lookup (self->places, key);

  if (g_strcmp0 (self->wanted, key) == 0)
    return;
  if (place != NULL)
    {
      g_clear_pointer (&self->wanted, g_free);
      show_place (self, place);
      return;
    }
  show_nothing_yet (self);
  await_open (self, key,
              item ? alcove_accounts_open (self->accounts, item)
                   : alcove_accounts_open_demo (self->accounts));
}

/**
 * alcove_window_open_account:
 * @self: a window
 * @id: an account's id, or %ALCOVE_DEMO_ID
 *
 * Shows an account, opening it first where needed. The demo is one place, whether it is remembered or not.
 */
void
alcove_window_open_account (AlcoveWindow *self, const char *id)
{
  g_autoptr (AlcoveAccountItem) item = alcove_window_find_item (self, id);

  if (g_strcmp0 (id, ALCOVE_DEMO_ID) == 0
      || (item != NULL && alcove_account_item_get_is_demo (item)))
    open_now (self, ALCOVE_DEMO_ID, NULL);
  else if (item != NULL)
    open_now (self, id, item);
}

static void
account_added (AlcoveWindow *self, AlcoveAccountItem *item)
{
  alcove_window_open_account (self, alcove_account_item_get_id (item));
}

static gboolean
shows_welcome (AlcoveWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "welcome") == 0;
}

/* After the accounts were read, or could not be: the demo where it was asked for, the first account, or
 * the page that makes one. What is being typed there already is left alone. */
static void
loaded (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  g_autoptr (AlcoveAccountItem) first = g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);

  if (self->is_closing || self->place != NULL || self->wanted != NULL)
    return;
  if (error != NULL && alcove_window_shows_lock (self))
    {
      alcove_lock_page_show_error (self->lock_page, error);
      return;
    }
  if (self->wants_demo)
    alcove_window_open_account (self, ALCOVE_DEMO_ID);
  else if (first != NULL)
    alcove_window_open_account (self, alcove_account_item_get_id (first));
  else if (!shows_welcome (self))
    alcove_window_show_welcome (self);
  if (error != NULL && !self->wants_demo
      && alcove_accounts_get_keyring_error (self->accounts) == NULL)
    alcove_window_report (self, error);
}

/* A prompt of the keyring may stand for ever, or behind the window: a key can be typed meanwhile. */
static gboolean
load_takes_long (gpointer data)
{
  AlcoveWindow *self = data;
  gboolean is_loading = FALSE;

  self->load_source = 0;
  g_object_get (self->accounts, "is-loading", &is_loading, NULL);
  if (is_loading && self->place == NULL && self->wanted == NULL && !self->is_closing
      && !alcove_window_shows_lock (self))
    alcove_window_show_welcome (self);
  return G_SOURCE_REMOVE;
}

/**
 * alcove_window_load:
 * @self: a window
 *
 * Reads the keyring's accounts and opens the first.
 */
void
alcove_window_load (AlcoveWindow *self)
{
  g_clear_handle_id (&self->load_source, g_source_remove);
  self->load_source = g_timeout_add (PROMPT_DELAY_MS, load_takes_long, self);
  alcove_completion_await (alcove_accounts_load (self->accounts), self, loaded, NULL, NULL);
}

static gboolean
start_now (gpointer data)
{
  AlcoveWindow *self = data;

  trim_soon ();
  if (self->begins_locked && !self->is_closing)
    alcove_window_show_lock (self);
  else if (self->wanted == NULL && self->place == NULL && !self->is_closing)
    alcove_window_load (self);
  return G_SOURCE_REMOVE;
}

/* Called before the first frame is drawn; an idle of low priority comes after it. */
static gboolean
first_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  g_idle_add_full (G_PRIORITY_LOW, start_now, g_object_ref (widget), g_object_unref);
  return G_SOURCE_REMOVE;
}

/**
 * alcove_window_start:
 * @self: a window that was just presented
 * @demo: whether to open the demo rather than the first account
 *
 * Reads the accounts after the first frame, then opens one of them or shows the welcome page.
 */
void
alcove_window_start (AlcoveWindow *self, gboolean demo)
{
  if (self->is_started)
    {
      if (demo)
        alcove_window_open_account (self, ALCOVE_DEMO_ID);
      return;
    }
  self->is_started = TRUE;
  self->wants_demo = demo;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), first_tick, NULL, NULL);
}

/* The keyring opens nothing by itself where a key has to be typed. */
static void
retry (AlcoveWindow *self)
{
  if (self->begins_locked && self->place == NULL)
    alcove_window_show_lock (self);
  else
    alcove_window_load (self);
}

/**
 * alcove_window_show_welcome:
 * @self: a window
 *
 * Shows the page that adds an account.
 */
void
alcove_window_show_welcome (AlcoveWindow *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = ALCOVE_WELCOME_PAGE (alcove_welcome_page_new (self->accounts));
      g_signal_connect_object (self->welcome, "added", G_CALLBACK (account_added), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->welcome, "retry", G_CALLBACK (retry), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->welcome), "welcome");
    }
  alcove_welcome_page_restart (self->welcome, self->place != NULL || self->begins_locked);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

/**
 * alcove_window_leave_welcome:
 * @self: a window
 *
 * Goes back to the chats, where there are any.
 */
void
alcove_window_leave_welcome (AlcoveWindow *self)
{
  if (self->place != NULL)
    gtk_stack_set_visible_child_name (self->stack, "session");
  else if (self->begins_locked)
    alcove_window_show_lock (self);
}

/**
 * alcove_window_leave_account:
 * @self: a window
 * @item: an account
 *
 * Takes it off every window, whether it is shown or not.
 *
 * Returns: (transfer full) (nullable): its session, still open; close it
 */
AlcoveSession *
alcove_window_leave_account (AlcoveWindow *self, AlcoveAccountItem *item)
{
  const char *key
      = alcove_account_item_get_is_demo (item) ? ALCOVE_DEMO_ID : alcove_account_item_get_id (item);
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);
  g_autoptr (AlcoveSession) session = NULL;

  for (guint i = 0; i < windows->len; i++)
    {
      AlcoveWindow *window = g_ptr_array_index (windows, i);
      AlcovePlace *place = g_hash_table_lookup (window->places, key);

      if (place != NULL)
        g_set_object (&session, place->session);
      if (place != NULL && place == window->place)
        show_nothing_yet (window);
      g_hash_table_remove (window->places, key);
    }
  alcove_image_decoder_clear (alcove_image_decoder_get_default ());
  return g_steal_pointer (&session);
}

/**
 * alcove_window_settle:
 * @self: a window
 * @id: (nullable): an account
 *
 * Every window whose account was taken off it goes on with this one; without one, with the first that is there.
 */
void
alcove_window_settle (AlcoveWindow *self, const char *id)
{
  g_autoptr (AlcoveAccountItem) first = g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
  g_autoptr (GPtrArray) windows = alcove_window_list_all (self);

  if (id == NULL && first != NULL)
    id = alcove_account_item_get_id (first);
  for (guint i = 0; i < windows->len; i++)
    {
      AlcoveWindow *window = g_ptr_array_index (windows, i);

      if (window->place != NULL || window->wanted != NULL)
        continue;
      if (id != NULL)
        alcove_window_open_account (window, id);
      else
        alcove_window_show_welcome (window);
    }
}

/**
 * alcove_window_start_locked:
 * @self: a window that was just presented
 *
 * Asks for a key after the first frame; reads nothing before. Does nothing to a window that was started before.
 */
void
alcove_window_start_locked (AlcoveWindow *self)
{
  if (self->is_started)
    return;
  self->begins_locked = TRUE;
  alcove_window_start (self, FALSE);
}
