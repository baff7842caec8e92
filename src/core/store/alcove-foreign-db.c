/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A database of another program, which may be made to do harm (https://sqlite.org/security.html). It is opened as one
 * that never changes: nothing is written, locked or made beside it. Of what it holds only columns of the tables that are
 * named are read; its views, triggers, functions and virtual tables never run. Blocks; one thread at a time.
 * What always holds: a value has at most VALUE_MAX bytes, and all statements together end. */

#include "alcove-foreign-db.h"

#include <sqlite3.h>
#include <string.h>

#include "alcove-error.h"

#define HEADER "SQLite format 3"
#define HEAD_BYTES 100
#define VALUE_MAX (32 * 1024 * 1024)
/* One that has no path is held in memory. */
#define MEMORY_MAX (64 * 1024 * 1024)
#define STEPS_EACH 10000 /* of its virtual machine, between two looks at the cancellable */
#define STEPS_MAX 300000 /* such pieces */

struct _AlcoveForeignDb
{
  sqlite3 *handle;
  const char *const *tables; /* the only ones that are read */
  GBytes *bytes;             /* nullable: what it is, in memory */
  GCancellable *cancellable; /* borrowed while a statement runs */
  guint n_steps;
};

struct _AlcoveForeignRows
{
  AlcoveForeignDb *db;
  sqlite3_stmt *statement;
};

/**
 * alcove_foreign_db_is_one:
 * @head: the first bytes of a file
 * @length: how many they are
 *
 * Returns: whether it is a database that is not encrypted
 */
gboolean
alcove_foreign_db_is_one (const guint8 *head, gsize length)
{
  return length >= sizeof HEADER && memcmp (head, HEADER, sizeof HEADER) == 0;
}

/* Always FALSE. The engine's own message may quote what the file holds. */
static gboolean
set_error (AlcoveForeignDb *self, int rc, GError **error)
{
  AlcoveError code = ALCOVE_ERROR_DAMAGED_FILE;

  switch (rc & 0xff)
    {
    case SQLITE_INTERRUPT:
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      break;
    case SQLITE_AUTH:
    case SQLITE_ERROR:
      code = ALCOVE_ERROR_UNKNOWN_FORMAT;
      break;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      code = ALCOVE_ERROR_FILE_TOO_LARGE;
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      code = ALCOVE_ERROR_FILE;
      break;
    default:
      break;
    }
  g_set_error (error, ALCOVE_ERROR, code, "a database of another program: %s (%d)",
               sqlite3_errstr (rc), rc);
  return FALSE;
}

/* ---- what may run ---- */

static gboolean
is_read (AlcoveForeignDb *self, const char *table)
{
  return g_strcmp0 (table, "sqlite_master") == 0
         || (table != NULL && g_strv_contains (self->tables, table));
}

/* Whatever is not a column of a table that was asked for is refused; what a view or a trigger wants, too. */
static int
authorize (void *data, int action, const char *first, const char *second, const char *database,
           const char *source)
{
  AlcoveForeignDb *self = data;

  if (source != NULL)
    return SQLITE_DENY;
  if (action == SQLITE_SELECT)
    return SQLITE_OK;
  if (action == SQLITE_READ)
    return is_read (self, first) ? SQLITE_OK : SQLITE_DENY;
  if (action == SQLITE_PRAGMA)
    return g_strcmp0 (first, "table_xinfo") == 0 ? SQLITE_OK : SQLITE_DENY;
  return SQLITE_DENY;
}

static int
look_up (void *data)
{
  AlcoveForeignDb *self = data;

  return ++self->n_steps > STEPS_MAX || g_cancellable_is_cancelled (self->cancellable);
}

static void
limit (sqlite3 *handle)
{
  static const struct
  {
    int what;
    int value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, VALUE_MAX },
    { SQLITE_LIMIT_SQL_LENGTH, 100000 },
    { SQLITE_LIMIT_COLUMN, 200 },
    { SQLITE_LIMIT_EXPR_DEPTH, 50 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 2 },
    { SQLITE_LIMIT_VDBE_OP, 25000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 8 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 10 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (handle, limits[i].what, limits[i].value);
}

static gboolean
set_switches (sqlite3 *handle)
{
  static const struct
  {
    int what;
    int value;
  } switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },       { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      int now = -1;

      if (sqlite3_db_config (handle, switches[i].what, switches[i].value, &now) != SQLITE_OK
          || now != switches[i].value)
        return FALSE;
    }
  return TRUE;
}

/* Before anything of the file is looked at. */
static gboolean
protect (AlcoveForeignDb *self, GError **error)
{
  static const char setup[] = "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                              "PRAGMA cache_size = -4096; PRAGMA query_only = ON;";
  int rc;

  limit (self->handle);
  if (!set_switches (self->handle) || sqlite3_drop_modules (self->handle, NULL) != SQLITE_OK)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE,
                           "the engine cannot be kept from running what a file holds");
      return FALSE;
    }
  sqlite3_progress_handler (self->handle, STEPS_EACH, look_up, self);
  rc = sqlite3_exec (self->handle, setup, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_set_authorizer (self->handle, authorize, self);
  return rc == SQLITE_OK || set_error (self, rc, error);
}

/* ---- opening ---- */

static AlcoveForeignDb *
foreign_db_new (const char *const *tables)
{
  AlcoveForeignDb *self = g_new0 (AlcoveForeignDb, 1);

  self->tables = tables;
  return self;
}

void
alcove_foreign_db_free (AlcoveForeignDb *self)
{
  sqlite3_close_v2 (self->handle);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
open_uri (AlcoveForeignDb *self, const char *uri, GError **error)
{
  const int rc = sqlite3_open_v2 (
      uri, &self->handle,
      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  return rc == SQLITE_OK ? protect (self, error) : set_error (self, rc, error);
}

static guint32
get_number (const guint8 *head, gsize at)
{
  return ((guint32) head[at] << 24) | ((guint32) head[at + 1] << 16) | ((guint32) head[at + 2] << 8)
         | head[at + 3];
}

/* The engine takes what is missing at the end for zeros, that is for rows of nothing
 * (https://sqlite.org/fileformat2.html#the_database_header). */
static gboolean
check_length (const guint8 *head, gsize head_length, guint64 size, GError **error)
{
  guint64 page, n;

  if (head_length >= HEAD_BYTES)
    {
      page = ((guint64) head[16] << 8) | head[17];
      n = get_number (head, 24) == get_number (head, 92) ? get_number (head, 28) : 0;
      if ((page == 1 ? 65536 : page) * n <= size)
        return TRUE;
    }
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE,
                       "a database of another program was cut short");
  return FALSE;
}

/* As one that has no log beside it, for in memory there is nothing beside it. */
static GBytes *
without_log (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy;

  if (size < 100 || (data[18] != 2 && data[19] != 2))
    return g_bytes_ref (bytes);
  copy = g_memdup2 (data, size);
  copy[18] = copy[19] = 1;
  return g_bytes_new_take (copy, size);
}

/**
 * alcove_foreign_db_open_bytes:
 * @bytes: a database
 * @tables: the tables that may be read, %NULL-terminated and constant
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): that
 */
AlcoveForeignDb *
alcove_foreign_db_open_bytes (GBytes *bytes, const char *const *tables, GError **error)
{
  g_autoptr (AlcoveForeignDb) self = foreign_db_new (tables);
  gsize size;
  gpointer data;
  int rc;

  self->bytes = without_log (bytes);
  data = (gpointer) g_bytes_get_data (self->bytes, &size);
  if (!check_length (data, size, size, error))
    return NULL;
  rc = sqlite3_open_v2 (":memory:", &self->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
                            | SQLITE_OPEN_EXRESCODE,
                        NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_deserialize (self->handle, "main", data, (sqlite3_int64) size,
                              (sqlite3_int64) size, SQLITE_DESERIALIZE_READONLY);
  if (rc == SQLITE_OK ? protect (self, error) : set_error (self, rc, error))
    return g_steal_pointer (&self);
  return NULL;
}

static gboolean
check_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  guint8 head[HEAD_BYTES];
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, cancellable,
                                   error))
    return FALSE;
  info
      = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  return info != NULL && check_length (head, length, (guint64) g_file_info_get_size (info), error);
}

/* What has no path, as a file on another computer. */
static GBytes *
read_all (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (65536);
  gssize n = -1;

  while (stream != NULL && all->len <= MEMORY_MAX
         && (n = g_input_stream_read (G_INPUT_STREAM (stream), piece, 65536, cancellable, error))
                > 0)
    g_byte_array_append (all, piece, (guint) n);
  if (n == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&all));
  if (stream != NULL && n > 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE,
                         "a database that is not on this computer is too large");
  return NULL;
}

/**
 * alcove_foreign_db_open:
 * @file: a database
 * @tables: the tables that may be read, %NULL-terminated and constant
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): that
 */
AlcoveForeignDb *
alcove_foreign_db_open (GFile *file, const char *const *tables, GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *address = path ? g_filename_to_uri (path, NULL, NULL) : NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AlcoveForeignDb) self = NULL;

  if (address == NULL)
    {
      bytes = read_all (file, cancellable, error);
      return bytes ? alcove_foreign_db_open_bytes (bytes, tables, error) : NULL;
    }
  if (!check_file (file, cancellable, error))
    return NULL;
  self = foreign_db_new (tables);
  /* Or the engine would make a log and its index beside it, or roll it back. */
  uri = g_strconcat (address, "?immutable=1&mode=ro", NULL);
  return open_uri (self, uri, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * alcove_foreign_db_list_logs:
 * @file: a database
 *
 * What another program has written and not yet moved into the file is not read.
 *
 * Returns: (transfer full) (element-type utf8): the names of what lies beside it
 */
GPtrArray *
alcove_foreign_db_list_logs (GFile *file)
{
  static const char *const suffixes[] = { "-wal", "-journal" };
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  for (guint i = 0; name != NULL && folder != NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (name, suffixes[i], NULL);
      g_autoptr (GFile) log = g_file_get_child (folder, beside);
      g_autoptr (GFileInfo) info = g_file_query_info (log, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, NULL, NULL);

      if (info != NULL && g_file_info_get_size (info) > 0)
        g_ptr_array_add (names, g_utf8_make_valid (beside, -1));
    }
  return names;
}

/* ---- reading ---- */

/* Whether one is there that is read from the file, not computed. */
static gboolean
find_column (sqlite3_stmt *statement, const char *column)
{
  while (sqlite3_step (statement) == SQLITE_ROW)
    if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 1), column) == 0)
      return sqlite3_column_int (statement, 6) == 0;
  return FALSE;
}

/**
 * alcove_foreign_db_has_column:
 * @self: a database
 * @table: one of its tables
 * @column: a name
 *
 * Returns: whether the table is one and has that
 */
gboolean
alcove_foreign_db_has_column (AlcoveForeignDb *self, const char *table, const char *column)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo (%s)", table);
  sqlite3_stmt *statement = NULL;
  gboolean has = FALSE;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) == SQLITE_OK)
    has = find_column (statement, column);
  sqlite3_finalize (statement);
  return has;
}

/**
 * alcove_foreign_rows_new:
 * @db: a database
 * @sql: a SELECT, of ours
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a statement before its first row
 */
AlcoveForeignRows *
alcove_foreign_rows_new (AlcoveForeignDb *db, const char *sql, GError **error)
{
  g_autoptr (AlcoveForeignRows) self = g_new0 (AlcoveForeignRows, 1);
  int rc;

  self->db = db;
  rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_NO_VTAB, &self->statement, NULL);
  if (rc == SQLITE_OK)
    return g_steal_pointer (&self);
  set_error (db, rc, error);
  return NULL;
}

void
alcove_foreign_rows_free (AlcoveForeignRows *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * alcove_foreign_rows_bind:
 * @self: a statement
 * @value: of its one parameter; it begins anew
 */
void
alcove_foreign_rows_bind (AlcoveForeignRows *self, gint64 value)
{
  sqlite3_reset (self->statement);
  sqlite3_bind_int64 (self->statement, 1, value);
}

/**
 * alcove_foreign_rows_next:
 * @self: a statement
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether there is a row; %FALSE without an error at the end
 */
gboolean
alcove_foreign_rows_next (AlcoveForeignRows *self, GCancellable *cancellable, GError **error)
{
  int rc;

  self->db->cancellable = cancellable;
  rc = sqlite3_step (self->statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    set_error (self->db, rc, error);
  self->db->cancellable = NULL;
  return rc == SQLITE_ROW;
}

gint64
alcove_foreign_rows_get_int (AlcoveForeignRows *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * alcove_foreign_rows_get_text:
 * @self: a row
 * @column: which, from 0
 * @length: (out) (optional): its bytes
 *
 * Returns: (transfer none) (nullable): the text there, until the next row; it need not be valid UTF-8
 */
const char *
alcove_foreign_rows_get_text (AlcoveForeignRows *self, int column, gsize *length)
{
  const char *text = (const char *) sqlite3_column_text (self->statement, column);

  if (length != NULL)
    *length = text ? (gsize) sqlite3_column_bytes (self->statement, column) : 0;
  return text;
}

/* (transfer full) (nullable): made valid. */
char *
alcove_foreign_rows_dup_text (AlcoveForeignRows *self, int column)
{
  gsize length;
  const char *text = alcove_foreign_rows_get_text (self, column, &length);

  return text ? g_utf8_make_valid (text, (gssize) length) : NULL;
}
