/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* In place of alcove-db-guard.c, for the floor of a bench only: lets the store's own code work on libsqlite3 with
 * the same settings, in clear. No program that is installed has it. */

#include <sqlite3.h>

#include "alcove-db.h"

gboolean
alcove_db_guard (sqlite3 *handle, AlcoveLockedBytes *key, gboolean *may_attach, GError **error)
{
  const int rc = sqlite3_exec (handle,
                               "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;"
                               "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                               "PRAGMA mmap_size = 0; PRAGMA synchronous = FULL;"
                               "PRAGMA cache_size = -8192; PRAGMA journal_mode = WAL",
                               NULL, NULL, NULL);

  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return rc == SQLITE_OK || alcove_db_set_error (handle, "plain guard", rc, error);
}

gboolean
alcove_db_guard_rekey (struct sqlite3 *handle, AlcoveLockedBytes *key, GError **error)
{
  g_assert_not_reached (); /* nothing is encrypted here */
}
