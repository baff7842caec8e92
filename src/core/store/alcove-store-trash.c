/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for what goes for good: chats, and the trash, emptied by hand, and by itself of what lies there
 * for 30 days. Asked from the store's owner; run_… are on the store's thread, and write_… there within a transaction.
 * What goes goes piece by piece (alcove-purge.c), and whatever else was asked goes between the pieces. */

#include "alcove-chat-table.h"
#include "alcove-numbers.h"
#include "alcove-purge.h"
#include "alcove-store-private.h"

#define TRASH_DAYS 30
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define PIECE_US 80000
#define CHATS_AT_ONCE 200
#define MESSAGES_AT_FIRST 8
#define MESSAGES_AT_MOST 512

typedef struct
{
  guint n_messages;
  gboolean is_done;
} Piece;

static gboolean
write_piece (AlcoveDb *db, gpointer data, GError **error)
{
  Piece *piece = data;
  const gint64 end = g_get_monotonic_time () + PIECE_US / 2;

  do
    if (!alcove_purge_some (db, piece->n_messages, &piece->is_done, error))
      return FALSE;
  while (!piece->is_done && g_get_monotonic_time () < end);
  return TRUE;
}

/* As many messages at once as fit into a piece. */
static void
adapt (AlcoveJob *job, gint64 started)
{
  const gint64 took = g_get_monotonic_time () - started;

  if (took < PIECE_US / 2)
    job->limit = MIN (job->limit * 2, MESSAGES_AT_MOST);
  else if (took > PIECE_US)
    job->limit = MAX (job->limit / 2, MESSAGES_AT_FIRST);
}

/**
 * alcove_store_run_purge: (skip)
 * @history: an open history
 * @job: a job; its limit counts the messages of a piece
 * @error: return location for an error
 *
 * One piece of what is condemned; the job is unfinished while there is more. At the end the write-ahead log is emptied,
 * and nobody may read then.
 *
 * Returns: whether it went well
 */
gboolean
alcove_store_run_purge (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  const gint64 started = g_get_monotonic_time ();
  Piece piece = { MAX (job->limit, MESSAGES_AT_FIRST), FALSE };

  if (job->pauses_reading)
    return alcove_history_forget (history, error);
  job->limit = piece.n_messages;
  if (!alcove_history_write (history, write_piece, &piece, error))
    return FALSE;
  adapt (job, started);
  job->pauses_reading = piece.is_done;
  job->is_unfinished = TRUE;
  return TRUE;
}

/**
 * alcove_store_purge_first: (skip)
 * @history: an open history
 * @job: a job that brings chats by ids of their own; unfinished where it has to run again first
 * @error: return location for an error
 *
 * One piece of what is condemned, where anything is: what has the same ids cannot stand beside it.
 *
 * Returns: whether it went well
 */
gboolean
alcove_store_purge_first (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  Piece piece = { MESSAGES_AT_FIRST, FALSE };

  return alcove_purge_is_needed (alcove_history_get_db (history), &job->is_unfinished, error)
         && (!job->is_unfinished || alcove_history_write (history, write_piece, &piece, error));
}

/* ---- one chat ---- */

static gboolean
write_condemn (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  return alcove_purge_condemn (db, job->id, error);
}

static gboolean
run_delete (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (job->id != NULL && !alcove_history_write (history, write_condemn, job, error))
    return FALSE;
  g_clear_pointer (&job->id, g_free);
  return alcove_store_run_purge (history, job, error);
}

/**
 * alcove_store_delete_chat:
 * @self: a store
 * @chat_id: a chat
 *
 * Deletes it for good. Nobody finds it from the first moment on; once the future resolves no word of it is left in
 * the file, nor in its log or its index.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_store_delete_chat (AlcoveStore *self, const char *chat_id)
{
  AlcoveJob *job = alcove_job_new (run_delete);

  job->id = g_strdup (chat_id);
  return alcove_store_push (self, job);
}

/* ---- the trash ---- */

typedef struct
{
  gint64 before;
  guint n;
} Condemning;

static gboolean
write_condemn_trash (AlcoveDb *db, gpointer data, GError **error)
{
  Condemning *condemning = data;

  return alcove_purge_condemn_trash (db, condemning->before, CHATS_AT_ONCE, &condemning->n, error);
}

static gboolean
has_trash (AlcoveHistory *history, AlcoveJob *job, gboolean *has, GError **error)
{
  gint64 chat;

  if (!alcove_db_get_int (alcove_history_get_db (history), &chat, error, "chat-next-trash", "i",
                          job->before))
    return FALSE;
  *has = chat != 0;
  return TRUE;
}

/* By hand goes what is in the trash when it begins, whatever the clock said when it came there; what is trashed while
 * it runs stays. */
static gboolean
set_before (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return !job->is_by_hand || job->before != 0
         || alcove_db_get_int (alcove_history_get_db (history), &job->before, error,
                               "chat-trash-end", "i", alcove_numbers_now ());
}

/* Nothing is written where nothing has to go. job->number counts the chats that are gone. */
static gboolean
run_purge (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  Condemning condemning = { 0 };
  gboolean has, is_needed;

  if (!set_before (history, job, error) || !has_trash (history, job, &has, error)
      || !alcove_purge_is_needed (alcove_history_get_db (history), &is_needed, error))
    return FALSE;
  if (has)
    {
      condemning.before = job->before;
      job->pauses_reading = FALSE; /* there is more to purge, so the last step is not next */
      if (!alcove_history_write (history, write_condemn_trash, &condemning, error))
        return FALSE;
      job->number += condemning.n;
      job->is_unfinished = TRUE;
    }
  else if ((is_needed || job->pauses_reading) && !alcove_store_run_purge (history, job, error))
    return FALSE;
  /* What was deleted by hand stands in no copy either. */
  if (!job->is_unfinished && job->is_by_hand)
    alcove_history_drop_copies (history);
  alcove_job_set_int (job, job->number);
  return TRUE;
}

static DexFuture *
push_purge (AlcoveStore *self, gint64 before, gboolean is_by_hand)
{
  AlcoveJob *job = alcove_job_new (run_purge);

  job->before = before;
  job->is_by_hand = is_by_hand;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_empty_trash:
 * @self: a store
 *
 * Deletes for good what is in the trash now: no word of it is left in the file, nor in its log or its index.
 *
 * Returns: (transfer full): a future of how many chats are gone, a 64-bit integer
 */
DexFuture *
alcove_store_empty_trash (AlcoveStore *self)
{
  return push_purge (self, 0, TRUE);
}

/**
 * alcove_store_purge_old_trash:
 * @self: a store
 *
 * Deletes for good what lies in the trash for 30 days. [method@Store.open] does it by itself.
 *
 * Returns: (transfer full): a future of how many chats are gone, a 64-bit integer
 */
DexFuture *
alcove_store_purge_old_trash (AlcoveStore *self)
{
  return push_purge (self, alcove_numbers_now () - TRASH_DAYS * DAY_MS, FALSE);
}
