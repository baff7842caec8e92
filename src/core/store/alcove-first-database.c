/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The first save of an account: a database under another name, complete, encrypted and synced, then its
 * name. What the history knew before, in memory, goes along. Thread of the history. */

#include "alcove-first-database.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "alcove-disk.h"
#include "alcove-migrations.h"
#include "alcove-numbers.h"

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

  alcove_first_database_discard (draft);
  if (!make_file (account, draft, stand_in, write, data, error)
      || !alcove_db_check_file (draft, error) || !alcove_disk_sync_file (draft, error))
    {
      alcove_first_database_discard (draft);
      return FALSE;
    }
  if (g_rename (draft, path) != 0)
    {
      alcove_disk_fail ("rename", errno, error);
      alcove_first_database_discard (draft);
      return FALSE;
    }
  if (alcove_disk_sync_folder_of (path, error))
    return TRUE;
  alcove_first_database_discard (path);
  return FALSE;
}

/* Only ever for a database that no slots file stands beside: nothing in it was ever shown as saved. */
void
alcove_first_database_discard (const char *path)
{
  alcove_disk_remove_database (path);
}
