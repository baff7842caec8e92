/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The chat that was open at the end is the one to begin with at the next start. Main thread. It stands in the vault, as
 * what somebody read last tells about them, and only while saving is on; nothing of it is anywhere else. */

#include "alcove-session-private.h"

#include <json-glib/json-glib.h>

#include "alcove-error.h"

#define LEFT_AT "left-at" /* a chat's id, as a string */

static gboolean
can_be_resumed (AlcoveConversation *conversation)
{
  return alcove_conversation_get_is_saved (conversation)
         && alcove_conversation_get_id (conversation) != NULL
         && !alcove_conversation_get_is_deleted (conversation)
         && !alcove_conversation_get_is_archived (conversation);
}

/**
 * alcove_session_leave_at:
 * @self: a session that is about to end
 * @conversation: (nullable): what is shown at the end, %NULL for nothing
 *
 * Keeps it for [method@Session.resume] of the next session. A new chat, one that is not saved and one that was put away
 * are as good as nothing: the next session begins with a new chat then. Who leaves before the last one was there leaves
 * it for the next time.
 */
void
alcove_session_leave_at (AlcoveSession *self, AlcoveConversation *conversation)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (self->is_resuming
      && (conversation == NULL || alcove_conversation_get_id (conversation) == NULL))
    return;
  if (conversation != NULL && can_be_resumed (conversation))
    {
      node = json_node_init_string (json_node_alloc (), alcove_conversation_get_id (conversation));
      json = json_to_string (node, FALSE);
    }
  alcove_session_write_setting (self, LEFT_AT, json);
}

/* In a fiber. An unreadable setting is as good as none. */
static char *
read_left_at (AlcoveSession *self)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (self->store == NULL || !self->save_history || self->is_closed)
    return NULL;
  json = dex_await_string (alcove_store_get_setting (self->store, LEFT_AT), NULL);
  node = json ? json_from_string (json, NULL) : NULL;
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

static DexFuture *
resume_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autofree char *id = NULL;
  g_autoptr (AlcoveConversation) conversation = NULL;

  dex_await (alcove_session_wait_open (self), NULL);
  id = read_left_at (self);
  if (id != NULL)
    conversation = dex_await_object (alcove_session_load_conversation (self, id), NULL);
  self->is_resuming = FALSE;
  if (conversation == NULL || self->is_closed || !can_be_resumed (conversation))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "nothing to go on with");
  return dex_future_new_take_object (g_steal_pointer (&conversation));
}

/**
 * alcove_session_resume:
 * @self: a session
 *
 * What was open when the last one ended, for the first who asks: whoever comes later begins with a new chat.
 *
 * Returns: (transfer full): a future of the #AlcoveConversation; rejects with %ALCOVE_ERROR_NOT_FOUND where there is none
 */
DexFuture *
alcove_session_resume (AlcoveSession *self)
{
  if (self->is_resumed)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "it was asked before");
  self->is_resumed = TRUE;
  self->is_resuming = TRUE;
  return dex_scheduler_spawn (NULL, 0, resume_fiber, g_object_ref (self), g_object_unref);
}
