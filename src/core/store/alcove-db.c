/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One connection to one history, in a file or in memory, and its statements.
 * It lives on one thread and is never shared. A connection that exists has passed the guard
 * (alcove-db-guard.c): there is no other way to get one. Foreign keys hold, every commit reaches the disk
 * unless it was declared relaxed, and nothing that is not encrypted is written anywhere. */

#include "alcove-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-sql.h"
#include "alcove-tokenizer.h"

#define PLAIN_HEADER "SQLite format 3"

/* Pages in the write-ahead log: from here on it is moved into the file when there is time, and from there on in the
 * middle of a commit. */
#define LOG_LONG 1000
#define LOG_TOO_LONG 4000

struct _AlcoveDb
{
  sqlite3 *handle;
  char *path;             /* NULL in memory */
  GHashTable *statements; /* name → sqlite3_stmt */
  gboolean may_attach;    /* VACUUM is running: the authorizer lets its own ATTACH pass */
  gboolean is_relaxed;
  int log_pages; /* in the log since it was last moved */
};

static AlcoveError
error_code_of_errno (int number, AlcoveError otherwise)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ALCOVE_ERROR_DISK_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return ALCOVE_ERROR_READ_ONLY;
    default:
      return otherwise;
    }
}

static AlcoveError
error_code_of (sqlite3 *handle, int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return ALCOVE_ERROR_DISK_FULL;
    case SQLITE_READONLY:
      return ALCOVE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ALCOVE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return ALCOVE_ERROR_INVALID_INPUT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ALCOVE_ERROR_CORRUPT;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return error_code_of_errno (handle ? sqlite3_system_errno (handle) : 0, ALCOVE_ERROR_STORE);
    default:
      return ALCOVE_ERROR_STORE;
    }
}

/* The engine's own message may quote a statement or a search, so only the name of its code is kept. */
gboolean
alcove_db_set_error (sqlite3 *handle, const char *doing, int rc, GError **error)
{
  const int extended = handle ? sqlite3_extended_errcode (handle) : rc;

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: interrupted", doing);
      return FALSE;
    }
  g_set_error (error, ALCOVE_ERROR, error_code_of (handle, rc), "%s: %s (%d)", doing,
               sqlite3_errstr (rc), (extended & 0xff) == (rc & 0xff) ? extended : rc);
  return FALSE;
}

static gboolean
set_file_error (const char *doing, int number, GError **error)
{
  g_set_error (error, ALCOVE_ERROR, error_code_of_errno (number, ALCOVE_ERROR_STORE), "%s: %s",
               doing, g_strerror (number));
  return FALSE;
}

static gboolean
check_size (const struct stat *info, GError **error)
{
  if (S_ISREG (info->st_mode) && info->st_size >= ALCOVE_DB_MIN_SIZE)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "history.db is cut short");
  return FALSE;
}

/* The engine would take a plain file for a history as good as any. */
static gboolean
check_head (const char *head, GError **error)
{
  if (memcmp (head, PLAIN_HEADER, sizeof PLAIN_HEADER) == 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE, "history.db is not encrypted");
  else if (memcmp (head, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", sizeof PLAIN_HEADER) == 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "history.db has no head");
  else
    return TRUE;
  return FALSE;
}

/* A file that was just made, and that nobody has open yet: for any other there are the two below. */
gboolean
alcove_db_check_file (const char *path, GError **error)
{
  char head[sizeof PLAIN_HEADER] = { 0 };
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    return set_file_error ("history.db", errno, error);
  if (!check_size (&info, error))
    return FALSE;
  if (pread (fd, head, sizeof head, 0) != sizeof head)
    return set_file_error ("history.db", EIO, error);
  return check_head (head, error);
}

/**
 * alcove_db_check_place: (skip)
 * @path: where a history should stand
 * @error: return location for an error
 *
 * Before the engine sees it: it would take a short one for a new, empty history. The file is not opened: this process
 * may have it open already, and closing any descriptor of it gives away all POSIX locks of the process on it. The next
 * process to end would take itself for the last one, and the log with it.
 *
 * Returns: whether a file stands there that is long enough
 */
gboolean
alcove_db_check_place (const char *path, GError **error)
{
  struct stat info;

  if (stat (path, &info) == 0)
    return check_size (&info, error);
  if (errno != ENOENT)
    return set_file_error ("history.db", errno, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "history.db is missing");
  return FALSE;
}

/**
 * alcove_db_check_head: (skip)
 * @handle: a connection to a file, with or without a key
 * @error: return location for an error
 *
 * Reads through the engine's own descriptor, see alcove_db_check_place().
 *
 * Returns: whether what stands on the disk looks encrypted
 */
gboolean
alcove_db_check_head (sqlite3 *handle, GError **error)
{
  char head[sizeof PLAIN_HEADER] = { 0 };
  sqlite3_file *file = NULL;
  int rc = sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);

  if (rc == SQLITE_OK)
    rc = file != NULL && file->pMethods != NULL ? file->pMethods->xRead (file, head, sizeof head, 0)
                                                : SQLITE_CANTOPEN;
  return rc == SQLITE_OK ? check_head (head, error)
                         : alcove_db_set_error (handle, "history.db", rc, error);
}

static void
move_log (AlcoveDb *self)
{
  self->log_pages = 0;
  /* What others still read stays in the log. */
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/* Instead of the engine's own hook, which moves the log in the middle of every fiftieth commit. */
static int
committed (void *data, sqlite3 *handle, const char *name, int n_pages)
{
  AlcoveDb *self = data;

  self->log_pages = n_pages;
  if (n_pages >= LOG_TOO_LONG)
    move_log (self);
  return SQLITE_OK;
}

/**
 * alcove_db_rest: (skip)
 * @self: a connection
 *
 * To be called when nothing is asked for: what would make a later commit long is done now. What was committed is
 * on the disk either way.
 */
void
alcove_db_rest (AlcoveDb *self)
{
  if (self->log_pages >= LOG_LONG)
    move_log (self);
}

/* SQLite would make it readable by others; -wal and -shm take their mode from it. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return set_file_error ("history.db.new", errno, error);
  return g_close (fd, error);
}

static AlcoveDb *
db_open (const char *path, AlcoveLockedBytes *key, AlcoveDbMode mode, GError **error)
{
  const gboolean is_reader = mode == ALCOVE_DB_READ;
  const int flags = is_reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  g_autoptr (AlcoveDb) self = g_new0 (AlcoveDb, 1);
  int rc;

  self->path = g_strdup (path);
  self->statements
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sqlite3_finalize);
  rc = sqlite3_open_v2 (path ? path : ":memory:", &self->handle,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    {
      alcove_db_set_error (self->handle, "open", rc, error);
      return NULL;
    }
  if (path != NULL && mode != ALCOVE_DB_CREATE && !alcove_db_check_head (self->handle, error))
    return NULL;
  /* Where it may not write, the engine opens for reading without a word. */
  if (path != NULL && !is_reader && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_READ_ONLY, "history.db is read-only");
      return NULL;
    }
  if (!alcove_db_guard (self->handle, key, &self->may_attach, error)
      || !alcove_tokenizer_register (self->handle, error))
    return NULL;
  if (path != NULL && !is_reader)
    sqlite3_wal_hook (self->handle, committed, self);
  return g_steal_pointer (&self);
}

/**
 * alcove_db_open_in_memory: (skip)
 * @error: return location for an error
 *
 * Opens an empty database that never reaches a disk: no file, no temporary file, no journal.
 *
 * Returns: (transfer full) (nullable): the connection, without a schema; %ALCOVE_ERROR_ENGINE where the
 *   engine is not the one that we need
 */
AlcoveDb *
alcove_db_open_in_memory (GError **error)
{
  return db_open (NULL, NULL, ALCOVE_DB_CREATE, error);
}

/**
 * alcove_db_open: (skip)
 * @path: the database
 * @key: subkey 1 of the account, 32 bytes
 * @mode: whether the file stands already, and is only read
 * @error: return location for an error
 *
 * Opens a history, or refuses on any doubt and leaves the file as it is. The file opens with the key alone
 * (raw, SQLCipher 4 defaults), which is wiped from every copy made here.
 *
 * Returns: (transfer full) (nullable): the connection. %ALCOVE_ERROR_WRONG_KEY: not this key;
 *   %ALCOVE_ERROR_ENGINE: the engine or the key is unfit, or the file is not encrypted;
 *   %ALCOVE_ERROR_CORRUPT: missing or cut short; %ALCOVE_ERROR_READ_ONLY, %ALCOVE_ERROR_DISK_FULL,
 *   %ALCOVE_ERROR_BUSY, %ALCOVE_ERROR_STORE as they say
 */
AlcoveDb *
alcove_db_open (const char *path, AlcoveLockedBytes *key, AlcoveDbMode mode, GError **error)
{
  AlcoveDb *self;

  if (mode == ALCOVE_DB_CREATE ? !make_file (path, error) : !alcove_db_check_place (path, error))
    return NULL;
  self = db_open (path, key, mode, error);
  if (self == NULL && mode == ALCOVE_DB_CREATE)
    g_unlink (path);
  return self;
}

/**
 * alcove_db_close: (skip)
 * @self: (transfer full): a connection; its statements are reset
 *
 * The last connection to a file takes its write-ahead log along.
 */
void
alcove_db_close (AlcoveDb *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

const char *
alcove_db_get_path (AlcoveDb *self)
{
  return self->path;
}

gboolean
alcove_db_is_encrypted (AlcoveDb *self)
{
  return alcove_db_check_head (self->handle, NULL);
}

gboolean
alcove_db_has_written (AlcoveDb *self)
{
  return sqlite3_total_changes64 (self->handle) > 0;
}

void
alcove_db_interrupt (AlcoveDb *self)
{
  sqlite3_interrupt (self->handle);
}

sqlite3 *
alcove_db_get_handle (AlcoveDb *self)
{
  return self->handle;
}

/**
 * alcove_db_exec: (skip)
 * @self: a connection
 * @sql: statements of ours; their rows are dropped
 * @error: return location for an error
 *
 * Returns: whether all of them ran
 */
gboolean
alcove_db_exec (AlcoveDb *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || alcove_db_set_error (self->handle, "exec", rc, error);
}

/**
 * alcove_db_dup_pragma: (skip)
 * @self: a connection
 * @name: of a pragma that answers with one value
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
alcove_db_dup_pragma (AlcoveDb *self, const char *name)
{
  g_autofree char *sql = g_strconcat ("PRAGMA ", name, NULL);
  sqlite3_stmt *stmt = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return value;
}

gint64
alcove_db_get_pragma_int (AlcoveDb *self, const char *name)
{
  g_autofree char *value = alcove_db_dup_pragma (self, name);

  return value ? g_ascii_strtoll (value, NULL, 10) : -1;
}

gboolean
alcove_db_is_defensive (AlcoveDb *self)
{
  int on = 0;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
  return on;
}

/* IMMEDIATE: who may not write learns it here, and not in the middle. */
gboolean
alcove_db_begin (AlcoveDb *self, GError **error)
{
  return alcove_db_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
alcove_db_commit (AlcoveDb *self, GError **error)
{
  if (alcove_db_exec (self, "COMMIT", error))
    return TRUE;
  alcove_db_rollback (self);
  return FALSE;
}

/* Where the engine has rolled back by itself there is nothing left to do. */
void
alcove_db_rollback (AlcoveDb *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
alcove_db_set_relaxed (AlcoveDb *self, gboolean relaxed, GError **error)
{
  if (self->is_relaxed == relaxed || self->path == NULL)
    return TRUE;
  if (!alcove_db_exec (self, relaxed ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL",
                       error))
    return FALSE;
  self->is_relaxed = relaxed;
  return TRUE;
}

/**
 * alcove_db_truncate_wal: (skip)
 * @self: a connection
 * @error: return location for an error
 *
 * Moves the write-ahead log into the database and empties it, so that no older page lies there.
 *
 * Returns: whether it is empty; %ALCOVE_ERROR_BUSY while another process reads from it
 */
gboolean
alcove_db_truncate_wal (AlcoveDb *self, GError **error)
{
  int rc;

  if (self->path == NULL)
    return TRUE;
  rc = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return rc == SQLITE_OK || alcove_db_set_error (self->handle, "checkpoint", rc, error);
}

gboolean
alcove_db_vacuum (AlcoveDb *self, GError **error)
{
  gboolean ok;

  self->may_attach = TRUE;
  ok = alcove_db_exec (self, "VACUUM", error);
  self->may_attach = FALSE;
  return ok;
}

/**
 * alcove_db_vacuum_into: (skip)
 * @self: a connection
 * @path: where no file stands yet
 * @error: return location for an error
 *
 * Writes a copy of all that is committed, encrypted with the same key. Others may write meanwhile. It has not
 * reached the disk yet. On failure a part of it may lie there.
 *
 * Returns: whether it is written
 */
gboolean
alcove_db_vacuum_into (AlcoveDb *self, const char *path, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc;

  if (!make_file (path, error))
    return FALSE;
  self->may_attach = TRUE;
  rc = sqlite3_prepare_v2 (self->handle, "VACUUM INTO ?1", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc != SQLITE_DONE)
    alcove_db_set_error (self->handle, "copy", rc, error);
  sqlite3_finalize (stmt);
  self->may_attach = FALSE;
  return rc == SQLITE_DONE;
}

/**
 * alcove_db_rekey: (skip)
 * @self: a connection to a file
 * @key: another key, 32 bytes
 * @error: return location for an error
 *
 * Encrypts the whole file again. Without a write-ahead log, for that needs the file alone, so nobody meets pages of two
 * keys; killed in between, the journal brings the former pages back to whoever opens it next. Needs as much room on the
 * disk as the file has. Close the connection behind it, whatever it says.
 *
 * Returns: whether it is done and on the disk; %ALCOVE_ERROR_BUSY while another connection stands
 */
gboolean
alcove_db_rekey (AlcoveDb *self, AlcoveLockedBytes *key, GError **error)
{
  g_autofree char *mode = NULL;

  g_hash_table_remove_all (self->statements);
  if (!alcove_db_truncate_wal (self, error))
    return FALSE;
  mode = alcove_db_dup_pragma (self, "journal_mode = DELETE");
  if (g_strcmp0 (mode, "delete") == 0)
    return alcove_db_guard_rekey (self->handle, key, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another connection has the history that is to be encrypted again");
  return FALSE;
}

/* Prepares the statement of that name once. */
AlcoveStatement *
alcove_db_get_statement (AlcoveDb *self, const char *name, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, name);
  const char *sql;
  gsize size;
  int rc;

  if (stmt != NULL)
    return stmt;
  sql = alcove_sql_get (name, &size);
  g_return_val_if_fail (sql != NULL, NULL);
  rc = sqlite3_prepare_v3 (self->handle, sql, (int) size, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (rc != SQLITE_OK)
    {
      alcove_db_set_error (self->handle, name, rc, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) g_intern_string (name), stmt);
  return stmt;
}
