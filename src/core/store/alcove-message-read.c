/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The table message, read: pages and keys of a path, and the messages themselves with their parts.
 * A path goes from a message up to the first of its chat. Thread of the connection. */

#include "alcove-chat-table.h"
#include "alcove-message-table.h"
#include "alcove-part-table.h"

static AlcoveMessageRecord *
read_row (AlcoveStatement *row)
{
  AlcoveMessageRecord *message
      = alcove_message_record_new ((AlcoveRole) alcove_statement_get_int (row, 5),
                                   (AlcoveStatus) alcove_statement_get_int (row, 6));

  message->n = alcove_statement_get_int (row, 0);
  message->id = alcove_statement_dup_id (row, 1);
  message->chat_id = alcove_statement_dup_id (row, 2);
  message->parent_id = alcove_statement_dup_id (row, 3);
  message->sequence = alcove_statement_get_int (row, 4);
  message->model = alcove_statement_dup_string (row, 7);
  message->reasoning_effort = alcove_statement_dup_string (row, 8);
  message->created_at = alcove_statement_get_int (row, 9);
  message->finish_reason = alcove_statement_dup_string (row, 10);
  message->error_code = alcove_statement_dup_string (row, 11);
  message->error_message = alcove_statement_dup_string (row, 12);
  message->tokens_in = alcove_statement_get_unknown (row, 13);
  message->tokens_out = alcove_statement_get_unknown (row, 14);
  message->tokens_reasoning = alcove_statement_get_unknown (row, 15);
  message->tokens_cached = alcove_statement_get_unknown (row, 16);
  message->cost = alcove_statement_get_double (row, 17);
  message->ttft_us = alcove_statement_get_unknown (row, 18);
  message->duration_us = alcove_statement_get_unknown (row, 19);
  message->extra = alcove_statement_dup_string (row, 20);
  return message;
}

/* The rows of stmt, which is reset, without their parts. */
static gboolean
read_heads (AlcoveStatement *stmt, GPtrArray *messages, GError **error)
{
  GError *local = NULL;

  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (messages, read_row (stmt));
  alcove_statement_reset (stmt);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
read_parts (AlcoveDb *db, AlcoveMessageRecord *message, GError **error)
{
  GPtrArray *parts = alcove_part_table_list (db, message->n, error);

  if (parts == NULL)
    return FALSE;
  g_ptr_array_unref (message->parts);
  message->parts = parts;
  return TRUE;
}

/* Takes the rows of stmt, then their parts. */
static gboolean
read_rows (AlcoveDb *db, AlcoveStatement *stmt, GPtrArray *messages, GError **error)
{
  const guint first = messages->len;

  if (!read_heads (stmt, messages, error))
    return FALSE;
  for (guint i = first; i < messages->len; i++)
    if (!read_parts (db, g_ptr_array_index (messages, i), error))
      return FALSE;
  return TRUE;
}

static GPtrArray *
read_messages (AlcoveDb *db, AlcoveStatement *stmt, GError **error)
{
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  if (stmt == NULL || !read_rows (db, stmt, messages, error))
    return NULL;
  return g_steal_pointer (&messages);
}

/* Where a page ends: the leaf, or the parent of the message that it stands before. */
static gboolean
find_page_end (AlcoveDb *db, const AlcoveChatState *chat, const char *before_id, gint64 *n,
               GError **error)
{
  g_autoptr (AlcoveStatement) stmt = NULL;
  GError *local = NULL;

  *n = chat->active_leaf;
  if (before_id == NULL)
    return TRUE;
  stmt = alcove_db_query (db, error, "message-state", "k", before_id);
  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local) && alcove_statement_get_int (stmt, 1) == chat->n)
    {
      *n = alcove_statement_get_int (stmt, 2);
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
  return FALSE;
}

/**
 * alcove_message_table_list: (skip)
 * @db: a connection
 * @chat_id: a chat
 * @before_id: (nullable): a message of it; %NULL for the end of the shown path
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveMessageRecord): the newest before it, oldest first
 */
GPtrArray *
alcove_message_table_list (AlcoveDb *db, const char *chat_id, const char *before_id, guint limit,
                           GError **error)
{
  AlcoveChatState chat;
  gint64 last;

  if (!alcove_chat_table_find (db, chat_id, &chat, error)
      || !find_page_end (db, &chat, before_id, &last, error))
    return NULL;
  if (limit == 0)
    last = 0;
  return read_messages (db, alcove_db_query (db, error, "message-list", "ii", last, (gint64) limit),
                        error);
}

GPtrArray *
alcove_message_table_list_all (AlcoveDb *db, const char *chat_id, GError **error)
{
  AlcoveChatState chat;

  if (!alcove_chat_table_find (db, chat_id, &chat, error))
    return NULL;
  return read_messages (db, alcove_db_query (db, error, "message-list-all", "i", chat.n), error);
}

static gsize
count_bytes (GPtrArray *parts)
{
  gsize n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);

      n += (part->text ? strlen (part->text) : 0)
           + (part->data ? g_bytes_get_size (part->data) : 0);
    }
  return n;
}

/**
 * alcove_message_table_list_after: (skip)
 * @db: a connection
 * @chat: n of a chat
 * @after: a sequence
 * @limit: how many at most
 * @max_bytes: no more are read once their parts have so many bytes
 * @has_more: (out): whether some are left
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveMessageRecord): those of all branches behind that sequence
 */
GPtrArray *
alcove_message_table_list_after (AlcoveDb *db, gint64 chat, gint64 after, guint limit,
                                 gsize max_bytes, gboolean *has_more, GError **error)
{
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  AlcoveStatement *stmt
      = alcove_db_query (db, error, "message-list-after", "iii", chat, after, (gint64) limit);
  gsize bytes = 0;
  guint i;

  if (stmt == NULL || !read_heads (stmt, messages, error))
    return NULL;
  *has_more = messages->len == limit;
  for (i = 0; i < messages->len && bytes < max_bytes; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (!read_parts (db, message, error))
        return NULL;
      bytes += count_bytes (message->parts);
    }
  *has_more = *has_more || i < messages->len;
  g_ptr_array_set_size (messages, (int) i);
  return g_steal_pointer (&messages);
}

/* A message of a chat and the one above it. */
typedef struct
{
  AlcoveMessageKey *key;
  gint64 n;
  gint64 parent;
  gint64 sequence;
  AlcoveMessageKey *shown; /* of the message below it that is on the path; in that path */
  gint64 shown_sequence;
} Node;

static void
node_free (Node *node)
{
  g_clear_pointer (&node->key, alcove_message_key_free);
  g_free (node);
}

static Node *
read_node (AlcoveStatement *row)
{
  Node *node = g_new0 (Node, 1);

  node->n = alcove_statement_get_int (row, 0);
  node->parent = alcove_statement_get_int (row, 1);
  node->key = g_new0 (AlcoveMessageKey, 1);
  node->key->id = alcove_statement_dup_id (row, 2);
  node->key->sequence = node->sequence = alcove_statement_get_int (row, 3);
  node->key->role = (AlcoveRole) alcove_statement_get_int (row, 4);
  node->key->status = (AlcoveStatus) alcove_statement_get_int (row, 5);
  node->key->created_at = alcove_statement_get_int (row, 6);
  node->key->text_length = alcove_statement_get_int (row, 7);
  return node;
}

/* A message with those that could be shown in its place. */
static void
count_variants (GHashTable *nodes)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, nodes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Node *node = value;
      const Node *above = g_hash_table_lookup (nodes, &node->parent);

      if (above == NULL || above->shown == NULL || node->n == 0)
        continue;
      above->shown->n_variants++;
      above->shown->variant += node->sequence <= above->shown_sequence ? 1 : 0;
    }
}

/* The keys from the first message down to leaf; the others go with the nodes. The first ones stand below a node
 * without a number. */
static GPtrArray *
take_path (GHashTable *nodes, gint64 leaf)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_key_free);
  Node *node = g_hash_table_lookup (nodes, &leaf);
  Node *root = g_new0 (Node, 1);

  g_hash_table_replace (nodes, &root->n, root);
  while (node != NULL && node->key != NULL)
    {
      Node *above = g_hash_table_lookup (nodes, &node->parent);

      if (above != NULL)
        {
          above->shown = node->key;
          above->shown_sequence = node->sequence;
        }
      g_ptr_array_add (keys, g_steal_pointer (&node->key));
      node = above;
    }
  count_variants (nodes);
  for (guint i = 0; i < keys->len / 2; i++)
    {
      gpointer other = keys->pdata[keys->len - 1 - i];

      keys->pdata[keys->len - 1 - i] = keys->pdata[i];
      keys->pdata[i] = other;
    }
  return keys;
}

/**
 * alcove_message_table_list_keys: (skip)
 * @db: a connection
 * @chat_id: a chat
 * @error: return location for an error
 *
 * Reads all branches in the order of their rows, which is quicker than to follow one path from row to row.
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveMessageKey): its shown path, oldest first
 */
GPtrArray *
alcove_message_table_list_keys (AlcoveDb *db, const char *chat_id, GError **error)
{
  g_autoptr (GHashTable) nodes
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) node_free);
  g_autoptr (AlcoveStatement) stmt = NULL;
  GError *local = NULL;
  AlcoveChatState chat;

  if (!alcove_chat_table_find (db, chat_id, &chat, error))
    return NULL;
  stmt = alcove_db_query (db, error, "message-keys", "i", chat.n);
  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    {
      Node *node = read_node (stmt);

      g_hash_table_insert (nodes, &node->n, node);
    }
  if (local == NULL)
    return take_path (nodes, chat.active_leaf);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * alcove_message_table_get: (skip)
 * @db: a connection
 * @chat_id: a chat
 * @ids: (array zero-terminated=1): messages of it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveMessageRecord): they, in that order;
 *   %ALCOVE_ERROR_NOT_FOUND where one of them is not there
 */
GPtrArray *
alcove_message_table_get (AlcoveDb *db, const char *chat_id, const char *const *ids, GError **error)
{
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  AlcoveChatState chat;

  if (!alcove_chat_table_find (db, chat_id, &chat, error))
    return NULL;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      AlcoveStatement *stmt = alcove_db_query (db, error, "message-get", "ik", chat.n, ids[i]);

      if (stmt == NULL || !read_rows (db, stmt, messages, error))
        return NULL;
      if (messages->len != i + 1)
        {
          g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
          return NULL;
        }
    }
  return g_steal_pointer (&messages);
}

/**
 * alcove_message_table_get_one: (skip)
 * @db: a connection
 * @id: a message, of whatever chat
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): it; %ALCOVE_ERROR_NOT_FOUND where it is not there
 */
AlcoveMessageRecord *
alcove_message_table_get_one (AlcoveDb *db, const char *id, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "message-chat", "k", id);
  const char *ids[] = { id, NULL };
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *chat_id = NULL;
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  if (alcove_statement_next (stmt, &local))
    chat_id = alcove_statement_dup_id (stmt, 0);
  if (local != NULL)
    g_propagate_error (error, local);
  else if (chat_id == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
  else
    messages = alcove_message_table_get (db, chat_id, ids, error);
  return messages ? alcove_message_record_ref (g_ptr_array_index (messages, 0)) : NULL;
}
