/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for looking at a history as a whole: statistics, and what is told to `doctor`.
 * Asked from the store's owner; run_… are on a thread of the store. */

#include "alcove-chat-table.h"
#include "alcove-inspect.h"
#include "alcove-store-private.h"

static gboolean
read_usage (AlcoveDb *db, const char *statement, GPtrArray *rows, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, statement, "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      AlcoveUsageCount *usage = g_new0 (AlcoveUsageCount, 1);

      usage->name = alcove_statement_dup_string (stmt, 0);
      usage->messages = alcove_statement_get_int (stmt, 1);
      usage->tokens_in = (gint64) alcove_statement_get_double (stmt, 2);
      usage->tokens_out = (gint64) alcove_statement_get_double (stmt, 3);
      usage->cost = alcove_statement_get_double (stmt, 4);
      g_ptr_array_add (rows, usage);
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Each message has one day, so the days add up to all of them. */
static void
add_up (AlcoveStatistics *all)
{
  for (guint i = 0; i < all->days->len; i++)
    {
      const AlcoveUsageCount *day = g_ptr_array_index (all->days, i);

      all->messages += day->messages;
      all->tokens_in += day->tokens_in;
      all->tokens_out += day->tokens_out;
      all->cost += day->cost;
    }
  all->chats = all->active + all->archived + all->trashed;
}

static gboolean
run_statistics (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);
  g_autoptr (AlcoveStatistics) all = alcove_statistics_new ();

  if (!alcove_chat_table_count (db, ALCOVE_CHATS_ACTIVE, &all->active, error)
      || !alcove_chat_table_count (db, ALCOVE_CHATS_ARCHIVED, &all->archived, error)
      || !alcove_chat_table_count (db, ALCOVE_CHATS_TRASH, &all->trashed, error)
      || !read_usage (db, "statistics-models", all->models, error)
      || !read_usage (db, "statistics-days", all->days, error))
    return FALSE;
  add_up (all);
  alcove_job_take_boxed (job, ALCOVE_TYPE_STATISTICS, g_steal_pointer (&all));
  return TRUE;
}

/**
 * alcove_store_get_statistics:
 * @self: a store
 *
 * Counts chats, messages, tokens and cost, by model and by day. It reads every message, so it takes a while
 * in a long history.
 *
 * Returns: (transfer full): a future of the #AlcoveStatistics
 */
DexFuture *
alcove_store_get_statistics (AlcoveStore *self)
{
  return alcove_store_push_reading (self, alcove_job_new (run_statistics));
}

static gboolean
run_inspect (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  char **lines = alcove_inspect (history, error);

  if (lines == NULL)
    return FALSE;
  alcove_job_take_strv (job, lines);
  return TRUE;
}

/**
 * alcove_store_inspect:
 * @self: a store
 *
 * What `doctor` tells about engine, guard and file. No content and no key.
 *
 * Returns: (transfer full): a future of a boxed #GStrv of "name=value"
 */
DexFuture *
alcove_store_inspect (AlcoveStore *self)
{
  return alcove_store_push_reading (self, alcove_job_new (run_inspect));
}
