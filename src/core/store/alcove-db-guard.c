/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The one gate to every connection. The engine fails open in several ways (another library of the same
 * names, an empty or short key, temporary files): here each of them is a refusal. Nothing is written
 * before all of it holds, but for the switch to the write-ahead log. Thread of the connection. */

#include "alcove-db.h"

#include <sqlite3.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000
#define KEY_SPEC_SIZE (3 + 2 * ALCOVE_DB_KEY_SIZE) /* x'…' */

static const char setup[] = "PRAGMA temp_store = MEMORY;"
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA secure_delete = ON;"
                            "PRAGMA trusted_schema = OFF;"
                            "PRAGMA mmap_size = 0;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA cache_size = -8192;";

typedef struct
{
  const char *pragma;
  const char *file;   /* what it must answer; NULL: anything but nothing */
  const char *memory; /* the same for a database in memory */
} Demand;

static const Demand demands[] = {
  { "cipher_version", NULL, NULL },    { "temp_store", "2", "2" },     { "foreign_keys", "1", "1" },
  { "secure_delete", "1", "1" },       { "trusted_schema", "0", "0" }, { "synchronous", "2", "2" },
  { "journal_mode", "wal", "memory" },
};

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE, "the engine was refused: %s", what);
  return FALSE;
}

/* The first statement that reads a page finds out whether the key is the right one. */
static gboolean
run (sqlite3 *handle, const char *sql, GError **error)
{
  int rc = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if ((rc & 0xff) == SQLITE_NOTADB)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY,
                           "the history does not open with this key");
      return FALSE;
    }
  return rc == SQLITE_OK || alcove_db_set_error (handle, "guard", rc, error);
}

/* Whether PRAGMA name answers as it must. */
static gboolean
answers (sqlite3 *handle, const char *name, const char *wanted)
{
  g_autofree char *sql = g_strconcat ("PRAGMA ", name, NULL);
  sqlite3_stmt *stmt = NULL;
  gboolean ok = FALSE;

  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *value = (const char *) sqlite3_column_text (stmt, 0);

      ok = value && *value && (wanted == NULL || strcmp (value, wanted) == 0);
    }
  sqlite3_finalize (stmt);
  return ok;
}

static gboolean
key_is_fit (AlcoveLockedBytes *key)
{
  gsize size;
  const guint8 *data = alcove_locked_bytes_get_data (key, &size);
  guint8 any = 0;

  for (gsize i = 0; i < size; i++)
    any |= data[i];
  return size == ALCOVE_DB_KEY_SIZE && any != 0;
}

/* A key of another length would be taken for a passphrase, an empty one for no encryption at all. */
static AlcoveLockedBytes *
make_key_spec (AlcoveLockedBytes *key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) hex = NULL;
  AlcoveLockedBytes *spec;
  guint8 *text;

  if (!key_is_fit (key))
    {
      refuse ("unfit key", error);
      return NULL;
    }
  hex = alcove_locked_bytes_to_hex (key);
  spec = alcove_locked_bytes_new (NULL, KEY_SPEC_SIZE);
  text = alcove_locked_bytes_get_writable (spec);
  text[0] = 'x';
  text[1] = text[KEY_SPEC_SIZE - 1] = '\'';
  memcpy (text + 2, alcove_locked_bytes_get_data (hex, NULL), 2 * ALCOVE_DB_KEY_SIZE);
  return spec;
}

static gboolean
give_key (sqlite3 *handle, AlcoveLockedBytes *key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) spec = make_key_spec (key, error);

  if (spec == NULL)
    return FALSE;
  if (sqlite3_key_v2 (handle, "main", alcove_locked_bytes_get_string (spec), KEY_SPEC_SIZE)
      != SQLITE_OK)
    return refuse ("it does not take a key", error);
  return TRUE;
}

/* Switches of the connection that no statement can turn back. */
static gboolean
configure (sqlite3 *handle, gboolean is_wreck, GError **error)
{
  int defensive = 0, trusted = 1;

  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  /* A connection that only reads what is damaged: or the engine refuses a file that was cut short. */
  if (is_wreck)
    sqlite3_db_config (handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, &defensive);
  else
    sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &trusted);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (!defensive || trusted)
    return refuse ("it is not defensive", error);
  return TRUE;
}

static int
authorize (void *data, int action, const char *first, const char *second, const char *database,
           const char *within)
{
  const gboolean *may_attach = data;

  if (action == SQLITE_ATTACH)
    return *may_attach ? SQLITE_OK : SQLITE_DENY;
  if (action == SQLITE_FUNCTION && g_strcmp0 (second, "load_extension") == 0)
    return SQLITE_DENY;
  return SQLITE_OK;
}

static gboolean
check_demands (sqlite3 *handle, gboolean in_memory, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (demands); i++)
    if (!answers (handle, demands[i].pragma, in_memory ? demands[i].memory : demands[i].file))
      return refuse (demands[i].pragma, error);
  /* A database in memory has no files to map and may say nothing. */
  if (!in_memory && !answers (handle, "mmap_size", "0"))
    return refuse ("mmap_size", error);
  return TRUE;
}

static gboolean
guard (sqlite3 *handle, AlcoveLockedBytes *key, gboolean is_wreck, gboolean *may_attach,
       GError **error)
{
  /* The first key of a process wakes the engine, which forgets what it was told before: it is told twice. */
  sqlite3_exec (handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
  if (!answers (handle, "cipher_version", NULL))
    return refuse ("it cannot encrypt", error);
  if (key != NULL
      && (!give_key (handle, key, error)
          || !run (handle, "PRAGMA cipher_log_level = NONE; PRAGMA cipher_compatibility = 4",
                   error)))
    return FALSE;
  if (!configure (handle, is_wreck, error) || !run (handle, setup, error)
      || !run (handle, "SELECT count(*) FROM sqlite_master", error)
      || !run (handle, key ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = MEMORY", error)
      || !check_demands (handle, key == NULL, error))
    return FALSE;
  sqlite3_set_authorizer (handle, authorize, may_attach);
  return TRUE;
}

/**
 * alcove_db_guard: (skip)
 * @handle: a connection just opened, not used yet
 * @key: (nullable): its key, 32 bytes; %NULL for a database in memory
 * @may_attach: read by the authorizer at each ATTACH, for as long as the connection lives
 * @error: return location for an error
 *
 * Gives the key and makes sure that the engine does what it must. The order matters: whether it is the right
 * engine is asked before it is given a key.
 *
 * Returns: whether @handle may be used
 */
gboolean
alcove_db_guard (sqlite3 *handle, AlcoveLockedBytes *key, gboolean *may_attach, GError **error)
{
  return guard (handle, key, FALSE, may_attach, error);
}

/* The same for a damaged file, opened for reading only. */
gboolean
alcove_db_guard_wreck (sqlite3 *handle, AlcoveLockedBytes *key, gboolean *may_attach,
                       GError **error)
{
  return guard (handle, key, TRUE, may_attach, error);
}

/**
 * alcove_db_guard_rekey: (skip)
 * @handle: a connection that passed the guard, alone with its file
 * @key: another key, 32 bytes
 * @error: return location for an error
 *
 * Returns: whether every page is encrypted with it, in one transaction
 */
gboolean
alcove_db_guard_rekey (sqlite3 *handle, AlcoveLockedBytes *key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) spec = make_key_spec (key, error);
  int rc;

  if (spec == NULL)
    return FALSE;
  rc = sqlite3_rekey_v2 (handle, "main", alcove_locked_bytes_get_string (spec), KEY_SPEC_SIZE);
  return rc == SQLITE_OK || alcove_db_set_error (handle, "rekey", rc, error);
}
