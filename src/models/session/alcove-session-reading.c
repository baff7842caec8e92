/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding chats by id, and the end of a session. Main thread. */

#include "alcove-session-private.h"

#include "alcove-error.h"

typedef struct
{
  AlcoveSession *session;
  char *text;
} Query;

static void
query_free (Query *query)
{
  g_object_unref (query->session);
  g_free (query->text);
  g_free (query);
}

static Query *
query_new (AlcoveSession *session, const char *text)
{
  Query *query = g_new0 (Query, 1);

  query->session = g_object_ref (session);
  query->text = g_strdup (text);
  return query;
}

static DexFuture *
load_fiber (gpointer data)
{
  const Query *query = data;
  AlcoveSession *self = query->session;
  AlcoveConversation *known;
  g_autoptr (AlcoveChatRecord) record = NULL;
  g_autoptr (GError) closed = NULL;
  GError *error = NULL;

  dex_await (alcove_session_wait_open (self), &closed);
  known = alcove_conversation_list_find (self->conversations, query->text, NULL);
  if (known != NULL)
    return dex_future_new_for_object (known);
  if (closed != NULL)
    return dex_future_new_for_error (g_steal_pointer (&closed));
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
  return dex_scheduler_spawn (NULL, 0, load_fiber, query_new (self, id),
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

/* In a fiber. A title that is not there yet is not waited for. */
static void
stop_titles (AlcoveSession *self)
{
  while (self->titlings->len > 0)
    {
      g_autoptr (AlcoveReply) reply = g_ptr_array_steal_index (self->titlings, 0);

      alcove_reply_stop (reply);
      dex_await (alcove_reply_wait (reply), NULL);
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
  stop_titles (self);
  dex_await (alcove_session_wait_open (self), NULL);
  alcove_recent_chats_clear (self->recent);
  alcove_session_clear_lists (self, ALCOVE_HOME_VAULT);
  alcove_session_clear_lists (self, ALCOVE_HOME_MEMORY);
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
