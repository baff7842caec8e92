/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Titles that a model writes. Main thread.
 *
 * By itself only where the account allows it, for a chat that is saved, once, after its first answer; for any other
 * when a person asks. A title of the user's own stays, also one that is given while the model thinks. That there
 * is no better title is no matter for a message: the log has the error's name, never a word of the chat. */

#include "alcove-session-private.h"

#include "alcove-chat-title.h"
#include "alcove-error.h"
#include "alcove-title-request.h"

/**
 * alcove_session_get_asks_for_titles:
 * @self: a session
 *
 * Returns: whether a model may be asked for the titles of saved chats
 */
gboolean
alcove_session_get_asks_for_titles (AlcoveSession *self)
{
  return self->settings->asks_for_titles;
}

/**
 * alcove_session_get_title_model:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is asked for titles, %NULL for the chat's own model
 */
const char *
alcove_session_get_title_model (AlcoveSession *self)
{
  return self->settings->title_model;
}

/**
 * alcove_session_set_asks_for_titles:
 * @self: a session
 * @asks: whether a model may be asked for the titles of saved chats
 * @model: (nullable): which one, %NULL for the chat's own
 */
void
alcove_session_set_asks_for_titles (AlcoveSession *self, gboolean asks, const char *model)
{
  g_autofree char *json = NULL;

  self->settings->asks_for_titles = asks;
  g_set_str (&self->settings->title_model, model);
  json = alcove_account_settings_titles_to_json (self->settings);
  alcove_session_write_setting (self, "titles", json);
}

/**
 * alcove_session_set_is_brief:
 * @self: a new session
 *
 * It ends with what it was opened for: nothing is asked in the background.
 */
void
alcove_session_set_is_brief (AlcoveSession *self)
{
  self->is_brief = TRUE;
}

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
  char *model;           /* nullable: the chat's own */
  gboolean is_asked_for; /* a person wants one */
} Titling;

static void
titling_free (Titling *titling)
{
  g_object_unref (titling->session);
  g_object_unref (titling->conversation);
  g_free (titling->model);
  g_free (titling);
}

static AlcoveTitleSource
source_of (AlcoveConversation *conversation)
{
  return alcove_conversation_get_record (conversation)->title_source;
}

/* In a fiber: what the chat begins with. */
static AlcoveChatRequest *
make_request (const Titling *titling, GError **error)
{
  g_autoptr (AlcoveMessageList) messages
      = g_object_ref (alcove_conversation_get_messages (titling->conversation));
  g_autoptr (AlcoveChatRequest) request = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *question = NULL;
  g_autofree char *answer = NULL;

  if (!dex_await (alcove_message_list_wait (messages), error))
    return NULL;
  records = dex_await_boxed (alcove_message_list_collect (messages, 2), error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const AlcoveMessageRecord *record = g_ptr_array_index (records, i);
      char **text = record->role == ALCOVE_ROLE_USER ? &question : &answer;

      if (*text == NULL)
        *text = alcove_parts_dup_text (record->parts, ALCOVE_PART_TEXT);
    }
  request = alcove_title_request_new (
      titling->model ? titling->model : alcove_conversation_get_model (titling->conversation),
      question ? question : "", answer);
  request->refused
      = alcove_account_settings_dup_refused (titling->session->settings, request->model);
  return g_steal_pointer (&request);
}

/* In a fiber. One request, and no other where it fails. */
static char *
ask (const Titling *titling, GError **error)
{
  AlcoveSession *session = titling->session;
  g_autoptr (AlcoveChatRequest) request = make_request (titling, error);
  g_autoptr (AlcoveReply) reply = NULL;
  char *title;

  if (request == NULL)
    return NULL;
  if (session->is_closed || session->client == NULL || request->model == NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_MODEL, "nobody to ask for a title");
      return NULL;
    }
  reply = alcove_client_ask (session->client, request);
  g_ptr_array_add (session->titlings, g_object_ref (reply));
  if (!dex_await (alcove_reply_wait (reply), error))
    {
      g_ptr_array_remove (session->titlings, reply);
      return NULL;
    }
  g_ptr_array_remove (session->titlings, reply);
  title = alcove_chat_title_from_model (alcove_reply_get_content (reply));
  if (title == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_PROTOCOL, "the answer has no title");
  return title;
}

/* In a fiber. Shows at once and is taken back where the store refuses. */
static gboolean
apply (const Titling *titling, const char *title, GError **error)
{
  AlcoveConversation *conversation = titling->conversation;
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);
  AlcoveChatRecord *unborn = writer ? alcove_chat_writer_get_unborn_chat (writer) : NULL;
  const AlcoveTitleSource source = source_of (conversation);
  g_autofree char *old = g_strdup (alcove_conversation_get_title (conversation));

  /* the user was quicker, with a title or with the switch */
  if (source == ALCOVE_TITLE_FROM_USER
      || (!titling->is_asked_for && !titling->session->save_history))
    return TRUE;
  alcove_conversation_set_title (conversation, title, ALCOVE_TITLE_FROM_MODEL);
  if (unborn != NULL)
    {
      g_set_str (&unborn->title, title);
      unborn->title_source = ALCOVE_TITLE_FROM_MODEL;
    }
  else if (writer != NULL
           && !dex_await (alcove_store_rename_chat (alcove_conversation_get_store (conversation),
                                                    alcove_conversation_get_id (conversation),
                                                    title, ALCOVE_TITLE_FROM_MODEL),
                          error))
    {
      if (g_strcmp0 (alcove_conversation_get_title (conversation), title) == 0)
        alcove_conversation_set_title (conversation, old, source);
      return FALSE;
    }
  return TRUE;
}

static DexFuture *
titling_fiber (gpointer data)
{
  const Titling *titling = data;
  GError *error = NULL;
  g_autofree char *title = ask (titling, &error);

  if (title == NULL || !apply (titling, title, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_string (g_steal_pointer (&title));
}

static DexFuture *
start (AlcoveSession *self, AlcoveConversation *conversation, const char *model,
       gboolean is_asked_for)
{
  Titling *titling = g_new0 (Titling, 1);

  titling->session = g_object_ref (self);
  titling->conversation = g_object_ref (conversation);
  titling->model = g_strdup (model ? model : self->settings->title_model);
  titling->is_asked_for = is_asked_for;
  return dex_scheduler_spawn (NULL, 0, titling_fiber, titling, (GDestroyNotify) titling_free);
}

/**
 * alcove_session_suggest_title:
 * @self: a session
 * @conversation: one of its chats, saved or not
 * @model: (nullable): who is asked, %NULL for the account's model for titles, else the chat's own
 *
 * Asks a model for a title, because a person wants one.
 *
 * Returns: (transfer full): a future of the title, which the chat has now, unless the user gave it one; rejects with
 *   what the server or the store says
 */
DexFuture *
alcove_session_suggest_title (AlcoveSession *self, AlcoveConversation *conversation,
                              const char *model)
{
  if (alcove_conversation_get_id (conversation) == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "an empty chat");
  return start (self, conversation, model, TRUE);
}

static DexFuture *
failed_cb (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_info ("No title was written: %s",
          alcove_error_code_to_string (error->domain == ALCOVE_ERROR ? (AlcoveError) error->code
                                                                     : ALCOVE_ERROR_FAILED));
  return dex_future_new_true ();
}

/**
 * alcove_session_better_title:
 * @self: a session
 * @conversation: one of its chats
 * @answer: an answer that has ended there
 *
 * Asks for a better title in the background, where that is allowed.
 */
void
alcove_session_better_title (AlcoveSession *self, AlcoveConversation *conversation,
                             AlcoveMessage *answer)
{
  AlcoveMessageList *messages = alcove_conversation_peek_messages (conversation);

  if (!self->settings->asks_for_titles || self->is_brief || self->is_closed || !self->save_history
      || alcove_conversation_get_home (conversation) != ALCOVE_HOME_VAULT
      || source_of (conversation) != ALCOVE_TITLE_FROM_PROMPT
      || alcove_message_get_status (answer) != ALCOVE_STATUS_COMPLETE || messages == NULL
      || g_list_model_get_n_items (G_LIST_MODEL (messages)) != 2)
    return;
  dex_future_disown (
      dex_future_catch (start (self, conversation, NULL, FALSE), failed_cb, NULL, NULL));
}
