/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Backups: one by itself after a week of use, in the account's folder; one of the user's, a file wherever he wants
 * it; and the way back, which merges. Each one was read back before it is called one. All are encrypted with the
 * account's own keys. Blocks; any thread, but a backup that is open stays on one. */

#include "alcove-backups.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-backup-file.h"
#include "alcove-copies.h"
#include "alcove-disk.h"
#include "alcove-numbers.h"
#include "alcove-vault-folder.h"

#define N_KEPT 2
#define WEEK_MS G_GINT64_CONSTANT (604800000)
#define RESTORE_PREFIX "restore-"
#define LEFT_OVER_SECONDS 60

/* ---- by itself ---- */

/* When the newest one was made, else when the history was. Unix milliseconds. */
static gint64
get_last (AlcoveAccount *account, AlcoveDb *db)
{
  g_autoptr (GPtrArray) paths = alcove_copies_list_backups (account);
  g_autoptr (AlcoveStatement) stmt = NULL;
  g_autofree char *created_at = NULL;
  struct stat status;

  if (paths->len > 0 && stat (g_ptr_array_index (paths, 0), &status) == 0)
    return (gint64) status.st_mtime * 1000;
  stmt = alcove_db_query (db, NULL, "meta-get", "s", "created_at");
  if (stmt != NULL && alcove_statement_next (stmt, NULL))
    created_at = alcove_statement_dup_string (stmt, 0);
  return created_at ? g_ascii_strtoll (created_at, NULL, 10) : 0;
}

static gboolean
make_dated (AlcoveAccount *account, AlcoveDb *db, GError **error)
{
  g_autofree char *folder = alcove_copies_dup_backups_folder (account);
  g_autofree char *path = NULL;

  if (!alcove_vault_folder_make (folder, error))
    return FALSE;
  path = alcove_disk_dup_dated (folder, "history-", ".db");
  if (!alcove_copies_make (account, db, path, error) || !alcove_disk_sync_folder_of (folder, error))
    return FALSE;
  alcove_copies_trim_backups (account, N_KEPT);
  return TRUE;
}

/**
 * alcove_backups_make_due: (skip)
 * @account: an account with a history
 * @made: (out): whether one was made
 * @error: return location for an error
 *
 * Makes a backup where a week has passed since the last one. A damaged history is never copied over a good backup:
 * a copy that does not read back is dropped, and the older ones stay.
 *
 * Returns: whether all went well
 */
gboolean
alcove_backups_make_due (AlcoveAccount *account, gboolean *made, GError **error)
{
  g_autofree char *path = alcove_account_dup_database_path (account);
  g_autoptr (AlcoveDb) db = alcove_copies_open (account, path, error);

  *made = FALSE;
  if (db == NULL)
    return FALSE;
  if (alcove_numbers_now () - get_last (account, db) < WEEK_MS)
    return TRUE;
  *made = make_dated (account, db, error);
  return *made;
}

/* ---- to a file ---- */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Unpacks it and reads it whole. */
static gboolean
check_file (AlcoveAccount *account, const char *path, GError **error)
{
  g_autoptr (AlcoveBackup) backup = alcove_backup_open (account, path, NULL, error);

  return backup != NULL;
}

/**
 * alcove_backups_write_file: (skip)
 * @account: an account with a history
 * @path: where to; what stands there is replaced once the new one is complete
 * @error: return location for an error
 *
 * Returns: whether a backup that was read back stands there
 */
gboolean
alcove_backups_write_file (AlcoveAccount *account, const char *path, GError **error)
{
  const char *folder = alcove_account_get_folder (account);
  g_autofree char *database = alcove_account_dup_database_path (account);
  g_autofree char *slots = g_build_filename (folder, ALCOVE_VAULT_SLOTS_NAME, NULL);
  g_autofree char *copy = g_strconcat (database, ".saving", NULL);
  g_autoptr (AlcoveDb) db = NULL;
  gboolean ok;

  if (!alcove_account_exists (account))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "nothing is saved yet");
      return FALSE;
    }
  db = alcove_copies_open (account, database, error);
  if (db == NULL)
    return FALSE;
  alcove_disk_remove_database (copy);
  ok = alcove_copies_make (account, db, copy, error)
       && alcove_backup_file_write (path, alcove_account_get_id (account), slots, copy, error)
       && check_file (account, path, error);
  alcove_disk_remove_database (copy);
  return ok;
}

/* ---- from a file ---- */

struct _AlcoveBackup
{
  char *folder; /* where it is unpacked; goes with it */
  int lock;     /* that folder, open and locked: it is in use */
  AlcoveDb *db;
  GPtrArray *chats; /* ids */
  guint next;
  gboolean has_head;
  AlcoveMerge merge;
};

/* One that nobody uses any more, and that was not made just now. */
static gboolean
is_left_over (const char *folder)
{
  g_autofd int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  struct stat status;

  return fd >= 0 && fstat (fd, &status) == 0
         && status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - LEFT_OVER_SECONDS
         && flock (fd, LOCK_EX | LOCK_NB) == 0;
}

/* What a crash left. */
static void
clean (const char *data)
{
  g_autoptr (GDir) dir = g_dir_open (data, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (data, name, NULL);

      if (g_str_has_prefix (name, RESTORE_PREFIX) && is_left_over (path))
        remove_folder (path);
    }
}

/* In the data folder, where there is room for a history. */
static gboolean
make_folder (AlcoveBackup *self, AlcoveAccount *account, GError **error)
{
  g_autofree char *accounts = g_path_get_dirname (alcove_account_get_folder (account));
  g_autofree char *data = g_path_get_dirname (accounts);
  g_autofree char *folder = g_build_filename (data, RESTORE_PREFIX "XXXXXX", NULL);

  if (!alcove_vault_folder_make (data, error))
    return FALSE;
  clean (data);
  if (g_mkdtemp (folder) == NULL)
    return alcove_disk_fail ("unpack a backup", errno, error);
  self->folder = g_steal_pointer (&folder);
  self->lock = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  return (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
         || alcove_disk_fail ("unpack a backup", errno, error);
}

static gboolean
keep_nothing (AlcoveDb *db, int version, gpointer data, GError **error)
{
  return TRUE;
}

/* The backup stays as it is; what is unpacked is ours to bring to our schema. */
static gboolean
open_unpacked (AlcoveBackup *self, AlcoveAccount *account, const char *id,
               AlcoveLockedBytes *old_key, GError **error)
{
  g_autoptr (AlcoveAccount) copy
      = old_key ? alcove_account_open_copy_by (account, self->folder, id, old_key, error)
                : alcove_account_open_copy (account, self->folder, id, error);
  g_autofree char *path = copy ? alcove_account_dup_database_path (copy) : NULL;

  if (copy == NULL || !alcove_copies_check (copy, path, error))
    return FALSE;
  self->db = alcove_copies_open (copy, path, error);
  if (self->db == NULL || !alcove_migrations_upgrade (self->db, NULL, keep_nothing, NULL, error))
    return FALSE;
  self->chats = alcove_merge_list_chats (self->db, TRUE, error);
  return self->chats != NULL;
}

/**
 * alcove_backup_open: (skip)
 * @account: whose key opens it
 * @path: a backup of the user's
 * @old_key: (nullable): the API key or the recovery key of its time, where @account's does not open it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the backup, read whole once; %ALCOVE_ERROR_WRONG_KEY where it is of another key,
 *   %ALCOVE_ERROR_INVALID_INPUT where it is no backup, %ALCOVE_ERROR_CORRUPT, %ALCOVE_ERROR_NEWER_VERSION
 */
AlcoveBackup *
alcove_backup_open (AlcoveAccount *account, const char *path, AlcoveLockedBytes *old_key,
                    GError **error)
{
  g_autoptr (AlcoveBackup) self = g_new0 (AlcoveBackup, 1);
  g_autofree char *id = NULL;

  self->lock = -1;
  if (!make_folder (self, account, error))
    return NULL;
  id = alcove_backup_file_extract (path, self->folder, error);
  if (id == NULL || !open_unpacked (self, account, id, old_key, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
alcove_backup_close (AlcoveBackup *self)
{
  g_clear_pointer (&self->db, alcove_db_close);
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_clear_fd (&self->lock, NULL);
  g_free (self->folder);
  g_free (self);
}

AlcoveMerge *
alcove_backup_get_merge (AlcoveBackup *self)
{
  return &self->merge;
}

static gboolean
write_chat (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveBackup *self = data;

  if (!self->has_head && !alcove_merge_take_head (self->db, db, error))
    return FALSE;
  self->has_head = TRUE;
  return alcove_merge_take_chat (self->db, db, g_ptr_array_index (self->chats, self->next), FALSE,
                                 &self->merge, error);
}

/* One transaction; what fails is not counted. */
static gboolean
merge_next (AlcoveBackup *self, AlcoveHistory *history, gboolean is_dry, GError **error)
{
  const AlcoveMerge before = self->merge;
  const gboolean had_head = self->has_head;
  gboolean ok;

  if (is_dry)
    ok = alcove_merge_take_chat (self->db, alcove_history_get_db (history),
                                 g_ptr_array_index (self->chats, self->next), TRUE, &self->merge,
                                 error);
  else
    ok = alcove_history_write_first (history, write_chat, self, error);
  if (ok)
    self->next++;
  else
    {
      self->merge = before;
      self->has_head = had_head;
    }
  return ok;
}

/**
 * alcove_backup_merge: (skip)
 * @self: a backup
 * @history: an open history that takes what it lacks; made where there is none
 * @is_dry: whether it is only counted
 * @until: a monotonic time
 * @is_done: (out): whether all of it is there
 * @error: return location for an error
 *
 * Returns: whether it went well so far. After an error it can be done again: what was taken stays
 */
gboolean
alcove_backup_merge (AlcoveBackup *self, AlcoveHistory *history, gboolean is_dry, gint64 until,
                     gboolean *is_done, GError **error)
{
  while (self->next < self->chats->len && g_get_monotonic_time () < until)
    if (!merge_next (self, history, is_dry, error))
      return FALSE;
  *is_done = self->next >= self->chats->len;
  return TRUE;
}
