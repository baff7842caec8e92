/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The chats that were looked at last keep their messages, so that going back to one shows it in the next frame and
 * asks no store. Main thread.
 *
 * A few chats and so many bytes, the newest first; a chat that goes is forgotten with all that it kept. */

#include "alcove-recent-chats.h"

#include "alcove-conversation-private.h"
#include "alcove-message-list-private.h"

#define MOST_CHATS 8
#define MOST_BYTES (24 * 1024 * 1024)

struct _AlcoveRecentChats
{
  GPtrArray *chats; /* AlcoveConversation, weak; the one that was looked at last is the first */
};

/**
 * alcove_recent_chats_new:
 *
 * Returns: (transfer full): nothing yet
 */
AlcoveRecentChats *
alcove_recent_chats_new (void)
{
  AlcoveRecentChats *self = g_new0 (AlcoveRecentChats, 1);

  self->chats = g_ptr_array_new ();
  return self;
}

static void
chat_gone (gpointer data, GObject *chat)
{
  AlcoveRecentChats *self = data;

  g_ptr_array_remove (self->chats, chat);
}

static void
forget (AlcoveRecentChats *self, guint index)
{
  AlcoveConversation *chat = g_ptr_array_remove_index (self->chats, index);

  g_object_weak_unref (G_OBJECT (chat), chat_gone, self);
  alcove_conversation_set_keeps_messages (chat, FALSE);
}

/* What could not be read is read again by who comes back to it. */
static void
forget_failed (AlcoveRecentChats *self)
{
  for (guint i = self->chats->len; i-- > 1;)
    {
      AlcoveMessageList *messages
          = alcove_conversation_peek_messages (g_ptr_array_index (self->chats, i));

      if (messages != NULL && alcove_message_list_get_error (messages) != NULL)
        forget (self, i);
    }
}

/* Too many of them, or too much that they keep: the oldest go, but never the one that is looked at. */
static void
trim (AlcoveRecentChats *self)
{
  gsize size = 0;
  guint n = 0;

  forget_failed (self);
  for (; n < MIN (self->chats->len, MOST_CHATS); n++)
    {
      AlcoveMessageList *messages
          = alcove_conversation_peek_messages (g_ptr_array_index (self->chats, n));

      size += messages ? alcove_message_list_get_size (messages) : 0;
      if (n > 0 && size > MOST_BYTES)
        break;
    }
  while (self->chats->len > n)
    forget (self, self->chats->len - 1);
}

/**
 * alcove_recent_chats_add:
 * @self: recent chats
 * @conversation: the one that is looked at now
 *
 * It keeps its messages from now on, until others took its place.
 */
void
alcove_recent_chats_add (AlcoveRecentChats *self, AlcoveConversation *conversation)
{
  if (!g_ptr_array_remove (self->chats, conversation))
    g_object_weak_ref (G_OBJECT (conversation), chat_gone, self);
  g_ptr_array_insert (self->chats, 0, conversation);
  alcove_conversation_set_keeps_messages (conversation, TRUE);
  trim (self);
}

/**
 * alcove_recent_chats_refresh:
 * @self: recent chats
 * @list: the chats of the account, which reads those again that stand in it
 *
 * Another process has written to the history. What is kept and in no list, as it is in the archive, is read again.
 */
void
alcove_recent_chats_refresh (AlcoveRecentChats *self, AlcoveConversationList *list)
{
  for (guint i = 0; i < self->chats->len; i++)
    {
      AlcoveConversation *chat = g_ptr_array_index (self->chats, i);
      AlcoveMessageList *messages = alcove_conversation_peek_messages (chat);

      if (messages != NULL && alcove_conversation_get_is_saved (chat)
          && !alcove_conversation_get_is_streaming (chat)
          && !alcove_conversation_list_find (list, alcove_conversation_get_id (chat), NULL))
        alcove_message_list_refresh (messages);
    }
}

/**
 * alcove_recent_chats_clear:
 * @self: recent chats
 *
 * Nothing is kept any more: the history is being closed.
 */
void
alcove_recent_chats_clear (AlcoveRecentChats *self)
{
  while (self->chats->len > 0)
    forget (self, self->chats->len - 1);
}

/**
 * alcove_recent_chats_free:
 * @self: (transfer full): recent chats
 */
void
alcove_recent_chats_free (AlcoveRecentChats *self)
{
  alcove_recent_chats_clear (self);
  g_ptr_array_unref (self->chats);
  g_free (self);
}
