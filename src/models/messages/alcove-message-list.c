/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path of one chat: every message's key, and the content of those near the reader. Main thread.
 *
 * A key becomes an object when it is first asked for, and keeps it, so that a view may hold on to it. Keys
 * are read once; what the session appends or cuts off later is its own doing. Each answer of the store is
 * matched by id, so that it may come late. */

#include "alcove-message-list-private.h"

#include "alcove-message-private.h"

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_ERROR,
} AlcoveMessageListProperty;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveMessageList, alcove_message_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *props[PROP_ERROR + 1];

static void
entry_free (AlcoveMessageListEntry *entry)
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

/**
 * alcove_message_list_get_message:
 * @self: a list
 * @entry: of it
 *
 * Returns: (transfer none): its message, made when it is first asked for
 */
AlcoveMessage *
alcove_message_list_get_message (AlcoveMessageList *self, AlcoveMessageListEntry *entry)
{
  if (entry->message == NULL)
    {
      entry->message = alcove_message_new_unloaded (
          entry->key.id, entry->key.role, entry->key.status, (gsize) entry->key.text_length);
      alcove_message_set_variants (entry->message, MAX (1, entry->key.variant),
                                   MAX (1, entry->key.n_variants));
    }
  return entry->message;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AlcoveMessageList *self = ALCOVE_MESSAGE_LIST (model);

  if (position >= self->entries->len)
    return NULL;
  return g_object_ref (
      alcove_message_list_get_message (self, g_ptr_array_index (self->entries, position)));
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
  g_hash_table_unref (self->live);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->store);
  g_clear_pointer (&self->readers, g_hash_table_unref);
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
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
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

/**
 * alcove_message_list_set_error:
 * @self: a list
 * @error: (nullable): why messages could not be read
 */
void
alcove_message_list_set_error (AlcoveMessageList *self, const GError *error)
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
add_entry (AlcoveMessageList *self, AlcoveMessageListEntry *entry)
{
  g_ptr_array_add (self->entries, entry);
  if (entry->key.id != NULL)
    g_hash_table_replace (self->by_id, entry->key.id, entry);
}

static AlcoveMessageListEntry *
entry_new (AlcoveMessageList *self, const AlcoveMessageKey *key)
{
  AlcoveMessageListEntry *entry = g_new0 (AlcoveMessageListEntry, 1);
  AlcoveMessage *live = g_hash_table_lookup (self->live, key->id);

  entry->key = *key;
  entry->key.id = g_strdup (key->id);
  if (live != NULL)
    {
      entry->message = g_object_ref (live);
      alcove_message_set_variants (live, key->variant, key->n_variants);
    }
  return entry;
}

static void
match_key (AlcoveMessageList *self, AlcoveMessageListEntry *entry, const AlcoveMessageKey *key)
{
  const gboolean is_same
      = key->status == entry->key.status && key->text_length == entry->key.text_length;

  entry->key.status = key->status;
  entry->key.text_length = key->text_length;
  entry->key.variant = key->variant;
  entry->key.n_variants = key->n_variants;
  if (entry->message == NULL)
    return;
  alcove_message_set_variants (entry->message, key->variant, key->n_variants);
  if (is_same || entry->is_written_here || g_hash_table_contains (self->live, key->id))
    return;
  alcove_message_set_parts (entry->message, NULL);
  alcove_message_set_status (entry->message, key->status);
}

/**
 * alcove_message_list_match:
 * @self: a list
 * @keys: (element-type AlcoveMessageKey): a path
 *
 * Returns: how many messages at its start are those of the list
 */
guint
alcove_message_list_match (AlcoveMessageList *self, GPtrArray *keys)
{
  guint same = 0;

  for (; same < MIN (keys->len, self->entries->len); same++)
    {
      const AlcoveMessageKey *key = g_ptr_array_index (keys, same);
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, same);

      if (g_strcmp0 (key->id, entry->key.id) != 0)
        break;
    }
  return same;
}

static void
drop_from (AlcoveMessageList *self, guint n_messages)
{
  for (guint i = n_messages; i < self->entries->len; i++)
    {
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key.id != NULL)
        g_hash_table_remove (self->by_id, entry->key.id);
    }
  g_ptr_array_set_size (self->entries, (int) n_messages);
}

/**
 * alcove_message_list_take_keys:
 * @self: a list
 * @keys: (element-type AlcoveMessageKey): the path from now on
 * @records: (nullable) (element-type AlcoveMessageRecord): content of some of it, to be shown at once
 *
 * What is the same at the start stays; contents that changed are let go.
 */
void
alcove_message_list_take_keys (AlcoveMessageList *self, GPtrArray *keys, GPtrArray *records)
{
  const guint same = alcove_message_list_match (self, keys);
  const guint removed = self->entries->len - same;

  for (guint i = 0; i < same; i++)
    match_key (self, g_ptr_array_index (self->entries, i), g_ptr_array_index (keys, i));
  drop_from (self, same);
  for (guint i = same; i < keys->len; i++)
    add_entry (self, entry_new (self, g_ptr_array_index (keys, i)));
  for (guint i = 0; records != NULL && i < records->len; i++)
    alcove_message_list_load (self, g_ptr_array_index (records, i));
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

/* What was sent meanwhile may not be in the store before its answer has ended. */
static void
ask_again (AlcoveMessageList *self)
{
  if (!self->is_stale || self->store == NULL || g_hash_table_size (self->live) > 0)
    return;
  self->is_stale = FALSE;
  alcove_message_list_refresh (self);
}

/**
 * alcove_message_list_is_current:
 * @self: a list
 * @n_changes: its number of changes when keys were asked for
 *
 * Returns: whether they are of the path that is shown; else they are asked for again in time
 */
gboolean
alcove_message_list_is_current (AlcoveMessageList *self, guint n_changes)
{
  if (n_changes == self->n_changes)
    return TRUE;
  self->is_stale = TRUE;
  ask_again (self);
  return FALSE;
}

typedef struct
{
  AlcoveMessageList *list;
  guint n_changes;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->list);
  g_free (asked);
}

static DexFuture *
keys_cb (DexFuture *future, gpointer user_data)
{
  const Asked *asked = user_data;
  AlcoveMessageList *self = asked->list;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  alcove_message_list_set_error (self, error);
  if (value != NULL && alcove_message_list_is_current (self, asked->n_changes))
    alcove_message_list_take_keys (self, g_value_get_boxed (value), NULL);
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
  alcove_message_list_set_error (self, error);
  settle (self);
}

/**
 * alcove_message_list_refresh:
 * @self: a list whose chat may have changed in the store
 */
void
alcove_message_list_refresh (AlcoveMessageList *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->list = g_object_ref (self);
  asked->n_changes = self->n_changes;
  dex_future_disown (
      dex_future_finally (alcove_store_list_message_keys (self->store, self->chat_id), keys_cb,
                          asked, (GDestroyNotify) asked_free));
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
  AlcoveMessageListEntry *entry = g_new0 (AlcoveMessageListEntry, 1);

  entry->key.id = g_strdup (alcove_message_get_id (message));
  entry->key.role = alcove_message_get_role (message);
  entry->key.variant = alcove_message_get_variant (message, &entry->key.n_variants);
  entry->is_written_here = TRUE;
  entry->message = g_object_ref (message);
  self->n_changes++;
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
  self->n_changes++;
  drop_from (self, n_messages);
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
  const AlcoveMessageListEntry *entry
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
  const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, position);

  return entry->message && alcove_message_get_is_loaded (entry->message) ? entry->message : NULL;
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
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->message != message)
        continue;
      *position = i - 1;
      return TRUE;
    }
  return FALSE;
}

/**
 * alcove_message_list_find_id:
 * @self: a list
 * @id: of a message
 * @position: (out): where it is
 *
 * Returns: whether it is in the list
 */
gboolean
alcove_message_list_find_id (AlcoveMessageList *self, const char *id, guint *position)
{
  const AlcoveMessageListEntry *entry = g_hash_table_lookup (self->by_id, id);

  return entry != NULL && g_ptr_array_find (self->entries, entry, position);
}

/**
 * alcove_message_list_get_by_id:
 * @self: a list
 * @id: of a message
 *
 * Returns: (transfer none) (nullable): it, if it is on the path
 */
AlcoveMessage *
alcove_message_list_get_by_id (AlcoveMessageList *self, const char *id)
{
  AlcoveMessageListEntry *entry = g_hash_table_lookup (self->by_id, id);

  return entry ? alcove_message_list_get_message (self, entry) : NULL;
}

/**
 * alcove_message_list_set_live:
 * @self: a list
 * @message: a message with an id
 * @is_live: whether it is being written: another path that comes to it shows this one
 */
void
alcove_message_list_set_live (AlcoveMessageList *self, AlcoveMessage *message, gboolean is_live)
{
  const char *id = alcove_message_get_id (message);

  if (is_live)
    g_hash_table_replace (self->live, g_strdup (id), g_object_ref (message));
  else
    g_hash_table_remove (self->live, id);
  ask_again (self);
}
