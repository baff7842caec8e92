/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The tree of a chat: variants, the path that is shown, deleting, moving it to another store. In memory. */

#include "alcove-id.h"
#include "chat-fixture.h"

static void
test_sibling_replaces_path (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = chat_add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) first = NULL;

  g_assert_cmpint (two->sequence, ==, 4);
  chat_assert_shown (f, "prompt|two", "two");
  first = chat_add (f, NULL, "another prompt");
  chat_assert_shown (f, "another prompt", "another prompt");
}

static void
test_show (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = chat_add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  const gint64 updated_at = chat_reread (f)->updated_at;

  await_ok (alcove_store_show_message (f->store, one->id));
  chat_assert_shown (f, "prompt|one|more", "more");
  await_ok (alcove_store_show_message (f->store, two->id));
  chat_assert_shown (f, "prompt|two", "two");
  g_assert_cmpint (f->chat->updated_at, ==, updated_at);
  await_error (alcove_store_show_message (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

static void
assert_variants (ChatFixture *f, const char *wanted)
{
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      const AlcoveMessageKey *key = g_ptr_array_index (keys, i);

      g_string_append_printf (text, "%s%u/%u", i > 0 ? " " : "", key->variant, key->n_variants);
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
test_neighbour (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = chat_add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) three = chat_add (f, prompt, "three");
  g_autoptr (AlcoveMessageRecord) first = NULL;

  assert_variants (f, "1/1 3/3");
  await_ok (alcove_store_show_neighbour (f->store, three->id, -1));
  chat_assert_shown (f, "prompt|two", "two");
  assert_variants (f, "1/1 2/3");
  await_ok (alcove_store_show_neighbour (f->store, two->id, -1));
  chat_assert_shown (f, "prompt|one|more", "more");
  assert_variants (f, "1/1 1/3 1/1");
  await_error (alcove_store_show_neighbour (f->store, one->id, -1), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_show_neighbour (f->store, three->id, 1), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_show_neighbour (f->store, NOBODY, 1), ALCOVE_ERROR_NOT_FOUND);
  await_ok (alcove_store_show_neighbour (f->store, one->id, 1));
  chat_assert_shown (f, "prompt|two", "two");
  first = chat_add (f, NULL, "another prompt");
  assert_variants (f, "2/2");
  await_ok (alcove_store_show_neighbour (f->store, first->id, -1));
  assert_variants (f, "1/2 3/3");
  await_ok (alcove_store_delete_message (f->store, three->id));
  assert_variants (f, "1/2 2/2");
}

static void
test_delete_falls_back_to_sibling (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) more = chat_add (f, one->id, "more");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) deeper = chat_add (f, two->id, "deeper");

  await_ok (alcove_store_delete_message (f->store, two->id));
  chat_assert_shown (f, "prompt|one|more", "more");
  g_assert_cmpuint (count_hits (f->store, "deeper"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "two"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "more"), ==, 1);
}

static void
test_delete_falls_back_to_next_sibling (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  g_autoptr (AlcoveMessageRecord) three = chat_add (f, prompt, "three");

  await_ok (alcove_store_show_message (f->store, one->id));
  await_ok (alcove_store_delete_message (f->store, one->id));
  chat_assert_shown (f, "prompt|two", "two");
}

static void
test_delete_falls_back_to_parent (ChatFixture *f, gconstpointer data)
{
  g_autoptr (AlcoveMessageRecord) answer = chat_add (f, f->chat->active_leaf, "answer");
  g_autoptr (AlcoveMessageRecord) again = NULL;

  await_ok (alcove_store_delete_message (f->store, answer->id));
  chat_assert_shown (f, "prompt", "prompt");
  again = chat_add (f, f->chat->active_leaf, "again");
  g_assert_cmpint (again->sequence, ==, 3);
}

static void
test_delete_hidden_branch (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");

  await_ok (alcove_store_delete_message (f->store, one->id));
  chat_assert_shown (f, "prompt|two", "two");
}

static void
test_delete_only_message (ChatFixture *f, gconstpointer data)
{
  await_ok (alcove_store_delete_message (f->store, f->chat->active_leaf));
  chat_assert_shown (f, "", NULL);
  g_assert_null (f->chat->active_leaf);
}

static void
test_delete_long_branch (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) top = chat_add (f, prompt, "top");
  g_autofree char *last = chat_add_line (f, top->id, 1500);

  await_ok (alcove_store_delete_message (f->store, top->id));
  chat_assert_shown (f, "prompt", "prompt");
  g_assert_cmpuint (count_hits (f->store, "line"), ==, 0);
}

static void
test_delete_unknown (ChatFixture *f, gconstpointer data)
{
  await_error (alcove_store_delete_message (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

/* What one store holds of a chat, in another store, is the same. */
static void
test_import (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  AlcoveStore *other = open_memory_store ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (AlcoveChatRecord) chat = NULL;

  await_ok (alcove_store_show_message (f->store, one->id));
  await_ok (alcove_store_set_chat_pinned (f->store, f->chat->id, TRUE));
  chat_reread (f);
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
test_import_refused_leaves_nothing (ChatFixture *f, gconstpointer data)
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
test_import_numbers_and_times (ChatFixture *f, gconstpointer data)
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
test_long_path (ChatFixture *f, gconstpointer data)
{
  g_autofree char *last = chat_add_line (f, f->chat->active_leaf, 3000);
  g_autoptr (GPtrArray) keys = await_array (alcove_store_list_message_keys (f->store, f->chat->id));

  assert_array_length (keys, 3001);
  g_assert_cmpint (chat_reread (f)->message_count, ==, 3001);
  g_assert_cmpstr (f->chat->last_message, ==, "line 2999");
}

static void
test_list_all (ChatFixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strdup (f->chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) one = chat_add (f, prompt, "one");
  g_autoptr (AlcoveMessageRecord) two = chat_add (f, prompt, "two");
  g_autoptr (GPtrArray) all = await_array (alcove_store_list_all_messages (f->store, f->chat->id));

  assert_array_length (all, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((AlcoveMessageRecord *) g_ptr_array_index (all, i))->sequence, ==, i + 1);
  await_error (alcove_store_list_all_messages (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/tree/" path, ChatFixture, NULL, chat_set_up, function, chat_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("sibling-replaces-path", test_sibling_replaces_path);
  ADD ("show", test_show);
  ADD ("long-path", test_long_path);
  ADD ("neighbour", test_neighbour);
  ADD ("delete/falls-back-to-sibling", test_delete_falls_back_to_sibling);
  ADD ("delete/falls-back-to-next-sibling", test_delete_falls_back_to_next_sibling);
  ADD ("delete/falls-back-to-parent", test_delete_falls_back_to_parent);
  ADD ("delete/hidden-branch", test_delete_hidden_branch);
  ADD ("delete/only-message", test_delete_only_message);
  ADD ("delete/long-branch", test_delete_long_branch);
  ADD ("delete/unknown", test_delete_unknown);
  ADD ("list/all", test_list_all);
  ADD ("import/same-again", test_import);
  ADD ("import/refused-leaves-nothing", test_import_refused_leaves_nothing);
  ADD ("import/numbers-and-times", test_import_numbers_and_times);
  return g_test_run ();
}
