/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One history taken into another, chat by chat, by their ids: done twice it changes nothing the second time.
 * What stands in both stays as it is in the one that takes. Functions that write run within a transaction of
 * their caller. Thread of the connections. */

#include "alcove-merge.h"

#include "alcove-chat-table.h"
#include "alcove-message-table.h"

G_DEFINE_BOXED_TYPE (AlcoveMerge, alcove_merge, alcove_merge_copy, alcove_merge_free)

AlcoveMerge *
alcove_merge_copy (const AlcoveMerge *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
alcove_merge_free (AlcoveMerge *self)
{
  g_free (self);
}

/* Whether stmt has come to its end without an error. */
static gboolean
at_end (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * alcove_merge_list_chats: (skip)
 * @from: a history
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of all its chats, oldest first
 */
GPtrArray *
alcove_merge_list_chats (AlcoveDb *from, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, "chat-list-ids", "");
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (ids, alcove_statement_dup_id (stmt, 0));
  return at_end (local, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
take_folders (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, "folder-list", "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *id = alcove_statement_dup_id (stmt, 0);
      g_autofree char *name = alcove_statement_dup_string (stmt, 1);

      if (!alcove_db_run (to, error, "folder-add", "ksii", id, name,
                          alcove_statement_get_int (stmt, 2), alcove_statement_get_int (stmt, 3)))
        return FALSE;
    }
  return at_end (local, error);
}

static gboolean
take_settings (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, "setting-list", "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *key = alcove_statement_dup_string (stmt, 0);
      g_autofree char *value = alcove_statement_dup_string (stmt, 1);

      if (!alcove_db_run (to, error, "setting-add", "ss", key, value))
        return FALSE;
    }
  return at_end (local, error);
}

/* Folders and settings that are not there yet; before the chats, which stand in the folders. */
gboolean
alcove_merge_take_head (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  return take_folders (from, to, error) && take_settings (from, to, error);
}

static gboolean
take_artifacts (AlcoveDb *from, AlcoveDb *to, const char *chat_id, GError **error)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (from, error, "artifact-list-whole", "k", chat_id);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *id = alcove_statement_dup_id (stmt, 0);
      g_autofree char *message = alcove_statement_dup_id (stmt, 1);
      g_autofree char *kind = alcove_statement_dup_string (stmt, 2);
      g_autofree char *chart_type = alcove_statement_dup_string (stmt, 3);
      g_autofree char *title = alcove_statement_dup_string (stmt, 4);
      g_autofree char *spec = alcove_statement_dup_string (stmt, 6);
      g_autofree char *data = alcove_statement_dup_string (stmt, 7);

      if (!alcove_db_run (to, error, "artifact-add", "kksssissi", id, message, kind, chart_type,
                          title, alcove_statement_get_int (stmt, 5), spec, data,
                          alcove_statement_get_int (stmt, 8)))
        return FALSE;
    }
  return at_end (local, error);
}

/* What was being received when the copy was made has ended since. */
static void
end_open (GPtrArray *messages)
{
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (alcove_status_is_open (message->status))
        message->status = ALCOVE_STATUS_INTERRUPTED;
    }
}

static gboolean
take_new (AlcoveDb *from, AlcoveDb *to, const char *id, GPtrArray *messages, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_table_get (from, id, error);
  g_autofree char *leaf = NULL;
  gint64 updated_at;

  if (chat == NULL)
    return FALSE;
  leaf = g_strdup (chat->active_leaf);
  updated_at = chat->updated_at;
  return alcove_chat_table_insert (to, chat, error)
         && (messages->len == 0
             || alcove_message_table_import (to, id, messages, leaf, updated_at, error));
}

/* (element-type utf8): the ids of a chat's messages. */
static GHashTable *
list_there (AlcoveDb *to, const char *chat_id, GError **error)
{
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) messages = alcove_message_table_list_all (to, chat_id, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      g_hash_table_add (there, g_strdup (message->id));
    }
  if (messages == NULL)
    g_clear_pointer (&there, g_hash_table_unref);
  return there;
}

/* What a chat lacks; it goes on showing what it shows. */
static gboolean
take_missing (AlcoveDb *to, const char *chat_id, GPtrArray *messages, GHashTable *there,
              GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_table_get (to, chat_id, error);
  guint n = 0;

  if (chat == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (g_hash_table_contains (there, message->id))
        continue;
      if (!alcove_message_table_add (to, message, error))
        return FALSE;
      n++;
    }
  return n == 0 || chat->active_leaf == NULL
         || alcove_message_table_show (to, chat->active_leaf, error);
}

static void
count (AlcoveMerge *merge, GPtrArray *messages, GHashTable *there)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (there != NULL && g_hash_table_contains (there, message->id))
        merge->duplicates++;
      else
        merge->messages++;
    }
  merge->chats += there == NULL;
}

/**
 * alcove_merge_take_chat: (skip)
 * @from: the history that gives
 * @to: the one that takes, in a transaction unless @is_dry
 * @id: a chat of @from
 * @is_dry: whether it is only counted
 * @merge: what came of it is added
 * @error: return location for an error
 *
 * Returns: whether all of it is there now
 */
gboolean
alcove_merge_take_chat (AlcoveDb *from, AlcoveDb *to, const char *id, gboolean is_dry,
                        AlcoveMerge *merge, GError **error)
{
  g_autoptr (GPtrArray) messages = alcove_message_table_list_all (from, id, error);
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (GError) local = NULL;
  AlcoveChatState state;

  if (messages == NULL)
    return FALSE;
  end_open (messages);
  if (alcove_chat_table_find (to, id, &state, &local))
    there = list_there (to, id, &local);
  if (local != NULL && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  count (merge, messages, there);
  if (is_dry)
    return TRUE;
  return (there ? take_missing (to, id, messages, there, error)
                : take_new (from, to, id, messages, error))
         && take_artifacts (from, to, id, error);
}
