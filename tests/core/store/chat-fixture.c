/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One chat in memory, and what is shown of it. Main thread. */

#include "chat-fixture.h"

void
chat_set_up (ChatFixture *f, gconstpointer data)
{
  f->store = open_memory_store ();
  f->chat = add_chat (f->store, "A chat", "prompt");
}

void
chat_tear_down (ChatFixture *f, gconstpointer data)
{
  alcove_chat_record_unref (f->chat);
  close_store (f->store);
}

/* The chat as it stands now. */
AlcoveChatRecord *
chat_reread (ChatFixture *f)
{
  AlcoveChatRecord *chat = await_chat (alcove_store_get_chat (f->store, f->chat->id));

  alcove_chat_record_unref (f->chat);
  f->chat = chat;
  return chat;
}

AlcoveMessageRecord *
chat_add (ChatFixture *f, const char *parent_id, const char *text)
{
  return add_message (f->store, f->chat->id, parent_id, ALCOVE_STATUS_COMPLETE, text);
}

/* Adds a line of messages below parent and returns the id of the last one. */
char *
chat_add_line (ChatFixture *f, const char *parent_id, guint n)
{
  char *last = g_strdup (parent_id);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);
      g_autoptr (AlcoveMessageRecord) message = chat_add (f, last, text);

      g_free (last);
      last = g_strdup (message->id);
    }
  return last;
}

AlcoveMessageRecord *
chat_get_one (ChatFixture *f, const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_get_messages (f->store, f->chat->id, ids));

  assert_array_length (messages, 1);
  return alcove_message_record_ref (g_ptr_array_index (messages, 0));
}

/* The texts of the shown path with | between them. */
static char *
chat_dup_shown (ChatFixture *f)
{
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_list_messages (f->store, f->chat->id, NULL, 100));
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      g_autofree char *text = get_text (g_ptr_array_index (messages, i));

      g_string_append_printf (texts, "%s%s", i > 0 ? "|" : "", text);
    }
  return g_string_free_and_steal (texts);
}

void
chat_assert_shown (ChatFixture *f, const char *wanted, const char *preview)
{
  g_autofree char *texts = chat_dup_shown (f);
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));

  g_assert_cmpstr (texts, ==, wanted);
  chat_reread (f);
  g_assert_cmpint (f->chat->message_count, ==, keys->len);
  g_assert_cmpstr (f->chat->last_message, ==, preview);
}
