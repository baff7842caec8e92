/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The content of the messages near the reader: fetched 30 at a time, let go far away; another path with what is
 * seen of it first. Main thread. Each answer of the store is matched by id, so that it may come late. */

#include "alcove-message-list-private.h"

#include <string.h>

#include "alcove-message-private.h"

#define WANT_AT_ONCE 30
/* What a message takes that was not asked for, and one whose content is not here. */
#define KEY_SIZE 200
#define MESSAGE_SIZE 800
#define KEPT_AROUND 200 /* messages before and behind the reader that are never let go */

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
 * alcove_message_list_load:
 * @self: a list
 * @record: a message, of it or not
 */
void
alcove_message_list_load (AlcoveMessageList *self, const AlcoveMessageRecord *record)
{
  AlcoveMessageListEntry *entry = g_hash_table_lookup (self->by_id, record->id);
  AlcoveMessage *message;

  if (entry == NULL)
    return;
  entry->is_fetching = FALSE;
  message = alcove_message_list_get_message (self, entry);
  if (alcove_message_get_is_loaded (message))
    return;
  alcove_message_set_record (message, record);
  alcove_message_set_parts (message, record->parts);
  entry->is_written_here = FALSE;
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
    alcove_message_list_load (fetch->list, g_ptr_array_index (records, i));
  for (guint i = 0; fetch->ids[i]; i++)
    {
      AlcoveMessageListEntry *entry = g_hash_table_lookup (fetch->list->by_id, fetch->ids[i]);

      if (entry != NULL)
        entry->is_fetching = FALSE;
    }
  alcove_message_list_set_error (fetch->list, error);
  return dex_future_new_true ();
}

static gboolean
entry_needs_content (const AlcoveMessageListEntry *entry)
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
      AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i);

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

/* ---- files that came later ---- */

/* A picture or a file that its message was imported without. */
static gboolean
lacks_files (AlcoveMessage *message)
{
  GPtrArray *parts = alcove_message_get_parts (message);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);

      if ((part->kind == ALCOVE_PART_IMAGE || part->kind == ALCOVE_PART_FILE) && part->data == NULL)
        return TRUE;
    }
  return FALSE;
}

static guint
count_files (GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    n += ((AlcovePart *) g_ptr_array_index (parts, i))->data != NULL;
  return n;
}

/* Only what got something is shown anew. */
static DexFuture *
files_cb (DexFuture *future, gpointer user_data)
{
  AlcoveMessageList *self = user_data;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *records = value ? g_value_get_boxed (value) : NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const AlcoveMessageRecord *record = g_ptr_array_index (records, i);
      const AlcoveMessageListEntry *entry = g_hash_table_lookup (self->by_id, record->id);

      if (entry != NULL && !entry_needs_content (entry)
          && !g_hash_table_contains (self->live, record->id)
          && count_files (record->parts) > count_files (alcove_message_get_parts (entry->message)))
        alcove_message_set_parts (entry->message, record->parts);
    }
  return dex_future_new_true ();
}

/**
 * alcove_message_list_refresh_files:
 * @self: a list whose chat may have got files in the store that it was imported without
 *
 * Keys do not tell of them: the messages that lack some are asked for again, and stay as they are until then.
 */
void
alcove_message_list_refresh_files (AlcoveMessageList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; self->store != NULL && i < self->entries->len; i++)
    {
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry_needs_content (entry) && lacks_files (entry->message))
        g_strv_builder_add (builder, entry->key.id);
    }
  ids = g_strv_builder_end (builder);
  if (*ids != NULL)
    dex_future_disown (
        dex_future_finally (alcove_message_list_get_content (self, (const char *const *) ids),
                            files_cb, g_object_ref (self), g_object_unref));
}

/* ---- who reads where ---- */

/* One of several windows may read at the other end of the chat. */
typedef struct
{
  guint position;      /* %G_MAXUINT: at the end, where a chat opens */
  AlcoveMessage *kept; /* nullable: never let go */
} Reader;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_clear_object (&reader->kept);
  g_free (reader);
}

static Reader *
get_reader (AlcoveMessageList *self, gconstpointer who)
{
  Reader *reader;

  if (self->readers == NULL)
    self->readers = g_hash_table_new_full (NULL, NULL, NULL, reader_free);
  reader = g_hash_table_lookup (self->readers, who);
  if (reader == NULL)
    {
      reader = g_new0 (Reader, 1);
      reader->position = G_MAXUINT;
      g_hash_table_insert (self->readers, (gpointer) who, reader);
    }
  return reader;
}

static gboolean
is_read (AlcoveMessageList *self, guint position, AlcoveMessage *message)
{
  GHashTableIter iter;
  const Reader *reader;

  g_hash_table_iter_init (&iter, self->readers);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &reader))
    {
      const guint there = MIN (reader->position, self->entries->len - 1);
      const guint distance = position < there ? there - position : position - there;

      if (distance <= KEPT_AROUND || message == reader->kept)
        return TRUE;
    }
  return FALSE;
}

/**
 * alcove_message_list_join:
 * @self: a list
 * @reader: who reads it from now on, from its end; never looked into
 */
void
alcove_message_list_join (AlcoveMessageList *self, gconstpointer reader)
{
  get_reader (self, reader);
}

/**
 * alcove_message_list_let_go:
 * @self: a list
 * @reader: who reads, until [method@MessageList.leave]
 * @position: where
 *
 * Lets the content of messages go that are far from every reader and can be fetched again.
 */
void
alcove_message_list_let_go (AlcoveMessageList *self, gconstpointer reader, guint position)
{
  get_reader (self, reader)->position = position;
  if (self->store == NULL || self->keeps_all)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry_needs_content (entry) && !g_hash_table_contains (self->live, entry->key.id)
          && !is_read (self, i, entry->message))
        alcove_message_set_parts (entry->message, NULL);
    }
}

static gsize
content_size (AlcoveMessage *message)
{
  GPtrArray *parts = alcove_message_get_parts (message);
  gsize size
      = alcove_message_get_text_length (message) + strlen (alcove_message_get_reasoning (message));

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);

      size += part->text ? strlen (part->text) : 0;
      size += part->data ? g_bytes_get_size (part->data) : 0;
    }
  return size;
}

/**
 * alcove_message_list_get_size:
 * @self: a list
 *
 * Returns: the bytes that it keeps in memory, roughly
 */
gsize
alcove_message_list_get_size (AlcoveMessageList *self)
{
  gsize size = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AlcoveMessageListEntry *entry = g_ptr_array_index (self->entries, i);

      size += entry->message ? MESSAGE_SIZE : KEY_SIZE;
      if (!entry_needs_content (entry))
        size += content_size (entry->message);
    }
  return size;
}

/**
 * alcove_message_list_set_kept:
 * @self: a list
 * @reader: who reads
 * @message: (nullable): the one whose content stays wherever that reader is
 */
void
alcove_message_list_set_kept (AlcoveMessageList *self, gconstpointer reader, AlcoveMessage *message)
{
  g_set_object (&get_reader (self, reader)->kept, message);
}

/**
 * alcove_message_list_leave:
 * @self: a list
 * @reader: who reads it no longer
 */
void
alcove_message_list_leave (AlcoveMessageList *self, gconstpointer reader)
{
  if (self->readers != NULL)
    g_hash_table_remove (self->readers, reader);
}

/**
 * alcove_message_list_set_keeps_all:
 * @self: a list
 * @keeps_all: whether it is the only place that has everything, because the store fails
 */
void
alcove_message_list_set_keeps_all (AlcoveMessageList *self, gboolean keeps_all)
{
  self->keeps_all = keeps_all;
}

/* What comes into sight first where the paths part. */
static GStrv
list_first (AlcoveMessageList *self, GPtrArray *keys)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const guint same = alcove_message_list_match (self, keys);

  for (guint i = same; i < MIN (keys->len, same + WANT_AT_ONCE); i++)
    {
      const AlcoveMessageKey *key = g_ptr_array_index (keys, i);

      if (!g_hash_table_contains (self->live, key->id))
        g_strv_builder_add (ids, key->id);
    }
  return g_strv_builder_end (ids);
}

static DexFuture *
reload_fiber (gpointer data)
{
  AlcoveMessageList *self = data;
  g_autoptr (AlcoveStore) store = g_object_ref (self->store);
  g_autofree char *chat_id = g_strdup (self->chat_id);
  const guint n_changes = self->n_changes;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  keys = dex_await_boxed (alcove_store_list_message_keys (store, chat_id), &error);
  if (keys == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  ids = list_first (self, keys);
  if (ids[0] != NULL)
    records = dex_await_boxed (
        alcove_store_get_messages (store, chat_id, (const char *const *) ids), NULL);
  if (alcove_message_list_is_current (self, n_changes))
    alcove_message_list_take_keys (self, keys, records);
  return dex_future_new_true ();
}

/**
 * alcove_message_list_reload:
 * @self: a list whose chat shows another path now
 *
 * What is seen of the new path first comes with it, so that nothing has to be loaded before the reader's eyes.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_message_list_reload (AlcoveMessageList *self)
{
  if (self->store == NULL)
    return dex_future_new_true ();
  return dex_scheduler_spawn (NULL, 0, reload_fiber, g_object_ref (self), g_object_unref);
}
