/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for artifacts: charts, tables and code that messages made. Asked from the store's owner;
 * run_… are on the store's thread, and write_… there within a transaction. */

#include "alcove-chat-table.h"
#include "alcove-id.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"
#include "alcove-uuid.h"

static AlcoveArtifact *
read_row (AlcoveStatement *row)
{
  g_autofree char *message_id = alcove_statement_dup_id (row, 1);
  g_autofree char *kind = alcove_statement_dup_string (row, 3);
  AlcoveArtifact *artifact = alcove_artifact_new (message_id, kind);

  artifact->id = alcove_statement_dup_id (row, 0);
  artifact->chat_id = alcove_statement_dup_id (row, 2);
  artifact->chart_type = alcove_statement_dup_string (row, 4);
  artifact->title = alcove_statement_dup_string (row, 5);
  artifact->version = alcove_statement_get_int (row, 6);
  artifact->spec = alcove_statement_dup_string (row, 7);
  artifact->data_snapshot = alcove_statement_dup_string (row, 8);
  artifact->created_at = alcove_statement_get_int (row, 9);
  return artifact;
}

/* The artifact of that id, into the job. */
static gboolean
take_artifact (AlcoveDb *db, AlcoveJob *job, const char *id, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "artifact-get", "k", id);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    {
      alcove_job_take_boxed (job, ALCOVE_TYPE_ARTIFACT, read_row (stmt));
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such artifact");
  return FALSE;
}

static gboolean
check (AlcoveDb *db, const AlcoveArtifact *artifact, GError **error)
{
  static const char *const kinds[] = { "chart", "table", "code", NULL };
  guint8 bytes[ALCOVE_UUID_SIZE];
  const char *what = NULL;

  if (artifact->kind == NULL || !g_strv_contains (kinds, artifact->kind))
    what = "an artifact is a chart, a table or code";
  else if (artifact->id != NULL && !alcove_uuid_parse (artifact->id, bytes))
    what = "an artifact's id is no UUID";
  if (what == NULL)
    return alcove_chat_table_check_json (db, artifact->spec, error)
           && alcove_chat_table_check_json (db, artifact->data_snapshot, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, what);
  return FALSE;
}

/* Nothing is inserted where the message is not there; the reading behind it tells. */
static gboolean
write_save (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;
  AlcoveArtifact *a = job->artifact;

  if (!check (db, a, error))
    return FALSE;
  if (a->id == NULL)
    a->id = alcove_id_new ();
  if (a->created_at == 0)
    a->created_at = alcove_numbers_now ();
  return alcove_db_run (db, error, "artifact-put", "kksssissi", a->id, a->message_id, a->kind,
                        a->chart_type, a->title, a->version, a->spec, a->data_snapshot,
                        a->created_at)
         && take_artifact (db, job, a->id, error);
}

static gboolean
run_save (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_save, job, error);
}

/**
 * alcove_store_save_artifact:
 * @self: a store
 * @artifact: an artifact with its message and kind; copied
 *
 * Saves what a message made. A later version is another artifact with a higher version.
 *
 * Returns: (transfer full): a future of the #AlcoveArtifact as stored; it rejects with %ALCOVE_ERROR_NOT_FOUND
 *   where its message is not there, and with %ALCOVE_ERROR_INVALID_INPUT
 */
DexFuture *
alcove_store_save_artifact (AlcoveStore *self, AlcoveArtifact *artifact)
{
  AlcoveJob *job = alcove_job_new (run_save);

  job->artifact = alcove_artifact_copy (artifact);
  return alcove_store_push (self, job);
}

static GPtrArray *
list (AlcoveDb *db, const char *chat_id, GError **error)
{
  g_autoptr (GPtrArray) artifacts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_artifact_unref);
  g_autoptr (AlcoveStatement) stmt = NULL;
  AlcoveChatState chat;
  GError *local = NULL;

  if (!alcove_chat_table_find (db, chat_id, &chat, error))
    return NULL;
  stmt = alcove_db_query (db, error, "artifact-list", "i", chat.n);
  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (artifacts, read_row (stmt));
  if (local == NULL)
    return g_steal_pointer (&artifacts);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * alcove_store_copy_artifacts: (skip)
 * @db: a connection in a transaction
 * @chat_id: a chat
 * @names: (element-type utf8 utf8): the new id of each of its messages
 * @error: return location for an error
 *
 * Returns: whether its artifacts now belong to those messages too
 */
gboolean
alcove_store_copy_artifacts (AlcoveDb *db, const char *chat_id, GHashTable *names, GError **error)
{
  g_autoptr (GPtrArray) artifacts = list (db, chat_id, error);

  for (guint i = 0; artifacts && i < artifacts->len; i++)
    {
      const AlcoveArtifact *artifact = g_ptr_array_index (artifacts, i);
      g_autofree char *id = alcove_id_new ();

      if (!alcove_db_run (db, error, "artifact-copy", "kkk", artifact->id, id,
                          (const char *) g_hash_table_lookup (names, artifact->message_id)))
        return FALSE;
    }
  return artifacts != NULL;
}

static gboolean
run_list (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *artifacts = list (alcove_history_get_db (history), job->id, error);

  if (artifacts == NULL)
    return FALSE;
  alcove_job_take_array (job, artifacts);
  return TRUE;
}

static gboolean
run_get (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return take_artifact (alcove_history_get_db (history), job, job->id, error);
}

static DexFuture *
push_id (AlcoveStore *self, AlcoveJobFunc run, const char *id)
{
  AlcoveJob *job = alcove_job_new (run);

  job->id = g_strdup (id);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_list_artifacts:
 * @self: a store
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveArtifact, oldest first, without their spec and
 *   their data
 */
DexFuture *
alcove_store_list_artifacts (AlcoveStore *self, const char *chat_id)
{
  return push_id (self, run_list, chat_id);
}

/**
 * alcove_store_get_artifact:
 * @self: a store
 * @artifact_id: an artifact
 *
 * Returns: (transfer full): a future of the whole #AlcoveArtifact; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_get_artifact (AlcoveStore *self, const char *artifact_id)
{
  return push_id (self, run_get, artifact_id);
}
