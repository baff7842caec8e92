/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Whole copies of a history that we make ourselves, in its account's folder and with its keys:
 * history.db.schema-N-DATE before a step of the schema, history.db.damaged-DATE, backups/history-DATE.db.
 * A copy bears its name only once it was read back and has reached the disk. They go after 30 days, or when
 * the trash is emptied. Blocks; any thread. */

#include "alcove-copies.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "alcove-disk.h"

#define SCHEMA_PREFIX "history.db.schema-"
#define DAMAGED_PREFIX "history.db.damaged-"
#define DAY_SECONDS (24 * 3600)

/**
 * alcove_copies_open: (skip)
 * @account: whose history it is
 * @path: a database of its
 * @error: return location for an error
 *
 * Tries every key of the account, the newest first: while it is encrypted anew two are good.
 *
 * Returns: (transfer full) (nullable): a connection; errors as [func@db_open]
 */
AlcoveDb *
alcove_copies_open (AlcoveAccount *account, const char *path, GError **error)
{
  return alcove_copies_open_as (account, path, ALCOVE_DB_EXISTING, NULL, error);
}

/* The same, and for reading only where mode says so; nth, where wanted, is the number of the key that opened it. */
AlcoveDb *
alcove_copies_open_as (AlcoveAccount *account, const char *path, AlcoveDbMode mode, guint *nth,
                       GError **error)
{
  const guint n_keys = alcove_account_get_n_keys (account);
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (AlcoveLockedBytes) key
          = alcove_account_dup_subkey (account, i, ALCOVE_SUBKEY_DATABASE);
      AlcoveDb *db;

      g_clear_error (&local);
      db = alcove_db_open (path, key, mode, &local);
      if (db != NULL && nth != NULL)
        *nth = i;
      if (db != NULL)
        return db;
      if (!g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY))
        break;
    }
  if (local == NULL)
    g_set_error_literal (&local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY, "the account has no key");
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * alcove_copies_check: (skip)
 * @account: whose history it is
 * @path: a copy of it
 * @error: return location for an error
 *
 * Opens the copy by the account's key and reads it whole: the seal of each page, then the order of all rows.
 *
 * Returns: whether it is good; %ALCOVE_ERROR_CORRUPT where it is not
 */
gboolean
alcove_copies_check (AlcoveAccount *account, const char *path, GError **error)
{
  g_autoptr (AlcoveDb) db = alcove_copies_open (account, path, error);
  g_autofree char *seals = NULL;
  g_autofree char *rows = NULL;

  if (db == NULL)
    return FALSE;
  seals = alcove_db_dup_pragma (db, "cipher_integrity_check");
  rows = alcove_db_dup_pragma (db, "quick_check");
  if (seals == NULL && g_strcmp0 (rows, "ok") == 0)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "the copy does not read back");
  return FALSE;
}

/**
 * alcove_copies_make: (skip)
 * @account: whose history it is
 * @db: a connection to it
 * @path: the copy's place, where none stands
 * @error: return location for an error
 *
 * Returns: whether a copy that was read back stands there, on the disk; otherwise nothing does
 */
gboolean
alcove_copies_make (AlcoveAccount *account, AlcoveDb *db, const char *path, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".new", NULL);

  alcove_disk_remove_database (draft);
  if (alcove_db_vacuum_into (db, draft, error) && alcove_copies_check (account, draft, error)
      && alcove_disk_sync_file (draft, error) && alcove_disk_rename (draft, path, error))
    return TRUE;
  alcove_disk_remove_database (draft);
  return FALSE;
}

char *
alcove_copies_dup_backups_folder (AlcoveAccount *account)
{
  return g_build_filename (alcove_account_get_folder (account), "backups", NULL);
}

static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

static gint64
get_mtime (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0
             ? (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000
             : 0;
}

static int
compare_backwards (gconstpointer a, gconstpointer b)
{
  const gint64 first = get_mtime (*(const char *const *) a);
  const gint64 second = get_mtime (*(const char *const *) b);

  return first < second ? 1 : first > second ? -1 : 0;
}

/**
 * alcove_copies_list_backups: (skip)
 * @account: an account
 *
 * Returns: (transfer full) (element-type filename): the backups that were made by themselves, the newest first
 */
GPtrArray *
alcove_copies_list_backups (AlcoveAccount *account)
{
  g_autofree char *folder = alcove_copies_dup_backups_folder (account);
  GPtrArray *paths = list_folder (folder);

  for (guint i = paths->len; i-- > 0;)
    if (!g_str_has_suffix (g_ptr_array_index (paths, i), ".db"))
      g_ptr_array_remove_index (paths, i);
  g_ptr_array_sort (paths, compare_backwards);
  return paths;
}

/* Removes all but the newest. */
void
alcove_copies_trim_backups (AlcoveAccount *account, guint n_kept)
{
  g_autoptr (GPtrArray) paths = alcove_copies_list_backups (account);

  for (guint i = n_kept; i < paths->len; i++)
    alcove_disk_remove_database (g_ptr_array_index (paths, i));
}

/* A file whose age cannot be told is kept. */
static void
remove_if_before (const char *path, gint64 time)
{
  struct stat status;

  if (stat (path, &status) == 0 && (gint64) status.st_mtime < time)
    g_unlink (path);
}

/* What was made before a time, in seconds. */
static void
remove_before (AlcoveAccount *account, gint64 time)
{
  g_autofree char *backups = alcove_copies_dup_backups_folder (account);
  g_autoptr (GPtrArray) files = list_folder (alcove_account_get_folder (account));
  g_autoptr (GPtrArray) kept = list_folder (backups);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (files, i));

      if (g_str_has_prefix (name, SCHEMA_PREFIX) || g_str_has_prefix (name, DAMAGED_PREFIX))
        remove_if_before (g_ptr_array_index (files, i), time);
    }
  for (guint i = 0; i < kept->len; i++)
    remove_if_before (g_ptr_array_index (kept, i), time);
  g_rmdir (backups); /* where it is empty */
}

/**
 * alcove_copies_remove_old: (skip)
 * @account: an account
 *
 * Removes the copies that are older than 30 days. One that cannot be removed is tried again the next time.
 */
void
alcove_copies_remove_old (AlcoveAccount *account)
{
  remove_before (account, g_get_real_time () / G_USEC_PER_SEC - ALCOVE_COPIES_DAYS * DAY_SECONDS);
}

/**
 * alcove_copies_remove_all: (skip)
 * @account: an account whose trash was emptied
 *
 * Removes all copies, for they hold what was deleted.
 */
void
alcove_copies_remove_all (AlcoveAccount *account)
{
  remove_before (account, G_MAXINT64);
}
