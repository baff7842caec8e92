/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for folders: one level, each chat in one of them or in none. Asked from the store's owner;
 * run_… are on the store's thread, and write_… there within a transaction. */

#include "alcove-chat-table.h"
#include "alcove-id.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"

static gboolean
find_folder (AlcoveDb *db, const char *id, GError **error)
{
  gint64 n;

  if (!alcove_db_get_int (db, &n, error, "folder-count", "k", id))
    return FALSE;
  if (n == 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such folder");
  return n > 0;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (name != NULL && *name != '\0')
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "a folder has a name");
  return FALSE;
}

static gboolean
run_list (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (alcove_history_get_db (history), error, "folder-list-counted", "");
  g_autoptr (GPtrArray) folders
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_folder_record_unref);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      AlcoveFolderRecord *folder = alcove_folder_record_new ();

      folder->id = alcove_statement_dup_id (stmt, 0);
      folder->name = alcove_statement_dup_string (stmt, 1);
      folder->created_at = alcove_statement_get_int (stmt, 2);
      folder->n_chats = alcove_statement_get_int (stmt, 3);
      folder->position = alcove_statement_get_int (stmt, 4);
      g_ptr_array_add (folders, folder);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  alcove_job_take_array (job, g_steal_pointer (&folders));
  return TRUE;
}

/**
 * alcove_store_list_folders:
 * @self: a store
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveFolderRecord, oldest first
 */
DexFuture *
alcove_store_list_folders (AlcoveStore *self)
{
  return alcove_store_push_reading (self, alcove_job_new (run_list));
}

static gboolean
write_create (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return check_name (job->text, error)
         && alcove_db_run (db, error, "folder-add", "ksii", job->id, job->text, (gint64) 0,
                           alcove_numbers_now ());
}

static gboolean
run_create (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (!alcove_history_write (history, write_create, job, error))
    return FALSE;
  alcove_job_take_string (job, g_strdup (job->id));
  return TRUE;
}

/**
 * alcove_store_create_folder:
 * @self: a store
 * @name: its name, not empty; two may have the same
 *
 * Returns: (transfer full): a future of its id, a string
 */
DexFuture *
alcove_store_create_folder (AlcoveStore *self, const char *name)
{
  AlcoveJob *job = alcove_job_new (run_create);

  job->id = alcove_id_new ();
  job->text = g_strdup (name);
  return alcove_store_push (self, job);
}

static gboolean
write_rename (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return check_name (job->text, error) && find_folder (db, job->id, error)
         && alcove_db_run (db, error, "folder-rename", "ks", job->id, job->text);
}

static gboolean
run_rename (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_rename, job, error);
}

/**
 * alcove_store_rename_folder:
 * @self: a store
 * @folder_id: a folder
 * @name: its name, not empty
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_rename_folder (AlcoveStore *self, const char *folder_id, const char *name)
{
  AlcoveJob *job = alcove_job_new (run_rename);

  job->id = g_strdup (folder_id);
  job->text = g_strdup (name);
  return alcove_store_push (self, job);
}

static gboolean
write_delete (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return find_folder (db, job->id, error)
         && alcove_db_run (db, error, "folder-delete", "k", job->id);
}

static gboolean
run_delete (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_delete, job, error);
}

/**
 * alcove_store_delete_folder:
 * @self: a store
 * @folder_id: a folder
 *
 * Its chats stay, in no folder.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_delete_folder (AlcoveStore *self, const char *folder_id)
{
  AlcoveJob *job = alcove_job_new (run_delete);

  job->id = g_strdup (folder_id);
  return alcove_store_push (self, job);
}

static gboolean
run_list_chats (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *chats = alcove_chat_table_list_folder (alcove_history_get_db (history), job->id,
                                                    job->chat, job->limit, error);

  if (chats == NULL)
    return FALSE;
  alcove_job_take_array (job, chats);
  return TRUE;
}

/**
 * alcove_store_list_folder_chats:
 * @self: a store
 * @folder_id: a folder
 * @after: (nullable): the last one of the page before
 * @limit: how many at most
 *
 * One page of its chats that are neither archived nor in the trash, as [method@Store.list_chats] orders them.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveChatRecord
 */
DexFuture *
alcove_store_list_folder_chats (AlcoveStore *self, const char *folder_id, AlcoveChatRecord *after,
                                guint limit)
{
  AlcoveJob *job = alcove_job_new (run_list_chats);

  job->id = g_strdup (folder_id);
  job->chat = after ? alcove_chat_record_copy (after) : NULL;
  job->limit = limit;
  return alcove_store_push (self, job);
}
