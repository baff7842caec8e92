/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for chats. Asked from the store's owner; run_… are on the store's thread, and write_…
 * there within a transaction. Times are those of the moment when a job runs. */

#include "alcove-chat-table.h"
#include "alcove-message-table.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"

/* ---- making ---- */

/* The record as it stands now. */
static gboolean
take_chat (AlcoveDb *db, AlcoveJob *job, const char *id, GError **error)
{
  AlcoveChatRecord *chat = alcove_chat_table_get (db, id, error);

  if (chat == NULL)
    return FALSE;
  alcove_job_take_chat (job, chat);
  return TRUE;
}

/* The chat of a job, and its first message. */
gboolean
alcove_store_write_new_chat (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;

  if (!alcove_chat_table_insert (db, job->chat, error))
    return FALSE;
  if (job->message != NULL)
    {
      g_free (job->message->chat_id);
      job->message->chat_id = g_strdup (job->chat->id);
      if (!alcove_message_table_add (db, job->message, error))
        return FALSE;
    }
  return take_chat (db, job, job->chat->id, error);
}

static gboolean
run_create (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write_first (history, alcove_store_write_new_chat, job, error);
}

/**
 * alcove_store_create_chat:
 * @self: a store
 * @chat: a chat; copied
 * @first: (nullable): its first message; copied
 *
 * Saves a chat, and its first message with it. In an account without a history this makes it, and the
 * future resolves only when database and slots have reached the disk.
 *
 * Returns: (transfer full): a future of the #AlcoveChatRecord as stored
 */
DexFuture *
alcove_store_create_chat (AlcoveStore *self, AlcoveChatRecord *chat, AlcoveMessageRecord *first)
{
  AlcoveJob *job = alcove_job_new (run_create);

  job->chat = alcove_chat_record_copy (chat);
  job->message = first ? alcove_message_record_copy (first) : NULL;
  return alcove_store_push (self, job);
}

static gboolean
write_import (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;

  for (guint i = 0; job->chat->updated_at == 0 && i < job->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (job->messages, i);

      job->number = MAX (job->number, message->created_at);
    }
  job->chat->updated_at = MAX (job->chat->updated_at, job->number);
  return alcove_chat_table_insert (db, job->chat, error)
         && alcove_message_table_import (db, job->chat->id, job->messages, job->chat->active_leaf,
                                         job->chat->updated_at, error)
         && take_chat (db, job, job->chat->id, error);
}

static gboolean
run_import (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write_first (history, write_import, job, error);
}

/**
 * alcove_store_import_chat:
 * @self: a store
 * @chat: a chat; copied
 * @messages: (element-type AlcoveMessageRecord): all of its messages, parents before their children; copied
 *
 * Saves a whole chat in one transaction: ids, parents, sequences, times, statuses and the active leaf are
 * kept. Makes the history of an account like [method@Store.create_chat].
 *
 * Returns: (transfer full): a future of the #AlcoveChatRecord as stored
 */
DexFuture *
alcove_store_import_chat (AlcoveStore *self, AlcoveChatRecord *chat, GPtrArray *messages)
{
  AlcoveJob *job = alcove_job_new (run_import);

  job->chat = alcove_chat_record_copy (chat);
  job->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (job->messages, alcove_message_record_copy (g_ptr_array_index (messages, i)));
  return alcove_store_push (self, job);
}

/* ---- reading ---- */

static gboolean
run_get (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return take_chat (alcove_history_get_db (history), job, job->id, error);
}

static gboolean
run_list (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *chats
      = alcove_chat_table_list (alcove_history_get_db (history), (AlcoveChatsWhich) job->number,
                                job->chat, job->limit, error);

  if (chats == NULL)
    return FALSE;
  alcove_job_take_array (job, chats);
  return TRUE;
}

static gboolean
run_count (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  gint64 count;

  if (!alcove_chat_table_count (alcove_history_get_db (history), (AlcoveChatsWhich) job->number,
                                &count, error))
    return FALSE;
  alcove_job_set_int (job, count);
  return TRUE;
}

static DexFuture *
push_id (AlcoveStore *self, AlcoveJobFunc run, const char *id)
{
  AlcoveJob *job = alcove_job_new (run);

  job->id = g_strdup (id);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_get_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of the #AlcoveChatRecord; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_get_chat (AlcoveStore *self, const char *chat_id)
{
  return push_id (self, run_get, chat_id);
}

/**
 * alcove_store_list_chats:
 * @self: a store
 * @which: where they are
 * @after: (nullable): the last one of the page before
 * @limit: how many at most
 *
 * One page of chats: pinned ones first, then by updated_at downwards.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveChatRecord
 */
DexFuture *
alcove_store_list_chats (AlcoveStore *self, AlcoveChatsWhich which, AlcoveChatRecord *after,
                         guint limit)
{
  AlcoveJob *job = alcove_job_new (run_list);

  job->number = which;
  job->chat = after ? alcove_chat_record_copy (after) : NULL;
  job->limit = limit;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_count_chats:
 * @self: a store
 * @which: where they are
 *
 * Returns: (transfer full): a future of how many, a 64-bit integer
 */
DexFuture *
alcove_store_count_chats (AlcoveStore *self, AlcoveChatsWhich which)
{
  AlcoveJob *job = alcove_job_new (run_count);

  job->number = which;
  return alcove_store_push_reading (self, job);
}

/* ---- changing ---- */

static gboolean
write_rename (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_chat_table_rename (db, job->id, job->text, (AlcoveTitleSource) job->number, error);
}

static gboolean
run_rename (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_rename, job, error);
}

/**
 * alcove_store_rename_chat:
 * @self: a store
 * @chat_id: a chat
 * @title: its title
 * @source: who made it
 *
 * A title of the user's is replaced by the user only; otherwise it stays, and that is no error.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_rename_chat (AlcoveStore *self, const char *chat_id, const char *title,
                          AlcoveTitleSource source)
{
  AlcoveJob *job = alcove_job_new (run_rename);

  job->id = g_strdup (chat_id);
  job->text = g_strdup (title);
  job->number = source;
  return alcove_store_push (self, job);
}

static gboolean
write_model (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;
  AlcoveChatState chat;

  return alcove_chat_table_find (db, job->id, &chat, error)
         && alcove_db_run (db, error, "chat-set-model", "is", chat.n, job->text);
}

static gboolean
run_model (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_model, job, error);
}

/**
 * alcove_store_set_chat_model:
 * @self: a store
 * @chat_id: a chat
 * @model: (nullable): the model that it goes on with
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_set_chat_model (AlcoveStore *self, const char *chat_id, const char *model)
{
  AlcoveJob *job = alcove_job_new (run_model);

  job->id = g_strdup (chat_id);
  job->text = g_strdup (model);
  return alcove_store_push (self, job);
}

/* One number of a chat; the statement that writes it is the job's text. */
static gboolean
write_number (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;
  AlcoveChatState chat;

  return alcove_chat_table_find (db, job->id, &chat, error)
         && alcove_db_run (db, error, job->text, "iz", chat.n, job->number);
}

static gboolean
write_pinned (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;
  AlcoveChatState chat;

  return alcove_chat_table_find (db, job->id, &chat, error)
         && alcove_db_run (db, error, "chat-set-pinned", "ii", chat.n, job->number);
}

static gboolean
run_number (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_number, job, error);
}

static gboolean
run_pinned (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_pinned, job, error);
}

static DexFuture *
push_number (AlcoveStore *self, AlcoveJobFunc run, const char *chat_id, const char *statement,
             gint64 number)
{
  AlcoveJob *job = alcove_job_new (run);

  job->id = g_strdup (chat_id);
  job->text = g_strdup (statement);
  job->number = number;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_set_chat_pinned:
 * @self: a store
 * @chat_id: a chat
 * @pinned: whether it stands above the others
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_set_chat_pinned (AlcoveStore *self, const char *chat_id, gboolean pinned)
{
  return push_number (self, run_pinned, chat_id, NULL, pinned ? 1 : 0);
}

/**
 * alcove_store_archive_chat:
 * @self: a store
 * @chat_id: a chat
 * @archived: whether it goes to the archive or comes back
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_archive_chat (AlcoveStore *self, const char *chat_id, gboolean archived)
{
  return push_number (self, run_number, chat_id, "chat-set-archived",
                      archived ? alcove_numbers_now () : 0);
}

/**
 * alcove_store_trash_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Moves a chat to the trash, where no search finds it.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_trash_chat (AlcoveStore *self, const char *chat_id)
{
  return push_number (self, run_number, chat_id, "chat-set-deleted", alcove_numbers_now ());
}

/**
 * alcove_store_restore_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Takes a chat out of the trash, back to where it was.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_restore_chat (AlcoveStore *self, const char *chat_id)
{
  return push_number (self, run_number, chat_id, "chat-set-deleted", 0);
}

/* ---- deleting ---- */

static gboolean
write_delete_all (AlcoveDb *db, gpointer data, GError **error)
{
  return alcove_chat_table_delete_all (db, error);
}

static gboolean
run_delete_all (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_clear (history, write_delete_all, error)
         && alcove_history_drop_copies (history);
}

/**
 * alcove_store_delete_all:
 * @self: a store
 *
 * Deletes all chats for good, and gives their room back to the disk. Settings stay.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_delete_all (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_delete_all);

  job->ends_reading = TRUE;
  return alcove_store_push (self, job);
}
