/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The ladder of schema versions: PRAGMA user_version says on which rung a database stands, and each rung
 * is one file of sql/ and one transaction. Thread of the connection. */

#include "alcove-migrations.h"

#include "alcove-sql.h"

static char *
dup_own_step (int version)
{
  g_autofree char *name = g_strdup_printf ("migration-%d", version);
  gsize size;
  const char *sql = alcove_sql_get (name, &size);

  return g_strndup (sql, size);
}

static const AlcoveLadder own_ladder = { ALCOVE_SCHEMA_VERSION, dup_own_step };

static gboolean
climb (AlcoveDb *db, const AlcoveLadder *ladder, int version, GError **error)
{
  g_autofree char *step = ladder->dup_step (version);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", version);

  if (!alcove_db_begin (db, error))
    return FALSE;
  if (alcove_db_exec (db, step, error) && alcove_db_exec (db, mark, error))
    return alcove_db_commit (db, error);
  alcove_db_rollback (db);
  return FALSE;
}

/**
 * alcove_migrations_create_at: (skip)
 * @db: an empty database
 * @top: the version of its schema, as old as the one that it takes the rows of
 * @error: return location for an error
 *
 * Returns: whether the schema stands
 */
gboolean
alcove_migrations_create_at (AlcoveDb *db, int top, GError **error)
{
  if (top < 1 || top > ALCOVE_SCHEMA_VERSION)
    {
      g_set_error (error, ALCOVE_ERROR, top < 1 ? ALCOVE_ERROR_CORRUPT : ALCOVE_ERROR_NEWER_VERSION,
                   "there is no schema %d", top);
      return FALSE;
    }
  for (int version = 1; version <= top; version++)
    if (!climb (db, &own_ladder, version, error))
      return FALSE;
  return TRUE;
}

/* The newest. */
gboolean
alcove_migrations_create (AlcoveDb *db, GError **error)
{
  return alcove_migrations_create_at (db, ALCOVE_SCHEMA_VERSION, error);
}

/**
 * alcove_migrations_upgrade: (skip)
 * @db: a history that was there before
 * @ladder: (nullable): the steps; %NULL for ours
 * @keep: keeps a copy of it; only called where there is a step to take
 * @data: for @keep
 * @error: return location for an error
 *
 * Brings an older history to the schema that we speak. A step that fails changes nothing.
 *
 * Returns: whether it stands there; %ALCOVE_ERROR_NEWER_VERSION where a newer Alcove made it, and then nothing
 *   in it was touched; %ALCOVE_ERROR_CORRUPT where it has none
 */
gboolean
alcove_migrations_upgrade (AlcoveDb *db, const AlcoveLadder *ladder, AlcoveMigrationsKeep keep,
                           gpointer data, GError **error)
{
  const gint64 version = alcove_db_get_pragma_int (db, "user_version");

  if (ladder == NULL)
    ladder = &own_ladder;
  if (version == ladder->top)
    return TRUE;
  if (version > ladder->top)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                 "a newer Alcove made this history: schema %" G_GINT64_FORMAT ", this one knows %d",
                 version, ladder->top);
  else if (version < 1)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "the history has no schema");
  if (version > ladder->top || version < 1 || !keep (db, (int) version, data, error))
    return FALSE;
  for (int next = (int) version + 1; next <= ladder->top; next++)
    if (!climb (db, ladder, next, error))
      return FALSE;
  return TRUE;
}
