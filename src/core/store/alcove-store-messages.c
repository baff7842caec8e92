/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for messages. Asked from the store's owner; run_… are on the store's thread, and write_…
 * there within a transaction. */

#include "alcove-chat-table.h"
#include "alcove-message-table.h"
#include "alcove-store-private.h"

/**
 * alcove_message_key_free:
 * @key: (transfer full): a key
 */
void
alcove_message_key_free (AlcoveMessageKey *key)
{
  g_free (key->id);
  g_free (key);
}

/* ---- writing ---- */

static gboolean
write_add (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_add (db, job->message, error);
}

static gboolean
run_add (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (!alcove_history_write (history, write_add, job, error))
    return FALSE;
  alcove_job_take_message (job, g_steal_pointer (&job->message));
  return TRUE;
}

static DexFuture *
push_message (AlcoveStore *self, AlcoveJobFunc run, AlcoveMessageRecord *message)
{
  AlcoveJob *job = alcove_job_new (run);

  job->message = alcove_message_record_copy (message);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_add_message:
 * @self: a store
 * @message: a message with its chat and its parent (%NULL for a first one); copied
 *
 * Adds a message, which is shown from then on.
 *
 * Returns: (transfer full): a future of the #AlcoveMessageRecord as stored; it rejects with
 *   %ALCOVE_ERROR_NOT_FOUND where chat or parent are not there
 */
DexFuture *
alcove_store_add_message (AlcoveStore *self, AlcoveMessageRecord *message)
{
  return push_message (self, run_add, message);
}

static gboolean
write_update (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_update (db, job->message, error);
}

/* A checkpoint of a running stream may be lost with the power; its end may not, and brings it along. */
static gboolean
run_update (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);
  gboolean ok;

  if (!alcove_db_set_relaxed (db, alcove_status_is_open (job->message->status), error))
    return FALSE;
  ok = alcove_history_write (history, write_update, job, error);
  return alcove_db_set_relaxed (db, FALSE, ok ? error : NULL) && ok;
}

/**
 * alcove_store_update_message:
 * @self: a store
 * @message: a message by its id, as it is now; copied
 *
 * Checkpoint or end of a message: replaces its status, its numbers and its parts. While its status is open it
 * is not found by a search, and the last checkpoint may be lost in a power cut; at its end it is on the disk.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_update_message (AlcoveStore *self, AlcoveMessageRecord *message)
{
  return push_message (self, run_update, message);
}

static gboolean
write_show (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_show (db, job->id, error);
}

static gboolean
run_show (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_show, job, error);
}

static DexFuture *
push_id (AlcoveStore *self, AlcoveJobFunc run, const char *id)
{
  AlcoveJob *job = alcove_job_new (run);

  job->id = g_strdup (id);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_show_message:
 * @self: a store
 * @message_id: a message
 *
 * Shows another branch of its chat: the path through this message, down to its newest leaf.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_show_message (AlcoveStore *self, const char *message_id)
{
  return push_id (self, run_show, message_id);
}

static gboolean
write_show_neighbour (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_show_neighbour (db, job->id, job->number, error);
}

static gboolean
run_show_neighbour (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_show_neighbour, job, error);
}

/**
 * alcove_store_show_neighbour:
 * @self: a store
 * @message_id: a message
 * @direction: 1 for the variant after it, -1 for the one before
 *
 * Shows that variant, down to its newest leaf.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND where there is none
 */
DexFuture *
alcove_store_show_neighbour (AlcoveStore *self, const char *message_id, int direction)
{
  AlcoveJob *job = alcove_job_new (run_show_neighbour);

  job->id = g_strdup (message_id);
  job->number = direction < 0 ? -1 : 1;
  return alcove_store_push (self, job);
}

static gboolean
write_delete (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_delete (db, job->id, error);
}

static gboolean
run_delete (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_delete, job, error)
         && alcove_history_forget (history, error);
}

/**
 * alcove_store_delete_message:
 * @self: a store
 * @message_id: a message
 *
 * Deletes a message for good, with all that stands below it. Where it was shown, the nearest variant is
 * shown instead, else what stood above.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_delete_message (AlcoveStore *self, const char *message_id)
{
  AlcoveJob *job = alcove_job_new (run_delete);

  job->id = g_strdup (message_id);
  job->pauses_reading = TRUE;
  return alcove_store_push (self, job);
}

static gboolean
write_delete_some (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_message_table_delete_some (db, job->id, (const char *const *) job->ids, error);
}

static gboolean
run_delete_some (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, write_delete_some, job, error)
         && alcove_history_forget (history, error);
}

/**
 * alcove_store_delete_messages:
 * @self: a store
 * @chat_id: a chat
 * @ids: (array zero-terminated=1): messages of it
 *
 * Deletes all of them for good, each as [method@Store.delete_message] does, or none.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND where one is not there
 */
DexFuture *
alcove_store_delete_messages (AlcoveStore *self, const char *chat_id, const char *const *ids)
{
  AlcoveJob *job = alcove_job_new (run_delete_some);

  job->id = g_strdup (chat_id);
  job->ids = g_strdupv ((char **) ids);
  job->pauses_reading = TRUE;
  return alcove_store_push (self, job);
}

/* ---- reading ---- */

static gboolean
take_array (AlcoveJob *job, GPtrArray *array)
{
  if (array == NULL)
    return FALSE;
  alcove_job_take_array (job, array);
  return TRUE;
}

static gboolean
run_keys (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);

  return take_array (job, alcove_message_table_list_keys (db, job->id, error));
}

static gboolean
run_get (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);

  return take_array (job,
                     alcove_message_table_get (db, job->id, (const char *const *) job->ids, error));
}

static gboolean
run_list (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);

  return take_array (job, alcove_message_table_list (db, job->id, job->text, job->limit, error));
}

static gboolean
run_list_all (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);

  return take_array (job, alcove_message_table_list_all (db, job->id, error));
}

static gboolean
run_get_one (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveMessageRecord *message
      = alcove_message_table_get_one (alcove_history_get_db (history), job->id, error);

  if (message == NULL)
    return FALSE;
  alcove_job_take_message (job, message);
  return TRUE;
}

static gboolean
run_count (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveChatState chat;

  if (!alcove_chat_table_find (alcove_history_get_db (history), job->id, &chat, error))
    return FALSE;
  alcove_job_set_int (job, chat.message_count);
  return TRUE;
}

/**
 * alcove_store_get_message:
 * @self: a store
 * @message_id: a message, of whatever chat and branch
 *
 * Returns: (transfer full): a future of the #AlcoveMessageRecord; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_get_message (AlcoveStore *self, const char *message_id)
{
  return push_id (self, run_get_one, message_id);
}

/**
 * alcove_store_count_messages:
 * @self: a store
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of how many messages its shown path has, a 64-bit integer
 */
DexFuture *
alcove_store_count_messages (AlcoveStore *self, const char *chat_id)
{
  return push_id (self, run_count, chat_id);
}

/**
 * alcove_store_list_message_keys:
 * @self: a store
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveMessageKey: the whole shown path, oldest first
 */
DexFuture *
alcove_store_list_message_keys (AlcoveStore *self, const char *chat_id)
{
  return push_id (self, run_keys, chat_id);
}

/**
 * alcove_store_get_messages:
 * @self: a store
 * @chat_id: a chat
 * @ids: (array zero-terminated=1): messages of it
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveMessageRecord, in that order; it rejects with
 *   %ALCOVE_ERROR_NOT_FOUND where one is not there
 */
DexFuture *
alcove_store_get_messages (AlcoveStore *self, const char *chat_id, const char *const *ids)
{
  AlcoveJob *job = alcove_job_new (run_get);

  job->id = g_strdup (chat_id);
  job->ids = g_strdupv ((char **) ids);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_list_messages:
 * @self: a store
 * @chat_id: a chat
 * @before_id: (nullable): a message of it; %NULL for the end of the shown path
 * @limit: how many at most
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveMessageRecord: the newest before it, oldest first
 */
DexFuture *
alcove_store_list_messages (AlcoveStore *self, const char *chat_id, const char *before_id,
                            guint limit)
{
  AlcoveJob *job = alcove_job_new (run_list);

  job->id = g_strdup (chat_id);
  job->text = g_strdup (before_id);
  job->limit = limit;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_list_all_messages:
 * @self: a store
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveMessageRecord: all branches, by sequence
 */
DexFuture *
alcove_store_list_all_messages (AlcoveStore *self, const char *chat_id)
{
  return push_id (self, run_list_all, chat_id);
}
