/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for what leaves a history and comes into one: whole chats. Asked from the store's owner. What
 * reads runs where reading does; what writes is one transaction for each chat on the store's thread, so that other
 * jobs go in between. */

#include "alcove-bundle-read.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"

static gboolean
run_list_ids (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *ids
      = alcove_merge_list_chats (alcove_history_get_db (history), job->number != 0, error);

  if (ids == NULL)
    return FALSE;
  alcove_job_take_array (job, ids);
  return TRUE;
}

/**
 * alcove_store_list_chat_ids:
 * @self: a store
 * @with_trash: whether those in the trash too
 *
 * Returns: (transfer full): a future of a #GPtrArray of the ids of all chats, oldest first
 */
DexFuture *
alcove_store_list_chat_ids (AlcoveStore *self, gboolean with_trash)
{
  AlcoveJob *job = alcove_job_new (run_list_ids);

  job->number = with_trash;
  return alcove_store_push_reading (self, job);
}

static gboolean
run_read (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveChatBundle *bundle = alcove_bundle_read (alcove_history_get_db (history), job->id,
                                                 job->number, job->limit, error);

  if (bundle == NULL)
    return FALSE;
  alcove_job_take_boxed (job, ALCOVE_TYPE_CHAT_BUNDLE, bundle);
  return TRUE;
}

/**
 * alcove_store_read_chat:
 * @self: a store
 * @chat_id: a chat
 * @after: the sequence of the last message of the page before; 0 for the first page
 * @max_bytes: a page ends when its parts have more than that
 *
 * Returns: (transfer full): a future of an #AlcoveChatBundle: the chat with a page of its messages; it rejects with
 *   %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_read_chat (AlcoveStore *self, const char *chat_id, gint64 after, guint max_bytes)
{
  AlcoveJob *job = alcove_job_new (run_read);

  job->id = g_strdup (chat_id);
  job->number = after;
  job->limit = MAX (max_bytes, 1);
  return alcove_store_push_reading (self, job);
}

static gboolean
write_bundle (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;

  return alcove_merge_put (db, job->bundle, FALSE, g_value_get_boxed (&job->result), error);
}

/* Not each of thousands of chats waits for the disk: alcove_store_settle_chats() does, once for all. A power cut before
 * it takes the last chats away, whole. */
static gboolean
write_relaxed (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);
  gboolean ok;

  if (!alcove_history_is_on_disk (history))
    return alcove_history_write_first (history, write_bundle, job, error);
  if (!alcove_db_set_relaxed (db, TRUE, error))
    return FALSE;
  ok = alcove_history_write (history, write_bundle, job, error);
  return alcove_db_set_relaxed (db, FALSE, ok ? error : NULL) && ok;
}

static gboolean
run_take (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (job->number == 0 && !alcove_store_purge_first (history, job, error))
    return FALSE;
  if (job->is_unfinished)
    return TRUE;
  alcove_job_take_boxed (job, ALCOVE_TYPE_MERGE, g_new0 (AlcoveMerge, 1));
  if (job->number != 0)
    return alcove_merge_put (alcove_history_get_db (history), job->bundle, TRUE,
                             g_value_get_boxed (&job->result), error);
  return write_relaxed (history, job, error);
}

static gboolean
write_settled (AlcoveDb *db, gpointer data, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, alcove_numbers_now ());

  return alcove_db_run (db, error, "meta-set", "ss", "last_active_at", now);
}

static gboolean
run_settle (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return !alcove_history_is_on_disk (history)
         || alcove_history_write (history, write_settled, job, error);
}

/**
 * alcove_store_settle_chats:
 * @self: a store
 *
 * Returns: (transfer full): a future of %TRUE, once all that was taken before has reached the disk
 */
DexFuture *
alcove_store_settle_chats (AlcoveStore *self)
{
  return alcove_store_push (self, alcove_job_new (run_settle));
}

/**
 * alcove_store_take_chat:
 * @self: a store
 * @bundle: a whole chat: it and its messages have ids, and parents stand before their children. It is the store's
 *   from now on: nobody else changes or reads it until the future ends
 * @is_dry: whether it is only counted
 *
 * Takes over what the history lacks of a chat, by the ids of chat and messages, in one transaction; what stands here
 * already stays as it is. Done twice it changes nothing the second time. Makes the history of an account that has none.
 * It has reached the disk when [method@Store.settle_chats] has ended.
 *
 * Returns: (transfer full): a future of the #AlcoveMerge that came of it. It rejects with %ALCOVE_ERROR_INVALID_INPUT
 *   or another error of the store, and nothing of the chat is there then
 */
DexFuture *
alcove_store_take_chat (AlcoveStore *self, AlcoveChatBundle *bundle, gboolean is_dry)
{
  AlcoveJob *job = alcove_job_new (run_take);

  job->bundle = alcove_chat_bundle_ref (bundle);
  job->number = is_dry;
  return alcove_store_push (self, job);
}
