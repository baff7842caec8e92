/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path of one chat: every message's key, and the content of those near the reader. Main thread.
 *
 * A key becomes an object when it is first asked for, and keeps it, so that a view may hold on to it. Keys
 * are read once; what the session appends or cuts off later is its own doing. Each answer of the store is
 * matched by id, so that it may come late. */

#include "alcove-message-list-private.h"

#include "alcove-message-private.h"

#define WANT_AT_ONCE 30

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_ERROR,
} AlcoveMessageListProperty;

typedef struct
{
  AlcoveMessageKey key;
  AlcoveMessage *message; /* NULL until it was asked for */
  gboolean is_fetching;
} Entry;

struct _AlcoveMessageList
{
  GObject parent_instance;

  AlcoveStore *store;
  char *chat_id;
  GPtrArray *entries;
  GHashTable *by_id; /* id → Entry, not owned */
  GPtrArray *waiting;
  GError *error;
  gboolean is_loading;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveMessageList, alcove_message_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *props[PROP_ERROR + 1];

static void
entry_free (Entry *entry)
{
  g_free (entry->key.id);
  g_clear_object (&entry->message);
  g_free (entry);
}

static GType
get_item_type (GListModel *model)
{
  return ALCOVE_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return ALCOVE_MESSAGE_LIST (model)->entries->len;
}

static AlcoveMessage *
entry_get_message (Entry *entry)
{
  if (entry->message == NULL)
    entry->message = alcove_message_new_unloaded (entry->key.id, entry->key.role, entry->key.status,
                                                  (gsize) entry->key.text_length);
  return entry->message;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AlcoveMessageList *self = ALCOVE_MESSAGE_LIST (model);

  if (position >= self->entries->len)
    return NULL;
  return g_object_ref (entry_get_message (g_ptr_array_index (self->entries, position)));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
alcove_message_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveMessageList *self = ALCOVE_MESSAGE_LIST (object);

  switch ((AlcoveMessageListProperty) prop_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_message_list_finalize (GObject *object)
{
  AlcoveMessageList *self = ALCOVE_MESSAGE_LIST (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_free (self->chat_id);
  G_OBJECT_CLASS (alcove_message_list_parent_class)->finalize (object);
}

static void
alcove_message_list_class_init (AlcoveMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_message_list_get_property;
  object_class->finalize = alcove_message_list_finalize;
  props[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_message_list_init (AlcoveMessageList *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
}

/**
 * alcove_message_list_new:
 *
 * Returns: (transfer full): the empty list of a new chat
 */
AlcoveMessageList *
alcove_message_list_new (void)
{
  return g_object_new (ALCOVE_TYPE_MESSAGE_LIST, NULL);
}

/**
 * alcove_message_list_get_is_loading:
 * @self: a list
 *
 * Returns: whether the keys are still being read
 */
gboolean
alcove_message_list_get_is_loading (AlcoveMessageList *self)
{
  return self->is_loading;
}

/**
 * alcove_message_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why messages could not be read
 */
const GError *
alcove_message_list_get_error (AlcoveMessageList *self)
{
  return self->error;
}

static void
set_error (AlcoveMessageList *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static void
set_is_loading (AlcoveMessageList *self, gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADING]);
}

static void
add_entry (AlcoveMessageList *self, Entry *entry)
{
  g_ptr_array_add (self->entries, entry);
  if (entry->key.id != NULL)
    g_hash_table_replace (self->by_id, entry->key.id, entry);
}

static Entry *
entry_new (const AlcoveMessageKey *key)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = *key;
  entry->key.id = g_strdup (key->id);
  return entry;
}

/* How many messages at the start are the same in both; contents that changed are let go. */
static guint
match_keys (AlcoveMessageList *self, GPtrArray *keys)
{
  guint same = 0;

  for (; same < MIN (keys->len, self->entries->len); same++)
    {
      const AlcoveMessageKey *key = g_ptr_array_index (keys, same);
      Entry *entry = g_ptr_array_index (self->entries, same);

      if (g_strcmp0 (key->id, entry->key.id) != 0)
        break;
      if (key->status == entry->key.status && key->text_length == entry->key.text_length)
        continue;
      entry->key.status = key->status;
      entry->key.text_length = key->text_length;
      if (entry->message != NULL)
        {
          alcove_message_set_parts (entry->message, NULL);
          alcove_message_set_status (entry->message, key->status);
        }
    }
  return same;
}

static void
take_keys (AlcoveMessageList *self, GPtrArray *keys)
{
  const guint same = match_keys (self, keys);
  const guint removed = self->entries->len - same;

  for (guint i = same; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key.id != NULL)
        g_hash_table_remove (self->by_id, entry->key.id);
    }
  g_ptr_array_set_size (self->entries, (int) same);
  for (guint i = same; i < keys->len; i++)
    add_entry (self, entry_new (g_ptr_array_index (keys, i)));
  if (removed > 0 || keys->len > same)
    g_list_model_items_changed (G_LIST_MODEL (self), same, removed, keys->len - same);
}

static void
settle (AlcoveMessageList *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
  set_is_loading (self, FALSE);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (self->error != NULL)
        dex_promise_reject (g_ptr_array_index (waiting, i), g_error_copy (self->error));
      else
        dex_promise_resolve_boolean (g_ptr_array_index (waiting, i), TRUE);
    }
}

static DexFuture *
keys_cb (DexFuture *future, gpointer user_data)
{
  AlcoveMessageList *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  set_error (self, error);
  if (value != NULL)
    take_keys (self, g_value_get_boxed (value));
  settle (self);
  return dex_future_new_true ();
}

/**
 * alcove_message_list_start:
 * @self: a list
 * @store: (nullable): where the chat is kept; %NULL while that is being prepared
 * @chat_id: (nullable): the chat
 *
 * Begins to read the keys.
 */
void
alcove_message_list_start (AlcoveMessageList *self, AlcoveStore *store, const char *chat_id)
{
  g_set_object (&self->store, store);
  g_set_str (&self->chat_id, chat_id);
  set_is_loading (self, TRUE);
  if (store != NULL)
    alcove_message_list_refresh (self);
}

/**
 * alcove_message_list_fail:
 * @self: a list that is loading
 * @error: why it cannot
 */
void
alcove_message_list_fail (AlcoveMessageList *self, const GError *error)
{
  set_error (self, error);
  settle (self);
}

/**
 * alcove_message_list_refresh:
 * @self: a list whose chat may have changed in the store
 */
void
alcove_message_list_refresh (AlcoveMessageList *self)
{
  dex_future_disown (
      dex_future_finally (alcove_store_list_message_keys (self->store, self->chat_id), keys_cb,
                          g_object_ref (self), g_object_unref));
}

/**
 * alcove_message_list_set_store:
 * @self: a list
 * @store: where the chat is kept now, ids and all
 * @chat_id: the chat
 */
void
alcove_message_list_set_store (AlcoveMessageList *self, AlcoveStore *store, const char *chat_id)
{
  g_set_object (&self->store, store);
  g_set_str (&self->chat_id, chat_id);
}

/**
 * alcove_message_list_wait:
 * @self: a list
 *
 * Returns: (transfer full): a future of %TRUE once the keys are here; rejects where they cannot be read
 */
DexFuture *
alcove_message_list_wait (AlcoveMessageList *self)
{
  DexPromise *promise;

  if (!self->is_loading)
    return self->error && self->entries->len == 0
               ? dex_future_new_for_error (g_error_copy (self->error))
               : dex_future_new_true ();
  promise = dex_promise_new ();
  g_ptr_array_add (self->waiting, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/**
 * alcove_message_list_append:
 * @self: a list
 * @message: a message with an id that the path grows by
 */
void
alcove_message_list_append (AlcoveMessageList *self, AlcoveMessage *message)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key.id = g_strdup (alcove_message_get_id (message));
  entry->key.role = alcove_message_get_role (message);
  entry->message = g_object_ref (message);
  add_entry (self, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
}

/**
 * alcove_message_list_truncate:
 * @self: a list
 * @n_messages: how many stay: another branch begins behind them
 */
void
alcove_message_list_truncate (AlcoveMessageList *self, guint n_messages)
{
  const guint removed = self->entries->len - MIN (n_messages, self->entries->len);

  if (removed == 0)
    return;
  for (guint i = n_messages; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      g_hash_table_remove (self->by_id, entry->key.id);
    }
  g_ptr_array_set_size (self->entries, (int) n_messages);
  g_list_model_items_changed (G_LIST_MODEL (self), n_messages, removed, 0);
}

/**
 * alcove_message_list_get_id:
 * @self: a list
 * @position: a position in it
 *
 * Returns: (transfer none) (nullable): the id of the message there, without making it
 */
const char *
alcove_message_list_get_id (AlcoveMessageList *self, guint position)
{
  const Entry *entry
      = position < self->entries->len ? g_ptr_array_index (self->entries, position) : NULL;

  return entry ? entry->key.id : NULL;
}

/**
 * alcove_message_list_peek:
 * @self: a list
 * @position: a position in it
 *
 * Returns: (transfer none) (nullable): the message there if its content is here
 */
AlcoveMessage *
alcove_message_list_peek (AlcoveMessageList *self, guint position)
{
  const Entry *entry = g_ptr_array_index (self->entries, position);

  return entry->message && alcove_message_get_is_loaded (entry->message) ? entry->message : NULL;
}

/**
 * alcove_message_list_get_content:
 * @self: a list
 * @ids: ids of messages in it
 *
 * Returns: (transfer full): a future of an array of #AlcoveMessageRecord; the list stays as it is
 */
DexFuture *
alcove_message_list_get_content (AlcoveMessageList *self, const char *const *ids)
{
  return alcove_store_get_messages (self->store, self->chat_id, ids);
}

/**
 * alcove_message_list_find:
 * @self: a list
 * @message: a message
 * @position: (out): where it is
 *
 * Returns: whether it is in the list
 */
gboolean
alcove_message_list_find (AlcoveMessageList *self, AlcoveMessage *message, guint *position)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->message != message)
        continue;
      *position = i - 1;
      return TRUE;
    }
  return FALSE;
}

static void
load_record (AlcoveMessageList *self, const AlcoveMessageRecord *record)
{
  Entry *entry = g_hash_table_lookup (self->by_id, record->id);
  AlcoveMessage *message;

  if (entry == NULL)
    return;
  entry->is_fetching = FALSE;
  message = entry_get_message (entry);
  if (alcove_message_get_is_loaded (message))
    return;
  alcove_message_set_record (message, record);
  alcove_message_set_parts (message, record->parts);
}

typedef struct
{
  AlcoveMessageList *list;
  GStrv ids;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->list);
  g_strfreev (fetch->ids);
  g_free (fetch);
}

static DexFuture *
fetched_cb (DexFuture *future, gpointer user_data)
{
  const Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  GPtrArray *records = value ? g_value_get_boxed (value) : NULL;

  for (guint i = 0; records && i < records->len; i++)
    load_record (fetch->list, g_ptr_array_index (records, i));
  for (guint i = 0; fetch->ids[i]; i++)
    {
      Entry *entry = g_hash_table_lookup (fetch->list->by_id, fetch->ids[i]);

      if (entry != NULL)
        entry->is_fetching = FALSE;
    }
  set_error (fetch->list, error);
  return dex_future_new_true ();
}

static gboolean
entry_needs_content (const Entry *entry)
{
  return !entry->message || !alcove_message_get_is_loaded (entry->message);
}

/**
 * alcove_message_list_want:
 * @self: a list
 * @position: where the reader is
 *
 * Fetches the content of the 30 messages around @position, those of them that are not here yet.
 */
void
alcove_message_list_want (AlcoveMessageList *self, guint position)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const guint n = self->entries->len;
  const guint half = WANT_AT_ONCE / 2;
  const guint last_first = n > WANT_AT_ONCE ? n - WANT_AT_ONCE : 0;
  const guint first = MIN (position > half ? position - half : 0, last_first);
  gboolean any = FALSE;
  Fetch *fetch;

  if (self->store == NULL)
    return;
  for (guint i = first; i < MIN (n, first + WANT_AT_ONCE); i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_fetching || !entry_needs_content (entry))
        continue;
      entry->is_fetching = any = TRUE;
      g_strv_builder_add (ids, entry->key.id);
    }
  if (!any)
    return;
  fetch = g_new0 (Fetch, 1);
  fetch->list = g_object_ref (self);
  fetch->ids = g_strv_builder_end (ids);
  dex_future_disown (dex_future_finally (
      alcove_store_get_messages (self->store, self->chat_id, (const char *const *) fetch->ids),
      fetched_cb, fetch, (GDestroyNotify) fetch_free));
}
