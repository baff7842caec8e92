/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Messages of a store: the tree, the path that is shown, streams and their checkpoints. In memory. */

#include "alcove-id.h"
#include "store-fixture.h"

#define NOBODY "0190b6b0-0000-7000-8000-000000000000"

typedef struct
{
  AlcoveStore *store;
  AlcoveChatRecord *chat;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = open_memory_store ();
  f->chat = add_chat (f->store, "A chat", "prompt");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  alcove_chat_record_unref (f->chat);
  close_store (f->store);
}

/* The chat as it stands now. */
static AlcoveChatRecord *
reread (Fixture *f)
{
  AlcoveChatRecord *chat = await_chat (alcove_store_get_chat (f->store, f->chat->id));

  alcove_chat_record_unref (f->chat);
  f->chat = chat;
  return chat;
}

static AlcoveMessageRecord *
add (Fixture *f, const char *parent_id, const char *text)
{
  return add_message (f->store, f->chat->id, parent_id, ALCOVE_STATUS_COMPLETE, text);
}

/* Adds a line of messages below parent and returns the id of the last one. */
static char *
add_line (Fixture *f, const char *parent_id, guint n)
{
  char *last = g_strdup (parent_id);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);
      g_autoptr (AlcoveMessageRecord) message = add (f, last, text);

      g_free (last);
      last = g_strdup (message->id);
    }
  return last;
}

static AlcoveMessageRecord *
get_one (Fixture *f, const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_get_messages (f->store, f->chat->id, ids));

  assert_array_length (messages, 1);
  return alcove_message_record_ref (g_ptr_array_index (messages, 0));
}

/* The texts of the shown path with | between them. */
static char *
shown (Fixture *f)
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

static void
assert_shown (Fixture *f, const char *wanted, const char *preview)
{
  g_autofree char *texts = shown (f);
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));

  g_assert_cmpstr (texts, ==, wanted);
  reread (f);
  g_assert_cmpint (f->chat->message_count, ==, keys->len);
  g_assert_cmpstr (f->chat->last_message, ==, preview);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = add (f, f->chat->active_leaf, "answer");

  g_assert_cmpstr (answer->chat_id, ==, f->chat->id);
  g_assert_cmpstr (answer->parent_id, ==, f->chat->active_leaf);
  g_assert_cmpint (answer->sequence, ==, 2);
  g_assert_cmpint (answer->n >> 15, ==, answer->created_at);
  g_assert_cmpint (answer->n, >, f->chat->n);
  assert_shown (f, "prompt|answer", "answer");
  g_assert_cmpstr (f->chat->active_leaf, ==, answer->id);
}

static void
test_add_keeps_all_fields (Fixture *f, gconstpointer data)
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
  read = get_one (f, message->id);
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
test_add_unknown_numbers (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) made = add (f, f->chat->active_leaf, "x");
  g_autoptr (AlcoveMessageRecord) read = get_one (f, made->id);

  g_assert_cmpint (read->tokens_in, ==, -1);
  g_assert_cmpint (read->tokens_out, ==, -1);
  g_assert_cmpint (read->tokens_reasoning, ==, -1);
  g_assert_cmpint (read->tokens_cached, ==, -1);
  g_assert_cmpfloat_with_epsilon (read->cost, -1, 1e-9);
  g_assert_cmpint (read->ttft_us, ==, -1);
  g_assert_cmpint (read->duration_us, ==, -1);
}

static void
test_parts (Fixture *f, gconstpointer data)
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
  read = get_one (f, made->id);
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
test_add_refuses (Fixture *f, gconstpointer data)
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
  assert_shown (f, "prompt", "prompt");
}

static void
test_same_millisecond (Fixture *f, gconstpointer data)
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
test_hostile_times (Fixture *f, gconstpointer data)
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
test_updated_at_follows_messages (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) late
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "late");
  g_autoptr (AlcoveMessageRecord) early
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "early");

  late->created_at = f->chat->updated_at + 60000;
  early->created_at = 1000;
  alcove_message_record_unref (await_message (alcove_store_add_message (f->store, late)));
  alcove_message_record_unref (await_message (alcove_store_add_message (f->store, early)));
  g_assert_cmpint (reread (f)->updated_at, ==, late->created_at);
}

static void
test_sibling_replaces_path (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) first = NULL;

  g_assert_cmpint (two->sequence, ==, 4);
  assert_shown (f, "prompt|two", "two");
  first = add (f, NULL, "another prompt");
  assert_shown (f, "another prompt", "another prompt");
}

static void
test_show (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  const gint64 updated_at = reread (f)->updated_at;

  await_ok (alcove_store_show_message (f->store, one->id));
  assert_shown (f, "prompt|one|more", "more");
  await_ok (alcove_store_show_message (f->store, two->id));
  assert_shown (f, "prompt|two", "two");
  g_assert_cmpint (f->chat->updated_at, ==, updated_at);
  await_error (alcove_store_show_message (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_delete_falls_back_to_sibling (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) deeper = add (f, two->id, "deeper");

  await_ok (alcove_store_delete_message (f->store, two->id));
  assert_shown (f, "prompt|one|more", "more");
  g_assert_cmpuint (count_hits (f->store, "deeper"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "two"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "more"), ==, 1);
}

static void
test_delete_falls_back_to_next_sibling (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) three = add (f, prompt, "three");

  await_ok (alcove_store_show_message (f->store, one->id));
  await_ok (alcove_store_delete_message (f->store, one->id));
  assert_shown (f, "prompt|two", "two");
}

static void
test_delete_falls_back_to_parent (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = add (f, f->chat->active_leaf, "answer");
  g_autoptr (AlcoveMessageRecord) again = NULL;

  await_ok (alcove_store_delete_message (f->store, answer->id));
  assert_shown (f, "prompt", "prompt");
  again = add (f, f->chat->active_leaf, "again");
  g_assert_cmpint (again->sequence, ==, 3);
}

static void
test_delete_hidden_branch (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");

  await_ok (alcove_store_delete_message (f->store, one->id));
  assert_shown (f, "prompt|two", "two");
}

static void
test_delete_only_message (Fixture *f, gconstpointer data)
{
  await_ok (alcove_store_delete_message (f->store, f->chat->active_leaf));
  assert_shown (f, "", NULL);
  g_assert_null (f->chat->active_leaf);
}

static void
test_delete_long_branch (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) top = add (f, prompt, "top");
  g_autofree char *last = add_line (f, top->id, 1500);

  await_ok (alcove_store_delete_message (f->store, top->id));
  assert_shown (f, "prompt", "prompt");
  g_assert_cmpuint (count_hits (f->store, "line"), ==, 0);
}

static void
test_delete_unknown (Fixture *f, gconstpointer data)
{
  await_error (alcove_store_delete_message (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_list_pages (Fixture *f, gconstpointer data)
{
  g_autofree char *last = add_line (f, f->chat->active_leaf, 70);
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
test_list_errors (Fixture *f, gconstpointer data)
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
test_keys (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = add (f, f->chat->active_leaf, "häß");
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
test_keys_do_not_count_reasoning (Fixture *f, gconstpointer data)
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
test_get_in_order (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) one = add (f, f->chat->active_leaf, "one");
  g_autoptr (AlcoveMessageRecord) two = add (f, one->id, "two");
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
test_checkpoints (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer
      = add_message (f->store, f->chat->id, f->chat->active_leaf, ALCOVE_STATUS_PENDING, NULL);
  g_autoptr (AlcoveMessageRecord) read = NULL;
  g_autoptr (AlcoveMessageRecord) done = NULL;

  assert_shown (f, "prompt|", "prompt");
  answer->status = ALCOVE_STATUS_STREAMING;
  set_text (answer, ALCOVE_PART_TEXT, "Once upon");
  await_ok (alcove_store_update_message (f->store, answer));
  read = get_one (f, answer->id);
  g_assert_cmpint (read->status, ==, ALCOVE_STATUS_STREAMING);
  assert_shown (f, "prompt|Once upon", "Once upon");
  g_assert_cmpuint (count_hits (f->store, "once"), ==, 0);
  set_text (answer, ALCOVE_PART_TEXT, "Once upon a time");
  answer->status = ALCOVE_STATUS_COMPLETE;
  answer->finish_reason = g_strdup ("stop");
  answer->tokens_out = 4;
  await_ok (alcove_store_update_message (f->store, answer));
  done = get_one (f, answer->id);
  g_assert_cmpstr (done->finish_reason, ==, "stop");
  g_assert_cmpint (done->tokens_out, ==, 4);
  g_assert_cmpint (done->sequence, ==, answer->sequence);
  assert_shown (f, "prompt|Once upon a time", "Once upon a time");
  g_assert_cmpuint (count_hits (f->store, "once"), ==, 1);
}

static void
test_update_drops_parts (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message = add (f, f->chat->active_leaf, "keep");
  g_autoptr (AlcoveMessageRecord) read = NULL;

  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_REASONING, "ponder"));
  await_ok (alcove_store_update_message (f->store, message));
  g_assert_cmpuint (count_hits (f->store, "ponder"), ==, 1);
  set_text (message, ALCOVE_PART_TEXT, "kept");
  await_ok (alcove_store_update_message (f->store, message));
  read = get_one (f, message->id);
  assert_array_length (read->parts, 1);
  g_assert_cmpuint (count_hits (f->store, "ponder"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "\"keep\""), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "kept"), ==, 1);
}

static void
test_update_reopens (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message = add (f, f->chat->active_leaf, "closed");

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
test_update_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, f->chat->id, NULL, "x");

  await_error (alcove_store_update_message (f->store, message), ALCOVE_ERROR_INVALID_INPUT);
  message->id = g_strdup (NOBODY);
  await_error (alcove_store_update_message (f->store, message), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_eight_streams (Fixture *f, gconstpointer data)
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

static void
test_list_all (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  g_autoptr (GPtrArray) all = await_array (alcove_store_list_all_messages (f->store, f->chat->id));

  assert_array_length (all, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((AlcoveMessageRecord *) g_ptr_array_index (all, i))->sequence, ==, i + 1);
  await_error (alcove_store_list_all_messages (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

/* What one store holds of a chat, in another store, is the same. */
static void
test_import (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = add (f, prompt, "two");
  AlcoveStore *other = open_memory_store ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (AlcoveChatRecord) chat = NULL;

  await_ok (alcove_store_show_message (f->store, one->id));
  await_ok (alcove_store_set_chat_pinned (f->store, f->chat->id, TRUE));
  reread (f);
  all = await_array (alcove_store_list_all_messages (f->store, f->chat->id));
  chat = await_chat (alcove_store_import_chat (other, f->chat, all));
  moved = await_array (alcove_store_list_all_messages (other, f->chat->id));
  g_assert_cmpstr (chat->id, ==, f->chat->id);
  g_assert_cmpstr (chat->active_leaf, ==, one->id);
  g_assert_cmpint (chat->message_count, ==, 2);
  g_assert_cmpstr (chat->last_message, ==, "one");
  g_assert_cmpint (chat->updated_at, ==, f->chat->updated_at);
  g_assert_true (chat->is_pinned);
  assert_array_length (moved, all->len);
  for (guint i = 0; i < all->len; i++)
    {
      const AlcoveMessageRecord *a = g_ptr_array_index (all, i);
      const AlcoveMessageRecord *b = g_ptr_array_index (moved, i);

      g_assert_cmpstr (a->id, ==, b->id);
      g_assert_cmpstr (a->parent_id, ==, b->parent_id);
      g_assert_cmpint (a->sequence, ==, b->sequence);
      g_assert_cmpint (a->created_at, ==, b->created_at);
      g_assert_cmpint (a->status, ==, b->status);
    }
  g_assert_cmpuint (count_hits (other, "two"), ==, 1);
  close_store (other);
}

static void
test_import_refused_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  AlcoveMessageRecord *good
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "imported");
  AlcoveMessageRecord *bad
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NOBODY, "imported");

  chat->id = alcove_id_new ();
  g_ptr_array_add (messages, good);
  g_ptr_array_add (messages, bad);
  await_error (alcove_store_import_chat (f->store, chat, messages), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_get_chat (f->store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_hits (f->store, "imported"), ==, 0);
}

static void
test_import_numbers_and_times (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;
  g_autoptr (AlcoveMessageRecord) next = NULL;
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  AlcoveMessageRecord *only
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "old");

  chat->created_at = 1000;
  only->created_at = 2000;
  only->sequence = 41;
  g_ptr_array_add (messages, only);
  made = await_chat (alcove_store_import_chat (f->store, chat, messages));
  g_assert_cmpint (made->updated_at, ==, 2000);
  next = add_message (f->store, made->id, made->active_leaf, ALCOVE_STATUS_COMPLETE, "new");
  g_assert_cmpint (next->sequence, ==, 42);
}

static void
test_long_path (Fixture *f, gconstpointer data)
{
  g_autofree char *last = add_line (f, f->chat->active_leaf, 3000);
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));

  assert_array_length (keys, 3001);
  g_assert_cmpint (reread (f)->message_count, ==, 3001);
  g_assert_cmpstr (f->chat->last_message, ==, "line 2999");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/messages/" path, Fixture, NULL, set_up, function, tear_down)

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
  ADD ("tree/sibling-replaces-path", test_sibling_replaces_path);
  ADD ("tree/show", test_show);
  ADD ("tree/long-path", test_long_path);
  ADD ("delete/falls-back-to-sibling", test_delete_falls_back_to_sibling);
  ADD ("delete/falls-back-to-next-sibling", test_delete_falls_back_to_next_sibling);
  ADD ("delete/falls-back-to-parent", test_delete_falls_back_to_parent);
  ADD ("delete/hidden-branch", test_delete_hidden_branch);
  ADD ("delete/only-message", test_delete_only_message);
  ADD ("delete/long-branch", test_delete_long_branch);
  ADD ("delete/unknown", test_delete_unknown);
  ADD ("list/pages", test_list_pages);
  ADD ("list/errors", test_list_errors);
  ADD ("list/all", test_list_all);
  ADD ("keys/path", test_keys);
  ADD ("keys/without-reasoning", test_keys_do_not_count_reasoning);
  ADD ("get/in-order", test_get_in_order);
  ADD ("update/checkpoints", test_checkpoints);
  ADD ("update/drops-parts", test_update_drops_parts);
  ADD ("update/reopens", test_update_reopens);
  ADD ("update/unknown", test_update_unknown);
  ADD ("update/eight-streams", test_eight_streams);
  ADD ("import/same-again", test_import);
  ADD ("import/refused-leaves-nothing", test_import_refused_leaves_nothing);
  ADD ("import/numbers-and-times", test_import_numbers_and_times);
  return g_test_run ();
}
