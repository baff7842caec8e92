/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats with all that belongs to them, read by pages. Thread of the connection. */

#include "alcove-bundle-read.h"

#include "alcove-chat-table.h"
#include "alcove-message-table.h"

#define MESSAGES_PER_PAGE 128

/* Whether a statement has come to its end without an error. */
static gboolean
at_end (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static AlcoveFolderRecord *
read_folder (AlcoveStatement *row)
{
  AlcoveFolderRecord *folder = alcove_folder_record_new ();

  folder->id = alcove_statement_dup_id (row, 0);
  folder->name = alcove_statement_dup_string (row, 1);
  folder->position = alcove_statement_get_int (row, 2);
  folder->created_at = alcove_statement_get_int (row, 3);
  return folder;
}

static gboolean
read_folder_of (AlcoveDb *db, AlcoveChatBundle *bundle, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = NULL;
  GError *local = NULL;

  if (bundle->chat->folder_id == NULL)
    return TRUE;
  stmt = alcove_db_query (db, error, "folder-get", "k", bundle->chat->folder_id);
  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    bundle->folder = read_folder (stmt);
  return at_end (local, error);
}

static AlcoveArtifact *
read_artifact (AlcoveStatement *row, const char *chat_id)
{
  g_autofree char *message_id = alcove_statement_dup_id (row, 1);
  g_autofree char *kind = alcove_statement_dup_string (row, 2);
  AlcoveArtifact *artifact = alcove_artifact_new (message_id, kind);

  artifact->id = alcove_statement_dup_id (row, 0);
  artifact->chat_id = g_strdup (chat_id);
  artifact->chart_type = alcove_statement_dup_string (row, 3);
  artifact->title = alcove_statement_dup_string (row, 4);
  artifact->version = alcove_statement_get_int (row, 5);
  artifact->spec = alcove_statement_dup_string (row, 6);
  artifact->data_snapshot = alcove_statement_dup_string (row, 7);
  artifact->created_at = alcove_statement_get_int (row, 8);
  return artifact;
}

static gboolean
read_artifacts (AlcoveDb *db, AlcoveChatBundle *bundle, GError **error)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (db, error, "artifact-list-whole", "k", bundle->chat->id);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (bundle->artifacts, read_artifact (stmt, bundle->chat->id));
  return at_end (local, error);
}

/**
 * alcove_bundle_read: (skip)
 * @db: a connection
 * @chat_id: a chat
 * @after: the sequence of the last message of the page before; 0 for the first page
 * @max_bytes: a page ends when its parts have more than that; 0 for all in one
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the chat with a page of its messages; %ALCOVE_ERROR_NOT_FOUND
 */
AlcoveChatBundle *
alcove_bundle_read (AlcoveDb *db, const char *chat_id, gint64 after, gsize max_bytes,
                    GError **error)
{
  AlcoveChatRecord *chat = alcove_chat_table_get (db, chat_id, error);
  g_autoptr (AlcoveChatBundle) bundle = chat ? alcove_chat_bundle_new (chat) : NULL;

  if (bundle == NULL)
    return NULL;
  g_ptr_array_unref (bundle->messages);
  bundle->messages = max_bytes > 0
                         ? alcove_message_table_list_after (db, chat->n, after, MESSAGES_PER_PAGE,
                                                            max_bytes, &bundle->has_more, error)
                         : alcove_message_table_list_all (db, chat_id, error);
  if (bundle->messages == NULL)
    {
      bundle->messages = g_ptr_array_new ();
      return NULL;
    }
  if (!read_folder_of (db, bundle, error)
      || (!bundle->has_more && !read_artifacts (db, bundle, error)))
    return NULL;
  return g_steal_pointer (&bundle);
}
