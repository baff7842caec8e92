/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path of a chat, whole: for paper, where pages can only be counted when all is laid out. Main thread. */

#include "alcove-transfer-private.h"

#define PAGE_BYTES (1024 * 1024)

typedef struct
{
  AlcoveStore *store;
  char *chat_id;
  GHashTable *shown;
  GPtrArray *messages;
} Collect;

static void
collect_free (gpointer data)
{
  Collect *collect = data;

  g_object_unref (collect->store);
  g_free (collect->chat_id);
  g_hash_table_unref (collect->shown);
  g_ptr_array_unref (collect->messages);
  g_free (collect);
}

static void
take_page (Collect *collect, const AlcoveChatBundle *page)
{
  for (guint i = 0; i < page->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (page->messages, i);

      if (g_hash_table_contains (collect->shown, message->id))
        g_ptr_array_add (collect->messages, alcove_transfer_message_new (
                                                message->role, message->status, message->model,
                                                message->created_at, message->parts));
    }
}

static gboolean
read_shown (Collect *collect, GError **error)
{
  g_autoptr (GPtrArray) keys
      = dex_await_boxed (alcove_store_list_message_keys (collect->store, collect->chat_id), error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    g_hash_table_add (collect->shown,
                      g_strdup (((AlcoveMessageKey *) g_ptr_array_index (keys, i))->id));
  return keys != NULL;
}

static DexFuture *
collect_fiber (gpointer data)
{
  Collect *collect = data;
  gboolean has_more = TRUE;
  gint64 last = 0;
  GError *error = NULL;

  if (!read_shown (collect, &error))
    return dex_future_new_for_error (error);
  while (has_more)
    {
      g_autoptr (AlcoveChatBundle) page = dex_await_boxed (
          alcove_store_read_chat (collect->store, collect->chat_id, last, PAGE_BYTES), &error);

      if (page == NULL)
        return dex_future_new_for_error (error);
      take_page (collect, page);
      has_more = page->has_more;
      if (has_more)
        last = ((AlcoveMessageRecord *) page->messages->pdata[page->messages->len - 1])->sequence;
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (collect->messages));
}

/**
 * alcove_transfer_collect:
 * @self: a transfer
 * @chat_id: a chat
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveTransferMessage: what is shown of it, oldest first
 */
DexFuture *
alcove_transfer_collect (AlcoveTransfer *self, const char *chat_id)
{
  AlcoveStore *store = alcove_transfer_find_store (self, chat_id);
  Collect *collect;

  if (store == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
  collect = g_new0 (Collect, 1);
  collect->store = g_object_ref (store);
  collect->chat_id = g_strdup (chat_id);
  collect->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collect->messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_transfer_message_free);
  return dex_scheduler_spawn (NULL, 0, collect_fiber, collect, collect_free);
}
