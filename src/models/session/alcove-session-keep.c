/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats that change sides: an unsaved one that is kept, a saved one that goes on unsaved. Main thread.
 *
 * A chat moves whole, in one transaction of the store that takes it; until that is done the other has it. */

#include "alcove-session-private.h"

#include "alcove-error.h"
#include "alcove-id.h"

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
  AlcoveConversation *source;
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->session);
  g_object_unref (move->conversation);
  g_clear_object (&move->source);
  g_free (move);
}

static Move *
move_new (AlcoveSession *session, AlcoveConversation *conversation, AlcoveConversation *source)
{
  Move *move = g_new0 (Move, 1);

  move->session = g_object_ref (session);
  move->conversation = g_object_ref (conversation);
  move->source = source ? g_object_ref (source) : NULL;
  return move;
}

/**
 * alcove_session_ensure_unsaved:
 * @self: a session
 *
 * Returns: (transfer none): the store of chats that are not saved
 */
AlcoveStore *
alcove_session_ensure_unsaved (AlcoveSession *self)
{
  if (self->unsaved == NULL)
    {
      self->unsaved = alcove_store_new_in_memory ();
      dex_future_disown (alcove_store_open (self->unsaved));
    }
  return self->unsaved;
}

/* New ids: the saved chat stays beside its copy. */
static GPtrArray *
renew_messages (GPtrArray *records, AlcoveChatRecord *chat)
{
  GPtrArray *renewed
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  for (guint i = 0; i < records->len; i++)
    {
      AlcoveMessageRecord *record = alcove_message_record_copy (g_ptr_array_index (records, i));

      g_free (record->id);
      record->id = alcove_id_new ();
      g_set_str (&record->chat_id, chat->id);
      g_set_str (&record->parent_id, chat->active_leaf);
      g_set_str (&chat->active_leaf, record->id);
      g_ptr_array_add (renewed, record);
    }
  return renewed;
}

static DexFuture *
copy_fiber (gpointer data)
{
  const Move *move = data;
  AlcoveChatWriter *source = alcove_conversation_get_writer (move->source);
  g_autoptr (AlcoveChatRecord) chat
      = alcove_chat_record_copy (alcove_conversation_get_record (move->conversation));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) renewed = NULL;
  GError *error = NULL;

  records = dex_await_boxed (alcove_store_list_messages (alcove_chat_writer_get_store (source),
                                                         alcove_conversation_get_id (move->source),
                                                         NULL, G_MAXINT32),
                             &error);
  if (records == NULL)
    return dex_future_new_for_error (error);
  g_clear_pointer (&chat->active_leaf, g_free);
  renewed = renew_messages (records, chat);
  return alcove_store_import_chat (alcove_session_ensure_unsaved (move->session), chat, renewed);
}

/**
 * alcove_session_copy:
 * @self: a session
 * @conversation: a saved chat
 *
 * Returns: (transfer none): an unsaved copy of its shown path, in the list
 */
AlcoveConversation *
alcove_session_copy (AlcoveSession *self, AlcoveConversation *conversation)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  g_autoptr (AlcoveConversation) copy = alcove_conversation_new (record->model);

  alcove_conversation_set_title (copy, record->title, record->title_source);
  alcove_conversation_set_system_prompt (copy, record->system_prompt);
  g_set_str (&alcove_conversation_get_record (copy)->params, record->params);
  alcove_conversation_touch (copy, g_get_real_time () / 1000, record->last_message);
  alcove_conversation_settle (copy, alcove_session_ensure_unsaved (self), ALCOVE_HOME_MEMORY);
  alcove_conversation_prepare (copy, dex_scheduler_spawn (NULL, 0, copy_fiber,
                                                          move_new (self, copy, conversation),
                                                          (GDestroyNotify) move_free));
  alcove_conversation_list_add (self->conversations, copy);
  return copy;
}

/* In a fiber, with the writer held: what the one store has goes into the other. */
static gboolean
move_chat (const Move *move, AlcoveStore *from, AlcoveStore *to, GError **error)
{
  const char *id = alcove_conversation_get_id (move->conversation);
  g_autoptr (AlcoveChatRecord) chat = NULL;
  g_autoptr (AlcoveChatRecord) kept = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  chat = dex_await_boxed (alcove_store_get_chat (from, id), error);
  if (chat == NULL)
    return FALSE;
  messages = dex_await_boxed (alcove_store_list_all_messages (from, id), error);
  if (messages == NULL)
    return FALSE;
  kept = dex_await_boxed (alcove_store_import_chat (to, chat, messages), error);
  if (kept == NULL)
    return FALSE;
  alcove_conversation_get_record (move->conversation)->n = kept->n;
  return TRUE;
}

/* In a fiber. */
static gboolean
keep_in_vault (const Move *move, GError **error)
{
  AlcoveSession *session = move->session;
  AlcoveChatWriter *writer = alcove_conversation_get_writer (move->conversation);
  g_autoptr (AlcoveStore) from = g_object_ref (alcove_chat_writer_get_store (writer));
  g_autoptr (AlcoveStore) to = g_object_ref (session->store);
  gboolean kept;

  if (from == to)
    return TRUE; /* somebody else kept it meanwhile */
  dex_await (alcove_chat_writer_hold (writer), NULL);
  kept = move_chat (move, from, to, error);
  if (kept)
    {
      alcove_conversation_settle (move->conversation, to, ALCOVE_HOME_VAULT);
      alcove_session_after_save (session);
      dex_future_disown (
          alcove_store_delete_chat (from, alcove_conversation_get_id (move->conversation)));
    }
  alcove_chat_writer_release (writer);
  return kept;
}

static DexFuture *
keep_fiber (gpointer data)
{
  const Move *move = data;
  AlcoveChatWriter *writer;
  GError *error = NULL;

  if (!dex_await (alcove_conversation_wait (move->conversation), &error)
      || !dex_await (alcove_session_ensure_vault (move->session), &error))
    return dex_future_new_for_error (error);
  writer = alcove_conversation_get_writer (move->conversation);
  if (alcove_conversation_get_home (move->conversation) == ALCOVE_HOME_VAULT)
    return alcove_chat_writer_retry (writer);
  if (writer == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                                  "there is no message to keep");
  if (alcove_chat_writer_get_is_held (writer))
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_BUSY, "the chat is being kept");
  if (!dex_await (alcove_chat_writer_flush (writer), &error) || !keep_in_vault (move, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_session_keep:
 * @self: a session
 * @conversation: an unsaved chat, which may be streaming
 *
 * Moves it into the vault, which is made where there is none: show the notice before. What a failing store
 * owes is written instead, where that is why the chat is unsaved.
 *
 * Returns: (transfer full): a future of %TRUE once it is saved
 */
DexFuture *
alcove_session_keep (AlcoveSession *self, AlcoveConversation *conversation)
{
  return dex_scheduler_spawn (NULL, 0, keep_fiber, move_new (self, conversation, NULL),
                              (GDestroyNotify) move_free);
}

static DexFuture *
keep_all_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (GPtrArray) unsaved = NULL;
  GError *error = NULL;

  dex_await (alcove_session_wait_open (self), NULL);
  while (alcove_session_has_undecided (self)) /* their fibers waited for the same */
    dex_await (dex_timeout_new_msec (1), NULL);
  unsaved = alcove_conversation_list_dup_unsaved (self->conversations);
  for (guint i = 0; i < unsaved->len; i++)
    if (!dex_await (alcove_session_keep (self, g_ptr_array_index (unsaved, i)), &error))
      return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * alcove_session_keep_all:
 * @self: a session
 *
 * Returns: (transfer full): a future of %TRUE once every unsaved chat is saved; rejects at the first that is not
 */
DexFuture *
alcove_session_keep_all (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, keep_all_fiber, g_object_ref (self), g_object_unref);
}
