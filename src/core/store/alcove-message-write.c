/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The table message, written: the tree of a chat, and with it the shown path and the search index.
 * What always holds: a message is in the index exactly while its status is not open; the sequence of a chat
 * only counts up; the parent of a message is in its chat. Functions that write run within a transaction of
 * their caller, who rolls back when one fails. Thread of the connection. */

#include "alcove-chat-table.h"
#include "alcove-id.h"
#include "alcove-message-table.h"
#include "alcove-numbers.h"
#include "alcove-part-table.h"
#include "alcove-uuid.h"

typedef struct
{
  gint64 n;
  gint64 chat;
  gint64 parent; /* 0 for none */
  gint64 sequence;
  AlcoveStatus status;
  gint64 created_at;
} MessageState;

static gboolean
find_message (AlcoveDb *db, const char *id, MessageState *state, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "message-state", "k", id);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    {
      state->n = alcove_statement_get_int (stmt, 0);
      state->chat = alcove_statement_get_int (stmt, 1);
      state->parent = alcove_statement_get_int (stmt, 2);
      state->sequence = alcove_statement_get_int (stmt, 3);
      state->status = (AlcoveStatus) alcove_statement_get_int (stmt, 4);
      state->created_at = alcove_statement_get_int (stmt, 5);
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
  return FALSE;
}

static gboolean
set_invalid (const char *what, GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, what);
  return FALSE;
}

/* Fills what the record lacks, and finds its parent. */
static gboolean
complete_record (AlcoveDb *db, AlcoveMessageRecord *message, gint64 chat, gint64 *parent,
                 GError **error)
{
  guint8 bytes[ALCOVE_UUID_SIZE];
  MessageState state = { 0 };

  if (message->id != NULL && !alcove_uuid_parse (message->id, bytes))
    return set_invalid ("a message's id is no UUID", error);
  if (message->parent_id != NULL && !find_message (db, message->parent_id, &state, error))
    return FALSE;
  if (message->parent_id != NULL && state.chat != chat)
    return set_invalid ("the parent is in another chat", error);
  *parent = state.n;
  if (message->id == NULL)
    message->id = alcove_id_new ();
  if (message->created_at == 0)
    message->created_at = alcove_numbers_now ();
  return alcove_numbers_next (db, message->created_at, &message->n, error);
}

static gboolean
insert (AlcoveDb *db, const AlcoveMessageRecord *m, gint64 chat, gint64 parent, GError **error)
{
  if (!alcove_db_run (db, error, "message-insert", "ikiziiississsuuuuduus", m->n, m->id, chat,
                      parent, m->sequence, (gint64) m->role, (gint64) m->status, m->model,
                      m->reasoning_effort, m->created_at, m->finish_reason, m->error_code,
                      m->error_message, m->tokens_in, m->tokens_out, m->tokens_reasoning,
                      m->tokens_cached, m->cost, m->ttft_us, m->duration_us, m->extra)
      || !alcove_part_table_replace (db, m->n, m->created_at, m->parts, error))
    return FALSE;
  return alcove_status_is_open (m->status)
         || alcove_db_run (db, error, "search-add-message", "i", m->n);
}

/* The path that ends at leaf is shown from now on. */
static gboolean
show_path (AlcoveDb *db, gint64 chat, gint64 leaf, gint64 next_sequence, gint64 updated_at,
           GError **error)
{
  gint64 depth;

  return alcove_db_get_int (db, &depth, error, "message-depth", "i", leaf)
         && alcove_chat_table_show_path (db, chat, leaf, depth, next_sequence, updated_at, error);
}

/**
 * alcove_message_table_add: (skip)
 * @db: a connection in a transaction
 * @message: a message with its chat and parent; gets what it lacks: n, id, sequence, time
 * @error: return location for an error
 *
 * Adds a message and shows it. The ordinary case, a message behind the last one, does not read the path.
 *
 * Returns: whether it is in; %ALCOVE_ERROR_NOT_FOUND without its chat or parent
 */
gboolean
alcove_message_table_add (AlcoveDb *db, AlcoveMessageRecord *message, GError **error)
{
  AlcoveChatState chat;
  gint64 parent;

  if (message->chat_id == NULL)
    return set_invalid ("a message without a chat", error);
  if (!alcove_chat_table_find (db, message->chat_id, &chat, error)
      || !complete_record (db, message, chat.n, &parent, error))
    return FALSE;
  message->sequence = chat.next_sequence;
  if (!insert (db, message, chat.n, parent, error))
    return FALSE;
  if (parent == chat.active_leaf)
    return alcove_chat_table_show_path (db, chat.n, message->n, chat.message_count + 1,
                                        chat.next_sequence + 1, message->created_at, error);
  return show_path (db, chat.n, message->n, chat.next_sequence + 1, message->created_at, error);
}

static gboolean
import_one (AlcoveDb *db, gint64 chat, AlcoveMessageRecord *message, gint64 *next_sequence,
            GError **error)
{
  gint64 parent;

  if (!complete_record (db, message, chat, &parent, error))
    return FALSE;
  if (message->sequence <= 0)
    message->sequence = *next_sequence;
  *next_sequence = MAX (*next_sequence, message->sequence + 1);
  return insert (db, message, chat, parent, error);
}

/**
 * alcove_message_table_import: (skip)
 * @db: a connection in a transaction
 * @chat_id: a chat without messages
 * @messages: (element-type AlcoveMessageRecord): all of them, parents before their children; completed
 * @active_leaf: (nullable): where the shown path ends; %NULL for the last one
 * @updated_at: the chat's own time, which the import does not move
 * @error: return location for an error
 *
 * Returns: whether all are in
 */
gboolean
alcove_message_table_import (AlcoveDb *db, const char *chat_id, GPtrArray *messages,
                             const char *active_leaf, gint64 updated_at, GError **error)
{
  gint64 next_sequence = 1;
  MessageState leaf = { 0 };
  AlcoveChatState chat;

  if (!alcove_chat_table_find (db, chat_id, &chat, error))
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (!import_one (db, chat.n, message, &next_sequence, error))
        return FALSE;
      leaf.n = message->n;
      leaf.chat = chat.n;
    }
  if (active_leaf != NULL && !find_message (db, active_leaf, &leaf, error))
    return FALSE;
  if (active_leaf != NULL && leaf.chat != chat.n)
    return set_invalid ("the active leaf is in another chat", error);
  return show_path (db, chat.n, leaf.n, next_sequence, updated_at, error);
}

/* Writes over the row and its parts; they are in the index before or after only while closed. */
static gboolean
overwrite (AlcoveDb *db, const MessageState *old, const AlcoveMessageRecord *m, GError **error)
{
  if (!alcove_status_is_open (old->status)
      && !alcove_db_run (db, error, "search-drop-message", "i", old->n))
    return FALSE;
  if (!alcove_db_run (db, error, "message-update", "iisssssuuuuduus", old->n, (gint64) m->status,
                      m->model, m->reasoning_effort, m->finish_reason, m->error_code,
                      m->error_message, m->tokens_in, m->tokens_out, m->tokens_reasoning,
                      m->tokens_cached, m->cost, m->ttft_us, m->duration_us, m->extra)
      || !alcove_part_table_replace (db, old->n, old->created_at, m->parts, error))
    return FALSE;
  return alcove_status_is_open (m->status)
         || alcove_db_run (db, error, "search-add-message", "i", old->n);
}

static gboolean
get_active_leaf (AlcoveDb *db, gint64 chat, gint64 *leaf, GError **error)
{
  return alcove_db_get_int (db, leaf, error, "chat-leaf", "i", chat);
}

/**
 * alcove_message_table_update: (skip)
 * @db: a connection in a transaction
 * @message: a message by its id, as it is now; gets what it was created with
 * @error: return location for an error
 *
 * Its place in the tree, its role and its time stay.
 *
 * Returns: whether it is written; %ALCOVE_ERROR_NOT_FOUND where it is not there any more
 */
gboolean
alcove_message_table_update (AlcoveDb *db, AlcoveMessageRecord *message, GError **error)
{
  MessageState old;
  gint64 leaf;

  if (message->id == NULL)
    return set_invalid ("a message without an id", error);
  if (!find_message (db, message->id, &old, error) || !overwrite (db, &old, message, error)
      || !get_active_leaf (db, old.chat, &leaf, error))
    return FALSE;
  message->n = old.n;
  message->sequence = old.sequence;
  message->created_at = old.created_at;
  return leaf != old.n || alcove_chat_table_refresh_preview (db, old.chat, leaf, error);
}

/* Another branch: the path through this message, down to its newest leaf. */
gboolean
alcove_message_table_show (AlcoveDb *db, const char *message_id, GError **error)
{
  MessageState message;
  gint64 leaf;

  return find_message (db, message_id, &message, error)
         && alcove_db_get_int (db, &leaf, error, "message-leaf", "ii", message.n, message.chat)
         && show_path (db, message.chat, leaf, 0, 0, error);
}

/* The variant before or after a message, down to its newest leaf. */
gboolean
alcove_message_table_show_neighbour (AlcoveDb *db, const char *message_id, gint64 direction,
                                     GError **error)
{
  MessageState message;
  gint64 neighbour, leaf;

  if (!find_message (db, message_id, &message, error)
      || !alcove_db_get_int (db, &neighbour, error, "message-neighbour", "izii", message.chat,
                             message.parent, message.sequence, direction))
    return FALSE;
  if (neighbour == 0)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such variant");
      return FALSE;
    }
  return alcove_db_get_int (db, &leaf, error, "message-leaf", "ii", neighbour, message.chat)
         && show_path (db, message.chat, leaf, 0, 0, error);
}

/* What is shown when the branch of message goes: the nearest sibling's leaf, else the parent. */
static gboolean
find_fallback (AlcoveDb *db, const MessageState *message, gint64 *leaf, GError **error)
{
  gint64 sibling;

  if (!alcove_db_get_int (db, &sibling, error, "message-sibling", "izii", message->chat,
                          message->parent, message->n, message->sequence))
    return FALSE;
  *leaf = message->parent;
  return sibling == 0
         || alcove_db_get_int (db, leaf, error, "message-leaf", "ii", sibling, message->chat);
}

/**
 * alcove_message_table_delete: (skip)
 * @db: a connection in a transaction
 * @message_id: a message
 * @error: return location for an error
 *
 * Deletes it with all that stands below it.
 *
 * Returns: whether it is gone; %ALCOVE_ERROR_NOT_FOUND where it was not there
 */
gboolean
alcove_message_table_delete (AlcoveDb *db, const char *message_id, GError **error)
{
  MessageState message;
  gint64 leaf, is_shown, fallback;

  if (!find_message (db, message_id, &message, error)
      || !get_active_leaf (db, message.chat, &leaf, error)
      || !alcove_db_get_int (db, &is_shown, error, "message-in-branch", "ii", leaf, message.n)
      || !find_fallback (db, &message, &fallback, error)
      || !alcove_db_run (db, error, "search-drop-branch", "ii", message.n, message.chat)
      || !alcove_db_run (db, error, "message-delete-branch", "ii", message.n, message.chat))
    return FALSE;
  return !is_shown || show_path (db, message.chat, fallback, 0, 0, error);
}

static gboolean
check_chat (AlcoveDb *db, gint64 chat, const char *const *ids, GError **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MessageState message;

      if (!find_message (db, ids[i], &message, error))
        return FALSE;
      if (message.chat != chat)
        return set_invalid ("a message is in another chat", error);
    }
  return TRUE;
}

/**
 * alcove_message_table_delete_some: (skip)
 * @db: a connection in a transaction
 * @chat_id: a chat
 * @ids: (array zero-terminated=1): messages of it
 * @error: return location for an error
 *
 * Deletes each with all that stands below it; one may stand below another.
 *
 * Returns: whether all are gone; %ALCOVE_ERROR_NOT_FOUND where one was not there
 */
gboolean
alcove_message_table_delete_some (AlcoveDb *db, const char *chat_id, const char *const *ids,
                                  GError **error)
{
  AlcoveChatState chat;

  if (!alcove_chat_table_find (db, chat_id, &chat, error) || !check_chat (db, chat.n, ids, error))
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      if (!alcove_message_table_delete (db, ids[i], &local)
          && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * alcove_message_table_interrupt_open: (skip)
 * @db: a connection in a transaction
 * @error: return location for an error
 *
 * Ends the messages that were being received when Alcove ended: what came of them is kept and found.
 *
 * Returns: whether none is open any more
 */
gboolean
alcove_message_table_interrupt_open (AlcoveDb *db, GError **error)
{
  for (;;)
    {
      gint64 n;

      if (!alcove_db_get_int (db, &n, error, "message-open", ""))
        return FALSE;
      if (n == 0)
        return TRUE;
      if (!alcove_db_run (db, error, "message-interrupt", "i", n)
          || !alcove_db_run (db, error, "search-add-message", "i", n))
        return FALSE;
    }
}
