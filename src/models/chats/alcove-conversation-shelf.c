/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which chats stand in which list. Main thread. Many that go or come together make few signals. */

#include "alcove-conversation-list-private.h"

/**
 * alcove_conversation_list_belongs:
 * @self: a list
 * @conversation: a chat with an id
 *
 * Returns: whether it is one of those that this list shows
 */
gboolean
alcove_conversation_list_belongs (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  const gboolean is_active = record->deleted_at == 0 && record->archived_at == 0;

  if (alcove_conversation_is_gone (conversation))
    return FALSE;
  switch (self->shelf)
    {
    case ALCOVE_SHELF_FOLDER:
      return is_active && g_strcmp0 (record->folder_id, self->folder_id) == 0;
    case ALCOVE_SHELF_ARCHIVE:
      return record->deleted_at == 0 && record->archived_at > 0;
    case ALCOVE_SHELF_TRASH:
      return record->deleted_at > 0;
    case ALCOVE_SHELF_CHATS:
    default:
      return is_active;
    }
}

/**
 * alcove_conversation_list_place:
 * @self: a list
 * @conversation: a chat that went somewhere
 *
 * Puts it in or takes it out, as it belongs.
 */
void
alcove_conversation_list_place (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  if (alcove_conversation_list_belongs (self, conversation))
    alcove_conversation_list_add (self, conversation);
  else
    alcove_conversation_list_remove (self, conversation);
}

static void
add_gone (GPtrArray *gone, AlcoveConversation *conversation, gboolean trashed_only)
{
  if (alcove_conversation_get_home (conversation) == ALCOVE_HOME_VAULT
      && (!trashed_only || alcove_conversation_get_record (conversation)->deleted_at > 0))
    g_ptr_array_add (gone, g_object_ref (conversation));
}

/**
 * alcove_conversation_list_set_gone:
 * @self: the list that knows every chat's one object
 * @trashed_only: whether what is in the trash was deleted for good, else all that was saved
 *
 * Tells those who hold such a chat, a window that shows it among them. Chats stay in lists until these are read again.
 */
void
alcove_conversation_list_set_gone (AlcoveConversationList *self, gboolean trashed_only)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer conversation;

  for (guint i = 0; i < self->rows->len; i++)
    add_gone (gone, ((AlcoveConversationRow *) g_ptr_array_index (self->rows, i))->conversation,
              trashed_only);
  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    add_gone (gone, conversation, trashed_only);
  for (guint i = 0; i < gone->len; i++)
    {
      AlcoveConversation *each = g_ptr_array_index (gone, i);

      alcove_conversation_set_deleted (each, alcove_conversation_get_record (each)->deleted_at,
                                       TRUE);
    }
}

static int
by_position (gconstpointer a, gconstpointer b)
{
  const guint first = *(const guint *) a;
  const guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* In the order of the list. */
static int
by_key (gconstpointer a, gconstpointer b)
{
  const AlcoveChatRecord *first = alcove_conversation_get_record (*(AlcoveConversation *const *) a);
  const AlcoveChatRecord *second
      = alcove_conversation_get_record (*(AlcoveConversation *const *) b);

  if (!first->is_pinned != !second->is_pinned)
    return first->is_pinned ? -1 : 1;
  if (first->updated_at != second->updated_at)
    return first->updated_at > second->updated_at ? -1 : 1;
  return first->n > second->n ? -1 : first->n < second->n;
}

/* From the end, so that the positions before stay what they are. */
static void
remove_positions (AlcoveConversationList *self, GArray *positions)
{
  g_array_sort (positions, by_position);
  for (guint end = positions->len; end > 0;)
    {
      const guint last = g_array_index (positions, guint, end - 1);
      guint n = 1;

      while (n < end && g_array_index (positions, guint, end - 1 - n) == last - n)
        n++;
      alcove_conversation_list_remove_rows (self, last + 1 - n, n);
      end -= n;
    }
}

/**
 * alcove_conversation_list_place_all:
 * @self: a list
 * @conversations: (element-type AlcoveConversation): chats that went somewhere
 *
 * Puts each in or takes it out, as it belongs.
 */
void
alcove_conversation_list_place_all (AlcoveConversationList *self, GPtrArray *conversations)
{
  g_autoptr (GArray) leaving = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) coming = g_ptr_array_new ();

  for (guint i = 0; i < conversations->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (conversations, i);
      const gboolean belongs = alcove_conversation_list_belongs (self, conversation);
      guint position;

      if (!alcove_conversation_list_find (self, alcove_conversation_get_id (conversation),
                                          &position))
        {
          if (belongs)
            g_ptr_array_add (coming, conversation);
        }
      else if (!belongs)
        g_array_append_val (leaving, position);
    }
  remove_positions (self, leaving);
  g_ptr_array_sort (coming, by_key);
  alcove_conversation_list_add_page (self, coming);
  for (guint i = 0; i < coming->len; i++)
    alcove_conversation_list_update_unsaved (self, g_ptr_array_index (coming, i));
}
