/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The branches of a chat: to ask again, to write again, to show another one, to delete one. Main thread.
 *
 * Nothing is overwritten: what comes anew is a sibling of what was there. Another path is shown only once the
 * store shows it, and not before a running answer has read the one that it was asked with. */

#include "alcove-session-private.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-id.h"
#include "alcove-message-private.h"

/**
 * alcove_session_regenerate_with:
 * @self: a session
 * @conversation: a chat
 * @message: an answer in it, or a prompt
 * @model: (nullable): who is asked this once; %NULL for the chat's model
 *
 * Asks again; what was there stays as another branch.
 *
 * Returns: (transfer none) (nullable): as [method@Session.send]
 */
AlcoveConversation *
alcove_session_regenerate_with (AlcoveSession *self, AlcoveConversation *conversation,
                                AlcoveMessage *message, const char *model)
{
  AlcoveMessageList *messages = alcove_conversation_get_messages (conversation);
  guint position;

  if (!alcove_message_list_find (messages, message, &position))
    return NULL;
  if (alcove_message_get_role (message) == ALCOVE_ROLE_USER)
    position++;
  if (position == 0)
    return NULL;
  return alcove_session_ask (self, conversation,
                             &(AlcoveAsk) { .model = model, .n_kept = position });
}

/**
 * alcove_session_regenerate:
 * @self: a session
 * @conversation: a chat
 * @message: an answer in it, or a prompt
 *
 * Asks the chat's model again; what was there stays as another branch.
 *
 * Returns: (transfer none) (nullable): as [method@Session.send]
 */
AlcoveConversation *
alcove_session_regenerate (AlcoveSession *self, AlcoveConversation *conversation,
                           AlcoveMessage *message)
{
  return alcove_session_regenerate_with (self, conversation, message, NULL);
}

/**
 * alcove_session_edit:
 * @self: a session
 * @conversation: a chat
 * @prompt: a prompt in it, loaded: else nobody knows what goes with it
 * @text: what is asked instead
 *
 * Sends it with the images and files of the old one, which stays as another branch.
 *
 * Returns: (transfer none) (nullable): as [method@Session.send]
 */
AlcoveConversation *
alcove_session_edit (AlcoveSession *self, AlcoveConversation *conversation, AlcoveMessage *prompt,
                     const char *text)
{
  AlcoveMessageList *messages = alcove_conversation_get_messages (conversation);
  AlcoveAsk ask = { .prompt = text, .parts = alcove_message_get_parts (prompt) };

  if (alcove_message_get_role (prompt) != ALCOVE_ROLE_USER || !alcove_message_get_is_loaded (prompt)
      || !alcove_message_list_find (messages, prompt, &ask.n_kept))
    return NULL;
  return alcove_session_ask (self, conversation, &ask);
}

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
  AlcoveMessageList *messages;
  AlcoveMessageRecord *record; /* of what is written */
  char *id;                    /* of the message that it is about */
  guint position;
  int direction;
} Turn;

static void
turn_free (Turn *turn)
{
  g_object_unref (turn->session);
  g_object_unref (turn->conversation);
  g_object_unref (turn->messages);
  g_clear_pointer (&turn->record, alcove_message_record_unref);
  g_free (turn->id);
  g_free (turn);
}

static Turn *
turn_new (AlcoveSession *session, AlcoveConversation *conversation, const char *id)
{
  Turn *turn = g_new0 (Turn, 1);

  turn->session = g_object_ref (session);
  turn->conversation = g_object_ref (conversation);
  turn->messages = g_object_ref (alcove_conversation_get_messages (conversation));
  turn->id = g_strdup (id);
  return turn;
}

static DexFuture *
spawn (DexFiberFunc fiber, Turn *turn)
{
  return dex_scheduler_spawn (NULL, 0, fiber, turn, (GDestroyNotify) turn_free);
}

static AlcoveStore *
store_of (const Turn *turn)
{
  return alcove_chat_writer_get_store (alcove_conversation_get_writer (turn->conversation));
}

/* In a fiber: the chat can be written to and its path is here. */
static gboolean
wait_ready (const Turn *turn, GError **error)
{
  dex_await (alcove_session_wait_open (turn->session), NULL);
  return dex_await (alcove_conversation_wait (turn->conversation), error)
         && dex_await (alcove_message_list_wait (turn->messages), error);
}

/* In a fiber: the store has all that was said, and what is being answered does not need the path any more. */
static gboolean
wait_stored (const Turn *turn, GError **error)
{
  AlcoveSending *sending = alcove_conversation_get_sending (turn->conversation);

  if (sending != NULL && !dex_await (alcove_sending_wait_asked (sending), error))
    return FALSE;
  if (alcove_conversation_get_writer (turn->conversation) == NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
      return FALSE;
    }
  return dex_await (alcove_chat_writer_flush (alcove_conversation_get_writer (turn->conversation)),
                    error);
}

/* In a fiber: another path is shown in the store. */
static gboolean
show_path (const Turn *turn, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = NULL;

  if (!dex_await (alcove_message_list_reload (turn->messages), error))
    return FALSE;
  chat = dex_await_boxed (alcove_store_get_chat (store_of (turn),
                                                 alcove_conversation_get_id (turn->conversation)),
                          NULL);
  if (chat != NULL)
    alcove_conversation_set_preview (turn->conversation, chat->last_message);
  return TRUE;
}

static DexFuture *
variant_fiber (gpointer data)
{
  const Turn *turn = data;
  GError *error = NULL;

  if (!wait_ready (turn, &error) || !wait_stored (turn, &error)
      || !dex_await (alcove_store_show_neighbour (store_of (turn), turn->id, turn->direction),
                     &error)
      || !show_path (turn, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_session_show_variant:
 * @self: a session
 * @conversation: a chat
 * @message: a message in it
 * @direction: 1 for the variant after it, -1 for the one before
 *
 * Shows that variant, down to its newest end; what is asked next goes on there.
 *
 * Returns: (transfer full): a future of %TRUE; rejects with %ALCOVE_ERROR_NOT_FOUND where there is none
 */
DexFuture *
alcove_session_show_variant (AlcoveSession *self, AlcoveConversation *conversation,
                             AlcoveMessage *message, int direction)
{
  Turn *turn = turn_new (self, conversation, alcove_message_get_id (message));

  turn->direction = direction;
  return spawn (variant_fiber, turn);
}

/* In a fiber: the branch of a message that is not on the path. */
static gboolean
show_branch (const Turn *turn, GError **error)
{
  g_autoptr (AlcoveMessageRecord) record = NULL;

  if (!wait_stored (turn, error))
    return FALSE;
  record = dex_await_boxed (alcove_store_get_message (store_of (turn), turn->id), error);
  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (record->chat_id, alcove_conversation_get_id (turn->conversation)) == 0)
    return dex_await (alcove_store_show_message (store_of (turn), turn->id), error)
           && show_path (turn, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "it is in another chat");
  return FALSE;
}

static DexFuture *
message_fiber (gpointer data)
{
  const Turn *turn = data;
  GError *error = NULL;
  guint position = 0;

  if (!wait_ready (turn, &error))
    return dex_future_new_for_error (error);
  if (!alcove_message_list_find_id (turn->messages, turn->id, &position)
      && !show_branch (turn, &error))
    return dex_future_new_for_error (error);
  if (!alcove_message_list_find_id (turn->messages, turn->id, &position))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
  return dex_future_new_for_uint (position);
}

/**
 * alcove_session_show_message:
 * @self: a session
 * @conversation: a chat
 * @message_id: a message of it, on whatever branch
 *
 * Shows the branch of the message, where another one is shown.
 *
 * Returns: (transfer full): a future of its position, an unsigned integer; rejects with %ALCOVE_ERROR_NOT_FOUND
 */
DexFuture *
alcove_session_show_message (AlcoveSession *self, AlcoveConversation *conversation,
                             const char *message_id)
{
  return spawn (message_fiber, turn_new (self, conversation, message_id));
}

static DexFuture *
delete_fiber (gpointer data)
{
  const Turn *turn = data;
  AlcoveSending *running = alcove_conversation_get_sending (turn->conversation);
  g_autoptr (AlcoveSending) sending = running ? g_object_ref (running) : NULL;
  GError *error = NULL;

  if (sending != NULL)
    {
      alcove_sending_stop (sending);
      dex_await (alcove_sending_wait (sending), NULL);
    }
  if (!wait_ready (turn, &error) || !wait_stored (turn, &error)
      || !dex_await (alcove_store_delete_message (store_of (turn), turn->id), &error)
      || !show_path (turn, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_session_delete_message:
 * @self: a session
 * @conversation: a chat; its running answer is stopped
 * @message: a message in it
 *
 * Deletes it for good, with all that stands below it. The nearest variant is shown, else what stood above.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_session_delete_message (AlcoveSession *self, AlcoveConversation *conversation,
                               AlcoveMessage *message)
{
  return spawn (delete_fiber, turn_new (self, conversation, alcove_message_get_id (message)));
}

static void
show_written (const Turn *turn)
{
  g_autoptr (AlcoveMessage) left
      = g_list_model_get_item (G_LIST_MODEL (turn->messages), turn->position);
  g_autoptr (AlcoveMessage) message = alcove_message_new (turn->record->role, turn->record->status);
  guint n_variants = 0;

  if (left != NULL)
    alcove_message_get_variant (left, &n_variants);
  alcove_message_set_variants (message, n_variants + 1, n_variants + 1);
  alcove_message_set_record (message, turn->record);
  alcove_message_set_parts (message, turn->record->parts);
  alcove_message_list_truncate (turn->messages, turn->position);
  alcove_message_list_append (turn->messages, message);
}

static DexFuture *
rewrite_fiber (gpointer data)
{
  const Turn *turn = data;
  AlcoveMessageRecord *record = turn->record;
  const AlcovePart *part = g_ptr_array_index (record->parts, 0);
  GError *error = NULL;

  if (!wait_ready (turn, &error))
    return dex_future_new_for_error (error);
  alcove_session_settle (turn->session, turn->conversation);
  if (turn->position == 0
      || turn->position > g_list_model_get_n_items (G_LIST_MODEL (turn->messages)))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such message");
  g_set_str (&record->chat_id, alcove_conversation_get_id (turn->conversation));
  g_set_str (&record->parent_id, alcove_message_list_get_id (turn->messages, turn->position - 1));
  show_written (turn);
  alcove_conversation_touch (turn->conversation, record->created_at, part->text);
  alcove_chat_writer_add (alcove_conversation_get_writer (turn->conversation), record);
  return dex_future_new_true ();
}

/**
 * alcove_session_rewrite:
 * @self: a session
 * @conversation: a chat that is not streaming
 * @answer: an answer in it
 * @text: its words from now on
 *
 * Puts another answer in its place, which stays as another branch. Nothing is sent. What a chat begins with has
 * no message that another could answer: it stays.
 *
 * Returns: (transfer none) (nullable): the chat to look at, as [method@Session.send]; %NULL where nothing was done
 */
AlcoveConversation *
alcove_session_rewrite (AlcoveSession *self, AlcoveConversation *conversation,
                        AlcoveMessage *answer, const char *text)
{
  AlcoveConversation *target;
  Turn *turn;
  guint position;

  if (alcove_message_get_role (answer) != ALCOVE_ROLE_ASSISTANT || *text == '\0'
      || !g_utf8_validate (text, -1, NULL) || alcove_conversation_get_is_streaming (conversation)
      || !alcove_message_list_find (alcove_conversation_get_messages (conversation), answer,
                                    &position)
      || position == 0)
    return NULL;
  target = alcove_session_go_on_in (self, conversation);
  turn = turn_new (self, target, NULL);
  turn->position = position;
  turn->record = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  g_free (turn->record->id);
  turn->record->id = alcove_id_new ();
  turn->record->created_at = g_get_real_time () / 1000;
  g_set_str (&turn->record->model, alcove_message_get_model (answer));
  alcove_message_extra_set_is_rewritten (turn->record);
  g_ptr_array_add (turn->record->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  dex_future_disown (spawn (rewrite_fiber, turn));
  return target;
}
