/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A damaged history, read row by row. Never written: the connection is for reading only, and does not
 * move the log into the file. A page whose seal is broken poisons the connection, so after each failure it is
 * opened anew. Thread of the history. */

#include "alcove-wreck.h"

#include <sqlite3.h>

struct _AlcoveWreck
{
  char *path;
  AlcoveLockedBytes *key;
  sqlite3 *handle; /* NULL between a failure and the next question */
  gboolean may_attach;
};

static gboolean
reopen (AlcoveWreck *self, GError **error)
{
  int rc;

  g_clear_pointer (&self->handle, sqlite3_close_v2);
  rc = sqlite3_open_v2 (self->path, &self->handle,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc == SQLITE_OK)
    return alcove_db_check_head (self->handle, error)
           && alcove_db_guard_wreck (self->handle, self->key, &self->may_attach, error);
  return alcove_db_set_error (self->handle, "open", rc, error);
}

/**
 * alcove_wreck_open: (skip)
 * @account: whose history it is
 * @path: a damaged database
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): it; an error where not even its first pages can be read
 */
AlcoveWreck *
alcove_wreck_open (AlcoveAccount *account, const char *path, GError **error)
{
  g_autoptr (AlcoveWreck) self = g_new0 (AlcoveWreck, 1);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (path);
  if (!alcove_db_check_place (path, error))
    return NULL;
  for (guint i = 0; i < alcove_account_get_n_keys (account); i++)
    {
      g_clear_pointer (&self->key, alcove_locked_bytes_unref);
      g_clear_error (&local);
      self->key = alcove_account_dup_subkey (account, i, ALCOVE_SUBKEY_DATABASE);
      if (reopen (self, &local))
        return g_steal_pointer (&self);
    }
  if (local == NULL)
    g_set_error_literal (&local, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY, "the account has no key");
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

void
alcove_wreck_close (AlcoveWreck *self)
{
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  g_clear_pointer (&self->key, alcove_locked_bytes_unref);
  g_free (self->path);
  g_free (self);
}

/* NULL where it cannot be asked. */
static sqlite3_stmt *
ask (AlcoveWreck *self, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (self->handle == NULL && !reopen (self, NULL))
    g_clear_pointer (&self->handle, sqlite3_close_v2);
  if (self->handle == NULL)
    return NULL;
  if (sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL) != SQLITE_OK)
    {
      sqlite3_finalize (stmt);
      g_clear_pointer (&self->handle, sqlite3_close_v2);
      return NULL;
    }
  return stmt;
}

/* Whether the answer came to its end. */
static gboolean
end (AlcoveWreck *self, sqlite3_stmt *stmt, int rc)
{
  sqlite3_finalize (stmt);
  if (rc == SQLITE_DONE || rc == SQLITE_ROW)
    return rc == SQLITE_DONE;
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  return FALSE;
}

/* The schema's version, 0 where it cannot be told. */
gint64
alcove_wreck_get_version (AlcoveWreck *self)
{
  sqlite3_stmt *stmt = ask (self, "PRAGMA user_version");
  const int rc = stmt ? sqlite3_step (stmt) : SQLITE_ERROR;
  const gint64 version = rc == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;

  end (self, stmt, rc);
  return version;
}

/* Takes the row that stmt is on. A row that the table has already, or that breaks its rules, is left out. */
static gboolean
put_row (AlcoveDb *to, sqlite3_stmt *put, sqlite3_stmt *row, GError **error)
{
  const int n = sqlite3_bind_parameter_count (put);
  int rc;

  for (int i = 0; i < n; i++)
    sqlite3_bind_value (put, i + 1, sqlite3_column_value (row, i + 1));
  rc = sqlite3_step (put);
  sqlite3_reset (put);
  sqlite3_clear_bindings (put);
  return rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT
         || alcove_db_set_error (alcove_db_get_handle (to), "salvage", rc, error);
}

/* INSERT with as many inputs as the table has columns. */
static sqlite3_stmt *
prepare_put (AlcoveDb *to, const char *table, GError **error)
{
  sqlite3 *handle = alcove_db_get_handle (to);
  g_autofree char *list = g_strdup_printf ("SELECT * FROM %s", table);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;
  int n, rc;

  rc = sqlite3_prepare_v2 (handle, list, -1, &stmt, NULL);
  n = rc == SQLITE_OK ? sqlite3_column_count (stmt) : 0;
  sqlite3_finalize (stmt);
  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s VALUES (?1", table);
  for (int i = 2; i <= n; i++)
    g_string_append_printf (sql, ", ?%d", i);
  g_string_append (sql, ")");
  stmt = NULL;
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (handle, sql->str, -1, &stmt, NULL);
  if (rc != SQLITE_OK)
    alcove_db_set_error (handle, "salvage", rc, error);
  return stmt;
}

typedef struct
{
  AlcoveWreck *wreck;
  AlcoveDb *to;
  const char *table;
  const char *key; /* the column that orders it */
  sqlite3_stmt *put;
} Salvage;

/* From one end to the other, or to the damage. The way back ends also where the way forth came to. */
static gboolean
take_in_order (Salvage *self, gboolean backwards, gboolean *is_whole, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 0, * FROM %s ORDER BY %s %s", self->table,
                                          self->key, backwards ? "DESC" : "ASC");
  sqlite3_stmt *rows = ask (self->wreck, sql);
  sqlite3 *to = alcove_db_get_handle (self->to);
  gboolean ok = TRUE;
  int rc = rows ? SQLITE_ROW : SQLITE_ERROR;

  while (ok && rc == SQLITE_ROW && (rc = sqlite3_step (rows)) == SQLITE_ROW)
    {
      const gint64 before = sqlite3_total_changes64 (to);

      ok = put_row (self->to, self->put, rows, error);
      if (backwards && sqlite3_total_changes64 (to) == before)
        break;
    }
  *is_whole = end (self->wreck, rows, rc);
  return ok;
}

/* The keys that an index still tells, from both of its ends. */
static GHashTable *
list_keys (Salvage *self, const AlcoveWreckIndex *index)
{
  GHashTable *keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean is_whole = FALSE;

  for (guint i = 0; i < 2 && !is_whole; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT n FROM %s INDEXED BY %s ORDER BY %s", self->table, index->name,
                             i ? index->down : index->up);
      sqlite3_stmt *rows = ask (self->wreck, sql);
      int rc = rows ? SQLITE_ROW : SQLITE_ERROR;

      while (rc == SQLITE_ROW && (rc = sqlite3_step (rows)) == SQLITE_ROW)
        {
          gint64 n = sqlite3_column_int64 (rows, 0);

          g_hash_table_add (keys, g_memdup2 (&n, sizeof n));
        }
      is_whole = end (self->wreck, rows, rc);
    }
  return keys;
}

static gboolean
has_row (Salvage *self, sqlite3_stmt *find, gint64 n)
{
  gboolean has;

  sqlite3_bind_int64 (find, 1, n);
  has = sqlite3_step (find) == SQLITE_ROW;
  sqlite3_reset (find);
  return has;
}

static gboolean
take_one (Salvage *self, gint64 n, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT 0, * FROM %s WHERE n = %" G_GINT64_FORMAT, self->table, n);
  sqlite3_stmt *row = ask (self->wreck, sql);
  int rc = row ? sqlite3_step (row) : SQLITE_ERROR;
  const gboolean ok = rc != SQLITE_ROW || put_row (self->to, self->put, row, error);

  end (self->wreck, row, rc);
  return ok;
}

/* What lies between two damages: by its keys, one by one. */
static gboolean
take_by_keys (Salvage *self, const AlcoveWreckIndex *index, AlcoveWreckCount *count, GError **error)
{
  g_autoptr (GHashTable) keys = list_keys (self, index);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE n = ?1", self->table);
  sqlite3_stmt *find = NULL;
  GHashTableIter iter;
  gpointer key;
  gboolean ok = TRUE;
  int rc = sqlite3_prepare_v2 (alcove_db_get_handle (self->to), sql, -1, &find, NULL);

  if (rc != SQLITE_OK)
    return alcove_db_set_error (alcove_db_get_handle (self->to), "salvage", rc, error);
  g_hash_table_iter_init (&iter, keys);
  while (ok && g_hash_table_iter_next (&iter, &key, NULL))
    {
      const gint64 n = *(gint64 *) key;

      count->n_known++;
      if (has_row (self, find, n))
        continue;
      ok = take_one (self, n, error);
      count->n_lost += ok && !has_row (self, find, n);
    }
  sqlite3_finalize (find);
  return ok;
}

/**
 * alcove_wreck_salvage: (skip)
 * @self: a damaged history
 * @to: a connection to a new one of the same schema, in a transaction
 * @table: a table of both
 * @key: the column that orders it
 * @index: (nullable): an index of it that tells every n, where it has an n
 * @count: what is known to be lost
 * @error: return location for an error
 *
 * Takes over all rows that can be read.
 *
 * Returns: whether all that could be read is written
 */
gboolean
alcove_wreck_salvage (AlcoveWreck *self, AlcoveDb *to, const char *table, const char *key,
                      const AlcoveWreckIndex *index, AlcoveWreckCount *count, GError **error)
{
  Salvage salvage = { self, to, table, key, prepare_put (to, table, error) };
  gboolean is_whole = FALSE;
  gboolean ok = salvage.put != NULL && take_in_order (&salvage, FALSE, &is_whole, error);

  if (ok && !is_whole)
    {
      ok = take_in_order (&salvage, TRUE, &is_whole, error)
           && (index == NULL || take_by_keys (&salvage, index, count, error));
    }
  sqlite3_finalize (salvage.put);
  return ok;
}
