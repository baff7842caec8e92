/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Running the statements of sql/: inputs in, rows out. A statement is prepared once for its connection; its
 * inputs are borrowed until it is reset, so whoever gives them keeps them that long.
 * Thread of the connection. */

#include "alcove-db.h"

#include <sqlite3.h>
#include <stdarg.h>

#include "alcove-uuid.h"

static int
bind_string (sqlite3_stmt *stmt, int nth, const char *text)
{
  return sqlite3_bind_text (stmt, nth, text, -1, SQLITE_STATIC);
}

static int
bind_bytes (sqlite3_stmt *stmt, int nth, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    return sqlite3_bind_null (stmt, nth);
  return sqlite3_bind_blob64 (stmt, nth, data ? data : "", size, SQLITE_STATIC);
}

/* A name that is no UUID names nothing, so it matches no row. */
static int
bind_id (sqlite3_stmt *stmt, int nth, const char *id)
{
  guint8 bytes[ALCOVE_UUID_SIZE];

  if (id == NULL || !alcove_uuid_parse (id, bytes))
    return sqlite3_bind_null (stmt, nth);
  return sqlite3_bind_blob (stmt, nth, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

static int
bind_int (sqlite3_stmt *stmt, int nth, gint64 value, gboolean is_null)
{
  return is_null ? sqlite3_bind_null (stmt, nth) : sqlite3_bind_int64 (stmt, nth, value);
}

static int
bind_double (sqlite3_stmt *stmt, int nth, double value)
{
  return value < 0 ? sqlite3_bind_null (stmt, nth) : sqlite3_bind_double (stmt, nth, value);
}

static int
bind_all (sqlite3_stmt *stmt, const char *format, va_list args)
{
  int rc = SQLITE_OK;

  for (int nth = 1; rc == SQLITE_OK && format[nth - 1]; nth++)
    {
      const char kind = format[nth - 1];
      gint64 number = (kind == 'i' || kind == 'z' || kind == 'u') ? va_arg (args, gint64) : 0;

      switch (kind)
        {
        case 'i':
        case 'z':
        case 'u':
          rc = bind_int (stmt, nth, number,
                         (kind == 'z' && number == 0) || (kind == 'u' && number < 0));
          break;
        case 'd':
          rc = bind_double (stmt, nth, va_arg (args, double));
          break;
        case 's':
          rc = bind_string (stmt, nth, va_arg (args, const char *));
          break;
        case 'k':
          rc = bind_id (stmt, nth, va_arg (args, const char *));
          break;
        case 'b':
          rc = bind_bytes (stmt, nth, va_arg (args, GBytes *));
          break;
        default:
          g_assert_not_reached ();
        }
    }
  return rc;
}

static AlcoveStatement *
query_valist (AlcoveDb *self, GError **error, const char *name, const char *format, va_list args)
{
  AlcoveStatement *stmt = alcove_db_get_statement (self, name, error);
  int rc;

  if (stmt == NULL)
    return NULL;
  g_return_val_if_fail (!sqlite3_stmt_busy (stmt), NULL);
  rc = bind_all (stmt, format, args);
  if (rc == SQLITE_OK)
    return stmt;
  alcove_db_set_error (alcove_db_get_handle (self), name, rc, error);
  alcove_statement_reset (stmt);
  return NULL;
}

/**
 * alcove_db_query: (skip)
 * @self: a connection
 * @error: return location for an error
 * @name: the statement's file without its suffix
 * @format: one letter an input, see the header
 * @...: the inputs
 *
 * Returns: (transfer full) (nullable): the statement before its first row, to be reset by its holder
 */
AlcoveStatement *
alcove_db_query (AlcoveDb *self, GError **error, const char *name, const char *format, ...)
{
  AlcoveStatement *stmt;
  va_list args;

  va_start (args, format);
  stmt = query_valist (self, error, name, format, args);
  va_end (args);
  return stmt;
}

/**
 * alcove_db_run: (skip)
 * @self: a connection
 * @error: return location for an error
 * @name: the statement's file without its suffix
 * @format: one letter an input
 * @...: the inputs
 *
 * Runs a statement without outputs.
 *
 * Returns: whether it ran
 */
gboolean
alcove_db_run (AlcoveDb *self, GError **error, const char *name, const char *format, ...)
{
  g_autoptr (AlcoveStatement) stmt = NULL;
  g_autoptr (GError) local = NULL;
  va_list args;

  va_start (args, format);
  stmt = query_valist (self, error, name, format, args);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * alcove_db_get_int: (skip)
 * @self: a connection
 * @value: (out): the first column of the first row; 0 where that is NULL or there is no row
 * @error: return location for an error
 * @name: the statement's file without its suffix
 * @format: one letter an input
 * @...: the inputs
 *
 * Returns: whether it ran
 */
gboolean
alcove_db_get_int (AlcoveDb *self, gint64 *value, GError **error, const char *name,
                   const char *format, ...)
{
  g_autoptr (AlcoveStatement) stmt = NULL;
  g_autoptr (GError) local = NULL;
  va_list args;

  *value = 0;
  va_start (args, format);
  stmt = query_valist (self, error, name, format, args);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    *value = alcove_statement_get_int (stmt, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * alcove_statement_next: (skip)
 * @self: a statement
 * @error: return location for an error
 *
 * Returns: whether there is a row; %FALSE without an error behind the last one
 */
gboolean
alcove_statement_next (AlcoveStatement *self, GError **error)
{
  int rc = sqlite3_step (self);

  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    alcove_db_set_error (sqlite3_db_handle (self), "step", rc, error);
  return FALSE;
}

/* What was bound is let go at once, so that no text of a chat hangs on a statement at rest. */
void
alcove_statement_reset (AlcoveStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

gint64
alcove_statement_get_int (AlcoveStatement *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

gint64
alcove_statement_get_unknown (AlcoveStatement *self, int column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL ? -1
                                                           : sqlite3_column_int64 (self, column);
}

double
alcove_statement_get_double (AlcoveStatement *self, int column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL ? -1
                                                           : sqlite3_column_double (self, column);
}

char *
alcove_statement_dup_string (AlcoveStatement *self, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (self, column));
}

char *
alcove_statement_dup_id (AlcoveStatement *self, int column)
{
  const guint8 *bytes = sqlite3_column_blob (self, column);

  if (bytes == NULL || sqlite3_column_bytes (self, column) != ALCOVE_UUID_SIZE)
    return NULL;
  return alcove_uuid_format (bytes);
}

GBytes *
alcove_statement_dup_bytes (AlcoveStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self, column);

  if (sqlite3_column_type (self, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self, column));
}
