/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding chats by words, in the vault and among those that are not saved. Main thread. */

#include "alcove-session-private.h"

#include "alcove-search-result-private.h"

typedef struct
{
  AlcoveSession *session;
  char *text;
  AlcoveSearchOrder order;
  guint limit;
} Query;

static void
query_free (Query *query)
{
  g_object_unref (query->session);
  g_free (query->text);
  g_free (query);
}

static gboolean
search_in (AlcoveStore *store, const Query *query, gboolean is_saved, GListStore *results,
           GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  if (store == NULL)
    return TRUE;
  hits = dex_await_boxed (alcove_store_search_by (store, query->text, query->order, query->limit),
                          error);
  for (guint i = 0; hits && i < hits->len; i++)
    {
      g_autoptr (AlcoveSearchResult) result
          = alcove_search_result_new (g_ptr_array_index (hits, i), is_saved);

      g_list_store_append (results, result);
    }
  return hits != NULL;
}

static int
newest_first (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 time_a = alcove_search_result_get_created_at ((AlcoveSearchResult *) a);
  const gint64 time_b = alcove_search_result_get_created_at ((AlcoveSearchResult *) b);

  return time_a == time_b ? 0 : time_a > time_b ? -1 : 1;
}

/* Ranks of two stores cannot be compared: by rank the few that are not saved stand first. */
static DexFuture *
search_fiber (gpointer data)
{
  const Query *query = data;
  g_autoptr (GListStore) results = g_list_store_new (ALCOVE_TYPE_SEARCH_RESULT);
  g_autoptr (AlcoveStore) unsaved = NULL;
  g_autoptr (AlcoveStore) store = NULL;
  GError *error = NULL;
  guint n_results;

  if (!dex_await (alcove_session_wait_open (query->session), &error))
    g_clear_error (&error); /* shown as the session's store error; unsaved chats can be searched */
  g_set_object (&unsaved, query->session->unsaved);
  g_set_object (&store, query->session->store);
  if (!search_in (unsaved, query, FALSE, results, &error)
      || !search_in (store, query, TRUE, results, &error))
    return dex_future_new_for_error (error);
  if (unsaved != NULL && query->order == ALCOVE_SEARCH_NEWEST_FIRST)
    g_list_store_sort (results, newest_first, NULL);
  n_results = g_list_model_get_n_items (G_LIST_MODEL (results));
  if (n_results > query->limit)
    g_list_store_splice (results, query->limit, n_results - query->limit, NULL, 0);
  return dex_future_new_take_object (g_steal_pointer (&results));
}

/**
 * alcove_session_search_by:
 * @self: a session
 * @text: words and filters as a person types them, see [method@Store.search_by]
 * @by_rank: whether the best come first, else the newest
 * @limit: how many results at most
 *
 * Returns: (transfer full): a future of a #GListModel of #AlcoveSearchResult, of saved and unsaved chats; rejects
 *   with %G_IO_ERROR_CANCELLED where it was interrupted
 */
DexFuture *
alcove_session_search_by (AlcoveSession *self, const char *text, gboolean by_rank, guint limit)
{
  Query *query = g_new0 (Query, 1);

  query->session = g_object_ref (self);
  query->text = g_strdup (text);
  query->order = by_rank ? ALCOVE_SEARCH_BY_RANK : ALCOVE_SEARCH_NEWEST_FIRST;
  query->limit = limit;
  return dex_scheduler_spawn (NULL, 0, search_fiber, query, (GDestroyNotify) query_free);
}

/**
 * alcove_session_search:
 * @self: a session
 * @text: words and filters as a person types them
 * @limit: how many results at most
 *
 * Returns: (transfer full): as [method@Session.search_by], newest first
 */
DexFuture *
alcove_session_search (AlcoveSession *self, const char *text, guint limit)
{
  return alcove_session_search_by (self, text, FALSE, limit);
}

/**
 * alcove_session_interrupt_searches:
 * @self: a session
 *
 * What is searched now ends: nobody waits for it any more.
 */
void
alcove_session_interrupt_searches (AlcoveSession *self)
{
  if (self->store != NULL)
    alcove_store_interrupt_searches (self->store);
}
