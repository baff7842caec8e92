/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The first save of an account: a database under another name, complete, encrypted and synced, then its
 * name. What the history knew before, in memory, goes along. Thread of the history. */

#include "alcove-first-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "alcove-migrations.h"
#include "alcove-numbers.h"

static gboolean
set_error (const char *doing, int number, GError **error)
{
  AlcoveError code = ALCOVE_ERROR_STORE;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = ALCOVE_ERROR_DISK_FULL;
  else if (number == EROFS || number == EACCES || number == EPERM)
    code = ALCOVE_ERROR_READ_ONLY;
  g_set_error (error, ALCOVE_ERROR, code, "%s: %s", doing, g_strerror (number));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  int number = fd < 0 || fsync (fd) != 0 ? errno : 0;

  if (fd >= 0)
    g_close (fd, NULL);
  return number == 0 || set_error ("sync", number, error);
}

static gboolean
copy_table (AlcoveDb *from, AlcoveDb *to, const char *list, const char *set, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, list, "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *key = alcove_statement_dup_string (stmt, 0);
      g_autofree char *value = alcove_statement_dup_string (stmt, 1);

      if (!alcove_db_run (to, error, set, "ss", key, value))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
put_head (AlcoveDb *db, AlcoveAccount *account, AlcoveDb *stand_in, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, alcove_numbers_now ());

  return copy_table (stand_in, db, "meta-list", "meta-set", error)
         && copy_table (stand_in, db, "setting-list", "setting-set", error)
         && alcove_db_run (db, error, "meta-set", "ss", "account_id",
                           alcove_account_get_id (account))
         && alcove_db_run (db, error, "meta-set", "ss", "created_at", now)
         && alcove_db_run (db, error, "meta-set", "ss", "last_active_at", now);
}

static gboolean
fill (AlcoveDb *db, AlcoveAccount *account, AlcoveDb *stand_in, AlcoveHistoryWrite write,
      gpointer data, GError **error)
{
  if (!alcove_migrations_create (db, error) || !alcove_db_begin (db, error))
    return FALSE;
  if (put_head (db, account, stand_in, error) && write (db, data, error))
    return alcove_db_commit (db, error) && alcove_db_truncate_wal (db, error);
  alcove_db_rollback (db);
  return FALSE;
}

static gboolean
make_file (AlcoveAccount *account, const char *path, AlcoveDb *stand_in, AlcoveHistoryWrite write,
           gpointer data, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveDb) db = alcove_db_open (path, key, ALCOVE_DB_CREATE, error);

  return db != NULL && fill (db, account, stand_in, write, data, error);
}

/**
 * alcove_first_database_make: (skip)
 * @account: an account without a database
 * @path: where its database will stand
 * @stand_in: the history until now, in memory
 * @write: the first chat
 * @data: for @write
 * @error: return location for an error
 *
 * Returns: whether a complete, encrypted database has reached the disk under @path; else none is there
 */
gboolean
alcove_first_database_make (AlcoveAccount *account, const char *path, AlcoveDb *stand_in,
                            AlcoveHistoryWrite write, gpointer data, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".new", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  alcove_first_database_discard (draft);
  if (!make_file (account, draft, stand_in, write, data, error)
      || !alcove_db_check_file (draft, error) || !sync_path (draft, 0, error))
    {
      alcove_first_database_discard (draft);
      return FALSE;
    }
  if (g_rename (draft, path) != 0)
    {
      set_error ("rename", errno, error);
      alcove_first_database_discard (draft);
      return FALSE;
    }
  if (sync_path (folder, O_DIRECTORY, error))
    return TRUE;
  alcove_first_database_discard (path);
  return FALSE;
}

/* Only ever for a database that no slots file stands beside: nothing in it was ever shown as saved. */
void
alcove_first_database_discard (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal", "" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}
