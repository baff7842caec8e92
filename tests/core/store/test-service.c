/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What such a store was asked for, by name: the service that it does for an account. On the disk. */

#include <string.h>

#include "disk-fixture.h"

static AlcoveChatRecord *
get_chat (Disk *disk, const char *id)
{
  return await_chat (alcove_store_get_chat (disk->store, id));
}

static void
test_create_chat (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;

  chat->title = g_strdup ("A first chat");
  chat->model = g_strdup ("model-1");
  made = await_chat (alcove_store_create_chat (disk->store, chat, NULL));
  g_assert_nonnull (made->id);
  g_assert_cmpstr (made->title, ==, "A first chat");
  g_assert_cmpstr (made->model, ==, "model-1");
  g_assert_cmpint (made->created_at, >, 0);
  g_assert_cmpint (made->message_count, ==, 0);
}

static void
test_create_with_link (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;
  g_autoptr (AlcoveChatRecord) again = NULL;

  chat->title = g_strdup ("Of a ticket");
  chat->extra = g_strdup ("{\"link\":\"ticket:17\",\"more\":[1]}");
  made = await_chat (alcove_store_find_or_create_chat (disk->store, chat, NULL));
  g_assert_cmpstr (made->extra, ==, chat->extra);
  g_free (chat->extra);
  chat->extra = g_strdup ("{\"link\":\"ticket:17\"}");
  again = await_chat (alcove_store_find_or_create_chat (disk->store, chat, NULL));
  g_assert_cmpstr (again->id, ==, made->id);
  g_assert_cmpstr (again->extra, ==, made->extra);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
}

static void
test_get_by_id (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) other = add_chat (disk->store, "Other", "x");
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Wanted", "y");
  g_autoptr (AlcoveChatRecord) got = get_chat (disk, chat->id);

  g_assert_cmpstr (got->title, ==, "Wanted");
  g_assert_cmpint (got->message_count, ==, 1);
  await_error (alcove_store_get_chat (disk->store, "0190b6b0-0000-7000-8000-000000000000"),
               ALCOVE_ERROR_NOT_FOUND);
}

static void
test_list (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) old = add_chat (disk->store, "Old", "x");
  g_autoptr (AlcoveChatRecord) pinned = add_chat (disk->store, "Pinned", "x");
  g_autoptr (AlcoveChatRecord) newest = add_chat (disk->store, "New", "x");
  g_autoptr (GPtrArray) chats = NULL;

  await_ok (alcove_store_set_chat_pinned (disk->store, pinned->id, TRUE));
  await_ok (alcove_store_touch_chat (disk->store, newest->id));
  chats = await_array (alcove_store_list_chats (disk->store, ALCOVE_CHATS_ACTIVE, NULL, 10));
  assert_array_length (chats, 3);
  g_assert_cmpstr (((AlcoveChatRecord *) chats->pdata[0])->id, ==, pinned->id);
  g_assert_cmpstr (((AlcoveChatRecord *) chats->pdata[1])->id, ==, newest->id);
  g_assert_cmpstr (((AlcoveChatRecord *) chats->pdata[2])->id, ==, old->id);
}

static void
test_list_pages (Disk *disk, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AlcoveChatRecord) last = NULL;
  guint n_pages = 0;

  for (guint i = 0; i < 11; i++)
    alcove_chat_record_unref (add_chat (disk->store, "One of many", "x"));
  for (;; n_pages++)
    {
      g_autoptr (GPtrArray) page
          = await_array (alcove_store_list_chats (disk->store, ALCOVE_CHATS_ACTIVE, last, 4));

      if (page->len == 0)
        break;
      for (guint i = 0; i < page->len; i++)
        g_hash_table_add (seen, g_strdup (((AlcoveChatRecord *) page->pdata[i])->id));
      g_clear_pointer (&last, alcove_chat_record_unref);
      last = alcove_chat_record_ref (page->pdata[page->len - 1]);
    }
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 11);
}

static void
test_update_title (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Before", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;

  await_ok (alcove_store_rename_chat (disk->store, chat->id, "Afterwards", ALCOVE_TITLE_FROM_USER));
  got = get_chat (disk, chat->id);
  g_assert_cmpstr (got->title, ==, "Afterwards");
  g_assert_cmpuint (count_hits (disk->store, "before"), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "afterwards"), ==, 1);
}

static void
test_update_details (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;

  chat->system_prompt = g_strdup ("Be brief.");
  chat->params = g_strdup ("{\"temperature\":0.5}");
  chat->draft = g_strdup ("half a thou");
  chat->extra = g_strdup ("{\"a\":1}");
  await_ok (alcove_store_set_chat_details (disk->store, chat, ALCOVE_DETAIL_ALL));
  await_ok (alcove_store_set_chat_model (disk->store, chat->id, "model-2"));
  got = get_chat (disk, chat->id);
  g_assert_cmpstr (got->system_prompt, ==, "Be brief.");
  g_assert_cmpstr (got->params, ==, "{\"temperature\":0.5}");
  g_assert_cmpstr (got->draft, ==, "half a thou");
  g_assert_cmpstr (got->extra, ==, "{\"a\":1}");
  g_assert_cmpstr (got->model, ==, "model-2");
  g_assert_cmpstr (got->title, ==, "A chat");
}

static AlcoveMessageRecord *
new_answer (AlcoveChatRecord *chat, const char *parent_id)
{
  AlcoveMessageRecord *answer = new_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE,
                                             chat->id, parent_id, "An answer.");

  answer->model = g_strdup ("model-1");
  answer->finish_reason = g_strdup ("stop");
  answer->tokens_in = 11;
  answer->tokens_out = 22;
  answer->tokens_reasoning = 3;
  answer->cost = 0.25;
  answer->ttft_us = 1000;
  answer->duration_us = 2000;
  answer->extra = g_strdup ("{\"seed\":7}");
  return answer;
}

static AlcoveMessageRecord *
get_message (Disk *disk, const char *id)
{
  return await_message (alcove_store_get_message (disk->store, id));
}

static void
test_save_user_message (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", NULL);
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, chat->id, NULL, "A question?");
  g_autoptr (AlcoveMessageRecord) made
      = await_message (alcove_store_add_message (disk->store, message));
  g_autoptr (AlcoveMessageRecord) got = get_message (disk, made->id);
  g_autofree char *text = get_text (got);

  g_assert_cmpstr (text, ==, "A question?");
  g_assert_cmpint (got->role, ==, ALCOVE_ROLE_USER);
  g_assert_cmpint (got->sequence, ==, 1);
  g_assert_cmpstr (got->chat_id, ==, chat->id);
}

static void
test_save_answer (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "prompt");
  g_autoptr (AlcoveMessageRecord) answer = new_answer (chat, chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) made
      = await_message (alcove_store_add_message (disk->store, answer));
  g_autoptr (AlcoveMessageRecord) got = get_message (disk, made->id);

  g_assert_cmpstr (got->model, ==, "model-1");
  g_assert_cmpstr (got->finish_reason, ==, "stop");
  g_assert_cmpint (got->tokens_in, ==, 11);
  g_assert_cmpint (got->tokens_out, ==, 22);
  g_assert_cmpint (got->tokens_reasoning, ==, 3);
  g_assert_cmpint (got->tokens_cached, ==, -1);
  g_assert_cmpfloat_with_epsilon (got->cost, 0.25, 1e-9);
  g_assert_cmpint (got->ttft_us, ==, 1000);
  g_assert_cmpint (got->duration_us, ==, 2000);
  g_assert_cmpstr (got->extra, ==, "{\"seed\":7}");
  g_assert_cmpstr (got->parent_id, ==, chat->active_leaf);
}

/* A chat of n messages in a line. */
static AlcoveChatRecord *
add_line (Disk *disk, guint n)
{
  AlcoveChatRecord *chat = add_chat (disk->store, "A line", "message 0");
  g_autofree char *last = g_strdup (chat->active_leaf);

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("message %u", i);
      g_autoptr (AlcoveMessageRecord) made
          = add_message (disk->store, chat->id, last, ALCOVE_STATUS_COMPLETE, text);

      g_free (last);
      last = g_strdup (made->id);
    }
  return chat;
}

static void
assert_texts (GPtrArray *messages, guint first, guint n)
{
  assert_array_length (messages, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = get_text (messages->pdata[i]);
      g_autofree char *wanted = g_strdup_printf ("message %u", first + i);

      g_assert_cmpstr (text, ==, wanted);
    }
}

static void
test_get_messages (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_line (disk, 5);
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 100));

  assert_texts (messages, 0, 5);
}

static void
test_get_message_pages (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_line (disk, 10);
  g_autoptr (GPtrArray) end
      = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 4));
  g_autoptr (GPtrArray) middle = NULL;
  g_autoptr (GPtrArray) start = NULL;

  assert_texts (end, 6, 4);
  middle = await_array (alcove_store_list_messages (
      disk->store, chat->id, ((AlcoveMessageRecord *) end->pdata[0])->id, 4));
  assert_texts (middle, 2, 4);
  start = await_array (alcove_store_list_messages (
      disk->store, chat->id, ((AlcoveMessageRecord *) middle->pdata[0])->id, 4));
  assert_texts (start, 0, 2);
}

static void
test_count_messages (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_line (disk, 7);
  g_autoptr (AlcoveChatRecord) other = add_line (disk, 2);

  g_assert_cmpint (await_int (alcove_store_count_messages (disk->store, chat->id)), ==, 7);
  g_assert_cmpint (await_int (alcove_store_count_messages (disk->store, other->id)), ==, 2);
}

static void
test_chat_with_messages (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_line (disk, 3);
  g_autoptr (AlcoveChatRecord) got = get_chat (disk, chat->id);
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 100));

  g_assert_cmpint (got->message_count, ==, messages->len);
  g_assert_cmpstr (got->active_leaf, ==, ((AlcoveMessageRecord *) messages->pdata[2])->id);
  g_assert_cmpstr (got->last_message, ==, "message 2");
}

static void
test_search_titles (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) wanted = add_chat (disk->store, "Holiday in Norway", "x");
  g_autoptr (AlcoveChatRecord) other = add_chat (disk->store, "Taxes", "y");
  g_autoptr (GPtrArray) hits = await_array (alcove_store_search (disk->store, "norw", 10));

  assert_array_length (hits, 1);
  g_assert_cmpstr (((AlcoveSearchHit *) hits->pdata[0])->chat_id, ==, wanted->id);
  g_assert_null (((AlcoveSearchHit *) hits->pdata[0])->message_id);
}

static void
test_recent (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) old = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) recent = NULL;
  g_autoptr (GPtrArray) chats = NULL;

  old->created_at = g_get_real_time () / 1000 - 25 * 3600 * 1000;
  alcove_chat_record_unref (await_chat (alcove_store_create_chat (disk->store, old, NULL)));
  recent = add_chat (disk->store, "Now", "x");
  chats = await_array (alcove_store_list_recent_chats (disk->store, 10));
  assert_array_length (chats, 1);
  g_assert_cmpstr (((AlcoveChatRecord *) chats->pdata[0])->id, ==, recent->id);
}

static void
test_count_chats (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) first = add_chat (disk->store, "1", "x");
  g_autoptr (AlcoveChatRecord) second = add_chat (disk->store, "2", "x");
  g_autoptr (AlcoveChatRecord) third = add_chat (disk->store, "3", "x");

  await_ok (alcove_store_archive_chat (disk->store, second->id, TRUE));
  await_ok (alcove_store_trash_chat (disk->store, third->id));
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ARCHIVED)), ==,
                   1);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 1);
}

static void
test_statistics (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "prompt");
  g_autoptr (AlcoveChatRecord) trashed = add_chat (disk->store, "Gone", NULL);
  g_autoptr (AlcoveMessageRecord) answer = new_answer (chat, chat->active_leaf);
  g_autoptr (AlcoveMessageRecord) old = new_answer (chat, chat->active_leaf);
  g_autoptr (AlcoveStatistics) all = NULL;
  const AlcoveUsageCount *usage;

  old->created_at = 1000000000000; /* 2001 */
  g_set_str (&old->extra, "{\"cost_is_estimated\":true}");
  g_free (old->model);
  old->model = g_strdup ("model-0");
  alcove_message_record_unref (await_message (alcove_store_add_message (disk->store, answer)));
  alcove_message_record_unref (await_message (alcove_store_add_message (disk->store, answer)));
  alcove_message_record_unref (await_message (alcove_store_add_message (disk->store, old)));
  await_ok (alcove_store_trash_chat (disk->store, trashed->id));
  all = await_statistics (alcove_store_get_statistics (disk->store));
  g_assert_cmpint (all->chats, ==, 2);
  g_assert_cmpint (all->active, ==, 1);
  g_assert_cmpint (all->trashed, ==, 1);
  g_assert_cmpint (all->archived, ==, 0);
  g_assert_cmpint (all->total.messages, ==, 4);
  g_assert_cmpint (all->total.tokens_in, ==, 33);
  g_assert_cmpint (all->total.tokens_out, ==, 66);
  g_assert_cmpfloat_with_epsilon (all->total.cost, 0.75, 1e-9);
  assert_array_length (all->models, 2);
  usage = all->models->pdata[0];
  g_assert_cmpstr (usage->model, ==, "model-1");
  g_assert_cmpint (usage->messages, ==, 2);
  g_assert_cmpint (usage->tokens_out, ==, 44);
  assert_array_length (all->days, 2);
  usage = all->days->pdata[1];
  g_assert_true (g_str_has_prefix (usage->day, "2001-09-"));
  g_assert_cmpfloat_with_epsilon (usage->cost, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (usage->cost_estimated, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (all->total.cost_estimated, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (alcove_usage_count_get_speed (usage), 11000, 1e-6);
  g_assert_cmpint (alcove_usage_count_get_first_us (&all->total), ==, 1000);
  assert_array_length (all->usage, 3); /* what was written, and two models */
}

static void
test_soft_delete (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Needle", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;
  g_autoptr (GPtrArray) chats = NULL;

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  got = get_chat (disk, chat->id);
  g_assert_cmpint (got->deleted_at, >, 0);
  chats = await_array (alcove_store_list_chats (disk->store, ALCOVE_CHATS_ACTIVE, NULL, 10));
  assert_array_length (chats, 0);
  g_assert_cmpuint (count_hits (disk->store, "needle"), ==, 0);
}

static void
test_list_trash (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) kept = add_chat (disk->store, "Kept", "x");
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Thrown away", "x");
  g_autoptr (GPtrArray) chats = NULL;

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  chats = await_array (alcove_store_list_chats (disk->store, ALCOVE_CHATS_TRASH, NULL, 10));
  assert_array_length (chats, 1);
  g_assert_cmpstr (((AlcoveChatRecord *) chats->pdata[0])->id, ==, chat->id);
}

static void
test_restore (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Needle", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  await_ok (alcove_store_restore_chat (disk->store, chat->id));
  got = get_chat (disk, chat->id);
  g_assert_cmpint (got->deleted_at, ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "needle"), ==, 1);
}

/* Another key in the same folder sees nothing of it, and cannot name it either. */
static void
test_isolation (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Needle", "needle");
  g_autoptr (AlcoveAccount) other = open_account (disk->dir, KEY_B);
  AlcoveStore *store = open_store (other);

  await_error (alcove_store_get_chat (store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_list_messages (store, chat->id, NULL, 10), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_trash_chat (store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_delete_chat (store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_get_message (store, chat->active_leaf), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_hits (store, "needle"), ==, 0);
  g_assert_cmpint (await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE)), ==, 0);
  close_store (store);
}

static void
test_second_account (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) mine = add_chat (disk->store, "Mine", "x");
  g_autoptr (AlcoveAccount) other = open_account (disk->dir, KEY_B);
  AlcoveStore *store = open_store (other);
  g_autoptr (AlcoveChatRecord) theirs = add_chat (store, "Theirs", "x");
  g_autoptr (AlcoveChatRecord) first = get_first_chat (disk->store);
  g_autoptr (AlcoveChatRecord) second = get_first_chat (store);

  g_assert_cmpstr (first->title, ==, "Mine");
  g_assert_cmpstr (second->title, ==, "Theirs");
  g_assert_cmpuint (count_hits (store, "mine"), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "theirs"), ==, 0);
  close_store (store);
}

static void
test_several_in_sequence (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_line (disk, 20);
  g_autoptr (GPtrArray) messages = NULL;

  disk_reopen (disk);
  messages = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 100));
  assert_texts (messages, 0, 20);
  for (guint i = 0; i < messages->len; i++)
    g_assert_cmpint (((AlcoveMessageRecord *) messages->pdata[i])->sequence, ==, i + 1);
}

typedef void (*Test) (Disk *disk, gconstpointer data);

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    Test test;
  } tests[] = {
    { "create-a-chat", test_create_chat },
    { "create-one-with-an-outside-link", test_create_with_link },
    { "get-by-id", test_get_by_id },
    { "list", test_list },
    { "list-in-pages", test_list_pages },
    { "update-title", test_update_title },
    { "update-details", test_update_details },
    { "save-a-users-message", test_save_user_message },
    { "save-an-answer-with-metadata", test_save_answer },
    { "get-messages", test_get_messages },
    { "get-messages-in-pages", test_get_message_pages },
    { "count-messages", test_count_messages },
    { "chat-with-its-messages", test_chat_with_messages },
    { "search-titles", test_search_titles },
    { "recent", test_recent },
    { "count-of-chats", test_count_chats },
    { "statistics", test_statistics },
    { "soft-delete", test_soft_delete },
    { "list-the-trash", test_list_trash },
    { "restore", test_restore },
    { "isolation-between-accounts", test_isolation },
    { "create-for-a-second-account", test_second_account },
    { "several-messages-in-sequence", test_several_in_sequence },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store-service/", tests[i].name, NULL);

      g_test_add (path, Disk, NULL, disk_set_up, tests[i].test, disk_tear_down);
    }
  return g_test_run ();
}
