/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for search. Asked from the store's owner; run_… are on a thread of the store. */

#include "alcove-search.h"
#include "alcove-store-private.h"

static gboolean
run_search (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  GPtrArray *hits = alcove_search (alcove_history_get_db (history), job->text,
                                   (AlcoveSearchOrder) job->number, job->limit, error);

  if (hits == NULL)
    return FALSE;
  alcove_job_take_array (job, hits);
  return TRUE;
}

/**
 * alcove_store_search_by:
 * @self: a store
 * @query: what a person typed: words that must all be there, "a phrase", -word for one that must not be; the
 *   last word may be unfinished; model:NAME (a part of the name of the chat's model), before:DATE, after:DATE
 *   (ISO 8601, that day included), is:pinned. No text is an error; one without a word finds nothing, or with a
 *   filter the chats that this leaves
 * @order: what comes first
 * @limit: how many hits at most
 *
 * Searches titles, texts and reasoning. The trash is not searched, nor what is still streaming. By rank it has to
 * look at every hit, which takes a while where words are common.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveSearchHit
 */
DexFuture *
alcove_store_search_by (AlcoveStore *self, const char *query, AlcoveSearchOrder order, guint limit)
{
  AlcoveJob *job = alcove_job_new (run_search);

  job->text = g_strdup (query ? query : "");
  job->number = order;
  job->limit = limit;
  job->is_search = TRUE;
  return alcove_store_push_reading (self, job);
}

/**
 * alcove_store_search:
 * @self: a store
 * @query: what a person typed, see [method@Store.search_by]
 * @limit: how many hits at most
 *
 * Searches, newest first.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveSearchHit
 */
DexFuture *
alcove_store_search (AlcoveStore *self, const char *query, guint limit)
{
  return alcove_store_search_by (self, query, ALCOVE_SEARCH_NEWEST_FIRST, limit);
}
