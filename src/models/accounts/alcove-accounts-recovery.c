/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The recovery key: made, revoked, typed, and the API key that follows it. And encrypting a history again. Main
 * thread; keys are derived and slots written on a thread of its own.
 *
 * Always holds: what looks like a recovery key is never sent to a server and never stored. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-account-check.h"
#include "alcove-account-item-private.h"
#include "alcove-accounts-private.h"
#include "alcove-error.h"
#include "alcove-recovery-key.h"
#include "alcove-session-care.h"
#include "alcove-session-private.h"

/* ---- making, revoking, asking ---- */

typedef struct
{
  AlcoveLockedBytes *made;
  int has;
} KeyWork;

static gboolean
make_in_vault (AlcoveAccount *account, gpointer data, GError **error)
{
  KeyWork *work = data;

  work->made = alcove_account_make_recovery_key (account, error);
  return work->made != NULL;
}

static gboolean
revoke_in_vault (AlcoveAccount *account, gpointer data, GError **error)
{
  return alcove_account_revoke_recovery_key (account, error);
}

static gboolean
look_in_vault (AlcoveAccount *account, gpointer data, GError **error)
{
  KeyWork *work = data;
  GError *local = NULL;

  work->has = alcove_account_has_recovery_key (account, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* In a fiber. The work ends before the fiber does, so what it writes to may lie on the fiber's stack. */
static gboolean
work_in_session (const AlcoveAccountsTask *task, AlcoveVaultWork work, gpointer data,
                 GError **error)
{
  g_autoptr (AlcoveSession) session = alcove_accounts_await_session (task, error);
  gboolean done = FALSE;

  if (session == NULL)
    return FALSE;
  dex_await (alcove_session_wait_open (session),
             NULL); /* a damaged history has slots all the same */
  if (alcove_session_get_account (session) == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved yet");
  else
    done = dex_await (alcove_accounts_work_on_vault (alcove_session_get_account (session), work,
                                                     data, NULL),
                      error);
  alcove_accounts_leave_session (task, session);
  return done;
}

static DexFuture *
make_fiber (gpointer data)
{
  KeyWork work = { 0 };
  g_autoptr (AlcoveLockedBytes) made = NULL;
  GError *error = NULL;

  if (!work_in_session (data, make_in_vault, &work, &error))
    return dex_future_new_for_error (error);
  made = work.made;
  return dex_future_new_take_boxed (ALCOVE_TYPE_LOCKED_BYTES, alcove_recovery_key_to_text (made));
}

/**
 * alcove_accounts_make_recovery_key:
 * @self: the accounts
 * @item: one of them
 *
 * Returns: (transfer full): a future of the recovery key as it is written, an #AlcoveLockedBytes; a former one opens
 *   nothing any more. It rejects with %ALCOVE_ERROR_NO_VAULT where nothing is saved yet
 */
DexFuture *
alcove_accounts_make_recovery_key (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, make_fiber);
}

static DexFuture *
revoke_fiber (gpointer data)
{
  GError *error = NULL;

  if (!work_in_session (data, revoke_in_vault, NULL, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_accounts_revoke_recovery_key:
 * @self: the accounts
 * @item: one of them
 *
 * Returns: (transfer full): a future of %TRUE, once no recovery key opens it
 */
DexFuture *
alcove_accounts_revoke_recovery_key (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, revoke_fiber);
}

static DexFuture *
has_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveSession) session = NULL;
  KeyWork work = { .has = -1 };
  AlcoveAccount *account;
  GError *error = NULL;

  session = alcove_accounts_await_session (task, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  dex_await (alcove_session_wait_open (session), NULL);
  account = alcove_session_get_account (session);
  if (account != NULL && alcove_account_exists (account))
    dex_await (alcove_accounts_work_on_vault (account, look_in_vault, &work, NULL), &error);
  alcove_accounts_leave_session (task, session);
  return error ? dex_future_new_for_error (error) : dex_future_new_for_int64 (work.has);
}

/**
 * alcove_accounts_has_recovery_key:
 * @self: the accounts
 * @item: one of them
 *
 * Returns: (transfer full): a future of a 64-bit integer: 1 or 0, and -1 where nothing is saved yet
 */
DexFuture *
alcove_accounts_has_recovery_key (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, has_fiber);
}

/* ---- typed ---- */

/* Also one with a mistake. */
gboolean
alcove_accounts_is_recovery_key (const char *text)
{
  g_autoptr (AlcoveLockedBytes) key = NULL;

  return !alcove_recovery_key_parse (text, &key, NULL) || key != NULL;
}

typedef struct
{
  char *data_dir;
  AlcoveLockedBytes *key;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_free (trial->data_dir);
  alcove_locked_bytes_unref (trial->key);
  g_free (trial);
}

static gboolean
try_in_vault (AlcoveAccount *none, gpointer data, GError **error)
{
  const Trial *trial = data;
  g_autoptr (AlcoveVault) vault = alcove_vault_new (trial->data_dir);
  g_autoptr (AlcoveAccount) account = alcove_vault_open_recovery (vault, trial->key, error);

  return account != NULL;
}

static DexFuture *
try_key (AlcoveAccounts *self, AlcoveLockedBytes *key)
{
  Trial *trial = g_new0 (Trial, 1);

  trial->data_dir = g_strdup (self->data_dir);
  trial->key = alcove_locked_bytes_ref (key);
  return alcove_accounts_work_on_vault (NULL, try_in_vault, trial, trial_free);
}

static AlcoveAccountItem *
find_recovered (AlcoveAccounts *self, AlcoveLockedBytes *key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      AlcoveAccountItem *item = g_ptr_array_index (self->items, i);

      if (alcove_account_item_get_is_recovered (item)
          && alcove_locked_bytes_equal (alcove_account_item_get_recovery_key (item), key))
        return g_object_ref (item);
    }
  return NULL;
}

/* Its credential says where to read; its address is what was typed beside the key, for later. */
static DexFuture *
recover_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveAccountItem) item = NULL;
  GError *error = NULL;

  if (!dex_await (try_key (task->accounts, task->key), &error))
    return dex_future_new_for_error (error);
  item = find_recovered (task->accounts, task->key);
  if (item == NULL)
    {
      g_autoptr (AlcoveLockedBytes) none = alcove_locked_bytes_new_string ("");
      g_autoptr (AlcoveCredential) credential
          = alcove_credential_new (NULL, _ ("Recovered History"), "", none, NULL);

      item = alcove_account_item_new_recovered (credential, task->key, task->text);
      alcove_accounts_add_item (task->accounts, item);
    }
  return dex_future_new_take_object (g_steal_pointer (&item));
}

/**
 * alcove_accounts_try_recovery_key: (skip)
 * @self: the accounts
 * @text: what was typed where a key is asked for
 * @address: (nullable): what was typed beside it
 *
 * Returns: (transfer full) (nullable): %NULL where @text is no recovery key; else a future of an #AlcoveAccountItem
 *   without an API key, or of what is wrong with it
 */
DexFuture *
alcove_accounts_try_recovery_key (AlcoveAccounts *self, const char *text, const char *address)
{
  g_autoptr (AlcoveLockedBytes) key = NULL;
  GError *error = NULL;

  if (!alcove_recovery_key_parse (text, &key, &error))
    return dex_future_new_for_error (error);
  return key ? alcove_accounts_start_with_bytes (self, address, key, recover_fiber) : NULL;
}

/* ---- an API key after it ---- */

/* In a fiber. A weak key needs a history key, which has to lie in the keyring before the slots depend on it. */
static gboolean
prepare_key (const AlcoveAccountsTask *task, AlcoveCredential **credential, GError **error)
{
  AlcoveCredential *given = task->credential;
  g_autoptr (AlcoveLockedBytes) history_key = NULL;

  if (!alcove_vault_key_is_weak (given->api_key) || given->history_key != NULL)
    {
      *credential = alcove_credential_ref (given);
      return TRUE;
    }
  if (!task->remember)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                           "this key needs a history key, and there is no place to keep one");
      return FALSE;
    }
  history_key = alcove_vault_new_history_key ();
  *credential = alcove_credential_new (given->id, given->name, given->base_url, given->api_key,
                                       history_key);
  alcove_credential_take_settings (*credential, given);
  return alcove_accounts_store_in_keyring (task->accounts, *credential, error);
}

/* In a fiber. What prepare_key() put into the keyring goes again where the vault refuses it: the next start would take
 * it for an account. */
static gboolean
give_to_vault (const AlcoveAccountsTask *task, AlcoveAccount *account, AlcoveCredential *credential,
               GError **error)
{
  if (account != NULL && dex_await (alcove_accounts_replace_in_vault (account, credential), error))
    return TRUE;
  if (credential != task->credential)
    dex_await (alcove_keyring_clear (task->accounts->keyring, credential->id), NULL);
  return FALSE;
}

/* In a fiber. */
static gboolean
give_in_session (const AlcoveAccountsTask *task, AlcoveSession *session, GError **error)
{
  g_autoptr (AlcoveCredential) credential = NULL;
  AlcoveAccount *account;
  gboolean is_kept;

  if (!dex_await (alcove_account_check (task->credential), error)
      || !dex_await (alcove_session_wait_open (session), error)
      || !prepare_key (task, &credential, error))
    return FALSE;
  account = alcove_session_get_account (session);
  if (!give_to_vault (task, account, credential, error))
    return FALSE;
  is_kept = task->remember && alcove_accounts_store_in_keyring (task->accounts, credential, NULL);
  alcove_account_item_forget_recovery_key (task->item);
  alcove_accounts_take_credential (task, credential, is_kept);
  return alcove_session_renew_client (session, error);
}

static DexFuture *
give_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveSession) session = NULL;
  GError *error = NULL;
  gboolean done;

  session = alcove_accounts_await_session (task, &error);
  done = session != NULL && give_in_session (task, session, &error);
  alcove_accounts_leave_session (task, session);
  if (!done)
    return dex_future_new_for_error (error);
  return dex_future_new_for_object (task->item);
}

/**
 * alcove_accounts_give_key:
 * @self: the accounts
 * @item: one that its recovery key opened
 * @name: (nullable): how the user calls it
 * @address: a base URL in whatever form people paste it
 * @api_key: its new key
 * @history_key: (nullable): what the user copied from another computer, where @api_key is weak
 * @remember: whether to keep it in the keyring
 * @allow_plain_http: after the user's word
 *
 * Tries the key on the server, then lets it open the history; the lost key opens it no more, the recovery key does.
 *
 * Returns: (transfer full): a future of @item, an account like any other then; rejects as [method@Accounts.add], and
 *   with %ALCOVE_ERROR_INVALID_INPUT where the key opens another history already
 */
DexFuture *
alcove_accounts_give_key (AlcoveAccounts *self, AlcoveAccountItem *item, const char *name,
                          const char *address, const char *api_key, const char *history_key,
                          gboolean remember, gboolean allow_plain_http)
{
  g_autoptr (AlcoveCredential) made = NULL;
  g_autoptr (AlcoveCredential) credential = NULL;
  GError *error = NULL;

  if (alcove_accounts_is_recovery_key (api_key))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                                  "a recovery key is not sent to a server");
  made = alcove_account_make_credential (name, address, api_key, history_key, allow_plain_http,
                                         &error);
  if (made == NULL)
    return dex_future_new_for_error (error);
  credential = alcove_credential_new (alcove_account_item_get_id (item), made->name, made->base_url,
                                      made->api_key, made->history_key);
  credential->allow_plain_http = allow_plain_http;
  credential->certificate = g_strdup (g_hash_table_lookup (self->trusted, made->base_url));
  return alcove_accounts_start_with_credential (self, item, credential, remember, give_fiber);
}

/* ---- encrypting again ---- */

static DexFuture *
reencrypt_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  g_autoptr (AlcoveSession) session = NULL;
  GError *error = NULL;
  gboolean done;

  session = alcove_accounts_await_session (task, &error);
  done = session != NULL && dex_await (alcove_session_reencrypt (session), &error);
  alcove_accounts_leave_session (task, session);
  return done ? dex_future_new_true () : dex_future_new_for_error (error);
}

/**
 * alcove_accounts_reencrypt:
 * @self: the accounts
 * @item: one of them
 *
 * Returns: (transfer full): a future of %TRUE, after a while; errors as [method@Session.reencrypt]
 */
DexFuture *
alcove_accounts_reencrypt (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  return alcove_accounts_start_in_session (self, item, NULL, reencrypt_fiber);
}
