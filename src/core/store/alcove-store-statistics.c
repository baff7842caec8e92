/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for looking at a history as a whole: statistics, and what is told to `doctor`.
 * Asked from the store's owner; run_… are on a thread of the store. */

#include "alcove-chat-table.h"
#include "alcove-inspect.h"
#include "alcove-store-private.h"

static AlcoveUsageCount *
read_row (AlcoveStatement *row)
{
  AlcoveUsageCount *usage = g_new0 (AlcoveUsageCount, 1);

  usage->day = alcove_statement_dup_string (row, 0);
  usage->model = alcove_statement_dup_string (row, 1);
  usage->messages = alcove_statement_get_int (row, 2);
  usage->tokens_in = (gint64) alcove_statement_get_double (row, 3);
  usage->tokens_out = (gint64) alcove_statement_get_double (row, 4);
  usage->cost = alcove_statement_get_double (row, 5);
  usage->cost_estimated = alcove_statement_get_double (row, 6);
  usage->timed_tokens = (gint64) alcove_statement_get_double (row, 7);
  usage->timed_us = (gint64) alcove_statement_get_double (row, 8);
  usage->first_us = (gint64) alcove_statement_get_double (row, 9);
  usage->n_first = alcove_statement_get_int (row, 10);
  return usage;
}

static gboolean
read_usage (AlcoveDb *db, AlcoveStatistics *all, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "statistics-usage", "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    alcove_statistics_take (all, read_row (stmt));
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
run_statistics (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveDb *db = alcove_history_get_db (history);
  g_autoptr (AlcoveStatistics) all = alcove_statistics_new ();

  if (!alcove_chat_table_count (db, ALCOVE_CHATS_ACTIVE, &all->active, error)
      || !alcove_chat_table_count (db, ALCOVE_CHATS_ARCHIVED, &all->archived, error)
      || !alcove_chat_table_count (db, ALCOVE_CHATS_TRASH, &all->trashed, error)
      || !read_usage (db, all, error))
    return FALSE;
  all->chats = all->active + all->archived + all->trashed;
  alcove_statistics_sort (all);
  alcove_job_take_boxed (job, ALCOVE_TYPE_STATISTICS, g_steal_pointer (&all));
  return TRUE;
}

/**
 * alcove_store_get_statistics:
 * @self: a store
 *
 * Counts chats, messages, tokens, cost and time, by model and by day. It reads every message, so it takes a while
 * in a long history, and searches wait for it: [method@Store.interrupt_searches] ends it too.
 *
 * Returns: (transfer full): a future of the #AlcoveStatistics
 */
DexFuture *
alcove_store_get_statistics (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_statistics);

  job->is_search = TRUE;
  return alcove_store_push_reading (self, job);
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
