/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list of chats and its store: page after page behind a cursor, and the changes of another process. Main
 * thread. An answer that belongs to an earlier store or an earlier reading is dropped by its generation. */

#include "alcove-conversation-list-private.h"

#include "alcove-error.h"

#define PAGE 64
#define MAX_PAGE 512 /* a few milliseconds of the main thread */

typedef struct
{
  AlcoveConversationList *list;
  guint generation;
  guint limit;
  guint count;
  gboolean is_refresh;
  gboolean is_first;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->list);
  g_free (reading);
}

/* All objects first: taking over a record may move its row. */
static GPtrArray *
adopt_all (AlcoveConversationList *self, GPtrArray *records)
{
  GPtrArray *conversations = g_ptr_array_new_full (records->len, g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (conversations,
                     alcove_conversation_list_adopt (self, g_ptr_array_index (records, i),
                                                     self->store, ALCOVE_HOME_VAULT));
  return conversations;
}

/* Behind the last row that was read just now, so that it says nothing about it. */
static gboolean
is_behind_cursor (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);

  if (self->cursor == NULL)
    return FALSE;
  if (record->is_pinned != self->cursor->is_pinned)
    return self->cursor->is_pinned;
  return record->updated_at < self->cursor->updated_at;
}

static DexFuture *
looked_up_cb (DexFuture *future, gpointer user_data)
{
  AlcoveConversation *conversation = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (alcove_conversation_is_pending (conversation))
    return dex_future_new_true ();
  if (value != NULL)
    alcove_conversation_set_record (conversation, g_value_get_boxed (value));
  else if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    alcove_conversation_set_deleted (conversation, 0, TRUE);
  return dex_future_new_true ();
}

/* A window shows it: it may be in the trash now, gone, or only somewhere else. */
static void
look_up (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  dex_future_disown (dex_future_finally (
      alcove_store_get_chat (self->store, alcove_conversation_get_id (conversation)), looked_up_cb,
      g_object_ref (conversation), g_object_unref));
}

/* Another process deleted what is in the list and no longer in the store. */
static void
remove_others (AlcoveConversationList *self, GPtrArray *present, gboolean has_more)
{
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = alcove_conversation_list_dup_all (self);

  for (guint i = 0; i < present->len; i++)
    g_hash_table_add (set, g_ptr_array_index (present, i));
  for (guint i = 0; i < all->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (all, i);

      if (alcove_conversation_get_is_saved (conversation)
          && !alcove_conversation_get_is_streaming (conversation)
          && !alcove_conversation_is_pending (conversation)
          && !g_hash_table_contains (set, conversation)
          && !(has_more && is_behind_cursor (self, conversation)))
        {
          alcove_conversation_list_remove (self, conversation);
          if (alcove_conversation_has_reader (conversation))
            look_up (self, conversation);
        }
    }
}

static void
refresh_messages (GPtrArray *conversations)
{
  for (guint i = 0; i < conversations->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (conversations, i);
      AlcoveMessageList *messages = alcove_conversation_peek_messages (conversation);

      if (messages != NULL && !alcove_conversation_get_is_streaming (conversation)
          && alcove_conversation_get_is_saved (conversation))
        {
          alcove_message_list_refresh (messages);
          alcove_message_list_refresh_files (messages);
        }
    }
}

static DexFuture *
counted_cb (DexFuture *future, gpointer user_data)
{
  const Reading *reading = user_data;
  AlcoveConversationList *self = reading->list;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && self->store != NULL && reading->count == self->count)
    alcove_conversation_list_take_counts (self, g_value_dup_boxed (value));
  return dex_future_new_true ();
}

/**
 * alcove_conversation_list_count:
 * @self: a list
 *
 * Asks the store how many chats each section has. Other shelves than the first do not tell how long they are.
 */
void
alcove_conversation_list_count (AlcoveConversationList *self)
{
  Reading *reading;

  if (self->store == NULL || !self->has_more || self->shelf != ALCOVE_SHELF_CHATS)
    {
      alcove_conversation_list_take_counts (self, NULL);
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->list = g_object_ref (self);
  reading->count = ++self->count;
  dex_future_disown (dex_future_finally (
      alcove_store_count_spans (self->store, self->sections.starts, ALCOVE_SECTIONS_STARTS),
      counted_cb, reading, (GDestroyNotify) reading_free));
}

/* A page that was not all, where the numbers said so, is counted anew; then on to what somebody looks at. */
static void
after_reading (AlcoveConversationList *self, const Reading *reading)
{
  if (reading->is_first || (self->has_more && self->n_rest == 0))
    alcove_conversation_list_count (self);
  else if (!self->has_more)
    alcove_conversation_list_set_n_rest (self, 0);
  if (self->wanted > self->rows->len)
    alcove_conversation_list_fetch (self);
}

static DexFuture *
read_cb (DexFuture *future, gpointer user_data)
{
  const Reading *reading = user_data;
  AlcoveConversationList *self = reading->list;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autoptr (GPtrArray) conversations = NULL;
  GPtrArray *records;

  if (reading->generation != self->generation)
    return dex_future_new_true ();
  if (value == NULL)
    {
      alcove_conversation_list_set_state (self, FALSE, self->has_more, error);
      return dex_future_new_true ();
    }
  records = g_value_get_boxed (value);
  if (records->len < reading->limit)
    self->n_rest = 0; /* told with the rows that came */
  conversations = adopt_all (self, records);
  if (records->len > 0)
    {
      g_clear_pointer (&self->cursor, alcove_chat_record_unref);
      self->cursor = alcove_chat_record_ref (g_ptr_array_index (records, records->len - 1));
    }
  self->is_paging = TRUE;
  alcove_conversation_list_add_page (self, conversations);
  self->is_paging = FALSE;
  if (reading->is_refresh)
    {
      remove_others (self, conversations, records->len == reading->limit);
      refresh_messages (conversations);
    }
  alcove_conversation_list_set_state (self, FALSE, records->len == reading->limit, NULL);
  after_reading (self, reading);
  return dex_future_new_true ();
}

static DexFuture *
ask_store (AlcoveConversationList *self, AlcoveChatRecord *after, guint limit)
{
  switch (self->shelf)
    {
    case ALCOVE_SHELF_FOLDER:
      return alcove_store_list_folder_chats (self->store, self->folder_id, after, limit);
    case ALCOVE_SHELF_ARCHIVE:
      return alcove_store_list_chats (self->store, ALCOVE_CHATS_ARCHIVED, after, limit);
    case ALCOVE_SHELF_TRASH:
      return alcove_store_list_chats (self->store, ALCOVE_CHATS_TRASH, after, limit);
    case ALCOVE_SHELF_CHATS:
    default:
      return alcove_store_list_chats (self->store, ALCOVE_CHATS_ACTIVE, after, limit);
    }
}

static void
start (AlcoveConversationList *self, AlcoveChatRecord *after, guint limit, gboolean is_refresh)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->list = g_object_ref (self);
  reading->generation = ++self->generation;
  reading->limit = limit;
  reading->is_refresh = is_refresh;
  reading->is_first = after == NULL;
  alcove_conversation_list_set_state (self, TRUE, self->has_more, NULL);
  dex_future_disown (dex_future_finally (ask_store (self, after, limit), read_cb, reading,
                                         (GDestroyNotify) reading_free));
}

/**
 * alcove_conversation_list_fetch:
 * @self: a list
 *
 * Fetches the next page, if there is one and none is on its way. Where one could not be read nobody asks again and again:
 * that is for [method@ConversationList.retry].
 */
void
alcove_conversation_list_fetch (AlcoveConversationList *self)
{
  const guint n = self->rows->len;

  if (self->store != NULL && self->has_more && !self->is_loading && self->error == NULL)
    start (self, self->cursor, CLAMP (self->wanted > n ? self->wanted - n : 0, PAGE, MAX_PAGE),
           FALSE);
}

/**
 * alcove_conversation_list_want:
 * @self: a list
 * @position: a row, known or not
 *
 * Reads on until that row is known, and a few behind it.
 */
void
alcove_conversation_list_want (AlcoveConversationList *self, guint position)
{
  self->wanted = MAX (self->wanted, position + PAGE / 2);
  if (self->wanted > self->rows->len)
    alcove_conversation_list_fetch (self);
}

/**
 * alcove_conversation_list_refresh:
 * @self: a list whose store was changed by another process
 */
void
alcove_conversation_list_refresh (AlcoveConversationList *self)
{
  if (self->store != NULL)
    start (self, NULL, self->rows->len + PAGE, TRUE);
}

/**
 * alcove_conversation_list_retry:
 * @self: a list that could not be read
 *
 * Reads what is known once more, and a page behind it.
 */
void
alcove_conversation_list_retry (AlcoveConversationList *self)
{
  if (self->error != NULL && !self->is_loading)
    alcove_conversation_list_refresh (self);
}

/**
 * alcove_conversation_list_set_store:
 * @self: a list
 * @store: (nullable): the account's history; %NULL where it has none
 *
 * Begins to read it. Chats that are in the list stay.
 */
void
alcove_conversation_list_set_store (AlcoveConversationList *self, AlcoveStore *store)
{
  g_set_object (&self->store, store);
  g_clear_pointer (&self->cursor, alcove_chat_record_unref);
  self->generation++;
  self->count++;
  if (store != NULL)
    start (self, NULL, PAGE, FALSE);
  else
    {
      alcove_conversation_list_set_state (self, FALSE, FALSE, NULL);
      alcove_conversation_list_take_counts (self, NULL);
    }
}

/**
 * alcove_conversation_list_clear:
 * @self: a list
 * @home: chats of which home are to go
 */
void
alcove_conversation_list_clear (AlcoveConversationList *self, AlcoveHome home)
{
  for (guint end = self->rows->len; end > 0;)
    {
      guint n = 0;

      while (n < end
             && alcove_conversation_get_home (
                    ((AlcoveConversationRow *) g_ptr_array_index (self->rows, end - 1 - n))
                        ->conversation)
                    == home)
        n++;
      if (n > 0)
        alcove_conversation_list_remove_rows (self, end - n, n);
      end = MIN (n > 0 ? end - n : end - 1, self->rows->len);
    }
}

/**
 * alcove_conversation_list_dup_all:
 * @self: a list
 *
 * Returns: (transfer full) (element-type AlcoveConversation): the chats that are known, without fetching more
 */
GPtrArray *
alcove_conversation_list_dup_all (AlcoveConversationList *self)
{
  GPtrArray *all = g_ptr_array_new_full (self->rows->len, g_object_unref);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AlcoveConversationRow *row = g_ptr_array_index (self->rows, i);

      g_ptr_array_add (all, g_object_ref (row->conversation));
    }
  return all;
}

/**
 * alcove_conversation_list_dup_unsaved:
 * @self: a list
 *
 * Returns: (transfer full) (element-type AlcoveConversation): the chats that would be gone with this process
 */
GPtrArray *
alcove_conversation_list_dup_unsaved (AlcoveConversationList *self)
{
  GPtrArray *unsaved = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &conversation, NULL))
    g_ptr_array_add (unsaved, g_object_ref (conversation));
  return unsaved;
}

/**
 * alcove_conversation_list_get_is_loading:
 * @self: a list
 *
 * Returns: whether the vault is being opened or rows are being read
 */
gboolean
alcove_conversation_list_get_is_loading (AlcoveConversationList *self)
{
  return self->is_loading;
}

/**
 * alcove_conversation_list_get_has_more:
 * @self: a list
 *
 * Returns: whether the store has rows behind the last one known
 */
gboolean
alcove_conversation_list_get_has_more (AlcoveConversationList *self)
{
  return self->has_more;
}

/**
 * alcove_conversation_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why rows could not be read
 */
const GError *
alcove_conversation_list_get_error (AlcoveConversationList *self)
{
  return self->error;
}

/**
 * alcove_conversation_list_get_n_unsaved:
 * @self: a list
 *
 * Returns: how many chats in it would be gone with this process
 */
guint
alcove_conversation_list_get_n_unsaved (AlcoveConversationList *self)
{
  return g_hash_table_size (self->unsaved);
}
