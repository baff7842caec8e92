/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The ladder of schema versions: PRAGMA user_version says on which rung a database stands, and each rung
 * is one file of sql/ and one transaction. Thread of the connection. */

#include "alcove-migrations.h"

#include "alcove-sql.h"

static gboolean
climb (AlcoveDb *db, int version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("migration-%d", version);
  g_autofree char *text = NULL;
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", version);
  gsize size;
  const char *sql = alcove_sql_get (name, &size);

  text = g_strndup (sql, size);
  if (!alcove_db_begin (db, error))
    return FALSE;
  if (alcove_db_exec (db, text, error) && alcove_db_exec (db, mark, error))
    return alcove_db_commit (db, error);
  alcove_db_rollback (db);
  return FALSE;
}

/**
 * alcove_migrations_create: (skip)
 * @db: an empty database
 * @error: return location for an error
 *
 * Gives it the schema.
 *
 * Returns: whether it stands
 */
gboolean
alcove_migrations_create (AlcoveDb *db, GError **error)
{
  for (int version = 1; version <= ALCOVE_SCHEMA_VERSION; version++)
    if (!climb (db, version, error))
      return FALSE;
  return TRUE;
}

/**
 * alcove_migrations_check: (skip)
 * @db: a history that was there before
 * @error: return location for an error
 *
 * Returns: whether its schema is the one that we speak; %ALCOVE_ERROR_NEWER_VERSION where a newer Alcove
 *   made it, and then nothing in it was touched; %ALCOVE_ERROR_CORRUPT where it has none
 */
gboolean
alcove_migrations_check (AlcoveDb *db, GError **error)
{
  const gint64 version = alcove_db_get_pragma_int (db, "user_version");

  if (version == ALCOVE_SCHEMA_VERSION)
    return TRUE;
  if (version > ALCOVE_SCHEMA_VERSION)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                 "the history has schema %" G_GINT64_FORMAT ", this is %d", version,
                 ALCOVE_SCHEMA_VERSION);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "the history has no schema");
  return FALSE;
}
