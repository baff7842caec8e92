/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for the care of a history: recovering a damaged file, backups, and the way back from one.
 * Asked from the store's owner. Writing a backup runs where reading does, on a connection of its own; what else
 * runs is on the store's thread, a restore in pieces between which other jobs go. */

#include "alcove-backups.h"
#include "alcove-store-private.h"

#define PIECE_US 50000

static gboolean
run_recover (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveRecovery *recovery = alcove_history_recover (history, error);

  if (recovery == NULL)
    return FALSE;
  alcove_job_take_boxed (job, ALCOVE_TYPE_RECOVERY, recovery);
  return TRUE;
}

/**
 * alcove_store_recover:
 * @self: a store whose history does not open, or fails, with %ALCOVE_ERROR_CORRUPT
 *
 * Sets a copy of the damaged file aside, takes over what can be read of it into a new one, and puts that in its
 * place; a crash in between loses nothing. Where not even the first pages can be read, the newest backup is taken.
 *
 * Returns: (transfer full): a future of the #AlcoveRecovery: how many chats and messages were saved and lost. The
 *   history is open then. It rejects with %ALCOVE_ERROR_CORRUPT where nothing can be read, %ALCOVE_ERROR_BUSY
 *   where another process has the history, %ALCOVE_ERROR_DISK_FULL and the like; the damaged file stands then
 */
DexFuture *
alcove_store_recover (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_recover);

  job->while_closed = TRUE;
  job->ends_reading = TRUE;
  return alcove_store_push (self, job);
}

static gboolean
run_reencrypt (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_reencrypt (history, error);
}

/**
 * alcove_store_reencrypt:
 * @self: a store whose account key somebody else may have
 *
 * Encrypts the whole history with a new account key; the API key stays. It takes a while for a long history, some
 * seconds a gigabyte, and nothing else is done meanwhile; killed at any moment, the API key opens it. The backups that
 * were made by themselves are removed, and the recovery key is revoked. Backups in files of the user's keep the former
 * account key: the API key of their time opens them.
 *
 * Returns: (transfer full): a future of %TRUE. It rejects with %ALCOVE_ERROR_NO_VAULT where nothing is saved,
 *   %ALCOVE_ERROR_INVALID_INPUT where the account was opened by its recovery key, %ALCOVE_ERROR_BUSY where another
 *   process has the history, %ALCOVE_ERROR_CORRUPT where it is damaged, %ALCOVE_ERROR_DISK_FULL where there is no room for a second copy; it stands as it was then
 */
DexFuture *
alcove_store_reencrypt (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_reencrypt);

  job->ends_reading = TRUE;
  return alcove_store_push (self, job);
}

/* ---- backups ---- */

static gboolean
run_make_due (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  gboolean made = FALSE;

  if (alcove_history_is_on_disk (history)
      && !alcove_backups_make_due (alcove_history_get_account (history), &made, error))
    return FALSE;
  alcove_job_set_int (job, made ? 1 : 0);
  return TRUE;
}

/**
 * alcove_store_back_up_if_due:
 * @self: a store
 *
 * Makes a backup in the account's folder where the last one, or the history itself, is a week old; the last two are
 * kept. A store that stays open for a minute does it by itself.
 *
 * Returns: (transfer full): a future of how many were made, a 64-bit integer
 */
DexFuture *
alcove_store_back_up_if_due (AlcoveStore *self)
{
  return alcove_store_push_reading (self, alcove_job_new (run_make_due));
}

static gboolean
run_write_file (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (alcove_history_get_account (history) != NULL)
    return alcove_backups_write_file (alcove_history_get_account (history), job->text, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "nothing is saved here");
  return FALSE;
}

/**
 * alcove_store_back_up:
 * @self: a store
 * @path: where to, by custom with the suffix ".alcove-backup"; what stands there is replaced at the end
 *
 * Writes the whole history into one file, encrypted with the account's keys and read back.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND where nothing is saved yet
 */
DexFuture *
alcove_store_back_up (AlcoveStore *self, const char *path)
{
  AlcoveJob *job = alcove_job_new (run_write_file);

  job->text = g_strdup (path);
  return alcove_store_push_reading (self, job);
}

/* ---- the way back ---- */

static gboolean
run_merge (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveAccount *account = alcove_history_get_account (history);
  gboolean is_done = FALSE;

  if (account == NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved here");
      return FALSE;
    }
  if (job->number == 0 && !alcove_store_purge_first (history, job, error))
    return FALSE;
  if (job->is_unfinished)
    return TRUE;
  if (job->backup == NULL)
    job->backup = alcove_backup_open (account, job->text, job->key, error);
  if (job->backup == NULL
      || !alcove_backup_merge (job->backup, history, job->number != 0,
                               g_get_monotonic_time () + PIECE_US, &is_done, error))
    return FALSE;
  job->is_unfinished = !is_done;
  alcove_job_take_boxed (job, ALCOVE_TYPE_MERGE,
                         alcove_merge_copy (alcove_backup_get_merge (job->backup)));
  return TRUE;
}

static DexFuture *
push_merge (AlcoveStore *self, const char *path, AlcoveLockedBytes *old_key, gboolean is_dry)
{
  AlcoveJob *job = alcove_job_new (run_merge);

  job->text = g_strdup (path);
  job->key = old_key ? alcove_locked_bytes_ref (old_key) : NULL;
  job->number = is_dry;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_preview_backup:
 * @self: a store
 * @path: a backup of this account, or of another with the same API key
 *
 * Returns: (transfer full): a future of the #AlcoveMerge that [method@Store.restore] would bring; nothing is changed.
 *   It rejects with %ALCOVE_ERROR_WRONG_KEY, %ALCOVE_ERROR_INVALID_INPUT where it is no backup,
 *   %ALCOVE_ERROR_CORRUPT or %ALCOVE_ERROR_NEWER_VERSION
 */
DexFuture *
alcove_store_preview_backup (AlcoveStore *self, const char *path)
{
  return push_merge (self, path, NULL, TRUE);
}

/**
 * alcove_store_restore:
 * @self: a store
 * @path: a backup of this account, or of another with the same API key
 *
 * Takes over what the history lacks: chats and messages by their ids, folders, settings. What stands in both stays
 * as it is here. Done twice it changes nothing the second time. Makes the history of an account that has none.
 *
 * Returns: (transfer full): a future of the #AlcoveMerge; errors as [method@Store.preview_backup]. What was taken
 *   before an error stays
 */
DexFuture *
alcove_store_restore (AlcoveStore *self, const char *path)
{
  return push_merge (self, path, NULL, FALSE);
}

/**
 * alcove_store_merge_older:
 * @self: a store
 * @path: a backup that [method@Store.preview_backup] rejects with %ALCOVE_ERROR_WRONG_KEY
 * @old_key: the API key of its time, or its recovery key as it is written
 * @is_dry: whether it is only counted
 *
 * For a backup that was made before both the API key was replaced and the history was encrypted again.
 *
 * Returns: (transfer full): a future of the #AlcoveMerge; errors as [method@Store.preview_backup]
 */
DexFuture *
alcove_store_merge_older (AlcoveStore *self, const char *path, AlcoveLockedBytes *old_key,
                          gboolean is_dry)
{
  return push_merge (self, path, old_key, is_dry);
}
