/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the user does to chats: begin, send, stop, rename. Main thread.
 *
 * Changes show at once and are taken back where the store refuses them. */

#include "alcove-session-private.h"

#include "alcove-error.h"

/**
 * alcove_session_new_conversation:
 * @self: a session
 *
 * Returns: (transfer full): a chat that is nowhere yet
 */
AlcoveConversation *
alcove_session_new_conversation (AlcoveSession *self)
{
  return alcove_conversation_new (self->model);
}

static void
written_cb (AlcoveSession *self, AlcoveChatRecord *chat, AlcoveChatWriter *writer)
{
  if (chat != NULL && alcove_chat_writer_get_store (writer) == self->store)
    alcove_session_after_save (self);
}

static void
write_failed_cb (AlcoveSession *self, AlcoveChatWriter *writer)
{
  alcove_session_set_store_error (self, alcove_chat_writer_get_error (writer));
}

/* Failures of every writer are the session's; connected once for each chat. */
static void
watch_writer (AlcoveSession *self, AlcoveConversation *conversation)
{
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);

  if (g_signal_handler_find (writer, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             write_failed_cb, self)
      != 0)
    return;
  g_signal_connect_object (writer, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (writer, "failed", G_CALLBACK (write_failed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * alcove_session_settle:
 * @self: a session whose vault was tried
 * @conversation: a chat that is about to be written to
 *
 * Where a chat lives is decided with its first message, by the switch.
 */
void
alcove_session_settle (AlcoveSession *self, AlcoveConversation *conversation)
{
  const gboolean save = self->save_history && self->store != NULL;

  if (alcove_conversation_get_home (conversation) == ALCOVE_HOME_NONE)
    alcove_conversation_settle (conversation,
                                save ? self->store : alcove_session_ensure_unsaved (self),
                                save ? ALCOVE_HOME_VAULT : ALCOVE_HOME_MEMORY);
  watch_writer (self, conversation);
  alcove_session_notify_has_unsaved (self);
}

/**
 * alcove_session_settle_early:
 * @self: a session
 * @conversation: a chat whose prompt was just sent
 *
 * The same at once, where the vault was tried: from now on closing the window asks for it. Until the vault was
 * tried [func@session_has_undecided] tells of it.
 */
void
alcove_session_settle_early (AlcoveSession *self, AlcoveConversation *conversation)
{
  if (self->opening == NULL || !dex_future_is_pending (self->opening))
    alcove_session_settle (self, conversation);
  else
    alcove_session_notify_has_unsaved (self);
}

/**
 * alcove_session_has_undecided:
 * @self: a session
 *
 * Returns: whether something was sent in a chat that waits for the vault to know where it will live
 */
gboolean
alcove_session_has_undecided (AlcoveSession *self)
{
  for (guint i = 0; i < self->sendings->len; i++)
    if (alcove_conversation_get_home (
            alcove_sending_get_conversation (g_ptr_array_index (self->sendings, i)))
        == ALCOVE_HOME_NONE)
      return TRUE;
  return FALSE;
}

/**
 * alcove_session_go_on_in:
 * @self: a session
 * @conversation: a chat
 *
 * Returns: (transfer none): where what is added goes: going on in a saved chat while saving is off makes an unsaved
 *   copy of it
 */
AlcoveConversation *
alcove_session_go_on_in (AlcoveSession *self, AlcoveConversation *conversation)
{
  if (self->save_history || !alcove_conversation_get_is_saved (conversation))
    return conversation;
  return alcove_session_copy (self, conversation);
}

static gboolean
can_send (AlcoveSession *self, AlcoveConversation *conversation)
{
  return !self->is_closed && self->client != NULL
         && !alcove_conversation_get_is_streaming (conversation)
         && (alcove_conversation_get_model (conversation) != NULL || self->model != NULL);
}

static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

/**
 * alcove_session_ask:
 * @self: a session
 * @conversation: a chat
 * @ask: what is asked, and where in the path
 *
 * Returns: (transfer none) (nullable): the chat to look at: @conversation, or its unsaved copy; %NULL where nothing
 *   was sent
 */
AlcoveConversation *
alcove_session_ask (AlcoveSession *self, AlcoveConversation *conversation, const AlcoveAsk *ask)
{
  AlcoveConversation *target;

  if (!can_send (self, conversation))
    return NULL;
  if (ask->prompt != NULL && !g_utf8_validate (ask->prompt, -1, NULL))
    return NULL;
  /* a picture may go alone */
  if (ask->prompt != NULL && is_blank (ask->prompt) && (ask->parts == NULL || ask->parts->len == 0))
    return NULL;
  target = alcove_session_go_on_in (self, conversation);
  if (alcove_conversation_get_model (target) == NULL)
    alcove_conversation_set_model (target, self->model);
  if (ask->model == NULL)
    alcove_session_remember_model (self, alcove_conversation_get_model (target));
  g_object_unref (alcove_sending_start (self, target, ask));
  return target;
}

/**
 * alcove_session_send:
 * @self: a session
 * @conversation: a chat
 * @text: a prompt in UTF-8
 *
 * Stores the prompt, then asks. Works while the vault is still opening: the answer waits for it.
 *
 * Returns: (transfer none) (nullable): the chat to look at: @conversation, or its unsaved copy; %NULL where nothing
 *   was sent
 */
AlcoveConversation *
alcove_session_send (AlcoveSession *self, AlcoveConversation *conversation, const char *text)
{
  return alcove_session_send_with (self, conversation, text, NULL);
}

/**
 * alcove_session_send_with:
 * @self: a session
 * @conversation: a chat
 * @text: a prompt in UTF-8, which may be empty where something goes with it
 * @attachments: (nullable) (element-type AlcoveAttachment): pictures and files
 *
 * Returns: (transfer none) (nullable): as [method@Session.send]
 */
AlcoveConversation *
alcove_session_send_with (AlcoveSession *self, AlcoveConversation *conversation, const char *text,
                          GPtrArray *attachments)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  for (guint i = 0; attachments && i < attachments->len; i++)
    g_ptr_array_add (parts, alcove_part_ref (alcove_attachment_get_part (attachments->pdata[i])));
  return alcove_session_ask (self, conversation,
                             &(AlcoveAsk) { .prompt = text, .parts = parts, .n_kept = G_MAXUINT });
}

/**
 * alcove_session_stop:
 * @self: a session
 * @conversation: a chat
 *
 * Closes the connection of its running answer, also before the first token. What came is kept.
 */
void
alcove_session_stop (AlcoveSession *self, AlcoveConversation *conversation)
{
  AlcoveSending *sending = alcove_conversation_get_sending (conversation);

  if (sending != NULL)
    alcove_sending_stop (sending);
}

/**
 * alcove_session_get_is_answering:
 * @self: a session
 *
 * Returns: whether an answer of any of its chats is running, or its last words are being stored
 */
gboolean
alcove_session_get_is_answering (AlcoveSession *self)
{
  return self->sendings->len > 0;
}

/**
 * alcove_session_look_at:
 * @self: a session
 * @conversation: (nullable): the chat that a window shows from now on
 * @before: (nullable): the one that it was last told to show
 *
 * Each of several windows tells what it shows; news of a chat that any of them shows are none.
 */
void
alcove_session_look_at (AlcoveSession *self, AlcoveConversation *conversation,
                        AlcoveConversation *before)
{
  if (before != NULL)
    alcove_conversation_add_reader (before, -1);
  if (conversation == NULL)
    return;
  alcove_conversation_add_reader (conversation, 1);
  alcove_conversation_set_has_news (conversation, FALSE);
  alcove_recent_chats_add (self->recent, conversation);
}

/**
 * alcove_session_add_sending:
 * @self: a session
 * @sending: an answer that begins
 */
void
alcove_session_add_sending (AlcoveSession *self, AlcoveSending *sending)
{
  AlcoveConversation *conversation = alcove_sending_get_conversation (sending);

  g_ptr_array_add (self->sendings, g_object_ref (sending));
  alcove_conversation_set_sending (conversation, sending);
  if (alcove_conversation_get_is_trashed (conversation))
    dex_future_disown (
        alcove_session_restore (self, conversation)); /* who goes on in it wants it */
  alcove_session_place (self, conversation);
}

/**
 * alcove_session_end_sending:
 * @self: a session
 * @sending: an answer that ended; its last words are still to be stored
 */
void
alcove_session_end_sending (AlcoveSession *self, AlcoveSending *sending)
{
  AlcoveConversation *conversation = alcove_sending_get_conversation (sending);

  alcove_conversation_set_sending (conversation, NULL);
  if (!alcove_conversation_has_reader (conversation))
    alcove_conversation_set_has_news (conversation, TRUE);
}

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
  AlcoveMessage *answer;
} Answered;

static void
answered_free (gpointer data)
{
  Answered *answered = data;

  g_object_unref (answered->session);
  g_object_unref (answered->conversation);
  g_object_unref (answered->answer);
  g_free (answered);
}

static gboolean
emit_answered (gpointer data)
{
  Answered *answered = data;

  g_signal_emit_by_name (answered->session, "answered", answered->conversation, answered->answer);
  return G_SOURCE_REMOVE;
}

/* Soon: who listens has a whole stack, which a fiber has not. */
static void
tell_answered (AlcoveSession *self, AlcoveSending *sending)
{
  Answered *answered = g_new (Answered, 1);

  *answered
      = (Answered) { g_object_ref (self), g_object_ref (alcove_sending_get_conversation (sending)),
                     g_object_ref (alcove_sending_get_answer (sending)) };
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_answered, answered, answered_free);
}

/**
 * alcove_session_remove_sending:
 * @self: a session
 * @sending: an answer that ended and is stored; closing waits until then
 */
void
alcove_session_remove_sending (AlcoveSession *self, AlcoveSending *sending)
{
  tell_answered (self, sending);
  g_ptr_array_remove (self->sendings, sending);
}

/**
 * alcove_session_set_conversation_model:
 * @self: a session
 * @conversation: a chat
 * @model: the model that it asks from now on
 *
 * Nothing of a saved chat is written while saving is off.
 */
void
alcove_session_set_conversation_model (AlcoveSession *self, AlcoveConversation *conversation,
                                       const char *model)
{
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);
  AlcoveChatRecord *unborn = writer ? alcove_chat_writer_get_unborn_chat (writer) : NULL;

  if (g_strcmp0 (alcove_conversation_get_model (conversation), model) == 0)
    return;
  alcove_conversation_set_model (conversation, model);
  alcove_session_choose_model (self, model);
  if (unborn != NULL)
    g_set_str (&unborn->model, model);
  else if (writer != NULL
           && (self->save_history
               || alcove_conversation_get_home (conversation) == ALCOVE_HOME_MEMORY))
    dex_future_disown (alcove_store_set_chat_model (
        alcove_chat_writer_get_store (writer), alcove_conversation_get_id (conversation), model));
}

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
  char *title;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->session);
  g_object_unref (change->conversation);
  g_free (change->title);
  g_free (change);
}

static DexFuture *
change (AlcoveSession *self, AlcoveConversation *conversation, const char *title,
        DexFiberFunc fiber)
{
  Change *data = g_new0 (Change, 1);

  data->session = g_object_ref (self);
  data->conversation = g_object_ref (conversation);
  data->title = g_strdup (title);
  return dex_scheduler_spawn (NULL, 0, fiber, data, (GDestroyNotify) change_free);
}

static DexFuture *
rename_fiber (gpointer data)
{
  const Change *rename = data;
  AlcoveConversation *conversation = rename->conversation;
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);
  AlcoveChatRecord *unborn = writer ? alcove_chat_writer_get_unborn_chat (writer) : NULL;
  g_autofree char *old = g_strdup (alcove_conversation_get_title (conversation));
  const AlcoveTitleSource source = alcove_conversation_get_record (conversation)->title_source;
  GError *error = NULL;

  alcove_conversation_set_title (conversation, rename->title, ALCOVE_TITLE_FROM_USER);
  if (unborn != NULL)
    {
      g_set_str (&unborn->title, rename->title);
      unborn->title_source = ALCOVE_TITLE_FROM_USER;
    }
  else if (writer != NULL
           && !dex_await (alcove_store_rename_chat (alcove_conversation_get_store (conversation),
                                                    alcove_conversation_get_id (conversation),
                                                    rename->title, ALCOVE_TITLE_FROM_USER),
                          &error))
    {
      if (g_strcmp0 (alcove_conversation_get_title (conversation), rename->title) == 0)
        alcove_conversation_set_title (conversation, old, source);
      return dex_future_new_for_error (error);
    }
  return dex_future_new_true ();
}

/**
 * alcove_session_rename:
 * @self: a session
 * @conversation: a chat
 * @title: its new title
 *
 * Returns: (transfer full): a future of %TRUE; rejects, and the old title is back, where the store refuses
 */
DexFuture *
alcove_session_rename (AlcoveSession *self, AlcoveConversation *conversation, const char *title)
{
  g_autofree char *clean = g_utf8_make_valid (title, -1);

  g_strstrip (g_strdelimit (clean, "\n\r\t", ' '));
  if (*clean == '\0')
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "a title has words");
  return change (self, conversation, clean, rename_fiber);
}
