/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The life of one history: opened, saved for the first time, closed.
 * It lives on the thread of its store. While its account has no database it stands in memory, empty, with the
 * same schema; the first chat makes the file under another name, and only when that file holds the chat, is
 * synced and has its final name does the account get its slots. A crash before leaves nothing, one after it
 * everything. A file that stands is never deleted. */

#include "alcove-history.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "alcove-copies.h"
#include "alcove-disk.h"
#include "alcove-first-database.h"
#include "alcove-message-table.h"
#include "alcove-numbers.h"

struct _AlcoveHistory
{
  AlcoveAccount *account; /* NULL: never on a disk */
  AlcoveDb *db;           /* NULL while closed */
  gint64 data_version;
  int lock;                   /* a file descriptor, -1 while another process has the lock */
  const AlcoveLadder *ladder; /* NULL: ours */
  gboolean is_reader;
  gboolean is_locked_for; /* a reader: the history beside it has the lock */
};

/**
 * alcove_history_new: (skip)
 * @account: (nullable): whose history it is; %NULL for one in memory
 *
 * Returns: (transfer full): a history that is closed
 */
AlcoveHistory *
alcove_history_new (AlcoveAccount *account)
{
  AlcoveHistory *self = g_new0 (AlcoveHistory, 1);

  self->account = account ? g_object_ref (account) : NULL;
  self->lock = -1;
  return self;
}

/**
 * alcove_history_new_reader: (skip)
 * @account: an account whose history stands on the disk
 *
 * Returns: (transfer full): its history, closed, which will never write
 */
AlcoveHistory *
alcove_history_new_reader (AlcoveAccount *account)
{
  AlcoveHistory *self = alcove_history_new (account);

  self->is_reader = TRUE;
  return self;
}

void
alcove_history_free (AlcoveHistory *self)
{
  g_clear_pointer (&self->db, alcove_db_close);
  if (self->lock >= 0)
    g_close (self->lock, NULL);
  g_clear_object (&self->account);
  g_free (self);
}

AlcoveDb *
alcove_history_get_db (AlcoveHistory *self)
{
  return self->db;
}

AlcoveAccount *
alcove_history_get_account (AlcoveHistory *self)
{
  return self->account;
}

gboolean
alcove_history_is_on_disk (AlcoveHistory *self)
{
  return self->db != NULL && alcove_db_get_path (self->db) != NULL;
}

/* For the tests of a schema that is still to come. */
void
alcove_history_set_ladder (AlcoveHistory *self, const AlcoveLadder *ladder)
{
  self->ladder = ladder;
}

gboolean
alcove_history_holds_lock (AlcoveHistory *self)
{
  return self->lock >= 0 || self->is_locked_for;
}

void
alcove_history_set_holds_lock (AlcoveHistory *self, gboolean holds_lock)
{
  self->is_locked_for = holds_lock;
}

/* The lock tells who may end the answers that a killed process left open; it guards nothing else, so a
 * folder where it cannot be had is left to the database to complain about. */
static void
take_lock (AlcoveHistory *self)
{
  g_autofree char *path
      = g_build_filename (alcove_account_get_folder (self->account), "lock", NULL);

  if (self->lock >= 0)
    return;
  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    g_clear_fd (&self->lock, NULL);
}

static AlcoveDb *
open_memory (GError **error)
{
  g_autoptr (AlcoveDb) db = alcove_db_open_in_memory (error);

  if (db == NULL || !alcove_migrations_create (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* A database that was put into another account's folder is not that account's history. */
static gboolean
check_account (AlcoveHistory *self, AlcoveDb *db, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "meta-get", "s", "account_id");
  g_autofree char *id = NULL;
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    id = alcove_statement_dup_string (stmt, 0);
  if (local != NULL)
    g_propagate_error (error, local);
  else if (g_strcmp0 (id, alcove_account_get_id (self->account)) != 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                         "the history is of another account");
  else
    return TRUE;
  return FALSE;
}

static gboolean
interrupt_open (AlcoveDb *db, gpointer data, GError **error)
{
  return alcove_message_table_interrupt_open (db, error);
}

/* An upgrade is for the only process that has the history, and leaves a copy of what was. */
static gboolean
keep_copy (AlcoveDb *db, int version, gpointer data, GError **error)
{
  AlcoveHistory *self = data;
  g_autofree char *stem = g_strdup_printf ("history.db.schema-%d-", version);
  g_autofree char *path
      = alcove_disk_dup_dated (alcove_account_get_folder (self->account), stem, "");

  take_lock (self);
  if (self->lock >= 0)
    return alcove_copies_make (self->account, db, path, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another process has the history that is to be upgraded");
  return FALSE;
}

/* A recovery that was cut off behind its point of no return. */
static gboolean
finish_recovery (AlcoveHistory *self, const char *path, GError **error)
{
  if (!alcove_recovery_is_ready (path))
    return TRUE;
  take_lock (self);
  if (self->lock >= 0)
    return alcove_recovery_finish (path, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another process is recovering the history");
  return FALSE;
}

/* The keys that we have may be old ones: another process has encrypted the history again. */
static AlcoveDb *
open_by_any_key (AlcoveHistory *self, const char *path, AlcoveDbMode mode, guint *nth,
                 GError **error)
{
  g_autoptr (GError) local = NULL;
  AlcoveDb *db = alcove_copies_open_as (self->account, path, mode, nth, &local);

  if (g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY)
      && alcove_account_refresh (self->account))
    return alcove_copies_open_as (self->account, path, mode, nth, error);
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return db;
}

/* After a re-encryption that was cut short. Only who has the lock may say so: else it goes on in another process. A
 * key that cannot be dropped now is dropped at the next opening. */
static void
drop_other_keys (AlcoveHistory *self, guint nth)
{
  g_autoptr (GError) error = NULL;

  if (alcove_account_get_n_keys (self->account) < 2)
    return;
  take_lock (self);
  if (self->lock >= 0 && !alcove_account_keep_key (self->account, nth, &error))
    g_debug ("A former key of the history still stands: %s", error->message);
}

static AlcoveDb *
open_file (AlcoveHistory *self, GError **error)
{
  g_autofree char *path = alcove_account_dup_database_path (self->account);
  g_autoptr (AlcoveDb) db = NULL;
  guint nth = 0;

  if (finish_recovery (self, path, error))
    db = open_by_any_key (self, path, ALCOVE_DB_EXISTING, &nth, error);
  if (db != NULL)
    drop_other_keys (self, nth);
  if (db == NULL || !alcove_migrations_upgrade (db, self->ladder, keep_copy, self, error)
      || !check_account (self, db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* What stands there now: it was finished and upgraded by the history beside it. */
static AlcoveDb *
open_reader (AlcoveHistory *self, GError **error)
{
  g_autofree char *path = alcove_account_dup_database_path (self->account);
  g_autoptr (AlcoveDb) db = open_by_any_key (self, path, ALCOVE_DB_READ, NULL, error);

  return db && check_account (self, db, error) ? g_steal_pointer (&db) : NULL;
}

/* Nothing is written where nothing was left open. */
static gboolean
end_open_messages (AlcoveHistory *self, GError **error)
{
  gint64 n;

  take_lock (self);
  if (self->lock < 0)
    return TRUE;
  alcove_copies_remove_old (self->account);
  return alcove_db_get_int (self->db, &n, error, "message-open", "")
         && (n == 0 || alcove_history_write (self, interrupt_open, NULL, error));
}

/**
 * alcove_history_open: (skip)
 * @self: a history
 * @error: return location for an error
 *
 * Opens it, where it is closed. An account that has no slots has no history yet, and nothing is made for it.
 *
 * Returns: whether it is open; errors as [func@db_open], and %ALCOVE_ERROR_NEWER_VERSION
 */
gboolean
alcove_history_open (AlcoveHistory *self, GError **error)
{
  if (self->db != NULL)
    return TRUE;
  if (self->account == NULL || !alcove_account_exists (self->account))
    {
      self->db = open_memory (error);
      return self->db != NULL;
    }
  self->db = self->is_reader ? open_reader (self, error) : open_file (self, error);
  if (self->db == NULL)
    return FALSE;
  if (self->is_reader || end_open_messages (self, error))
    {
      self->data_version = alcove_db_get_pragma_int (self->db, "data_version");
      return TRUE;
    }
  g_clear_pointer (&self->db, alcove_db_close);
  return FALSE;
}

/**
 * alcove_history_recover: (skip)
 * @self: a history whose file is damaged, open or not
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was saved and lost, and the history is open; errors as
 *   [func@recovery_run], %ALCOVE_ERROR_BUSY where another process has it
 */
AlcoveRecovery *
alcove_history_recover (AlcoveHistory *self, GError **error)
{
  g_autoptr (AlcoveRecovery) result = NULL;

  g_clear_pointer (&self->db, alcove_db_close);
  if (self->account != NULL && alcove_account_exists (self->account))
    take_lock (self);
  if (self->lock < 0)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                           "there is no history here that this process may recover");
      return NULL;
    }
  result = alcove_recovery_run (self->account, error);
  return result != NULL && alcove_history_open (self, error) ? g_steal_pointer (&result) : NULL;
}

/* The engine would encrypt the wreck of a page without a word, so each one's seal is looked at before. */
static gboolean
is_whole (AlcoveDb *db, GError **error)
{
  g_autofree char *broken = alcove_db_dup_pragma (db, "cipher_integrity_check");

  if (broken == NULL)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                       "a page of the history does not open");
  return FALSE;
}

/* Whether the history on the disk is whole and ours alone. */
static gboolean
prepare_reencryption (AlcoveHistory *self, GError **error)
{
  if (!alcove_history_is_on_disk (self))
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved yet");
  else
    {
      take_lock (self);
      if (self->lock >= 0)
        return alcove_db_truncate_wal (self->db, error) && is_whole (self->db, error)
               && alcove_account_begin_reencrypt (self->account, error);
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                           "another process has the history that is to be encrypted again");
    }
  return FALSE;
}

static gboolean
rekey (AlcoveHistory *self, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (self->account, 0, ALCOVE_SUBKEY_DATABASE);

  return alcove_db_rekey (self->db, key, error);
}

/**
 * alcove_history_reencrypt: (skip)
 * @self: an open history, on the disk
 * @error: return location for an error
 *
 * Encrypts it with a new account key. Opening it behind that finds out which key it has, as after a crash, and drops
 * the others; so at each moment the slots hold the key of what stands there. The copies that were made by themselves
 * go, for they have the former key. The recovery key is revoked in any case.
 *
 * Returns: whether it has the new key alone; %ALCOVE_ERROR_NO_VAULT where nothing is saved, %ALCOVE_ERROR_BUSY where
 *   another process has it, %ALCOVE_ERROR_CORRUPT where it is damaged, %ALCOVE_ERROR_DISK_FULL and the like: it stands as it was then, and is open unless that
 *   fails too
 */
gboolean
alcove_history_reencrypt (AlcoveHistory *self, GError **error)
{
  gboolean ok;

  if (!prepare_reencryption (self, error))
    return FALSE;
  ok = rekey (self, error);
  g_clear_pointer (&self->db, alcove_db_close);
  if (!alcove_history_open (self, ok ? error : NULL) || !ok)
    return FALSE;
  alcove_copies_remove_all (self->account);
  if (alcove_account_get_n_keys (self->account) == 1)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE,
                       "the former key could not be taken away");
  return FALSE;
}

static gboolean
mark_active (AlcoveDb *db, gpointer data, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, alcove_numbers_now ());

  return alcove_db_run (db, error, "meta-set", "ss", "last_active_at", now);
}

/**
 * alcove_history_close: (skip)
 * @self: a history
 * @error: return location for an error
 *
 * Empties the write-ahead log and closes. It is closed even where that fails: what was acknowledged lies in
 * the log then, and the next opening finds it.
 *
 * Returns: whether all went well
 */
gboolean
alcove_history_close (AlcoveHistory *self, GError **error)
{
  gboolean ok = TRUE;

  if (alcove_history_is_on_disk (self) && !self->is_reader)
    {
      g_autoptr (GError) local = NULL;

      ok = !alcove_db_has_written (self->db)
           || alcove_history_write (self, mark_active, NULL, error);
      /* Another process that reads keeps the log; it will empty it. */
      if (ok && !alcove_db_truncate_wal (self->db, &local)
          && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          ok = FALSE;
        }
    }
  g_clear_pointer (&self->db, alcove_db_close);
  return ok;
}

/* Whether another connection has changed the file since this was asked last. */
gboolean
alcove_history_was_changed (AlcoveHistory *self)
{
  gint64 version;

  if (!alcove_history_is_on_disk (self))
    return FALSE;
  version = alcove_db_get_pragma_int (self->db, "data_version");
  if (version < 0 || version == self->data_version)
    return FALSE;
  self->data_version = version;
  return TRUE;
}

/**
 * alcove_history_write: (skip)
 * @self: an open history
 * @write: what to write
 * @data: for @write
 * @error: return location for an error
 *
 * Returns: whether all of it is written, and has reached the disk
 */
gboolean
alcove_history_write (AlcoveHistory *self, AlcoveHistoryWrite write, gpointer data, GError **error)
{
  if (!alcove_db_begin (self->db, error))
    return FALSE;
  if (write (self->db, data, error))
    return alcove_db_commit (self->db, error);
  alcove_db_rollback (self->db);
  return FALSE;
}

/* The file stands under its name, without slots yet. */
static gboolean
commit_first (AlcoveHistory *self, GError **error)
{
  g_autoptr (AlcoveDb) db = open_file (self, error);

  if (db == NULL || !alcove_account_commit (self->account, error))
    return FALSE;
  g_clear_pointer (&self->db, alcove_db_close);
  self->db = g_steal_pointer (&db);
  self->data_version = alcove_db_get_pragma_int (self->db, "data_version");
  return TRUE;
}

/**
 * alcove_history_write_first: (skip)
 * @self: an open history
 * @write: what to write
 * @data: for @write
 * @error: return location for an error
 *
 * Like [func@history_write], but makes the account's database where it has none.
 * On failure nothing of it is left on the disk.
 *
 * Returns: whether all of it is written, has reached the disk, and can be opened again by the account's key
 */
gboolean
alcove_history_write_first (AlcoveHistory *self, AlcoveHistoryWrite write, gpointer data,
                            GError **error)
{
  g_autofree char *path = NULL;

  if (self->account == NULL || alcove_history_is_on_disk (self))
    return alcove_history_write (self, write, data, error);
  if (!alcove_account_prepare_folder (self->account, error))
    return FALSE;
  take_lock (self);
  path = alcove_account_dup_database_path (self->account);
  if (!alcove_first_database_make (self->account, path, self->db, write, data, error))
    return FALSE;
  if (commit_first (self, error))
    return TRUE;
  /* Slots may stand though their sync failed; then the database is theirs and stays. */
  if (!alcove_account_exists (self->account))
    alcove_first_database_discard (path);
  return FALSE;
}

/**
 * alcove_history_forget: (skip)
 * @self: an open history from which something was deleted for good
 * @error: return location for an error
 *
 * Takes the pages that still hold it out of the write-ahead log. While another process reads them they stay
 * until one of us closes, and that is no error.
 *
 * Returns: whether it went well
 */
gboolean
alcove_history_forget (AlcoveHistory *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (alcove_db_truncate_wal (self->db, &local)
      || g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The same after all is gone, and the file becomes small. */
gboolean
alcove_history_shrink (AlcoveHistory *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!alcove_db_vacuum (self->db, &local)
      && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return alcove_history_forget (self, error);
}

/* The copies that were made by themselves, for they hold what was deleted. Always TRUE. */
gboolean
alcove_history_drop_copies (AlcoveHistory *self)
{
  if (alcove_history_is_on_disk (self))
    alcove_copies_remove_all (self->account);
  return TRUE;
}
