/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of the store share: waiting for a future, and small chats. Main thread. */

#include "store-fixture.h"

static DexFuture *
on_settled (DexFuture *future, gpointer user_data)
{
  gboolean *is_done = user_data;

  *is_done = TRUE;
  return NULL;
}

/* Steals the future; its value belongs to the caller. */
static gboolean
await_value (DexFuture *future, GValue *value, GError **error)
{
  gboolean is_done = FALSE;
  DexFuture *waiting = dex_future_finally (dex_ref (future), on_settled, &is_done, NULL);
  const GValue *result;

  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  dex_unref (waiting);
  result = dex_future_get_value (future, error);
  if (result != NULL)
    {
      g_value_init (value, G_VALUE_TYPE (result));
      g_value_copy (result, value);
    }
  dex_unref (future);
  return result != NULL;
}

static void
await_type (DexFuture *future, GValue *value, GType type)
{
  g_autoptr (GError) error = NULL;

  await_value (future, value, &error);
  g_assert_no_error (error);
  g_assert_true (G_VALUE_HOLDS (value, type));
}

void
await_ok (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;

  await_type (future, &value, G_TYPE_BOOLEAN);
  g_assert_true (g_value_get_boolean (&value));
}

void
await_error (DexFuture *future, AlcoveError code)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (await_value (future, &value, &error));
  g_assert_error (error, ALCOVE_ERROR, (int) code);
}

/* Of a page whose seal is broken older engines say that it failed, newer ones that it is malformed. */
void
await_damage (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (await_value (future, &value, &error));
  if (!g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT))
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
}

gint64
await_int (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;

  await_type (future, &value, G_TYPE_INT64);
  return g_value_get_int64 (&value);
}

char *
await_string (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;

  await_type (future, &value, G_TYPE_STRING);
  return g_value_dup_string (&value);
}

static gpointer
await_boxed (DexFuture *future, GType type)
{
  g_auto (GValue) value = G_VALUE_INIT;

  await_type (future, &value, type);
  return g_value_dup_boxed (&value);
}

char **
await_strv (DexFuture *future)
{
  return await_boxed (future, G_TYPE_STRV);
}

GPtrArray *
await_array (DexFuture *future)
{
  return await_boxed (future, G_TYPE_PTR_ARRAY);
}

GArray *
await_numbers (DexFuture *future)
{
  return await_boxed (future, G_TYPE_ARRAY);
}

AlcoveChatRecord *
await_chat (DexFuture *future)
{
  return await_boxed (future, ALCOVE_TYPE_CHAT_RECORD);
}

AlcoveMessageRecord *
await_message (DexFuture *future)
{
  return await_boxed (future, ALCOVE_TYPE_MESSAGE_RECORD);
}

AlcoveStatistics *
await_statistics (DexFuture *future)
{
  return await_boxed (future, ALCOVE_TYPE_STATISTICS);
}

AlcoveArtifact *
await_artifact (DexFuture *future)
{
  return await_boxed (future, ALCOVE_TYPE_ARTIFACT);
}

AlcoveMessageRecord *
new_message (AlcoveRole role, AlcoveStatus status, const char *chat_id, const char *parent_id,
             const char *text)
{
  AlcoveMessageRecord *message = alcove_message_record_new (role, status);

  message->chat_id = g_strdup (chat_id);
  message->parent_id = g_strdup (parent_id);
  if (text != NULL)
    g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  return message;
}

AlcoveChatRecord *
add_chat (AlcoveStore *store, const char *title, const char *prompt)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveMessageRecord) first
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, prompt);

  chat->title = g_strdup (title);
  return await_chat (alcove_store_create_chat (store, chat, prompt ? first : NULL));
}

AlcoveMessageRecord *
add_message (AlcoveStore *store, const char *chat_id, const char *parent_id, AlcoveStatus status,
             const char *text)
{
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_ASSISTANT, status, chat_id, parent_id, text);

  return await_message (alcove_store_add_message (store, message));
}

void
set_text (AlcoveMessageRecord *message, AlcovePartKind kind, const char *text)
{
  g_ptr_array_set_size (message->parts, 0);
  g_ptr_array_add (message->parts, alcove_part_new (kind, text));
}

char *
get_text (AlcoveMessageRecord *message)
{
  return alcove_parts_dup_text (message->parts, ALCOVE_PART_TEXT);
}

guint
count_hits (AlcoveStore *store, const char *query)
{
  g_autoptr (GPtrArray) hits = await_array (alcove_store_search (store, query, 50));

  return hits->len;
}

AlcoveStore *
open_memory_store (void)
{
  AlcoveStore *store = alcove_store_new_in_memory ();

  await_ok (alcove_store_open (store));
  return store;
}

void
close_store (AlcoveStore *store)
{
  await_ok (alcove_store_close (store));
  g_object_unref (store);
}
