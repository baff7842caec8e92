/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the changes of an account share: the fiber that holds what it needs, the session of the account for as long as
 * the change lasts, work on the vault on a thread of its own. Main thread but for that work. */

#include "alcove-account-check.h"
#include "alcove-account-item-private.h"
#include "alcove-accounts-private.h"
#include "alcove-session-private.h"

static void
task_free (gpointer data)
{
  AlcoveAccountsTask *task = data;

  g_object_unref (task->accounts);
  g_clear_object (&task->item);
  g_free (task->text);
  g_clear_pointer (&task->key, alcove_locked_bytes_unref);
  g_clear_pointer (&task->credential, alcove_credential_unref);
  dex_clear (&task->opening);
  g_free (task);
}

static AlcoveAccountsTask *
task_new (AlcoveAccounts *self, AlcoveAccountItem *item, const char *text, const char *key)
{
  AlcoveAccountsTask *task = g_new0 (AlcoveAccountsTask, 1);

  task->accounts = g_object_ref (self);
  task->item = item ? g_object_ref (item) : NULL;
  task->text = g_strdup (text);
  task->key = key ? alcove_account_trim_key (key) : NULL;
  return task;
}

/**
 * alcove_accounts_start: (skip)
 * @self: the accounts
 * @item: (nullable): one of them
 * @text: (nullable): for the fiber
 * @key: (nullable): for the fiber, as it was typed
 * @fiber: what to do, with an #AlcoveAccountsTask
 *
 * Returns: (transfer full): the fiber's future
 */
DexFuture *
alcove_accounts_start (AlcoveAccounts *self, AlcoveAccountItem *item, const char *text,
                       const char *key, DexFiberFunc fiber)
{
  return dex_scheduler_spawn (NULL, 0, fiber, task_new (self, item, text, key), task_free);
}

/* The same with a key that is bytes. */
DexFuture *
alcove_accounts_start_with_bytes (AlcoveAccounts *self, const char *text, AlcoveLockedBytes *key,
                                  DexFiberFunc fiber)
{
  AlcoveAccountsTask *task = task_new (self, NULL, text, NULL);

  task->key = alcove_locked_bytes_ref (key);
  return dex_scheduler_spawn (NULL, 0, fiber, task, task_free);
}

/* Takes hold of the session at once: the window may let go of it before the fiber begins. */
static AlcoveAccountsTask *
task_new_in_session (AlcoveAccounts *self, AlcoveAccountItem *item, const char *key)
{
  AlcoveAccountsTask *task = task_new (self, item, NULL, key);

  task->opening = alcove_accounts_borrow (self, item);
  return task;
}

/**
 * alcove_accounts_start_in_session: (skip)
 * @self: the accounts
 * @item: one of them
 * @key: (nullable): for the fiber, as it was typed
 * @fiber: what to do, with an #AlcoveAccountsTask
 *
 * Returns: (transfer full): the fiber's future
 */
DexFuture *
alcove_accounts_start_in_session (AlcoveAccounts *self, AlcoveAccountItem *item, const char *key,
                                  DexFiberFunc fiber)
{
  return dex_scheduler_spawn (NULL, 0, fiber, task_new_in_session (self, item, key), task_free);
}

/* The same with a credential for the fiber, and whether to remember it. */
DexFuture *
alcove_accounts_start_with_credential (AlcoveAccounts *self, AlcoveAccountItem *item,
                                       AlcoveCredential *credential, gboolean remember,
                                       DexFiberFunc fiber)
{
  AlcoveAccountsTask *task = task_new_in_session (self, item, NULL);

  task->credential = alcove_credential_ref (credential);
  task->remember = remember;
  return dex_scheduler_spawn (NULL, 0, fiber, task, task_free);
}

/* In a fiber. */
AlcoveSession *
alcove_accounts_await_session (const AlcoveAccountsTask *task, GError **error)
{
  return dex_await_object (dex_ref (task->opening), error);
}

/* In a fiber: closes what was opened for changes alone. */
void
alcove_accounts_leave_session (const AlcoveAccountsTask *task, AlcoveSession *session)
{
  if (session != NULL && alcove_accounts_give_back (task->accounts, task->item))
    dex_await (alcove_session_close (session), NULL);
}

/* In a fiber. */
gboolean
alcove_accounts_store_in_keyring (AlcoveAccounts *self, AlcoveCredential *credential,
                                  GError **error)
{
  GError *local = NULL;
  gboolean done = dex_await (alcove_keyring_store (self->keyring, credential), &local);

  alcove_accounts_set_keyring_error (self, local);
  if (!done)
    g_propagate_error (error, local);
  return done;
}

/* Whoever shows a list of names reads it anew. */
void
alcove_accounts_take_credential (const AlcoveAccountsTask *task, AlcoveCredential *credential,
                                 gboolean is_remembered)
{
  guint position;

  alcove_account_item_set_credential (task->item, credential, is_remembered);
  if (g_ptr_array_find (task->accounts->items, task->item, &position))
    g_list_model_items_changed (G_LIST_MODEL (task->accounts), position, 1, 1);
}

/* ---- work on a vault, off the main thread ---- */

typedef struct
{
  AlcoveAccount *account; /* NULL where the work has it */
  AlcoveVaultWork work;
  gpointer data;
  GDestroyNotify destroy;
} VaultJob;

static void
vault_job_free (gpointer data)
{
  VaultJob *job = data;

  g_clear_object (&job->account);
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

static void
run_job (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  const VaultJob *job = data;
  GError *error = NULL;

  if (job->work (job->account, job->data, &error))
    g_task_return_boolean (gtask, TRUE);
  else
    g_task_return_error (gtask, error);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/**
 * alcove_accounts_work_on_vault: (skip)
 * @account: (nullable): for @work
 * @work: derives keys or writes slots, on a thread of its own
 * @data: for @work
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a future of %TRUE; rejects with what @work said
 */
DexFuture *
alcove_accounts_work_on_vault (AlcoveAccount *account, AlcoveVaultWork work, gpointer data,
                               GDestroyNotify destroy)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GTask) gtask = g_task_new (NULL, NULL, worked_cb, dex_ref (promise));
  VaultJob *job = g_new0 (VaultJob, 1);

  job->account = account ? g_object_ref (account) : NULL;
  job->work = work;
  job->data = data;
  job->destroy = destroy;
  g_task_set_task_data (gtask, job, vault_job_free);
  g_task_run_in_thread (gtask, run_job);
  return DEX_FUTURE (promise);
}
