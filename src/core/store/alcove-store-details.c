/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for what a chat has besides title and model, for chats that belong to something outside,
 * and for copies. Asked from the store's owner; run_… are on the store's thread, and write_… there within a
 * transaction. */

#include "alcove-chat-table.h"
#include "alcove-id.h"
#include "alcove-message-table.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"

#define RECENT_MS G_GINT64_CONSTANT (86400000)

static gboolean
take_chat (AlcoveDb *db, AlcoveJob *job, const char *id, GError **error)
{
  AlcoveChatRecord *chat = alcove_chat_table_get (db, id, error);

  if (chat == NULL)
    return FALSE;
  alcove_job_take_chat (job, chat);
  return TRUE;
}

/* ---- details ---- */

static gboolean
write_details (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;
  const AlcoveChatRecord *chat = job->chat;
  AlcoveChatState state;

  return alcove_chat_table_find (db, chat->id, &state, error)
         && alcove_chat_table_check_json (db, chat->params, error)
         && alcove_chat_table_check_json (db, chat->extra, error)
         && alcove_db_run (db, error, "chat-set-details", "iissss", state.n, job->number,
                           chat->system_prompt, chat->params, chat->draft, chat->extra);
}

static gboolean
run_details (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_details, job, error);
}

/**
 * alcove_store_set_chat_details:
 * @self: a store
 * @chat: a chat by its id; copied
 * @which: what of it is written as it stands in @chat, %NULL too
 *
 * Nothing else of it changes.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_INVALID_INPUT where params or extra
 *   are no JSON object
 */
DexFuture *
alcove_store_set_chat_details (AlcoveStore *self, AlcoveChatRecord *chat, AlcoveChatDetails which)
{
  AlcoveJob *job = alcove_job_new (run_details);

  job->chat = alcove_chat_record_copy (chat);
  job->number = which;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_set_chat_draft:
 * @self: a store
 * @chat_id: a chat
 * @draft: (nullable): what is being typed in it
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_set_chat_draft (AlcoveStore *self, const char *chat_id, const char *draft)
{
  AlcoveJob *job = alcove_job_new (run_details);

  job->chat = alcove_chat_record_new ();
  job->chat->id = g_strdup (chat_id);
  job->chat->draft = g_strdup (draft);
  job->number = ALCOVE_DETAIL_DRAFT;
  return alcove_store_push (self, job);
}

static gboolean
write_touch (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;
  AlcoveChatState chat;

  return alcove_chat_table_find (db, job->id, &chat, error)
         && alcove_db_run (db, error, "chat-touch", "ii", chat.n, alcove_numbers_now ());
}

static gboolean
run_touch (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_touch, job, error);
}

/**
 * alcove_store_touch_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Makes it the newest one, as a message would.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_touch_chat (AlcoveStore *self, const char *chat_id)
{
  AlcoveJob *job = alcove_job_new (run_touch);

  job->id = g_strdup (chat_id);
  return alcove_store_push (self, job);
}

static gboolean
run_recent (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *chats = alcove_chat_table_list_recent (
      alcove_history_get_db (history), alcove_numbers_now () - RECENT_MS, job->limit, error);

  if (chats == NULL)
    return FALSE;
  alcove_job_take_array (job, chats);
  return TRUE;
}

/**
 * alcove_store_list_recent_chats:
 * @self: a store
 * @limit: how many at most
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveChatRecord: what changed in the last 24 hours and
 *   is neither archived nor in the trash, newest first
 */
DexFuture *
alcove_store_list_recent_chats (AlcoveStore *self, guint limit)
{
  AlcoveJob *job = alcove_job_new (run_recent);

  job->limit = limit;
  return alcove_store_push (self, job);
}

/* ---- chats of something outside ---- */

/* The id of the chat with the same link; NULL for none, or with an error. */
static char *
find_linked (AlcoveDb *db, const char *extra, GError **error)
{
  g_autoptr (AlcoveStatement) link = alcove_db_query (db, error, "chat-link", "s", extra);
  g_autoptr (AlcoveStatement) row = NULL;
  g_autofree char *text = NULL;
  GError *local = NULL;

  if (link == NULL)
    return NULL;
  if (alcove_statement_next (link, &local))
    text = alcove_statement_dup_string (link, 0);
  if (text == NULL && local == NULL)
    g_set_error_literal (&local, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "no link in extra");
  row = local ? NULL : alcove_db_query (db, &local, "chat-find-link", "s", text);
  if (row != NULL && alcove_statement_next (row, &local))
    return alcove_statement_dup_id (row, 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return NULL;
}

static gboolean
write_linked (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;
  g_autoptr (GError) local = NULL;
  g_autofree char *id = find_linked (db, job->chat->extra, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id != NULL)
    return take_chat (db, job, id, error);
  return alcove_store_write_new_chat (db, job, error);
}

static gboolean
run_linked (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write_first (history, write_linked, job, error);
}

/**
 * alcove_store_find_or_create_chat:
 * @self: a store
 * @chat: a chat whose extra is a JSON object with a text "link", the name of something outside; copied
 * @first: (nullable): its first message, where it is a new one; copied
 *
 * Asked twice, also by two processes at once, it gives the same chat, wherever that is by now.
 *
 * Returns: (transfer full): a future of the #AlcoveChatRecord; it rejects with %ALCOVE_ERROR_INVALID_INPUT where
 *   there is no link
 */
DexFuture *
alcove_store_find_or_create_chat (AlcoveStore *self, AlcoveChatRecord *chat,
                                  AlcoveMessageRecord *first)
{
  AlcoveJob *job = alcove_job_new (run_linked);

  job->chat = alcove_chat_record_copy (chat);
  job->message = first ? alcove_message_record_copy (first) : NULL;
  return alcove_store_push (self, job);
}

/* ---- copies ---- */

static char *
dup_new_name (GHashTable *names, const char *id)
{
  return g_strdup (id ? g_hash_table_lookup (names, id) : NULL);
}

/* Gives all messages new names, and returns them by the old ones. Nobody will go on with an answer that is being
 * received in the other chat. */
static GHashTable *
rename_messages (GPtrArray *messages, AlcoveChatRecord *chat)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  char *leaf;

  for (guint i = 0; i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      g_hash_table_insert (names, g_strdup (message->id), alcove_id_new ());
    }
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);
      g_autofree char *old_id = message->id;
      g_autofree char *old_parent = message->parent_id;

      message->id = dup_new_name (names, old_id);
      message->parent_id = dup_new_name (names, old_parent);
      if (alcove_status_is_open (message->status))
        message->status = ALCOVE_STATUS_INTERRUPTED;
    }
  leaf = dup_new_name (names, chat->active_leaf);
  g_free (chat->active_leaf);
  chat->active_leaf = leaf;
  return names;
}

static gboolean
write_duplicate (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;
  g_autoptr (GPtrArray) messages = alcove_message_table_list_all (db, job->id, error);
  g_autoptr (AlcoveChatRecord) old = messages ? alcove_chat_table_get (db, job->id, error) : NULL;
  g_autoptr (AlcoveChatRecord) chat = NULL;
  g_autoptr (GHashTable) names = NULL;

  if (old == NULL)
    return FALSE;
  chat = alcove_chat_record_copy (old);
  names = rename_messages (messages, chat);
  g_clear_pointer (&chat->id, g_free);
  g_clear_pointer (&chat->extra, g_free);
  chat->created_at = chat->updated_at = alcove_numbers_now ();
  chat->archived_at = chat->deleted_at = 0;
  chat->is_pinned = FALSE;
  return alcove_chat_table_insert (db, chat, error)
         && alcove_message_table_import (db, chat->id, messages, chat->active_leaf,
                                         chat->updated_at, error)
         && alcove_store_copy_artifacts (db, job->id, names, error)
         && take_chat (db, job, chat->id, error);
}

static gboolean
run_duplicate (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_duplicate, job, error);
}

/**
 * alcove_store_duplicate_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Copies it with all its branches; the times of the messages stay. The copy is active, not pinned, the newest,
 * and belongs to nothing outside.
 *
 * Returns: (transfer full): a future of the new #AlcoveChatRecord
 */
DexFuture *
alcove_store_duplicate_chat (AlcoveStore *self, const char *chat_id)
{
  AlcoveJob *job = alcove_job_new (run_duplicate);

  job->id = g_strdup (chat_id);
  return alcove_store_push (self, job);
}
