/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where a chat lives: its store, the writes that it owes to it, and its list of messages. Main thread.
 *
 * The list lives as long as anybody holds it, and is held here while a write is owed, for then it is the only
 * place that has everything. */

#include "alcove-conversation-private.h"

static void
written_cb (AlcoveConversation *self, AlcoveChatRecord *chat)
{
  if (chat != NULL)
    {
      self->record->n = chat->n;
      self->is_born = TRUE;
    }
  g_clear_object (&self->held);
  if (self->messages != NULL)
    alcove_message_list_set_keeps_all (self->messages, FALSE);
  if (!self->is_saved && self->home == ALCOVE_HOME_VAULT)
    alcove_conversation_update_saved (self);
}

static void
failed_cb (AlcoveConversation *self)
{
  g_set_object (&self->held, self->messages);
  if (self->messages != NULL)
    alcove_message_list_set_keeps_all (self->messages, TRUE);
  alcove_conversation_update_saved (self);
}

/**
 * alcove_conversation_settle:
 * @self: a chat
 * @store: where it is kept from now on
 * @home: which one that is
 */
void
alcove_conversation_settle (AlcoveConversation *self, AlcoveStore *store, AlcoveHome home)
{
  self->home = home;
  g_set_object (&self->store, store);
  if (self->writer != NULL)
    alcove_chat_writer_set_store (self->writer, store);
  if (self->messages != NULL)
    alcove_message_list_set_store (self->messages, store, self->record->id);
  alcove_conversation_update_saved (self);
}

/**
 * alcove_conversation_get_store:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): where it is kept, %NULL while it is nowhere
 */
AlcoveStore *
alcove_conversation_get_store (AlcoveConversation *self)
{
  return self->store;
}

/**
 * alcove_conversation_get_writer:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): what writes it, %NULL while it is nowhere
 */
AlcoveChatWriter *
alcove_conversation_get_writer (AlcoveConversation *self)
{
  if (self->writer == NULL && self->store != NULL)
    {
      self->writer = alcove_chat_writer_new (self->store);
      g_signal_connect_swapped (self->writer, "written", G_CALLBACK (written_cb), self);
      g_signal_connect_swapped (self->writer, "failed", G_CALLBACK (failed_cb), self);
    }
  return self->writer;
}

static DexFuture *
prepared_cb (DexFuture *future, gpointer user_data)
{
  AlcoveConversation *self = user_data;
  g_autoptr (GError) error = NULL;

  dex_clear (&self->preparing);
  if (dex_future_get_value (future, &error) != NULL)
    {
      self->is_born = TRUE;
      if (self->messages != NULL)
        alcove_message_list_start (self->messages, self->store, self->record->id);
    }
  else if (self->messages != NULL)
    alcove_message_list_fail (self->messages, error);
  return dex_ref (future);
}

/**
 * alcove_conversation_prepare:
 * @self: a chat that is to be a copy of another
 * @preparing: (transfer full): a future of its being stored
 */
void
alcove_conversation_prepare (AlcoveConversation *self, DexFuture *preparing)
{
  self->preparing
      = dex_future_finally (preparing, prepared_cb, g_object_ref (self), g_object_unref);
}

/**
 * alcove_conversation_wait:
 * @self: a chat
 *
 * Returns: (transfer full): a future of %TRUE when it can be written to
 */
DexFuture *
alcove_conversation_wait (AlcoveConversation *self)
{
  return self->preparing ? dex_ref (self->preparing) : dex_future_new_true ();
}

/**
 * alcove_conversation_get_is_unsaved:
 * @self: a chat
 *
 * Returns: whether messages of it are in this process only and would be gone with it
 */
gboolean
alcove_conversation_get_is_unsaved (AlcoveConversation *self)
{
  return self->home == ALCOVE_HOME_MEMORY
         || (self->writer != NULL && alcove_chat_writer_get_error (self->writer) != NULL);
}

static void toggled_cb (gpointer data, GObject *object, gboolean is_last);

/**
 * alcove_conversation_let_messages_go:
 * @self: a chat
 *
 * Its list of messages goes with the last who holds it.
 */
void
alcove_conversation_let_messages_go (AlcoveConversation *self)
{
  AlcoveMessageList *messages = g_steal_pointer (&self->messages);

  if (messages != NULL)
    g_object_remove_toggle_ref (G_OBJECT (messages), toggled_cb, self);
}

static void
release_cb (gpointer data)
{
  AlcoveConversation *self = data;

  self->release_source = 0;
  if (self->messages_are_idle)
    alcove_conversation_let_messages_go (self);
}

static void
toggled_cb (gpointer data, GObject *object, gboolean is_last)
{
  AlcoveConversation *self = data;

  self->messages_are_idle = is_last;
  if (is_last && self->release_source == 0 && self->messages != NULL)
    self->release_source = g_idle_add_once (release_cb, self);
}

/**
 * alcove_conversation_peek_messages:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): its messages if anybody holds them
 */
AlcoveMessageList *
alcove_conversation_peek_messages (AlcoveConversation *self)
{
  return self->messages;
}

/**
 * alcove_conversation_get_messages:
 * @self: a chat
 *
 * Returns: (transfer none): its messages; take a reference to keep the list beyond this turn of the main loop
 */
AlcoveMessageList *
alcove_conversation_get_messages (AlcoveConversation *self)
{
  g_autoptr (AlcoveMessageList) messages = NULL;

  if (self->messages != NULL)
    return self->messages;
  messages = alcove_message_list_new ();
  self->messages = messages;
  g_object_add_toggle_ref (G_OBJECT (messages), toggled_cb, self);
  if (self->keeps_messages)
    self->kept = g_object_ref (messages);
  if (self->preparing != NULL)
    alcove_message_list_start (messages, NULL, NULL);
  else if (self->is_born)
    alcove_message_list_start (messages, self->store, self->record->id);
  return messages;
}

/**
 * alcove_conversation_set_keeps_messages:
 * @self: a chat
 * @keeps_messages: whether its messages stay when nobody holds them
 */
void
alcove_conversation_set_keeps_messages (AlcoveConversation *self, gboolean keeps_messages)
{
  g_autoptr (AlcoveMessageList) before = g_steal_pointer (&self->kept);

  self->keeps_messages = keeps_messages;
  if (keeps_messages && self->messages != NULL)
    self->kept = g_object_ref (self->messages);
}

/**
 * alcove_conversation_add_reader:
 * @self: a chat
 * @by: 1 for a window that shows it, -1 for one that does no longer
 */
void
alcove_conversation_add_reader (AlcoveConversation *self, int by)
{
  g_return_if_fail (by >= 0 || self->n_readers > 0);
  self->n_readers = (guint) ((int) self->n_readers + by);
}

/**
 * alcove_conversation_has_reader:
 * @self: a chat
 *
 * Returns: whether a window shows it
 */
gboolean
alcove_conversation_has_reader (AlcoveConversation *self)
{
  return self->n_readers > 0;
}

/**
 * alcove_conversation_get_is_deleted:
 * @self: a chat
 *
 * Returns: whether it is in the trash, or deleted for good
 */
gboolean
alcove_conversation_get_is_deleted (AlcoveConversation *self)
{
  return self->is_gone || self->record->deleted_at > 0;
}
