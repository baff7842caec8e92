/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding words in a history: the newest first (alcove-search-newest.c) or the best, or the chats that filters leave.
 * Thread of the connection. */

#include "alcove-search.h"

#include "alcove-search-newest.h"
#include "alcove-search-snippet.h"

#define COUNTER_BITS 15
#define TIME_MAX ((G_GINT64_CONSTANT (1) << 48) - 2)

static AlcoveSearchHit *
read_row (AlcoveStatement *row)
{
  AlcoveSearchHit *hit = alcove_search_hit_new ();
  g_autofree char *raw = alcove_statement_dup_string (row, 4);

  hit->chat_id = alcove_statement_dup_id (row, 0);
  hit->message_id = alcove_statement_dup_id (row, 1);
  hit->title = alcove_statement_dup_string (row, 2);
  hit->created_at = alcove_statement_get_int (row, 3);
  hit->snippet = alcove_search_snippet_new (raw);
  return hit;
}

/* A message with its reasoning is one hit. */
static gboolean
is_same_message (GPtrArray *hits, const AlcoveSearchHit *hit)
{
  for (guint i = hits->len; hit->message_id != NULL && i > 0; i--)
    if (g_strcmp0 (((AlcoveSearchHit *) hits->pdata[i - 1])->message_id, hit->message_id) == 0)
      return TRUE;
  return FALSE;
}

/* Takes rows until there are as many as wanted. */
static gboolean
take_rows (AlcoveStatement *statement, guint limit, GPtrArray *hits, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = statement;
  GError *local = NULL;

  while (stmt != NULL && hits->len < limit && alcove_statement_next (stmt, &local))
    {
      g_autoptr (AlcoveSearchHit) hit = read_row (stmt);

      if (!is_same_message (hits, hit))
        g_ptr_array_add (hits, g_steal_pointer (&hit));
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return stmt != NULL && local == NULL;
}

static gint64
first_of (gint64 time)
{
  return MIN (time, TIME_MAX) << COUNTER_BITS;
}

static gboolean
find_best (AlcoveDb *db, const AlcoveSearchFilter *filter, const char *match, guint limit,
           GPtrArray *hits, GError **error)
{
  const gint64 last = filter->until < G_MAXINT64 ? first_of (filter->until) - 1 : G_MAXINT64;

  return take_rows (alcove_db_query (db, error, "search-find-ranked", "sssiisiis", match,
                                     ALCOVE_SEARCH_RAW_BEFORE, ALCOVE_SEARCH_RAW_BEHIND,
                                     first_of (filter->since), last, filter->model,
                                     (gint64) filter->is_pinned, (gint64) filter->is_archived,
                                     filter->folder),
                    limit, hits, error);
}

/* No words, but filters: the chats that they leave. */
static gboolean
find_chats (AlcoveDb *db, const AlcoveSearchFilter *filter, guint limit, GPtrArray *hits,
            GError **error)
{
  return take_rows (alcove_db_query (db, error, "search-chats-newest", "siiiiis", filter->model,
                                     (gint64) filter->is_pinned, filter->since, filter->until,
                                     (gint64) limit, (gint64) filter->is_archived, filter->folder),
                    limit, hits, error);
}

static gboolean
find (AlcoveDb *db, AlcoveSearchFilter *filter, AlcoveSearchOrder order, guint limit,
      GPtrArray *hits, GError **error)
{
  g_autoptr (AlcoveSearchQuery) query = alcove_search_query_new (filter->words);

  if (limit == 0)
    return TRUE;
  if (query->match == NULL)
    return *g_strstrip (filter->words) != '\0' || !alcove_search_filter_is_any (filter)
           || find_chats (db, filter, limit, hits, error);
  if (order == ALCOVE_SEARCH_BY_RANK)
    return find_best (db, filter, query->match, limit, hits, error);
  return alcove_search_newest (db, filter, query, limit, hits, error);
}

/**
 * alcove_search: (skip)
 * @db: a connection
 * @query: what a person typed
 * @order: what comes first
 * @limit: how many hits at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveSearchHit): the hits
 */
GPtrArray *
alcove_search (AlcoveDb *db, const char *query, AlcoveSearchOrder order, guint limit,
               GError **error)
{
  g_autoptr (AlcoveSearchFilter) filter = alcove_search_filter_new (query);
  g_autoptr (GPtrArray) hits
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_search_hit_unref);
  g_autoptr (AlcoveStatement) hold = alcove_db_query (db, error, "search-hold", "");

  if (hold == NULL || !alcove_statement_next (hold, error))
    return NULL;
  return find (db, filter, order, limit, hits, error) ? g_steal_pointer (&hits) : NULL;
}
