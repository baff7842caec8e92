/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A damaged history made whole again, as far as it can be read. The damaged file is copied aside first and is
 * not written until a new one, read back, stands on the disk as history.db.recovered: that name is the point of no
 * return, and who opens the history next finishes what a crash cut off there. Thread of the history. */

#include "alcove-recovery.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "alcove-chat-table.h"
#include "alcove-copies.h"
#include "alcove-disk.h"
#include "alcove-migrations.h"
#include "alcove-wreck.h"

#define DRAFT_SUFFIX ".recovering"
#define READY_SUFFIX ".recovered"

G_DEFINE_BOXED_TYPE (AlcoveRecovery, alcove_recovery, alcove_recovery_copy, alcove_recovery_free)

AlcoveRecovery *
alcove_recovery_copy (const AlcoveRecovery *self)
{
  AlcoveRecovery *copy = g_memdup2 (self, sizeof *self);

  copy->set_aside = g_strdup (self->set_aside);
  copy->backup = g_strdup (self->backup);
  return copy;
}

void
alcove_recovery_free (AlcoveRecovery *self)
{
  g_free (self->set_aside);
  g_free (self->backup);
  g_free (self);
}

/* ---- setting aside ---- */

static gboolean
set_aside (const char *database, AlcoveRecovery *result, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (database);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autofree char *log_aside = NULL;

  result->set_aside = alcove_disk_dup_dated (folder, "history.db.damaged-", "");
  log_aside = g_strconcat (result->set_aside, "-wal", NULL);
  /* A file that is gone leaves nothing to set aside. */
  if (!g_file_test (database, G_FILE_TEST_EXISTS))
    g_clear_pointer (&result->set_aside, g_free);
  else if (!alcove_disk_copy (database, result->set_aside, error)
           || (g_file_test (log, G_FILE_TEST_EXISTS) && !alcove_disk_copy (log, log_aside, error)))
    return FALSE;
  return alcove_disk_sync_folder_of (database, error);
}

static void
drop_aside (AlcoveRecovery *result)
{
  if (result->set_aside != NULL)
    alcove_disk_remove_database (result->set_aside);
}

/* ---- what can be read ---- */

typedef struct
{
  const char *table;
  const char *key;
  AlcoveWreckIndex index;
} Rows;

static const Rows rows[] = {
  { "meta", "key", { NULL } },
  { "setting", "key", { NULL } },
  { "folder", "rowid", { NULL } },
  { "chat",
    "n",
    { "chat_list", "deleted_at, archived_at, is_pinned, updated_at, n",
      "deleted_at DESC, archived_at DESC, is_pinned DESC, updated_at DESC, n DESC" } },
  { "message", "n", { "message_chat", "chat, n", "chat DESC, n DESC" } },
  { "part", "n", { "part_message", "message, ordinal", "message DESC, ordinal DESC" } },
  { "artifact", "rowid", { NULL } },
};

static gboolean
salvage (AlcoveWreck *wreck, AlcoveDb *db, AlcoveRecovery *result, GError **error)
{
  gint64 *lost[G_N_ELEMENTS (rows)]
      = { [3] = &result->chats_lost, [4] = &result->messages_lost, [5] = &result->parts_lost };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      AlcoveWreckCount count = { 0 };

      if (!alcove_wreck_salvage (wreck, db, rows[i].table, rows[i].key,
                                 rows[i].index.name ? &rows[i].index : NULL, &count, error))
        return FALSE;
      if (lost[i] != NULL)
        *lost[i] = count.n_lost;
    }
  return TRUE;
}

/* ---- making it hang together ---- */

typedef struct
{
  gint64 chat;
  gint64 leaf;
  gint64 next_sequence;
} Path;

static GArray *
list_paths (AlcoveDb *db, GError **error)
{
  g_autoptr (GArray) paths = g_array_new (FALSE, FALSE, sizeof (Path));
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "recover-broken-paths", "");
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    {
      Path path = { alcove_statement_get_int (stmt, 0), alcove_statement_get_int (stmt, 1),
                    alcove_statement_get_int (stmt, 2) };

      g_array_append_val (paths, path);
    }
  if (local == NULL)
    return g_steal_pointer (&paths);
  g_propagate_error (error, local);
  return NULL;
}

static gboolean
mend_paths (AlcoveDb *db, GError **error)
{
  g_autoptr (GArray) paths = list_paths (db, error);
  gint64 depth;

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      const Path *path = &g_array_index (paths, Path, i);

      if (!alcove_db_get_int (db, &depth, error, "message-depth", "i", path->leaf)
          || !alcove_chat_table_show_path (db, path->chat, path->leaf, depth, path->next_sequence,
                                           0, error))
        return FALSE;
    }
  return paths != NULL;
}

static gboolean
mend (AlcoveDb *db, AlcoveAccount *account, AlcoveRecovery *result, GError **error)
{
  static const char *const steps[] = { "recover-chats", "recover-parents", "recover-parts",
                                       "recover-artifacts", "recover-folders" };
  gint64 before;

  if (!alcove_db_get_int (db, &before, error, "chat-count", ""))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!alcove_db_run (db, error, steps[i], ""))
      return FALSE;
  if (!mend_paths (db, error) || !alcove_db_run (db, error, "search-rebuild", "")
      || !alcove_db_run (db, error, "meta-set", "ss", "account_id", alcove_account_get_id (account))
      || !alcove_db_get_int (db, &result->chats_saved, error, "chat-count", "")
      || !alcove_db_get_int (db, &result->messages_saved, error, "message-count", ""))
    return FALSE;
  result->chats_lost = MAX (0, result->chats_lost - (result->chats_saved - before));
  return TRUE;
}

static gboolean
fill (AlcoveDb *db, AlcoveWreck *wreck, AlcoveAccount *account, AlcoveRecovery *result,
      GError **error)
{
  if (!alcove_migrations_create_at (db, (int) alcove_wreck_get_version (wreck), error)
      || !alcove_db_begin (db, error))
    return FALSE;
  if (alcove_db_exec (db, "PRAGMA defer_foreign_keys = ON", error)
      && salvage (wreck, db, result, error) && mend (db, account, result, error))
    return alcove_db_commit (db, error) && alcove_db_truncate_wal (db, error);
  alcove_db_rollback (db);
  return FALSE;
}

static gboolean
make_draft (AlcoveAccount *account, const char *database, const char *draft, AlcoveRecovery *result,
            GError **error)
{
  g_autoptr (AlcoveWreck) wreck = alcove_wreck_open (account, database, error);
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveDb) db = NULL;

  if (wreck == NULL)
    return FALSE;
  key = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  db = alcove_db_open (draft, key, ALCOVE_DB_CREATE, error);
  return db != NULL && fill (db, wreck, account, result, error);
}

/* ---- what is left where nothing can be read ---- */

static gboolean
take_backup (AlcoveAccount *account, const char *draft, AlcoveRecovery *result)
{
  g_autoptr (GPtrArray) backups = alcove_copies_list_backups (account);

  for (guint i = 0; i < backups->len; i++)
    {
      const char *path = g_ptr_array_index (backups, i);
      g_autoptr (AlcoveDb) db = alcove_copies_check (account, path, NULL)
                                    ? alcove_copies_open (account, path, NULL)
                                    : NULL;

      if (db == NULL || !alcove_copies_make (account, db, draft, NULL)
          || !alcove_db_get_int (db, &result->chats_saved, NULL, "chat-count", "")
          || !alcove_db_get_int (db, &result->messages_saved, NULL, "message-count", ""))
        continue;
      result->backup = g_strdup (path);
      return TRUE;
    }
  return FALSE;
}

/* Only where the first pages are gone: what the disk said about the new file is told as it is. */
static gboolean
is_unreadable (const GError *error)
{
  return g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY)
         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT)
         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE)
         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
}

static gboolean
make_new (AlcoveAccount *account, const char *database, const char *draft, AlcoveRecovery *result,
          GError **error)
{
  g_autoptr (GError) local = NULL;

  if (make_draft (account, database, draft, result, &local)
      && alcove_copies_check (account, draft, &local) && alcove_disk_sync_file (draft, &local))
    return TRUE;
  alcove_disk_remove_database (draft);
  if (is_unreadable (local) && take_backup (account, draft, result))
    return TRUE;
  if (is_unreadable (local))
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                 "nothing of the history can be read (%s), and there is no backup", local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- putting it in place ---- */

/* Where a file stands that is to take the database's place. */
char *
alcove_recovery_dup_ready_path (const char *database)
{
  return g_strconcat (database, READY_SUFFIX, NULL);
}

gboolean
alcove_recovery_is_ready (const char *database)
{
  g_autofree char *ready = alcove_recovery_dup_ready_path (database);

  return g_file_test (ready, G_FILE_TEST_EXISTS);
}

/* The log of the old file goes first: the engine would play it into the new one. */
gboolean
alcove_recovery_finish (const char *database, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };
  g_autofree char *ready = g_strconcat (database, READY_SUFFIX, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (database, suffixes[i], NULL);

      if (g_unlink (path) != 0 && errno != ENOENT)
        return alcove_disk_fail ("put the recovered history in place", errno, error);
    }
  return alcove_disk_sync_folder_of (database, error)
         && alcove_disk_rename (ready, database, error);
}

/**
 * alcove_recovery_run: (skip)
 * @account: an account whose history is damaged
 * @error: return location for an error
 *
 * Sets the damaged file aside, takes over what can be read of it, and puts that in its place. Where not even its
 * first pages can be read, the newest good backup takes its place.
 *
 * Returns: (transfer full) (nullable): what was saved and lost; %ALCOVE_ERROR_CORRUPT where nothing can be read
 *   and there is no backup. On an error the damaged file stands as it was
 */
AlcoveRecovery *
alcove_recovery_run (AlcoveAccount *account, GError **error)
{
  g_autoptr (AlcoveRecovery) result = g_new0 (AlcoveRecovery, 1);
  g_autofree char *database = alcove_account_dup_database_path (account);
  g_autofree char *draft = g_strconcat (database, DRAFT_SUFFIX, NULL);
  g_autofree char *ready = g_strconcat (database, READY_SUFFIX, NULL);

  alcove_disk_remove_database (draft);
  if (!set_aside (database, result, error) || !make_new (account, database, draft, result, error))
    {
      drop_aside (result);
      return NULL;
    }
  if (!alcove_disk_rename (draft, ready, error) || !alcove_recovery_finish (database, error))
    return NULL;
  return g_steal_pointer (&result);
}
