/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding chats by id and by words, and the end of a session. Main thread. */

#include "alcove-session-private.h"

#include "alcove-error.h"
#include "alcove-search-result-private.h"

typedef struct
{
  AlcoveSession *session;
  char *text;
  guint limit;
} Query;

static void
query_free (Query *query)
{
  g_object_unref (query->session);
  g_free (query->text);
  g_free (query);
}

static Query *
query_new (AlcoveSession *session, const char *text, guint limit)
{
  Query *query = g_new0 (Query, 1);

  query->session = g_object_ref (session);
  query->text = g_strdup (text);
  query->limit = limit;
  return query;
}

static DexFuture *
load_fiber (gpointer data)
{
  const Query *query = data;
  AlcoveSession *self = query->session;
  AlcoveConversation *known;
  g_autoptr (AlcoveChatRecord) record = NULL;
  GError *error = NULL;

  if (!dex_await (alcove_session_wait_open (self), &error))
    return dex_future_new_for_error (error);
  known = alcove_conversation_list_find (self->conversations, query->text, NULL);
  if (known != NULL)
    return dex_future_new_for_object (known);
  if (self->store == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
  record = dex_await_boxed (alcove_store_get_chat (self->store, query->text), &error);
  if (record == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (
      alcove_conversation_list_adopt (self->conversations, record, self->store, ALCOVE_HOME_VAULT));
}

/**
 * alcove_session_load_conversation:
 * @self: a session
 * @id: a chat's id
 *
 * Returns: (transfer full): a future of its #AlcoveConversation; rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_session_load_conversation (AlcoveSession *self, const char *id)
{
  return dex_scheduler_spawn (NULL, 0, load_fiber, query_new (self, id, 0),
                              (GDestroyNotify) query_free);
}

static gboolean
search_in (AlcoveStore *store, const Query *query, gboolean is_saved, GListStore *results,
           GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  if (store == NULL)
    return TRUE;
  hits = dex_await_boxed (alcove_store_search (store, query->text, query->limit), error);
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
  if (unsaved != NULL)
    g_list_store_sort (results, newest_first, NULL);
  n_results = g_list_model_get_n_items (G_LIST_MODEL (results));
  if (n_results > query->limit)
    g_list_store_splice (results, query->limit, n_results - query->limit, NULL, 0);
  return dex_future_new_take_object (g_steal_pointer (&results));
}

/**
 * alcove_session_search:
 * @self: a session
 * @query: words as a person types them
 * @limit: how many results at most
 *
 * Returns: (transfer full): a future of a #GListModel of #AlcoveSearchResult, newest first, of saved and unsaved
 *   chats
 */
DexFuture *
alcove_session_search (AlcoveSession *self, const char *query, guint limit)
{
  return dex_scheduler_spawn (NULL, 0, search_fiber, query_new (self, query, limit),
                              (GDestroyNotify) query_free);
}

/* In a fiber. */
static void
stop_all_answers (AlcoveSession *self)
{
  while (self->sendings->len > 0)
    {
      g_autoptr (AlcoveSending) sending = g_object_ref (g_ptr_array_index (self->sendings, 0));

      alcove_sending_stop (sending);
      dex_await (alcove_sending_wait (sending), NULL);
    }
}

static DexFuture *
close_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->sendings->len; i++)
    alcove_sending_stop (g_ptr_array_index (self->sendings, i));
  stop_all_answers (self);
  dex_await (alcove_session_wait_open (self), NULL);
  alcove_conversation_list_clear (self->conversations, ALCOVE_HOME_VAULT);
  alcove_conversation_list_clear (self->conversations, ALCOVE_HOME_MEMORY);
  if (self->unsaved != NULL)
    dex_await (alcove_store_close (self->unsaved), NULL);
  if (self->store != NULL)
    dex_await (alcove_store_close (self->store), &error);
  g_object_run_dispose (G_OBJECT (self));
  return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/**
 * alcove_session_close:
 * @self: a session
 *
 * Stops and stores running answers, closes the history, forgets the keys. Unsaved chats are gone: ask before.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_session_close (AlcoveSession *self)
{
  if (self->is_closed)
    return dex_future_new_true ();
  self->is_closed = TRUE;
  return dex_scheduler_spawn (NULL, 0, close_fiber, g_object_ref (self), g_object_unref);
}
