/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lists of chats and of messages: paged by the reader, in order, and true to every signal. */

#include "alcove-error.h"
#include "alcove-id.h"
#include "models-fixture.h"

#define BASE_TIME G_GINT64_CONSTANT (1780000000000)

static AlcoveStore *
make_store (guint n_chats)
{
  AlcoveStore *store = alcove_store_new_in_memory ();
  g_autoptr (DexFuture) last = NULL;

  await_ok (alcove_store_open (store));
  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->title = g_strdup_printf ("chat %u", i);
      chat->created_at = chat->updated_at = BASE_TIME + i;
      chat->is_pinned = i % 1000 == 7;
      dex_clear (&last);
      last = alcove_store_create_chat (store, chat, NULL);
    }
  if (last != NULL)
    await_ok (g_steal_pointer (&last));
  return store;
}

static void
close_store (AlcoveStore *store)
{
  await_ok (alcove_store_close (store));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

static AlcoveConversationList *
make_list (AlcoveStore *store)
{
  AlcoveConversationList *list = alcove_conversation_list_new ();

  g_assert_true (alcove_conversation_list_get_is_loading (list));
  alcove_conversation_list_set_store (list, store);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  return list;
}

static void
free_list (AlcoveConversationList *list)
{
  wait_until (!alcove_conversation_list_get_is_loading (list));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (list);
}

static void
assert_sorted (AlcoveConversationList *list)
{
  g_autoptr (GPtrArray) all = alcove_conversation_list_dup_all (list);

  for (guint i = 1; i < all->len; i++)
    {
      AlcoveConversation *a = g_ptr_array_index (all, i - 1);
      AlcoveConversation *b = g_ptr_array_index (all, i);

      g_assert_true (alcove_conversation_get_is_pinned (a)
                     >= alcove_conversation_get_is_pinned (b));
      if (alcove_conversation_get_is_pinned (a) == alcove_conversation_get_is_pinned (b))
        g_assert_cmpint (alcove_conversation_get_updated_at (a), >=,
                         alcove_conversation_get_updated_at (b));
    }
}

static void
test_empty (void)
{
  AlcoveStore *store = make_store (0);
  AlcoveConversationList *list = make_list (store);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (alcove_conversation_list_get_has_more (list));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_null (alcove_conversation_list_find (list, "nobody", NULL));
  alcove_conversation_list_set_store (list, NULL);
  free_list (list);
  close_store (store);
}

static void
test_ten_thousand (void)
{
  AlcoveStore *store = make_store (10000);
  AlcoveConversationList *list = make_list (store);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (AlcoveConversation) first = NULL;
  guint n;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 64);
  first = g_list_model_get_item (model, 0);
  g_assert_cmpstr (alcove_conversation_get_title (first), ==, "chat 9007");
  g_assert_false (alcove_conversation_list_get_is_loading (list)); /* far from the end */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 64);
  while ((n = g_list_model_get_n_items (model)) < 10000)
    {
      g_autoptr (AlcoveConversation) last = g_list_model_get_item (model, n - 1);

      g_assert_true (alcove_conversation_list_get_is_loading (list));
      wait_until (!alcove_conversation_list_get_is_loading (list));
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, MIN (10000, n + 64));
      g_assert_true (alcove_conversation_list_find (list, alcove_conversation_get_id (last), NULL)
                     == last);
    }
  g_assert_false (alcove_conversation_list_get_has_more (list));
  assert_sorted (list);
  g_clear_object (&first);
  g_test_timer_start ();
  alcove_conversation_list_clear (list, ALCOVE_HOME_VAULT);
  g_test_message ("10,000 chats went in %.1f ms", g_test_timer_elapsed () * 1000);
  g_assert_cmpuint (g_hash_table_size (list->others), ==, 0);
  g_assert_cmpuint (g_hash_table_size (list->ids_of_others), ==, 0);
  free_list (list);
  close_store (store);
}

static void
test_move (void)
{
  AlcoveStore *store = make_store (10);
  AlcoveConversationList *list = make_list (store);
  g_autoptr (AlcoveConversation) chat = g_list_model_get_item (G_LIST_MODEL (list), 5);
  g_autoptr (Mirror) mirror = mirror_new (list);
  guint position;

  alcove_conversation_touch (chat, BASE_TIME + 1000000, "new words");
  g_assert_cmpuint (mirror->n_signals, ==, 2);
  g_assert_true (alcove_conversation_list_find (list, alcove_conversation_get_id (chat), &position)
                 == chat);
  g_assert_cmpuint (position, ==, 1); /* behind the pinned one */
  mirror->n_signals = 0;
  alcove_conversation_touch (chat, BASE_TIME + 1000001, "newer words");
  g_assert_cmpuint (mirror->n_signals, ==, 0); /* it is where it belongs */
  g_clear_pointer (&mirror, mirror_free);
  g_clear_object (&chat);
  free_list (list);
  close_store (store);
}

static void
toggle_pin (AlcoveConversation *chat)
{
  g_autoptr (AlcoveChatRecord) record
      = alcove_chat_record_copy (alcove_conversation_get_record (chat));

  record->is_pinned = !record->is_pinned;
  alcove_conversation_set_record (chat, record);
}

static void
do_something (AlcoveConversationList *list, AlcoveStore *unsaved, gint64 now)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (AlcoveConversation) chat
      = n > 0 ? g_list_model_get_item (G_LIST_MODEL (list), g_test_rand_int_range (0, (int) n))
              : NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      g_clear_object (&chat);
      chat = alcove_conversation_new ("m");
      alcove_conversation_touch (chat, now, "an unsaved chat");
      alcove_conversation_settle (chat, unsaved, ALCOVE_HOME_MEMORY);
      alcove_conversation_list_add (list, chat);
      alcove_conversation_list_add (list, chat);
      break;
    case 1:
      if (chat != NULL)
        alcove_conversation_touch (chat, now, "words");
      break;
    case 2:
      if (chat != NULL)
        toggle_pin (chat);
      break;
    case 3:
      if (chat != NULL && g_test_rand_bit ())
        {
          g_assert_true (alcove_conversation_list_remove (list, chat));
          g_assert_false (alcove_conversation_list_remove (list, chat));
        }
      break;
    case 4:
      alcove_conversation_list_fetch (list);
      break;
    default:
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_random (void)
{
  AlcoveStore *store = make_store (700);
  AlcoveStore *unsaved = make_store (0);
  AlcoveConversationList *list = make_list (store);
  Mirror *mirror = mirror_new (list);

  for (guint i = 0; i < 4000; i++)
    {
      /* often at the same moment, and in the middle of what is read */
      do_something (list, unsaved, BASE_TIME + g_test_rand_int_range (0, 800));
      mirror_check (mirror);
    }
  wait_until (!alcove_conversation_list_get_is_loading (list));
  assert_sorted (list);
  g_assert_cmpuint (alcove_conversation_list_get_n_unsaved (list), >, 0);
  mirror_free (mirror);
  free_list (list);
  close_store (unsaved);
  close_store (store);
}

/* Another process made a chat, renamed one, deleted one. */
static void
test_refresh (void)
{
  AlcoveStore *store = make_store (200);
  AlcoveConversationList *list = make_list (store);
  g_autoptr (AlcoveConversation) renamed = g_list_model_get_item (G_LIST_MODEL (list), 3);
  g_autoptr (AlcoveConversation) gone = g_list_model_get_item (G_LIST_MODEL (list), 4);
  g_autoptr (AlcoveConversation) first = NULL;
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  Mirror *mirror = mirror_new (list);

  chat->title = g_strdup ("from elsewhere");
  chat->created_at = chat->updated_at = BASE_TIME + 100000;
  await_ok (alcove_store_create_chat (store, chat, NULL));
  await_ok (alcove_store_rename_chat (store, alcove_conversation_get_id (renamed), "renamed",
                                      ALCOVE_TITLE_FROM_USER));
  await_ok (alcove_store_trash_chat (store, alcove_conversation_get_id (gone)));
  alcove_conversation_list_refresh (list);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  mirror_check (mirror);
  assert_sorted (list);
  g_assert_cmpstr (alcove_conversation_get_title (renamed), ==, "renamed");
  g_assert_null (alcove_conversation_list_find (list, alcove_conversation_get_id (gone), NULL));
  first = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpstr (alcove_conversation_get_title (first), ==, "from elsewhere");
  mirror_free (mirror);
  g_clear_object (&first);
  g_clear_object (&gone);
  g_clear_object (&renamed);
  free_list (list);
  close_store (store);
}

static void
test_one_object_for_one_chat (void)
{
  AlcoveStore *store = make_store (100);
  AlcoveConversationList *list = make_list (store);
  g_autoptr (GPtrArray) records
      = await_boxed (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 100));
  AlcoveChatRecord *far = g_ptr_array_index (records, 90);
  g_autoptr (AlcoveConversation) early
      = alcove_conversation_list_adopt (list, far, store, ALCOVE_HOME_VAULT);
  guint position;

  g_assert_null (alcove_conversation_list_find (list, far->id, NULL));
  alcove_conversation_list_fetch (list);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  g_assert_true (alcove_conversation_list_find (list, far->id, &position) == early);
  g_assert_cmpuint (position, ==, 90);
  g_clear_object (&early);
  free_list (list);
  close_store (store);
}

static void
test_unreadable (void)
{
  AlcoveStore *store = make_store (100);
  AlcoveConversationList *list = make_list (store);
  g_autoptr (AlcoveConversation) last = NULL;

  await_ok (alcove_store_close (store));
  last = g_list_model_get_item (G_LIST_MODEL (list), 63);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  g_assert_nonnull (alcove_conversation_list_get_error (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 64);
  /* Who looks at the rows asks for nothing more; who says so does. */
  g_clear_object (&last);
  last = g_list_model_get_item (G_LIST_MODEL (list), 63);
  g_assert_false (alcove_conversation_list_get_is_loading (list));
  alcove_conversation_list_retry (list);
  g_assert_true (alcove_conversation_list_get_is_loading (list));
  wait_until (!alcove_conversation_list_get_is_loading (list));
  g_assert_nonnull (alcove_conversation_list_get_error (list));
  g_clear_object (&last);
  free_list (list);
  close_store (store);
}

/* ---- messages ---- */

static char *
make_chat (AlcoveStore *store, guint n_messages)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) stored = NULL;
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  chat->title = g_strdup ("long");
  chat->id = alcove_id_new ();
  for (guint i = 0; i < n_messages; i++)
    {
      AlcoveMessageRecord *message = alcove_message_record_new (
          i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
      g_autofree char *text = g_strdup_printf ("message %u", i);

      message->id = alcove_id_new ();
      g_set_str (&message->chat_id, chat->id);
      g_set_str (&message->parent_id, chat->active_leaf);
      g_set_str (&chat->active_leaf, message->id);
      message->created_at = BASE_TIME + i;
      g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
      g_ptr_array_add (messages, message);
    }
  stored = await_boxed (alcove_store_import_chat (store, chat, messages));
  return g_strdup (stored->id);
}

static AlcoveMessageList *
make_messages (AlcoveStore *store, const char *chat_id)
{
  AlcoveMessageList *list = alcove_message_list_new ();

  alcove_message_list_start (list, store, chat_id);
  g_assert_true (alcove_message_list_get_is_loading (list));
  await_ok (alcove_message_list_wait (list));
  return list;
}

static void
free_messages (AlcoveMessageList *list)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (list);
}

static guint
count_loaded (AlcoveMessageList *list)
{
  guint n_loaded = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    n_loaded += alcove_message_list_peek (list, i) != NULL;
  return n_loaded;
}

static void
count_cb (AlcoveMessage *message, guint *n)
{
  (*n)++;
}

static void
test_messages_near_the_reader (void)
{
  AlcoveStore *store = make_store (0);
  g_autofree char *chat_id = make_chat (store, 1000);
  AlcoveMessageList *list = make_messages (store, chat_id);
  g_autoptr (AlcoveMessage) message = NULL;
  guint n_replaced = 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);
  g_assert_cmpuint (count_loaded (list), ==, 0);
  message = g_list_model_get_item (G_LIST_MODEL (list), 999);
  g_assert_false (alcove_message_get_is_loaded (message));
  g_assert_cmpuint (alcove_message_get_text_length (message), ==, strlen ("message 999"));
  g_assert_cmpint (alcove_message_get_role (message), ==, ALCOVE_ROLE_ASSISTANT);
  g_signal_connect (message, "replaced", G_CALLBACK (count_cb), &n_replaced);
  alcove_message_list_want (list, 999);
  alcove_message_list_want (list, 998); /* on its way already */
  wait_until (alcove_message_get_is_loaded (message));
  g_assert_cmpuint (n_replaced, ==, 1);
  g_assert_cmpstr (alcove_message_get_text (message), ==, "message 999");
  g_assert_cmpuint (count_loaded (list), ==, 30);
  alcove_message_list_want (list, 500);
  wait_until (alcove_message_list_peek (list, 500) != NULL);
  g_assert_cmpuint (count_loaded (list), ==, 60);
  g_assert_null (alcove_message_list_peek (list, 484));
  g_assert_nonnull (alcove_message_list_peek (list, 485));
  alcove_message_list_want (list, 0);
  wait_until (alcove_message_list_peek (list, 0) != NULL);
  g_clear_object (&message);
  free_messages (list);
  close_store (store);
}

static void
test_messages_changed_elsewhere (void)
{
  AlcoveStore *store = make_store (0);
  g_autofree char *chat_id = make_chat (store, 10);
  AlcoveMessageList *list = make_messages (store, chat_id);
  Mirror *mirror = mirror_new (list);
  g_autoptr (AlcoveMessage) last = g_list_model_get_item (G_LIST_MODEL (list), 9);
  g_autoptr (AlcoveMessageRecord) record
      = alcove_message_record_new (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);

  /* one more at the end */
  g_set_str (&record->chat_id, chat_id);
  g_set_str (&record->parent_id, alcove_message_get_id (last));
  g_ptr_array_add (record->parts, alcove_part_new (ALCOVE_PART_TEXT, "one more"));
  await_ok (alcove_store_add_message (store, record));
  alcove_message_list_refresh (list);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 11);
  g_assert_cmpuint (mirror->n_signals, ==, 1);
  /* another branch from the middle */
  g_set_str (&record->parent_id, alcove_message_list_get_id (list, 4));
  await_ok (alcove_store_add_message (store, record));
  alcove_message_list_refresh (list);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 6);
  mirror_check (mirror);
  mirror_free (mirror);
  g_clear_object (&last);
  free_messages (list);
  close_store (store);
}

/* Keys that were asked for before something was sent know nothing of it. */
static void
test_messages_sent_meanwhile (void)
{
  AlcoveStore *store = make_store (0);
  g_autofree char *chat_id = make_chat (store, 10);
  AlcoveMessageList *list = make_messages (store, chat_id);
  g_autofree char *id = alcove_id_new ();
  g_autoptr (AlcoveMessage) answer
      = alcove_message_new_unloaded (id, ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING, 0);
  DexFuture *reload;

  alcove_message_list_refresh (list);
  reload = alcove_message_list_reload (list);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  alcove_message_list_refresh (list);
  alcove_message_list_set_live (list, answer, TRUE);
  alcove_message_list_append (list, answer);
  await_ok (reload);
  turn_loop_for (50);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 11);
  /* it has ended, and never came to the store */
  alcove_message_list_set_live (list, answer, FALSE);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 10);
  g_clear_object (&answer);
  free_messages (list);
  close_store (store);
}

static void
test_messages_random (void)
{
  AlcoveStore *store = make_store (0);
  g_autofree char *chat_id = make_chat (store, 300);
  AlcoveMessageList *list = make_messages (store, chat_id);
  Mirror *mirror = mirror_new (list);

  for (guint i = 0; i < 2000; i++)
    {
      const guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
      g_autoptr (AlcoveMessage) message = NULL;
      g_autofree char *id = alcove_id_new ();

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          message = alcove_message_new_unloaded (id, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, 3);
          alcove_message_set_parts (message, NULL);
          alcove_message_list_append (list, message);
          break;
        case 1:
          alcove_message_list_truncate (list, n - MIN (n, (guint) g_test_rand_int_range (0, 3)));
          break;
        case 2:
          alcove_message_list_truncate (list, n + 1);
          break;
        default:
          g_main_context_iteration (NULL, FALSE);
        }
      mirror_check (mirror);
    }
  mirror_free (mirror);
  free_messages (list);
  close_store (store);
}

static void
test_messages_unreadable (void)
{
  AlcoveStore *store = make_store (0);
  AlcoveMessageList *list = alcove_message_list_new ();

  await_ok (alcove_store_close (store));
  alcove_message_list_start (list, store, "00000000-0000-7000-8000-000000000000");
  await_error (alcove_message_list_wait (list), ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  g_assert_false (alcove_message_list_get_is_loading (list));
  g_assert_nonnull (alcove_message_list_get_error (list));
  free_messages (list);
  close_store (store);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/models/chats/empty", test_empty);
  g_test_add_func ("/models/chats/ten-thousand", test_ten_thousand);
  g_test_add_func ("/models/chats/move", test_move);
  g_test_add_func ("/models/chats/random", test_random);
  g_test_add_func ("/models/chats/refresh", test_refresh);
  g_test_add_func ("/models/chats/one-object-for-one-chat", test_one_object_for_one_chat);
  g_test_add_func ("/models/chats/unreadable", test_unreadable);
  g_test_add_func ("/models/messages/near-the-reader", test_messages_near_the_reader);
  g_test_add_func ("/models/messages/changed-elsewhere", test_messages_changed_elsewhere);
  g_test_add_func ("/models/messages/sent-meanwhile", test_messages_sent_meanwhile);
  g_test_add_func ("/models/messages/random", test_messages_random);
  g_test_add_func ("/models/messages/unreadable", test_messages_unreadable);
  return g_test_run ();
}
