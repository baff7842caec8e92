/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Opening an account's vault behind the window's back, and again where that failed. Main thread; the key
 * derivation and the reading of slots run on a thread of their own, the rest on the store's. */

#include "alcove-session-private.h"

#include <json-glib/json-glib.h>

#include "alcove-error.h"
#include "alcove-model-private.h"

typedef struct
{
  AlcoveVault *vault;
  AlcoveCredential *credential;
  AlcoveLockedBytes *recovery_key; /* NULL: the credential opens it */
  AlcoveAccount *account;
  GError *error;
  DexPromise *promise;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->vault);
  alcove_credential_unref (opening->credential);
  g_clear_pointer (&opening->recovery_key, alcove_locked_bytes_unref);
  g_clear_object (&opening->account);
  g_clear_error (&opening->error);
  dex_unref (opening->promise);
  g_free (opening);
}

/* On the main thread: whoever keeps a promise may let go the last reference of what waits for it. */
static gboolean
opened_cb (gpointer data)
{
  Opening *opening = data;

  if (opening->account != NULL)
    dex_promise_resolve_object (opening->promise, g_steal_pointer (&opening->account));
  else
    dex_promise_reject (opening->promise, g_steal_pointer (&opening->error));
  return G_SOURCE_REMOVE;
}

static gpointer
open_thread (gpointer data)
{
  Opening *opening = data;

  if (opening->recovery_key != NULL)
    opening->account
        = alcove_vault_open_recovery (opening->vault, opening->recovery_key, &opening->error);
  else
    opening->account = alcove_vault_open (opening->vault, opening->credential->api_key,
                                          opening->credential->history_key, &opening->error);
  g_idle_add_full (G_PRIORITY_DEFAULT, opened_cb, opening, (GDestroyNotify) opening_free);
  return NULL;
}

/* 67 ms of Argon2id: never on the main thread. */
static DexFuture *
open_account (AlcoveSession *self)
{
  Opening *opening = g_new0 (Opening, 1);
  DexPromise *promise = dex_promise_new ();

  opening->vault = g_object_ref (self->vault);
  opening->credential = alcove_credential_ref (alcove_account_item_get_credential (self->item));
  if (alcove_account_item_get_is_recovered (self->item))
    opening->recovery_key
        = alcove_locked_bytes_ref (alcove_account_item_get_recovery_key (self->item));
  opening->promise = dex_ref (promise);
  g_thread_unref (g_thread_new ("alcove-unlock", open_thread, opening));
  return DEX_FUTURE (promise);
}

static DexFuture *
count_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (AlcoveStore) store = self->store ? g_object_ref (self->store) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *save = NULL;
  gint64 n_active;
  gint64 n_archived;

  if (store == NULL)
    return dex_future_new_true ();
  save = dex_await_string (alcove_store_get_meta (store, "save_history"), &error);
  if (error == NULL && store == self->store)
    alcove_session_set_save_history (self, g_strcmp0 (save, "1") == 0);
  n_active = dex_await_int64 (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE), NULL);
  n_archived = dex_await_int64 (alcove_store_count_chats (store, ALCOVE_CHATS_ARCHIVED), NULL);
  if (store == self->store)
    alcove_session_set_n_saved (self, n_active + n_archived);
  alcove_session_read_folders (self);
  return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

static DexFuture *
read_state (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, count_fiber, g_object_ref (self), g_object_unref);
}

/* The store has chats that did not come by this session. */
void
alcove_session_show_changes (AlcoveSession *self)
{
  alcove_session_refresh_lists (self);
  alcove_recent_chats_refresh (self->recent, self->conversations);
  dex_future_disown (read_state (self));
}

static void
take_store (AlcoveSession *self, AlcoveStore *store)
{
  g_set_object (&self->store, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (alcove_session_show_changes), self,
                           G_CONNECT_SWAPPED);
  alcove_session_set_lists_store (self, store);
}

/* What the vault remembers of models; an unreadable setting is as good as none. */
static void
read_models (AlcoveSession *self, AlcoveStore *store)
{
  g_autofree char *model = dex_await_string (alcove_store_get_setting (store, "model"), NULL);
  g_autofree char *models = dex_await_string (alcove_store_get_setting (store, "models"), NULL);
  g_autoptr (GPtrArray) infos = alcove_model_list_from_json (models);
  g_autoptr (JsonNode) node = model ? json_from_string (model, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING && !self->is_closed)
    alcove_session_choose_model (self, json_node_get_string (node));
  if (infos != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->models)) == 0
      && !self->is_closed)
    alcove_session_take_models (self, infos);
}

/* In a fiber. */
static gboolean
read_all (AlcoveSession *self, AlcoveStore *store, GError **error)
{
  if (!dex_await (read_state (self), error))
    return FALSE;
  read_models (self, store);
  alcove_session_read_settings (self, store);
  return TRUE;
}

/* In a fiber. */
static gboolean
open_store (AlcoveSession *self, AlcoveAccount *account, GError **error)
{
  g_autoptr (AlcoveStore) store = alcove_store_new (account);

  g_set_object (&self->account, account);
  if (!dex_await (alcove_store_open (store), error))
    return FALSE;
  if (self->is_closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session was closed");
      return dex_await (alcove_store_close (store), NULL) && FALSE;
    }
  take_store (self, store);
  return read_all (self, store, error);
}

static gboolean
open_all (AlcoveSession *self, GError **error)
{
  g_autoptr (AlcoveAccount) account = NULL;
  g_autoptr (GError) local_error = NULL;

  account = dex_await_object (open_account (self), &local_error);
  if (account != NULL && !self->is_closed)
    return open_store (self, account, error);
  if (g_error_matches (local_error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT))
    {
      alcove_session_set_needs_history_key (self, TRUE);
      alcove_session_set_lists_store (self, NULL);
      return TRUE;
    }
  if (local_error == NULL)
    g_set_error_literal (&local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session was closed");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The history is open; what the lists could not read of it meanwhile is said all the same. */
static void
settle_error (AlcoveSession *self)
{
  alcove_session_set_store_error (self, alcove_conversation_list_get_error (self->conversations));
}

static DexFuture *
open_fiber (gpointer data)
{
  AlcoveSession *self = data;
  GError *error = NULL;

  if (open_all (self, &error))
    {
      settle_error (self);
      return dex_future_new_true ();
    }
  if (self->store == NULL)
    alcove_session_set_lists_store (self, NULL);
  if (!self->is_closed)
    alcove_session_set_store_error (self, error);
  return dex_future_new_for_error (error);
}

/**
 * alcove_session_open_vault:
 * @self: a session
 *
 * Opens the account of the session's key, and its history. An account that cannot have a vault is no error. Who asks
 * while it is being opened waits for that; this try is what [func@session_wait_open] tells of from now on.
 *
 * Returns: (transfer full): a future of %TRUE; rejects with what is also the session's store error
 */
DexFuture *
alcove_session_open_vault (AlcoveSession *self)
{
  if (self->opening == NULL || !dex_future_is_pending (self->opening))
    {
      dex_clear (&self->opening);
      self->opening
          = dex_scheduler_spawn (NULL, 0, open_fiber, g_object_ref (self), g_object_unref);
    }
  return dex_ref (self->opening);
}

/* In a fiber: what could not be written is written now, to the store that is there. */
static gboolean
write_owed (AlcoveSession *self, GError **error)
{
  g_autoptr (GPtrArray) unsaved = alcove_conversation_list_dup_unsaved (self->conversations);

  for (guint i = 0; i < unsaved->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (unsaved, i);
      AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);

      if (alcove_conversation_get_home (conversation) == ALCOVE_HOME_VAULT
          && !dex_await (alcove_chat_writer_retry (writer), error))
        return FALSE;
    }
  return TRUE;
}

/* In a fiber: the connection itself may be what is broken. What the first try could not read is read now. */
static gboolean
reopen (AlcoveSession *self, GError **error)
{
  if (self->store == NULL)
    return dex_await (alcove_session_open_vault (self), error);
  dex_await (alcove_store_close (self->store), NULL);
  if (!dex_await (alcove_store_open (self->store), error))
    return FALSE;
  alcove_session_set_lists_store (self, self->store);
  if (self->opening == NULL || !dex_future_is_rejected (self->opening))
    return dex_await (read_state (self), error);
  if (!read_all (self, self->store, error))
    return FALSE;
  dex_clear (&self->opening);
  self->opening = dex_future_new_true ();
  return TRUE;
}

static DexFuture *
retry_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (GError) error = NULL;

  dex_await (alcove_session_wait_open (self), NULL);
  if (self->is_closed)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session was closed");
  if (self->store != NULL && !alcove_conversation_list_get_error (self->conversations)
      && write_owed (self, NULL))
    {
      settle_error (self);
      return dex_future_new_true ();
    }
  if (reopen (self, &error) && write_owed (self, &error))
    {
      settle_error (self);
      return dex_future_new_true ();
    }
  alcove_session_set_store_error (self, error);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * alcove_session_retry_store:
 * @self: a session whose history cannot be used
 *
 * Writes what is owed; opens the history anew where that does not help.
 *
 * Returns: (transfer full): a future of %TRUE once all is well; rejects with what is wrong now
 */
DexFuture *
alcove_session_retry_store (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, retry_fiber, g_object_ref (self), g_object_unref);
}

/**
 * alcove_session_get_history_folder:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the folder that its history lies in; %NULL where nothing was saved yet
 */
const char *
alcove_session_get_history_folder (AlcoveSession *self)
{
  return self->account && alcove_account_exists (self->account)
             ? alcove_account_get_folder (self->account)
             : NULL;
}
