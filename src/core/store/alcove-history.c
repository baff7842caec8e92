/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The life of one history: opened, saved for the first time, closed.
 * It lives on the thread of its store. While its account has no database it stands in memory, empty, with the
 * same schema; the first chat makes the file under another name, and only when that file holds the chat, is
 * synced and has its final name does the account get its slots. A crash before leaves nothing, one after it
 * everything. A file that stands is never deleted. */

#include "alcove-history-private.h"

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
#include "alcove-presence.h"

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
  self->presence = -1;
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
  g_clear_fd (&self->presence, NULL);
  g_clear_fd (&self->lock, NULL);
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
void
alcove_history_take_lock (AlcoveHistory *self)
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

  alcove_history_take_lock (self);
  if (self->lock >= 0)
    return alcove_copies_make (self->account, db, path, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another process has the history that is to be upgraded");
  return FALSE;
}

static gboolean
enter (AlcoveHistory *self, GError **error)
{
  return self->presence >= 0
         || alcove_presence_enter (alcove_account_get_folder (self->account), &self->presence,
                                   error);
}

/* Whether no other process has the file open, nor opens it until share(). */
gboolean
alcove_history_be_alone (AlcoveHistory *self, GError **error)
{
  if (!enter (self, error))
    return FALSE;
  alcove_history_take_lock (self);
  if (self->lock >= 0 && (self->presence < 0 || alcove_presence_be_alone (self->presence)))
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another process has the history open");
  return FALSE;
}

void
alcove_history_share (AlcoveHistory *self)
{
  if (self->presence >= 0)
    alcove_presence_share (self->presence);
}

/* A recovery that was cut off behind its point of no return. */
static gboolean
finish_recovery (AlcoveHistory *self, const char *path, GError **error)
{
  gboolean ok;

  if (!alcove_recovery_is_ready (path))
    return TRUE;
  if (!alcove_history_be_alone (self, error))
    return FALSE;
  ok = alcove_recovery_finish (path, error);
  alcove_history_share (self);
  return ok;
}

/* The keys that we have may be old ones: another process has encrypted the history again. But they came out of the
 * slots, so where none of them fits it is the file that is wrong. */
static AlcoveDb *
open_by_any_key (AlcoveHistory *self, const char *path, AlcoveDbMode mode, guint *nth,
                 GError **error)
{
  g_autoptr (GError) local = NULL;
  AlcoveDb *db = alcove_copies_open_as (self->account, path, mode, nth, &local);

  if (g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY)
      && alcove_account_refresh (self->account))
    {
      g_clear_error (&local);
      db = alcove_copies_open_as (self->account, path, mode, nth, &local);
    }
  if (g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY))
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                         "history.db does not open with its own key");
  else if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return db;
}

/* After a re-encryption that was cut short. Only who has the lock may say so: else it goes on in another process. A
 * key that cannot be dropped now is dropped at the next opening. The copies that were made by themselves have a former
 * key: where the newest one opened the history they go first, and who is killed in between finds two keys again. */
static void
drop_other_keys (AlcoveHistory *self, guint nth)
{
  g_autoptr (GError) error = NULL;

  if (alcove_account_get_n_keys (self->account) < 2)
    return;
  alcove_history_take_lock (self);
  if (self->lock < 0)
    return;
  if (nth == 0)
    alcove_copies_remove_all (self->account);
  if (!alcove_account_keep_key (self->account, nth, &error))
    g_debug ("A former key of the history still stands: %s", error->message);
}

static AlcoveDb *
open_file (AlcoveHistory *self, GError **error)
{
  g_autofree char *path = alcove_account_dup_database_path (self->account);
  g_autoptr (AlcoveDb) db = NULL;
  guint nth = 0;

  if (enter (self, error) && finish_recovery (self, path, error))
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

  alcove_history_take_lock (self);
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
    {
      g_clear_fd (&self->presence, NULL);
      return FALSE;
    }
  if (self->is_reader || end_open_messages (self, error))
    {
      self->data_version = alcove_db_get_pragma_int (self->db, "data_version");
      return TRUE;
    }
  g_clear_pointer (&self->db, alcove_db_close);
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
  g_clear_fd (&self->presence, NULL);
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
  alcove_history_take_lock (self);
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
