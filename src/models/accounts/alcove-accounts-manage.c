/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a person does to an account: rename it, give it a new key, delete its history, open it after locking.
 * Main thread; what derives keys or changes slots runs on a thread of its own.
 *
 * Always holds: a key that opens a history is in the slots before the keyring hears of it, and a history key is in
 * the keyring before any slot needs it. So at each moment what is remembered or was typed opens the history. */

#include "alcove-account-check.h"
#include "alcove-account-item-private.h"
#include "alcove-accounts-private.h"
#include "alcove-error.h"
#include "alcove-session-private.h"

static AlcoveCredential *
copy_credential (AlcoveCredential *old, const char *name, AlcoveLockedBytes *api_key,
                 AlcoveLockedBytes *history_key)
{
  AlcoveCredential *credential
      = alcove_credential_new (old->id, name, old->base_url, api_key, history_key);

  alcove_credential_take_settings (credential, old);
  return credential;
}

/* ---- a new name ---- */

static DexFuture *
rename_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  AlcoveCredential *old = alcove_account_item_get_credential (task->item);
  const gboolean is_remembered = alcove_account_item_get_is_remembered (task->item);
  g_autoptr (AlcoveCredential) credential
      = copy_credential (old, task->text, old->api_key, old->history_key);
  GError *error = NULL;

  if (is_remembered && !alcove_accounts_store_in_keyring (task->accounts, credential, &error))
    return dex_future_new_for_error (error);
  alcove_accounts_take_credential (task, credential, is_remembered);
  return dex_future_new_true ();
}

/**
 * alcove_accounts_rename:
 * @self: the accounts
 * @item: one of them
 * @name: what to call it
 *
 * Returns: (transfer full): a future of %TRUE; rejects, and the name stays, where the keyring refuses or there is
 *   no word in it
 */
DexFuture *
alcove_accounts_rename (AlcoveAccounts *self, AlcoveAccountItem *item, const char *name)
{
  g_autofree char *clean = g_utf8_make_valid (name, -1);

  g_strstrip (g_strdelimit (clean, "\n\r\t", ' '));
  if (*clean == '\0')
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "a name has words");
  return alcove_accounts_start (self, item, clean, NULL, rename_fiber);
}

/* ---- a new key ---- */

static gboolean
replace_in_vault (AlcoveAccount *account, gpointer data, GError **error)
{
  const AlcoveCredential *credential = data;

  return alcove_account_replace_key (account, credential->api_key, credential->history_key, error);
}

/**
 * alcove_accounts_replace_in_vault: (skip)
 * @account: whose history it is
 * @credential: with its new key
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_accounts_replace_in_vault (AlcoveAccount *account, AlcoveCredential *credential)
{
  return alcove_accounts_work_on_vault (account, replace_in_vault,
                                        alcove_credential_ref (credential),
                                        (GDestroyNotify) alcove_credential_unref);
}

static gboolean
delete_in_vault (AlcoveAccount *account, gpointer data, GError **error)
{
  return alcove_account_delete (account, error);
}

/* In a fiber. A weak key needs a history key, which has to lie in the keyring before the slots depend on it. */
static AlcoveCredential *
make_successor (const AlcoveAccountsTask *task, GError **error)
{
  g_autoptr (AlcoveCredential) old
      = alcove_credential_ref (alcove_account_item_get_credential (task->item));
  g_autoptr (AlcoveLockedBytes) history_key = NULL;
  g_autoptr (AlcoveCredential) between = NULL;

  if (!alcove_vault_key_is_weak (task->key))
    return copy_credential (old, old->name, task->key, NULL);
  if (old->history_key != NULL)
    return copy_credential (old, old->name, task->key, old->history_key);
  if (!alcove_account_item_get_is_remembered (task->item))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                           "this key needs a history key, and there is no place to keep one");
      return NULL;
    }
  history_key = alcove_vault_new_history_key ();
  between = copy_credential (old, old->name, old->api_key, history_key);
  if (!alcove_accounts_store_in_keyring (task->accounts, between, error))
    return NULL;
  alcove_account_item_set_credential (task->item, between, TRUE);
  return copy_credential (old, old->name, task->key, history_key);
}

/* In a fiber: whether the server takes the new key. */
static gboolean
try_on_server (const AlcoveAccountsTask *task, GError **error)
{
  AlcoveCredential *old = alcove_account_item_get_credential (task->item);
  g_autoptr (AlcoveCredential) tried = copy_credential (old, old->name, task->key, NULL);

  return dex_await (alcove_account_check (tried), error);
}

/* In a fiber. */
static gboolean
replace_in_session (const AlcoveAccountsTask *task, AlcoveSession *session, GError **error)
{
  const gboolean is_remembered = alcove_account_item_get_is_remembered (task->item);
  g_autoptr (AlcoveCredential) credential = NULL;
  AlcoveAccount *account;

  if (!try_on_server (task, error) || !dex_await (alcove_session_wait_open (session), error))
    return FALSE;
  credential = make_successor (task, error);
  if (credential == NULL)
    return FALSE;
  account = alcove_session_get_account (session);
  if (account != NULL && !dex_await (alcove_accounts_replace_in_vault (account, credential), error))
    return FALSE;
  alcove_account_item_set_credential (task->item, credential, is_remembered);
  return alcove_session_renew_client (session, error);
}

static DexFuture *
replace_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  AlcoveAccounts *self = task->accounts;
  g_autoptr (AlcoveSession) session = NULL;
  gboolean is_replaced;
  gboolean is_kept = FALSE;
  GError *error = NULL;

  session = alcove_accounts_await_session (task, &error);
  is_replaced = session != NULL && replace_in_session (task, session, &error);
  alcove_accounts_leave_session (task, session);
  if (!is_replaced)
    return dex_future_new_for_error (error);
  if (alcove_account_item_get_is_remembered (task->item))
    is_kept = alcove_accounts_store_in_keyring (
        self, alcove_account_item_get_credential (task->item), NULL);
  alcove_account_item_set_credential (task->item, alcove_account_item_get_credential (task->item),
                                      is_kept);
  return dex_future_new_for_boolean (is_kept);
}

/**
 * alcove_accounts_replace_key:
 * @self: the accounts
 * @item: one of them
 * @api_key: its new key, as it was pasted
 *
 * Tries the key on the server, then lets it open the history instead of the old one; nothing is encrypted again.
 *
 * Returns: (transfer full): a future of whether the keyring has the new key: where it does not, keyring-error says
 *   why, and the key has to be typed next time. Rejects where the server refuses it, and with
 *   %ALCOVE_ERROR_INVALID_INPUT where it opens another history already; the old key is good then
 */
DexFuture *
alcove_accounts_replace_key (AlcoveAccounts *self, AlcoveAccountItem *item, const char *api_key)
{
  if (alcove_accounts_is_recovery_key (api_key))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                                  "a recovery key is not sent to a server");
  return alcove_accounts_start_in_session (self, item, api_key, replace_fiber);
}

/* ---- the history's end ---- */

static DexFuture *
count_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveSession) session = NULL;
  gint64 n_saved = 0;
  GError *error = NULL;

  session = alcove_accounts_await_session (task, &error);
  if (session != NULL && dex_await (alcove_session_wait_open (session), &error))
    n_saved = alcove_session_get_n_saved (session);
  alcove_accounts_leave_session (task, session);
  return error ? dex_future_new_for_error (error) : dex_future_new_for_int64 (n_saved);
}

/**
 * alcove_accounts_count_saved:
 * @self: the accounts
 * @item: one of them
 *
 * Returns: (transfer full): a future of the number of chats in its history, without the trash
 */
DexFuture *
alcove_accounts_count_saved (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, count_fiber);
}

static DexFuture *
delete_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveSession) session = NULL;
  g_autoptr (AlcoveAccount) account = NULL;
  GError *error = NULL;

  session = alcove_accounts_await_session (task, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  dex_await (alcove_session_wait_open (session), NULL); /* a damaged one can be deleted too */
  g_set_object (&account, alcove_session_get_account (session));
  dex_await (alcove_session_close (session), NULL);
  if (account != NULL
      && !dex_await (alcove_accounts_work_on_vault (account, delete_in_vault, NULL, NULL), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_accounts_delete_history:
 * @self: the accounts
 * @item: one of them
 *
 * Closes its session, then deletes its history for good: the keys first, then the files. Ask before.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_accounts_delete_history (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, delete_fiber);
}

/* ---- after locking ---- */

/* A weak key is known to everybody: there the history key is what opens. */
static gboolean
belongs (AlcoveCredential *credential, AlcoveLockedBytes *key)
{
  g_autoptr (AlcoveLockedBytes) history_key = NULL;

  if (!alcove_vault_key_is_weak (credential->api_key))
    return alcove_locked_bytes_equal (credential->api_key, key);
  if (credential->history_key == NULL)
    return FALSE;
  history_key = alcove_locked_bytes_new_from_hex (
      alcove_locked_bytes_get_string (key), alcove_locked_bytes_get_size (credential->history_key));
  return history_key != NULL && alcove_locked_bytes_equal (credential->history_key, history_key);
}

static AlcoveAccountItem *
let_in (AlcoveAccounts *self, AlcoveCredential *credential)
{
  AlcoveAccountItem *item = alcove_accounts_find_id (self, credential->id);

  if (item != NULL)
    return g_object_ref (item);
  item = alcove_account_item_new (credential, TRUE);
  alcove_accounts_add_item (self, item);
  return item;
}

static DexFuture *
unlock_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  AlcoveAccounts *self = task->accounts;
  g_autoptr (GPtrArray) credentials = NULL;
  g_autoptr (AlcoveAccountItem) first = NULL;
  GError *error = NULL;

  credentials = dex_await_boxed (alcove_keyring_load (self->keyring, TRUE), &error);
  alcove_accounts_set_keyring_error (self, error);
  if (credentials == NULL)
    return dex_future_new_for_error (error);
  for (guint i = 0; i < credentials->len; i++)
    if (belongs (g_ptr_array_index (credentials, i), task->key))
      {
        g_autoptr (AlcoveAccountItem) item = let_in (self, g_ptr_array_index (credentials, i));

        if (first == NULL)
          g_set_object (&first, item);
      }
  if (first == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY, "no account has this key");
  return dex_future_new_take_object (g_steal_pointer (&first));
}

/**
 * alcove_accounts_unlock:
 * @self: the accounts, not loaded
 * @key: what was typed
 *
 * Lets in the accounts of one key alone; those of other keys stay out of the list.
 *
 * A recovery key opens its history by itself, without the keyring.
 *
 * Returns: (transfer full): a future of the first #AlcoveAccountItem; rejects with %ALCOVE_ERROR_WRONG_KEY where the
 *   keyring knows none, %ALCOVE_ERROR_RECOVERY_MISTYPED, %ALCOVE_ERROR_RECOVERY_UNKNOWN, and with what is wrong with the keyring
 */
DexFuture *
alcove_accounts_unlock (AlcoveAccounts *self, const char *key)
{
  DexFuture *recovery = alcove_accounts_try_recovery_key (self, key, NULL);

  if (recovery != NULL)
    return recovery;
  return alcove_accounts_start (self, NULL, NULL, key, unlock_fiber);
}
