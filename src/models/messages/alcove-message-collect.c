/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* All content of the first messages of a list, for a request or a copy: what is here from the messages, the
 * rest from the store, without loading it into the list. Main thread. */

#include "alcove-message-list-private.h"
#include "alcove-message-private.h"

static void
add_text (GPtrArray *parts, AlcovePartKind kind, const char *text)
{
  if (*text != '\0')
    g_ptr_array_add (parts, alcove_part_new (kind, text));
}

/**
 * alcove_message_dup_parts:
 * @self: a loaded message
 *
 * Returns: (transfer full) (element-type AlcovePart): its whole content: reasoning, text, refusal, the rest
 */
GPtrArray *
alcove_message_dup_parts (AlcoveMessage *self)
{
  GPtrArray *parts = alcove_parts_new ();
  GPtrArray *others = alcove_message_get_parts (self);

  add_text (parts, ALCOVE_PART_REASONING, alcove_message_get_reasoning (self));
  add_text (parts, ALCOVE_PART_TEXT, alcove_message_get_text (self));
  add_text (parts, ALCOVE_PART_REFUSAL, alcove_message_get_refusal (self));
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (parts, alcove_part_ref (g_ptr_array_index (others, i)));
  return parts;
}

/**
 * alcove_message_to_record:
 * @self: a loaded message
 *
 * Returns: (transfer full): what the store would keep of it
 */
AlcoveMessageRecord *
alcove_message_to_record (AlcoveMessage *self)
{
  AlcoveMessageRecord *record = alcove_message_record_new (alcove_message_get_role (self),
                                                           alcove_message_get_status (self));

  g_set_str (&record->id, alcove_message_get_id (self));
  g_set_str (&record->model, alcove_message_get_model (self));
  record->created_at = alcove_message_get_created_at (self);
  g_ptr_array_unref (record->parts);
  record->parts = alcove_message_dup_parts (self);
  return record;
}

typedef struct
{
  AlcoveMessageList *list;
  guint n_messages;
} Collect;

static void
collect_free (Collect *collect)
{
  g_object_unref (collect->list);
  g_free (collect);
}

/* Places that the store is to fill stay NULL. */
static GPtrArray *
collect_loaded (const Collect *collect, GStrv *missing)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  for (guint i = 0; i < collect->n_messages; i++)
    {
      AlcoveMessage *message = alcove_message_list_peek (collect->list, i);

      if (message == NULL)
        g_strv_builder_add (ids, alcove_message_list_get_id (collect->list, i));
      g_ptr_array_add (records, message ? alcove_message_to_record (message) : NULL);
    }
  *missing = g_strv_builder_end (ids);
  return records;
}

static DexFuture *
collect_fiber (gpointer data)
{
  const Collect *collect = data;
  g_auto (GStrv) missing = NULL;
  g_autoptr (GPtrArray) records = collect_loaded (collect, &missing);
  g_autoptr (GPtrArray) fetched = NULL;
  g_autoptr (GError) error = NULL;
  guint next = 0;

  if (missing[0] != NULL)
    {
      fetched = dex_await_boxed (
          alcove_message_list_get_content (collect->list, (const char *const *) missing), &error);
      if (fetched == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] == NULL && fetched != NULL && next < fetched->len)
      records->pdata[i] = alcove_message_record_ref (g_ptr_array_index (fetched, next++));
  while (g_ptr_array_remove (records, NULL))
    ; /* deleted meanwhile */
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&records));
}

/**
 * alcove_message_list_collect:
 * @self: a list that has its keys
 * @n_messages: how many of the oldest
 *
 * Returns: (transfer full): a future of an array of #AlcoveMessageRecord, oldest first
 */
DexFuture *
alcove_message_list_collect (AlcoveMessageList *self, guint n_messages)
{
  Collect *collect = g_new0 (Collect, 1);

  collect->list = g_object_ref (self);
  collect->n_messages = MIN (n_messages, g_list_model_get_n_items (G_LIST_MODEL (self)));
  return dex_scheduler_spawn (NULL, 0, collect_fiber, collect, (GDestroyNotify) collect_free);
}
