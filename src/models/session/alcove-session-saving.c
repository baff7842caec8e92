/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The Save History switch. Main thread.
 *
 * An account has no vault before its first saved message: until then the store keeps the switch in memory and
 * writes it in the same transaction as that message. */

#include "alcove-session-private.h"

#include "alcove-error.h"

/* In a fiber. The keyring is asked first: a history key that is nowhere kept would lose the history. */
static gboolean
make_history_key (AlcoveSession *self, GError **error)
{
  AlcoveCredential *old = alcove_account_item_get_credential (self->item);
  g_autoptr (AlcoveLockedBytes) history_key = NULL;
  g_autoptr (AlcoveCredential) credential = NULL;
  g_autoptr (GError) local_error = NULL;

  if (self->keyring == NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                           "this key needs a history key, and there is no place to keep one");
      return FALSE;
    }
  history_key = alcove_vault_new_history_key ();
  credential = alcove_credential_new (old->id, old->name, old->base_url, old->api_key, history_key);
  alcove_credential_take_settings (credential, old);
  if (!dex_await (alcove_keyring_store (self->keyring, credential), &local_error))
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "the history key cannot be kept: %s",
                   local_error->message);
      return FALSE;
    }
  alcove_account_item_set_credential (self->item, credential, TRUE);
  alcove_session_set_needs_history_key (self, FALSE);
  return TRUE;
}

static DexFuture *
ensure_fiber (gpointer data)
{
  AlcoveSession *self = data;
  GError *error = NULL;

  dex_await (alcove_session_wait_open (self), NULL);
  if (self->is_closed)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session was closed");
  if (self->needs_history_key && !make_history_key (self, &error))
    return dex_future_new_for_error (error);
  if (self->store != NULL && self->store_error == NULL)
    return dex_future_new_true ();
  return self->store ? alcove_session_retry_store (self) : alcove_session_open_vault (self);
}

/**
 * alcove_session_ensure_vault:
 * @self: a session
 *
 * Who asks while one is being made waits for that one: two history keys would lose a history.
 *
 * Returns: (transfer full): a future of %TRUE once chats can be saved; makes a history key where one is needed
 */
DexFuture *
alcove_session_ensure_vault (AlcoveSession *self)
{
  if (self->ensuring == NULL || !dex_future_is_pending (self->ensuring))
    {
      dex_clear (&self->ensuring);
      self->ensuring
          = dex_scheduler_spawn (NULL, 0, ensure_fiber, g_object_ref (self), g_object_unref);
    }
  return dex_ref (self->ensuring);
}

/**
 * alcove_session_dup_history_key:
 * @self: a session
 *
 * Returns: (transfer full) (nullable): the account's history key as 64 hexadecimal digits, to be copied to another
 *   computer; %NULL for a key that needs none, and before one was made
 */
AlcoveLockedBytes *
alcove_session_dup_history_key (AlcoveSession *self)
{
  return alcove_account_item_dup_history_key (self->item);
}

static DexFuture *
set_meta (AlcoveSession *self, gboolean save)
{
  return alcove_store_set_meta (self->store, "save_history", save ? "1" : "0");
}

/**
 * alcove_session_after_save:
 * @self: a session whose vault took a new chat
 */
void
alcove_session_after_save (AlcoveSession *self)
{
  alcove_session_set_n_saved (self, self->n_saved + 1);
}

static DexFuture *
turn_on_fiber (gpointer data)
{
  AlcoveSession *self = data;
  GError *error = NULL;

  if (!dex_await (alcove_session_ensure_vault (self), &error))
    return dex_future_new_for_error (error);
  if (!dex_await (set_meta (self, TRUE), &error))
    return dex_future_new_for_error (error);
  alcove_session_set_save_history (self, TRUE);
  if (self->model != NULL)
    alcove_session_remember_model (self, self->model);
  alcove_session_write_settings (self);
  return dex_future_new_true ();
}

/**
 * alcove_session_turn_saving_on:
 * @self: a session
 *
 * Call it only after the user agreed to the notice. Chats that are there already stay unsaved.
 *
 * Returns: (transfer full): a future of %TRUE once the switch stands; rejects with %ALCOVE_ERROR_NO_VAULT where
 *   a history key is needed and cannot be kept, else with what the store says
 */
DexFuture *
alcove_session_turn_saving_on (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, turn_on_fiber, g_object_ref (self), g_object_unref);
}

/* In a fiber. */
static void
stop_saved_answers (AlcoveSession *self)
{
  g_autoptr (GPtrArray) sendings
      = g_ptr_array_copy (self->sendings, (GCopyFunc) g_object_ref, NULL);

  g_ptr_array_set_free_func (sendings, g_object_unref);
  for (guint i = 0; i < sendings->len; i++)
    {
      AlcoveSending *sending = g_ptr_array_index (sendings, i);

      if (alcove_conversation_get_home (alcove_sending_get_conversation (sending))
          != ALCOVE_HOME_VAULT)
        continue;
      alcove_sending_stop (sending);
      dex_await (alcove_sending_wait (sending), NULL);
    }
}

static DexFuture *
turn_off_fiber (gpointer data)
{
  AlcoveSession *self = data;
  GError *error = NULL;

  dex_await (alcove_session_wait_open (self), NULL);
  if (self->store != NULL && !dex_await (set_meta (self, FALSE), &error))
    return dex_future_new_for_error (error);
  alcove_session_set_save_history (self, FALSE);
  return dex_future_new_true ();
}

static DexFuture *
turn_off_and_delete_fiber (gpointer data)
{
  AlcoveSession *self = data;
  GError *error = NULL;

  if (!dex_await (dex_scheduler_spawn (NULL, 0, turn_off_fiber, g_object_ref (self),
                                       g_object_unref),
                  &error))
    return dex_future_new_for_error (error);
  stop_saved_answers (self);
  if (self->store != NULL && !dex_await (alcove_store_delete_all (self->store), &error))
    return dex_future_new_for_error (error);
  alcove_conversation_list_set_gone (self->conversations, FALSE);
  alcove_session_clear_lists (self, ALCOVE_HOME_VAULT);
  g_list_store_remove_all (self->folders);
  alcove_session_set_n_saved (self, 0);
  return dex_future_new_true ();
}

/**
 * alcove_session_turn_saving_off:
 * @self: a session
 * @keep: whether what is saved stays; else all of it is deleted for good
 *
 * Returns: (transfer full): a future of %TRUE once the switch stands
 */
DexFuture *
alcove_session_turn_saving_off (AlcoveSession *self, gboolean keep)
{
  return dex_scheduler_spawn (NULL, 0, keep ? turn_off_fiber : turn_off_and_delete_fiber,
                              g_object_ref (self), g_object_unref);
}
