/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for the trash: emptied by hand, and by itself of what lies there for 30 days.
 * Asked from the store's owner; run_… are on the store's thread, and write_… there within a transaction.
 * A large trash goes piece by piece, and whatever else was asked goes between the pieces. */

#include "alcove-chat-table.h"
#include "alcove-numbers.h"
#include "alcove-store-private.h"

#define TRASH_DAYS 30
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define PIECE_US 50000

/* NULL where there is none, or with an error. */
static char *
find_next (AlcoveDb *db, gint64 before, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "chat-next-trash", "i", before);
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  if (alcove_statement_next (stmt, &local))
    return alcove_statement_dup_id (stmt, 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return NULL;
}

/* For as long as a piece may take; job->number counts the chats that are gone. */
static gboolean
write_piece (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;
  const gint64 end = g_get_monotonic_time () + PIECE_US;
  g_autoptr (GError) local = NULL;

  while (g_get_monotonic_time () < end)
    {
      g_autofree char *id = find_next (db, job->before, &local);

      if (id == NULL || !alcove_chat_table_delete (db, id, &local))
        break;
      job->number++;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Nothing is written where nothing has to go. */
static gboolean
run_purge (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *next = find_next (alcove_history_get_db (history), job->before, &local);

  if (next != NULL && alcove_history_write (history, write_piece, job, &local))
    job->is_unfinished = TRUE;
  else if (local == NULL && job->number > 0)
    alcove_history_forget (history, &local);
  /* By hand: what was deleted stands in no copy either. */
  if (next == NULL && local == NULL && job->before > alcove_numbers_now ())
    alcove_history_drop_copies (history);
  alcove_job_set_int (job, job->number);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static DexFuture *
push_purge (AlcoveStore *self, gint64 before)
{
  AlcoveJob *job = alcove_job_new (run_purge);

  job->before = before;
  job->pauses_reading = TRUE;
  return alcove_store_push (self, job);
}

/**
 * alcove_store_empty_trash:
 * @self: a store
 *
 * Deletes for good what is in the trash: no word of it is left in the file, nor in its log or its index.
 *
 * Returns: (transfer full): a future of how many chats are gone, a 64-bit integer
 */
DexFuture *
alcove_store_empty_trash (AlcoveStore *self)
{
  return push_purge (self, alcove_numbers_now () + DAY_MS);
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
  return push_purge (self, alcove_numbers_now () - TRASH_DAYS * DAY_MS);
}
