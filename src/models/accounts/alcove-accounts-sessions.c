/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The open sessions of the accounts, one for each at most. Main thread. The window owns them; a change of an account
 * borrows one, and closes it behind itself only where nobody else has opened it. */

#include "alcove-account-item-private.h"
#include "alcove-accounts-private.h"
#include "alcove-session-private.h"

static void
session_gone_cb (gpointer data, GObject *gone)
{
  AlcoveAccounts *self = data;
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    if (session == gone)
      g_hash_table_iter_remove (&iter);
}

void
alcove_accounts_forget_session (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  AlcoveSession *session = g_hash_table_lookup (self->sessions, item);

  g_hash_table_remove (self->borrowed, item);
  if (session == NULL)
    return;
  g_object_weak_unref (G_OBJECT (session), session_gone_cb, self);
  g_hash_table_remove (self->sessions, item);
}

void
alcove_accounts_forget_sessions (AlcoveAccounts *self)
{
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    g_object_weak_unref (session, session_gone_cb, self);
  g_hash_table_remove_all (self->sessions);
  g_hash_table_remove_all (self->borrowed);
}

static AlcoveSession *
get_open (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  AlcoveSession *session = g_hash_table_lookup (self->sessions, item);

  return session != NULL && !alcove_session_get_is_closed (session) ? session : NULL;
}

static AlcoveSession *
open_new (AlcoveAccounts *self, AlcoveAccountItem *item, GError **error)
{
  AlcoveSession *session;

  alcove_accounts_forget_session (self, item);
  session = alcove_session_new (item, self->data_dir, self->keyring, error);
  if (session == NULL)
    return NULL;
  g_hash_table_insert (self->sessions, item, session);
  g_object_weak_ref (G_OBJECT (session), session_gone_cb, self);
  alcove_session_start (session);
  return session;
}

/**
 * alcove_accounts_open:
 * @self: the accounts
 * @item: an account
 *
 * Returns: (transfer full): a future of the account's #AlcoveSession, the same while it is open. Its history and
 *   its models are still being read
 */
DexFuture *
alcove_accounts_open (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  g_autoptr (AlcoveSession) session = NULL;
  GError *error = NULL;
  gboolean is_new = g_hash_table_remove (self->borrowed, item);

  g_set_object (&session, get_open (self, item));
  if (session == NULL)
    {
      is_new = TRUE;
      session = open_new (self, item, &error);
    }
  if (session == NULL)
    return dex_future_new_for_error (error);
  if (is_new)
    alcove_session_reload_models (session);
  return dex_future_new_take_object (g_steal_pointer (&session));
}

/**
 * alcove_accounts_borrow: (skip)
 * @self: the accounts
 * @item: one of them
 *
 * For a change of its history: no server is asked for anything. Who opens it meanwhile has the same session for good.
 *
 * Returns: (transfer full): a future of its #AlcoveSession; give it back
 */
DexFuture *
alcove_accounts_borrow (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  g_autoptr (AlcoveSession) session = NULL;
  GError *error = NULL;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->borrowed, item));

  g_set_object (&session, get_open (self, item));
  if (session == NULL)
    {
      n = 0;
      session = open_new (self, item, &error);
    }
  else if (n == 0)
    return dex_future_new_take_object (g_steal_pointer (&session));
  if (session == NULL)
    return dex_future_new_for_error (error);
  g_hash_table_insert (self->borrowed, item, GUINT_TO_POINTER (n + 1));
  return dex_future_new_take_object (g_steal_pointer (&session));
}

/* Whether its session is to be closed now: the last change is done, and nobody else has opened it. */
gboolean
alcove_accounts_give_back (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->borrowed, item));

  if (n > 1)
    g_hash_table_insert (self->borrowed, item, GUINT_TO_POINTER (n - 1));
  else if (n == 1)
    g_hash_table_remove (self->borrowed, item);
  return n == 1;
}

static void
demo_remembered_cb (AlcoveAccountItem *item, GParamSpec *pspec, AlcoveAccounts *self)
{
  if (alcove_account_item_get_is_remembered (item) && !g_ptr_array_find (self->items, item, NULL))
    alcove_accounts_add_item (self, item);
}

static AlcoveAccountItem *
find_demo (AlcoveAccounts *self)
{
  GHashTableIter iter;
  gpointer item;

  for (guint i = 0; i < self->items->len; i++)
    if (alcove_account_item_get_is_demo (g_ptr_array_index (self->items, i)))
      return g_object_ref (g_ptr_array_index (self->items, i));
  g_hash_table_iter_init (&iter, self->sessions); /* another window may have it open */
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (alcove_account_item_get_is_demo (item))
      return g_object_ref (item);
  return NULL;
}

static AlcoveAccountItem *
new_demo (AlcoveAccounts *self)
{
  g_autoptr (AlcoveLockedBytes) no_key = alcove_locked_bytes_new_string ("");
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) pieces = g_strsplit (uuid, "-", -1);
  g_autofree char *id = g_strjoinv (NULL, pieces);
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new (id, "Demo", ALCOVE_DEMO_ADDRESS, no_key, NULL);
  AlcoveAccountItem *item = alcove_account_item_new (credential, FALSE);

  g_signal_connect_object (item, "notify::is-remembered", G_CALLBACK (demo_remembered_cb), self, 0);
  return item;
}

/**
 * alcove_accounts_open_demo:
 * @self: the accounts
 *
 * The built-in server, without key or network. It joins the accounts once the user turned saving on there.
 *
 * Returns: (transfer full): a future of an #AlcoveSession
 */
DexFuture *
alcove_accounts_open_demo (AlcoveAccounts *self)
{
  g_autoptr (AlcoveAccountItem) item = find_demo (self);

  if (item == NULL)
    item = new_demo (self);
  return alcove_accounts_open (self, item);
}
