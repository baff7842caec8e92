/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Messages of a store: what they hold, pages of them, streams and their checkpoints. In memory. */

#include "alcove-id.h"
#include "chat-fixture.h"

static void
test_add (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = chat_add (f, f->chat->active_leaf, "answer");

  g_assert_cmpstr (answer->chat_id, ==, f->chat->id);
  g_assert_cmpstr (answer->parent_id, ==, f->chat->active_leaf);
  g_assert_cmpint (answer->sequence, ==, 2);
  g_assert_cmpint (answer->n >> 15, ==, answer->created_at);
  g_assert_cmpint (answer->n, >, f->chat->n);
  chat_assert_shown (f, "prompt|answer", "answer");
  g_assert_cmpstr (f->chat->active_leaf, ==, answer->id);
}

static void
test_add_keeps_all_fields (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message
      = alcove_message_record_new (ALCOVE_ROLE_TOOL, ALCOVE_STATUS_FAILED);
  g_autoptr (AlcoveMessageRecord) read = NULL;
  g_autoptr (AlcoveMessageRecord) made = NULL;

  message->id = alcove_id_new ();
  message->chat_id = g_strdup (f->chat->id);
  message->parent_id = g_strdup (f->chat->active_leaf);
  message->model = g_strdup ("m");
  message->reasoning_effort = g_strdup ("high");
  message->created_at = 12345;
  message->finish_reason = g_strdup ("content_filter");
  message->error_code = g_strdup ("auth");
  message->error_message = g_strdup ("no");
  message->tokens_in = 1;
  message->tokens_out = 0;
  message->tokens_reasoning = 3;
  message->tokens_cached = 4;
  message->cost = 0.25;
  message->ttft_us = 5;
  message->duration_us = 6;
  message->extra = g_strdup ("{\"a\":1}");
  made = await_message (alcove_store_add_message (f->store, message));
  read = chat_get_one (f, message->id);
  g_assert_cmpint (read->n, ==, made->n);
  g_assert_cmpint (read->role, ==, ALCOVE_ROLE_TOOL);
  g_assert_cmpint (read->status, ==, ALCOVE_STATUS_FAILED);
  g_assert_cmpstr (read->model, ==, "m");
  g_assert_cmpstr (read->reasoning_effort, ==, "high");
  g_assert_cmpint (read->created_at, ==, 12345);
  g_assert_cmpstr (read->finish_reason, ==, "content_filter");
  g_assert_cmpstr (read->error_code, ==, "auth");
  g_assert_cmpstr (read->error_message, ==, "no");
  g_assert_cmpint (read->tokens_in, ==, 1);
  g_assert_cmpint (read->tokens_out, ==, 0);
  g_assert_cmpint (read->tokens_reasoning, ==, 3);
  g_assert_cmpint (read->tokens_cached, ==, 4);
  g_assert_cmpfloat_with_epsilon (read->cost, 0.25, 1e-9);
  g_assert_cmpint (read->ttft_us, ==, 5);
  g_assert_cmpint (read->duration_us, ==, 6);
  g_assert_cmpstr (read->extra, ==, "{\"a\":1}");
}

static void
test_add_unknown_numbers (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) made = chat_add (f, f->chat->active_leaf, "x");
  g_autoptr (AlcoveMessageRecord) read = chat_get_one (f, made->id);

  g_assert_cmpint (read->tokens_in, ==, -1);
  g_assert_cmpint (read->tokens_out, ==, -1);
  g_assert_cmpint (read->tokens_reasoning, ==, -1);
  g_assert_cmpint (read->tokens_cached, ==, -1);
  g_assert_cmpfloat_with_epsilon (read->cost, -1, 1e-9);
  g_assert_cmpint (read->ttft_us, ==, -1);
  g_assert_cmpint (read->duration_us, ==, -1);
}

static void
test_parts (ChatFixture *f, gconstpointer data)
{
  static const char bytes[] = "\x89PNG\0\xff";
  g_autoptr (GBytes) image = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "look");
  g_autoptr (AlcoveMessageRecord) made = NULL;
  g_autoptr (AlcoveMessageRecord) read = NULL;
  AlcovePart *call = alcove_part_new (ALCOVE_PART_TOOL_CALL, "{}");
  AlcovePart *part;

  call->name = g_strdup ("search");
  call->extra = g_strdup ("{\"id\":\"c1\"}");
  g_ptr_array_add (message->parts,
                   alcove_part_new_data (ALCOVE_PART_IMAGE, "a.png", "image/png", image));
  g_ptr_array_add (message->parts,
                   alcove_part_new_data (ALCOVE_PART_FILE, "b.txt", "text/plain", empty));
  g_ptr_array_add (message->parts, call);
  made = await_message (alcove_store_add_message (f->store, message));
  read = chat_get_one (f, made->id);
  assert_array_length (read->parts, 4);
  part = g_ptr_array_index (read->parts, 0);
  g_assert_cmpint (part->kind, ==, ALCOVE_PART_TEXT);
  g_assert_null (part->data);
  part = g_ptr_array_index (read->parts, 1);
  g_assert_cmpstr (part->name, ==, "a.png");
  g_assert_cmpstr (part->mime, ==, "image/png");
  g_assert_null (part->text);
  g_assert_true (g_bytes_equal (part->data, image));
  part = g_ptr_array_index (read->parts, 2);
  g_assert_nonnull (part->data);
  g_assert_cmpuint (g_bytes_get_size (part->data), ==, 0);
  part = g_ptr_array_index (read->parts, 3);
  g_assert_cmpint (part->kind, ==, ALCOVE_PART_TOOL_CALL);
  g_assert_cmpstr (part->extra, ==, "{\"id\":\"c1\"}");
}

static void
test_add_refuses (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) other = add_chat (f->store, "other", "theirs");
  g_autoptr (AlcoveMessageRecord) no_chat
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "a");
  g_autoptr (AlcoveMessageRecord) unknown_chat
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NOBODY, NULL, "a");
  g_autoptr (AlcoveMessageRecord) unknown_parent
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NOBODY, "a");
  g_autoptr (AlcoveMessageRecord) foreign_parent = new_message (
      ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, other->active_leaf, "a");

  await_error (alcove_store_add_message (f->store, no_chat), ALCOVE_ERROR_INVALID_INPUT);
  await_error (alcove_store_add_message (f->store, unknown_chat), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_add_message (f->store, unknown_parent), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_add_message (f->store, foreign_parent), ALCOVE_ERROR_INVALID_INPUT);
  chat_assert_shown (f, "prompt", "prompt");
}

static void
test_same_millisecond (ChatFixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (AlcoveMessageRecord) message
          = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "same");
      g_autoptr (AlcoveMessageRecord) made = NULL;

      message->created_at = 777;
      made = await_message (alcove_store_add_message (f->store, message));
      g_assert_cmpint (made->n >> 15, ==, 777);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&made->n, sizeof made->n)));
    }
  g_assert_cmpuint (count_hits (f->store, "same"), ==, 50);
}

static void
test_hostile_times (ChatFixture *f, gconstpointer data)
{
  static const gint64 times[] = { G_MININT64, -1, 1, G_MAXINT64, G_GINT64_CONSTANT (1) << 48 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (AlcoveMessageRecord) message
          = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "when");
      g_autoptr (AlcoveMessageRecord) made = NULL;

      message->created_at = times[i];
      made = await_message (alcove_store_add_message (f->store, message));
      g_assert_cmpint (made->created_at, ==, times[i]);
      g_assert_cmpint (made->n, >, 0);
    }
  g_assert_cmpuint (count_hits (f->store, "when"), ==, G_N_ELEMENTS (times));
}

static void
test_updated_at_follows_messages (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) late
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "late");
  g_autoptr (AlcoveMessageRecord) early
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "early");

  late->created_at = f->chat->updated_at + 60000;
  early->created_at = 1000;
  alcove_message_record_unref (await_message (alcove_store_add_message (f->store, late)));
  alcove_message_record_unref (await_message (alcove_store_add_message (f->store, early)));
  g_assert_cmpint (chat_reread (f)->updated_at, ==, late->created_at);
}

static void
test_list_pages (ChatFixture *f, gconstpointer data)
{
  g_autofree char *last = chat_add_line (f, f->chat->active_leaf, 70);
  g_autofree char *before = NULL;
  guint total = 0, length;
  gint64 sequence = 72;

  do
    {
      g_autoptr (GPtrArray) page
          = await_array (alcove_store_list_messages (f->store, f->chat->id, before, 30));

      length = page->len;
      total += length;
      for (guint i = length; i > 0; i--)
        {
          AlcoveMessageRecord *message = g_ptr_array_index (page, i - 1);

          g_assert_cmpint (message->sequence, ==, --sequence);
          g_free (before);
          before = g_strdup (message->id);
        }
    }
  while (length == 30);
  g_assert_cmpuint (total, ==, 71);
  g_assert_cmpint (sequence, ==, 1);
}

static void
test_list_errors (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) other = add_chat (f->store, "other", "theirs");
  g_autoptr (GPtrArray) none = NULL;

  await_error (alcove_store_list_messages (f->store, NOBODY, NULL, 5), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_list_messages (f->store, f->chat->id, NOBODY, 5),
               ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_list_messages (f->store, f->chat->id, other->active_leaf, 5),
               ALCOVE_ERROR_NOT_FOUND);
  none = await_array (alcove_store_list_messages (f->store, f->chat->id, NULL, 0));
  assert_array_length (none, 0);
}

static void
test_keys (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = chat_add (f, f->chat->active_leaf, "häß");
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));
  const AlcoveMessageKey *first, *second;

  assert_array_length (keys, 2);
  first = g_ptr_array_index (keys, 0);
  second = g_ptr_array_index (keys, 1);
  g_assert_cmpstr (first->id, ==, f->chat->active_leaf);
  g_assert_cmpint (first->role, ==, ALCOVE_ROLE_USER);
  g_assert_cmpint (first->text_length, ==, 6);
  g_assert_cmpstr (second->id, ==, answer->id);
  g_assert_cmpint (second->sequence, ==, 2);
  g_assert_cmpint (second->status, ==, ALCOVE_STATUS_COMPLETE);
  g_assert_cmpint (second->created_at, ==, answer->created_at);
  g_assert_cmpint (second->text_length, ==, 5);
  await_error (alcove_store_list_message_keys (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_keys_do_not_count_reasoning (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "1234");
  g_autoptr (GPtrArray) keys = NULL;

  g_ptr_array_insert (message->parts, 0, alcove_part_new (ALCOVE_PART_REASONING, "thinking"));
  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, "56"));
  alcove_message_record_unref (await_message (alcove_store_add_message (f->store, message)));
  keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));
  assert_array_length (keys, 1);
  g_assert_cmpint (((AlcoveMessageKey *) g_ptr_array_index (keys, 0))->text_length, ==, 6);
}

static void
test_get_in_order (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, f->chat->active_leaf, "one");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, one->id, "two");
  const char *ids[] = { two->id, f->chat->active_leaf, one->id, two->id, NULL };
  const char *bad[] = { two->id, NOBODY, NULL };
  const char *none[] = { NULL };
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_get_messages (f->store, f->chat->id, ids));
  g_autoptr (GPtrArray) empty
      = await_array (alcove_store_get_messages (f->store, f->chat->id, none));

  assert_array_length (messages, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (((AlcoveMessageRecord *) g_ptr_array_index (messages, i))->id, ==, ids[i]);
  assert_array_length (empty, 0);
  await_error (alcove_store_get_messages (f->store, f->chat->id, bad), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_get_messages (f->store, NOBODY, ids), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_checkpoints (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer
      = add_message (f->store, f->chat->id, f->chat->active_leaf, ALCOVE_STATUS_PENDING, NULL);
  g_autoptr (AlcoveMessageRecord) read = NULL;
  g_autoptr (AlcoveMessageRecord) done = NULL;

  chat_assert_shown (f, "prompt|", "prompt");
  answer->status = ALCOVE_STATUS_STREAMING;
  set_text (answer, ALCOVE_PART_TEXT, "Once upon");
  await_ok (alcove_store_update_message (f->store, answer));
  read = chat_get_one (f, answer->id);
  g_assert_cmpint (read->status, ==, ALCOVE_STATUS_STREAMING);
  chat_assert_shown (f, "prompt|Once upon", "Once upon");
  g_assert_cmpuint (count_hits (f->store, "once"), ==, 0);
  set_text (answer, ALCOVE_PART_TEXT, "Once upon a time");
  answer->status = ALCOVE_STATUS_COMPLETE;
  answer->finish_reason = g_strdup ("stop");
  answer->tokens_out = 4;
  await_ok (alcove_store_update_message (f->store, answer));
  done = chat_get_one (f, answer->id);
  g_assert_cmpstr (done->finish_reason, ==, "stop");
  g_assert_cmpint (done->tokens_out, ==, 4);
  g_assert_cmpint (done->sequence, ==, answer->sequence);
  chat_assert_shown (f, "prompt|Once upon a time", "Once upon a time");
  g_assert_cmpuint (count_hits (f->store, "once"), ==, 1);
}

static void
test_update_drops_parts (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message = chat_add (f, f->chat->active_leaf, "keep");
  g_autoptr (AlcoveMessageRecord) read = NULL;

  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_REASONING, "ponder"));
  await_ok (alcove_store_update_message (f->store, message));
  g_assert_cmpuint (count_hits (f->store, "ponder"), ==, 1);
  set_text (message, ALCOVE_PART_TEXT, "kept");
  await_ok (alcove_store_update_message (f->store, message));
  read = chat_get_one (f, message->id);
  assert_array_length (read->parts, 1);
  g_assert_cmpuint (count_hits (f->store, "ponder"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "\"keep\""), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "kept"), ==, 1);
}

static void
test_update_reopens (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message = chat_add (f, f->chat->active_leaf, "closed");

  message->status = ALCOVE_STATUS_STREAMING;
  set_text (message, ALCOVE_PART_TEXT, "open again");
  await_ok (alcove_store_update_message (f->store, message));
  g_assert_cmpuint (count_hits (f->store, "closed"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "again"), ==, 0);
  message->status = ALCOVE_STATUS_STOPPED;
  await_ok (alcove_store_update_message (f->store, message));
  g_assert_cmpuint (count_hits (f->store, "again"), ==, 1);
}

static void
test_update_unknown (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "x");

  await_error (alcove_store_update_message (f->store, message), ALCOVE_ERROR_INVALID_INPUT);
  message->id = g_strdup (NOBODY);
  await_error (alcove_store_update_message (f->store, message), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_eight_streams (ChatFixture *f, gconstpointer data)
{
  AlcoveMessageRecord *streams[8];

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "stream", "go");

      streams[i] = add_message (f->store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, "");
    }
  for (guint round = 0; round < 60; round++)
    for (guint i = 0; i < 8; i++)
      {
        AlcovePart *part = g_ptr_array_index (streams[i]->parts, 0);
        char *text = g_strdup_printf ("%s s%ur%u", part->text, i, round);

        g_free (part->text);
        part->text = text;
        if (round == 59)
          streams[i]->status = ALCOVE_STATUS_COMPLETE;
        dex_unref (alcove_store_update_message (f->store, streams[i]));
      }
  for (guint i = 0; i < 8; i++)
    {
      const char *ids[] = { streams[i]->id, NULL };
      g_autofree char *word = g_strdup_printf ("s%ur59", i);
      g_autofree char *wanted = get_text (streams[i]);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) read
          = await_array (alcove_store_get_messages (f->store, streams[i]->chat_id, ids));

      text = get_text (g_ptr_array_index (read, 0));
      g_assert_cmpstr (text, ==, wanted);
      g_assert_cmpuint (count_hits (f->store, word), ==, 1);
      alcove_message_record_unref (streams[i]);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/messages/" path, ChatFixture, NULL, chat_set_up, function, chat_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("add/fills-record", test_add);
  ADD ("add/keeps-all-fields", test_add_keeps_all_fields);
  ADD ("add/unknown-numbers", test_add_unknown_numbers);
  ADD ("add/parts", test_parts);
  ADD ("add/refuses", test_add_refuses);
  ADD ("add/same-millisecond", test_same_millisecond);
  ADD ("add/hostile-times", test_hostile_times);
  ADD ("add/updated-at", test_updated_at_follows_messages);
  ADD ("list/pages", test_list_pages);
  ADD ("list/errors", test_list_errors);
  ADD ("keys/path", test_keys);
  ADD ("keys/without-reasoning", test_keys_do_not_count_reasoning);
  ADD ("get/in-order", test_get_in_order);
  ADD ("update/checkpoints", test_checkpoints);
  ADD ("update/drops-parts", test_update_drops_parts);
  ADD ("update/reopens", test_update_reopens);
  ADD ("update/unknown", test_update_unknown);
  ADD ("update/eight-streams", test_eight_streams);
  return g_test_run ();
}
