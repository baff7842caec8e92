/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is typed and not sent stays with its chat. In the vault it is kept while saving is on; a saved chat that is
 * looked at while saving is off keeps it in this process only, for what is typed there goes into an unsaved copy.
 * Main thread. */

#include "alcove-session-private.h"

#include "alcove-error.h"

/* Nobody waits for it: a store that fails says so in its banner. A chat that is gone needs no draft. */
static DexFuture *
kept_cb (DexFuture *future, gpointer user_data)
{
  AlcoveSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && !self->is_closed
      && !g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    alcove_session_set_store_error (self, error);
  return dex_future_new_true ();
}

static gboolean
is_kept (AlcoveSession *self, AlcoveConversation *conversation)
{
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);

  return !self->is_closed && writer != NULL && alcove_chat_writer_get_error (writer) == NULL
         && alcove_chat_writer_get_unborn_chat (writer) == NULL
         && (self->save_history
             || alcove_conversation_get_home (conversation) == ALCOVE_HOME_MEMORY);
}

/**
 * alcove_session_keep_draft:
 * @self: a session
 * @conversation: one of its chats
 * @text: (nullable): what was typed in it and not sent
 *
 * Keeps it where the chat is kept.
 */
void
alcove_session_keep_draft (AlcoveSession *self, AlcoveConversation *conversation, const char *text)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  g_autofree char *words = g_strstrip (g_strdup (text ? text : ""));
  AlcoveStore *store;

  if (!alcove_conversation_set_draft (conversation, *words ? text : NULL)
      || !is_kept (self, conversation))
    return;
  store = alcove_chat_writer_get_store (alcove_conversation_get_writer (conversation));
  dex_future_disown (
      dex_future_finally (alcove_store_set_chat_draft (store, record->id, record->draft), kept_cb,
                          g_object_ref (self), g_object_unref));
}
