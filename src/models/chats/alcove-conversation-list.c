/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The chats of a session, pinned first, then newest first. Main thread.
 *
 * Rows stand in the order of the key that they had when they were put there; a chat whose key changes is moved
 * with two signals, and only if its place is another. The store is paged behind the last row that it gave,
 * so that chats which come and go meanwhile neither repeat nor skip a row. */

#include "alcove-conversation-list-private.h"

#define AHEAD 24 /* rows before the end at which the next page is fetched */

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_HAS_MORE,
  PROP_ERROR,
  PROP_N_UNSAVED,
  PROP_N_REST,
} AlcoveConversationListProperty;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveConversationList, alcove_conversation_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *props[PROP_N_REST + 1];

typedef AlcoveConversationRow Row;

static void notify_cb (AlcoveConversation *conversation, GParamSpec *pspec,
                       AlcoveConversationList *self);

static void
row_free (Row *row)
{
  g_object_unref (row->conversation);
  g_free (row->id);
  g_free (row);
}

static GType
get_item_type (GListModel *model)
{
  return ALCOVE_TYPE_CONVERSATION;
}

static guint
get_n_items (GListModel *model)
{
  return ALCOVE_CONVERSATION_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AlcoveConversationList *self = ALCOVE_CONVERSATION_LIST (model);

  if (position >= self->rows->len)
    return NULL;
  if (position + AHEAD >= self->rows->len)
    alcove_conversation_list_fetch (self);
  return g_object_ref (((Row *) g_ptr_array_index (self->rows, position))->conversation);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
alcove_conversation_list_get_property (GObject *object, guint prop_id, GValue *value,
                                       GParamSpec *pspec)
{
  AlcoveConversationList *self = ALCOVE_CONVERSATION_LIST (object);

  switch ((AlcoveConversationListProperty) prop_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_UNSAVED:
      g_value_set_uint (value, g_hash_table_size (self->unsaved));
      break;
    case PROP_N_REST:
      g_value_set_uint (value, self->n_rest);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
unwatch (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  g_signal_handlers_disconnect_by_data (conversation, self);
  g_hash_table_remove (self->unsaved, conversation);
}

static void
forget_other (gpointer data, GObject *gone)
{
  AlcoveConversationList *self = data;
  const char *id = g_hash_table_lookup (self->ids_of_others, gone);

  if (g_hash_table_lookup (self->others, id) == gone)
    g_hash_table_remove (self->others, id);
  g_hash_table_remove (self->ids_of_others, gone);
}

static void
add_other (AlcoveConversationList *self, const char *id, AlcoveConversation *conversation)
{
  g_hash_table_insert (self->others, g_strdup (id), conversation);
  if (g_hash_table_insert (self->ids_of_others, conversation, g_strdup (id)))
    g_object_weak_ref (G_OBJECT (conversation), forget_other, self);
}

static void
remove_other (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  if (!g_hash_table_contains (self->ids_of_others, conversation))
    return;
  g_object_weak_unref (G_OBJECT (conversation), forget_other, self);
  forget_other (self, G_OBJECT (conversation));
}

static void
alcove_conversation_list_dispose (GObject *object)
{
  AlcoveConversationList *self = ALCOVE_CONVERSATION_LIST (object);
  GHashTableIter iter;
  gpointer other;

  for (guint i = 0; i < self->rows->len; i++)
    unwatch (self, ((Row *) g_ptr_array_index (self->rows, i))->conversation);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_iter_init (&iter, self->ids_of_others);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    g_object_weak_unref (other, forget_other, self);
  g_hash_table_remove_all (self->ids_of_others);
  g_hash_table_remove_all (self->others);
  g_clear_object (&self->store);
  g_clear_object (&self->home);
  G_OBJECT_CLASS (alcove_conversation_list_parent_class)->dispose (object);
}

static void
alcove_conversation_list_finalize (GObject *object)
{
  AlcoveConversationList *self = ALCOVE_CONVERSATION_LIST (object);

  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->ids_of_others);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->cursor, alcove_chat_record_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->counts, g_array_unref);
  g_array_unref (self->ends);
  g_free (self->folder_id);
  G_OBJECT_CLASS (alcove_conversation_list_parent_class)->finalize (object);
}

static void
alcove_conversation_list_class_init (AlcoveConversationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_conversation_list_get_property;
  object_class->dispose = alcove_conversation_list_dispose;
  object_class->finalize = alcove_conversation_list_finalize;
  props[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, TRUE, flags);
  props[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_N_UNSAVED] = g_param_spec_uint ("n-unsaved", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_REST] = g_param_spec_uint ("n-rest", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_conversation_list_init (AlcoveConversationList *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->unsaved = g_hash_table_new (NULL, NULL);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids_of_others = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->ends = g_array_new (FALSE, FALSE, sizeof (AlcoveSectionEnd));
  self->is_loading = TRUE;
  alcove_chat_sections_init (&self->sections, g_get_real_time () / 1000);
}

/**
 * alcove_conversation_list_new:
 *
 * Returns: (transfer full): an empty list that waits for its vault
 */
AlcoveConversationList *
alcove_conversation_list_new (void)
{
  return g_object_new (ALCOVE_TYPE_CONVERSATION_LIST, NULL);
}

/**
 * alcove_conversation_list_new_shelf:
 * @home: the list that knows every chat's one object
 * @shelf: which chats belong in it
 * @folder_id: (nullable): of which folder
 *
 * Returns: (transfer full): another list of chats of the same account
 */
AlcoveConversationList *
alcove_conversation_list_new_shelf (AlcoveConversationList *home, AlcoveShelf shelf,
                                    const char *folder_id)
{
  AlcoveConversationList *self = alcove_conversation_list_new ();

  self->home = g_object_ref (home);
  self->shelf = shelf;
  self->folder_id = g_strdup (folder_id);
  return self;
}

static int
compare (const Row *a, const Row *b)
{
  if (a->is_pinned != b->is_pinned)
    return a->is_pinned ? -1 : 1;
  if (a->updated_at != b->updated_at)
    return a->updated_at > b->updated_at ? -1 : 1;
  if (a->n != b->n)
    return a->n > b->n ? -1 : 1;
  return -g_strcmp0 (a->id, b->id);
}

/* Where a row with this key belongs: the number of rows before it. */
static guint
place_of (AlcoveConversationList *self, const Row *row)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (compare (g_ptr_array_index (self->rows, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
row_take_key (Row *row)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (row->conversation);

  row->is_pinned = record->is_pinned;
  row->updated_at = record->updated_at;
  row->n = record->n > 0 ? record->n : G_MAXINT64;
}

static Row *
row_new (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  Row *row = g_new0 (Row, 1);

  row->conversation = g_object_ref (conversation);
  row->id = g_strdup (alcove_conversation_get_id (conversation));
  row_take_key (row);
  g_hash_table_insert (self->by_id, row->id, row);
  remove_other (self, conversation);
  g_signal_connect (conversation, "notify", G_CALLBACK (notify_cb), self);
  return row;
}

void
alcove_conversation_list_update_unsaved (AlcoveConversationList *self,
                                         AlcoveConversation *conversation)
{
  const gboolean changed = alcove_conversation_get_is_unsaved (conversation)
                               ? g_hash_table_add (self->unsaved, conversation)
                               : g_hash_table_remove (self->unsaved, conversation);

  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNSAVED]);
}

static void
reposition (AlcoveConversationList *self, Row *row)
{
  const guint from = place_of (self, row);
  const guint section
      = alcove_chat_sections_find (&self->sections, row->is_pinned, row->updated_at);
  guint to;

  g_ptr_array_steal_index (self->rows, from);
  row_take_key (row);
  to = place_of (self, row);
  if (to == from)
    {
      g_ptr_array_insert (self->rows, (int) to, row);
      if (alcove_chat_sections_find (&self->sections, row->is_pinned, row->updated_at) != section)
        alcove_conversation_list_changed (self, to, 1, 1);
      return;
    }
  alcove_conversation_list_changed (self, from, 1, 0);
  /* A listener may have changed the list: look again. */
  to = place_of (self, row);
  g_ptr_array_insert (self->rows, (int) to, row);
  alcove_conversation_list_changed (self, to, 0, 1);
}

/* One handler for each chat, as there may be a hundred thousand. */
static void
notify_cb (AlcoveConversation *conversation, GParamSpec *pspec, AlcoveConversationList *self)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  Row *row = g_hash_table_lookup (self->by_id, record->id);

  if (g_str_equal (pspec->name, "is-saved"))
    alcove_conversation_list_update_unsaved (self, conversation);
  else if (row->updated_at != record->updated_at || row->is_pinned != record->is_pinned)
    reposition (self, row);
}

/**
 * alcove_conversation_list_add:
 * @self: a list
 * @conversation: a chat with an id
 *
 * Puts it where it belongs, if it is not there.
 */
void
alcove_conversation_list_add (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  Row *row;
  guint place;

  if (g_hash_table_contains (self->by_id, alcove_conversation_get_id (conversation)))
    return;
  row = row_new (self, conversation);
  place = place_of (self, row);
  g_ptr_array_insert (self->rows, (int) place, row);
  alcove_conversation_list_changed (self, place, 0, 1);
  alcove_conversation_list_update_unsaved (self, conversation);
}

/* What is known of rows that are about to go; then they go, with one signal. */
void
alcove_conversation_list_remove_rows (AlcoveConversationList *self, guint place, guint n)
{
  const guint n_unsaved = g_hash_table_size (self->unsaved);

  for (guint i = place; i < place + n; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      unwatch (self, row->conversation);
      if (self->home == NULL)
        add_other (self, row->id, row->conversation);
      g_hash_table_remove (self->by_id, row->id);
    }
  g_ptr_array_remove_range (self->rows, place, n);
  alcove_conversation_list_changed (self, place, n, 0);
  if (g_hash_table_size (self->unsaved) != n_unsaved)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNSAVED]);
}

/**
 * alcove_conversation_list_remove:
 * @self: a list
 * @conversation: a chat
 *
 * Returns: whether it was there
 */
gboolean
alcove_conversation_list_remove (AlcoveConversationList *self, AlcoveConversation *conversation)
{
  const char *id = alcove_conversation_get_id (conversation);
  const Row *row = id ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (row != NULL)
    alcove_conversation_list_remove_rows (self, place_of (self, row), 1);
  return row != NULL;
}

/**
 * alcove_conversation_list_adopt:
 * @self: a list
 * @record: a chat of a store
 * @store: that store
 * @home: which one that is
 *
 * Returns: (transfer full): the one object for this chat, in the list or not
 */
AlcoveConversation *
alcove_conversation_list_adopt (AlcoveConversationList *self, AlcoveChatRecord *record,
                                AlcoveStore *store, AlcoveHome home)
{
  const Row *row = g_hash_table_lookup (self->by_id, record->id);
  AlcoveConversation *conversation
      = row ? row->conversation : g_hash_table_lookup (self->others, record->id);

  if (self->home != NULL)
    return alcove_conversation_list_adopt (self->home, record, store, home);
  if (conversation != NULL)
    {
      if (!alcove_conversation_get_is_streaming (conversation)
          && !alcove_conversation_is_pending (conversation)
          && !alcove_conversation_get_is_unsaved (conversation))
        alcove_conversation_set_record (conversation, record);
      return g_object_ref (conversation);
    }
  conversation = alcove_conversation_new_for_record (record, store, home);
  add_other (self, record->id, conversation);
  return conversation;
}

/**
 * alcove_conversation_list_add_page:
 * @self: a list
 * @conversations: (element-type AlcoveConversation): chats in the order of the list
 *
 * Chats that belong between the same two rows are put there with one signal.
 */
void
alcove_conversation_list_add_page (AlcoveConversationList *self, GPtrArray *conversations)
{
  guint place = 0;
  guint n_added = 0;

  for (guint i = 0; i < conversations->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (conversations, i);
      Row probe = { .conversation = conversation };
      guint here;

      probe.id = (char *) alcove_conversation_get_id (conversation);
      if (g_hash_table_contains (self->by_id, probe.id)
          || !alcove_conversation_list_belongs (self, conversation))
        continue;
      row_take_key (&probe);
      here = place_of (self, &probe);
      if (n_added > 0 && here != place + n_added)
        {
          alcove_conversation_list_changed (self, place, 0, n_added);
          here = place_of (self, &probe);
          n_added = 0;
        }
      if (n_added++ == 0)
        place = here;
      if (self->is_paging && self->n_rest > 0)
        self->n_rest--;
      g_ptr_array_insert (self->rows, (int) here, row_new (self, conversation));
    }
  if (n_added > 0)
    alcove_conversation_list_changed (self, place, 0, n_added);
}

/**
 * alcove_conversation_list_find:
 * @self: a list
 * @id: a chat's id
 * @position: (out) (optional): where it is
 *
 * Returns: (transfer none) (nullable): the chat, %NULL where it is not among the rows that are known
 */
AlcoveConversation *
alcove_conversation_list_find (AlcoveConversationList *self, const char *id, guint *position)
{
  const Row *row = g_hash_table_lookup (self->by_id, id);
  guint place;

  if (row == NULL)
    return NULL;
  place = place_of (self, row);
  if (place >= self->rows->len || g_ptr_array_index (self->rows, place) != row)
    return NULL; /* on its way to another place */
  if (position != NULL)
    *position = place;
  return row->conversation;
}

/**
 * alcove_conversation_list_set_state:
 * @self: a list
 * @is_loading: whether rows are on their way
 * @has_more: whether there are more
 * @error: (nullable): why they cannot be read
 */
void
alcove_conversation_list_set_state (AlcoveConversationList *self, gboolean is_loading,
                                    gboolean has_more, const GError *error)
{
  const gboolean error_changed = self->error != NULL || error != NULL;
  g_autoptr (GError) old = g_steal_pointer (&self->error);

  self->error = error ? g_error_copy (error) : NULL;
  g_object_freeze_notify (G_OBJECT (self));
  if (self->is_loading != is_loading)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADING]);
  if (self->has_more != has_more)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_MORE]);
  if (error_changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  self->is_loading = is_loading;
  self->has_more = has_more;
  g_object_thaw_notify (G_OBJECT (self));
}

/* Whoever shows the rest looks at it with the next change of rows, or with this. */
void
alcove_conversation_list_set_n_rest (AlcoveConversationList *self, guint n_rest)
{
  g_array_set_size (self->ends, 0);
  self->n_rest = n_rest;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_REST]);
}

/* Every change of rows goes this way. */
void
alcove_conversation_list_changed (AlcoveConversationList *self, guint position, guint removed,
                                  guint added)
{
  g_array_set_size (self->ends, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}
