/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats that were looked at keep their messages, a few of them and for so long. */

#include "models-fixture.h"

#define N_CHATS 12

static void
empty_loop (void)
{
  turn_loop_for (20);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static AlcoveConversation *
make_chat (AlcoveSession *session, const char *text)
{
  AlcoveConversation *chat = alcove_session_new_conversation (session);

  return fixture_ask (session, chat, "hello", text) == chat ? chat : NULL;
}

/* As a window does: it holds the messages while they are shown. */
static AlcoveMessageList *
look_at (AlcoveSession *session, AlcoveConversation *chat)
{
  AlcoveMessageList *messages = g_object_ref (alcove_conversation_get_messages (chat));

  alcove_session_look_at (session, chat, NULL);
  wait_until (!alcove_message_list_get_is_loading (messages));
  alcove_message_list_want (messages, 0);
  wait_until (alcove_message_list_peek (messages, 0) != NULL);
  return messages;
}

static void
test_return (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) first = make_chat (session, "one");
  g_autoptr (AlcoveConversation) second = make_chat (session, "two");
  AlcoveMessageList *messages;

  empty_loop ();
  messages = look_at (session, first);
  g_object_unref (messages);
  g_object_unref (look_at (session, second));
  empty_loop ();
  g_assert_true (alcove_conversation_peek_messages (first) == messages);
  g_assert_true (alcove_conversation_get_messages (first) == messages);
  g_assert_false (alcove_message_list_get_is_loading (messages));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (messages)), ==, 2);
  g_assert_nonnull (alcove_message_list_peek (messages, 1));
  fixture_close (session);
  empty_loop ();
  g_assert_null (alcove_conversation_peek_messages (first)); /* nothing outlives the lock */
}

static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  AlcoveConversation *chats[N_CHATS];
  guint n_kept = 0;

  for (guint i = 0; i < N_CHATS; i++)
    {
      chats[i] = make_chat (session, "go");
      g_object_unref (look_at (session, chats[i]));
    }
  empty_loop ();
  for (guint i = 0; i < N_CHATS; i++)
    n_kept += alcove_conversation_peek_messages (chats[i]) != NULL;
  g_assert_cmpuint (n_kept, ==, 8);
  g_assert_null (alcove_conversation_peek_messages (chats[0]));
  g_assert_nonnull (alcove_conversation_peek_messages (chats[N_CHATS - 1]));
  fixture_close (session);
  for (guint i = 0; i < N_CHATS; i++)
    g_assert_finalize_object (chats[i]);
}

/* Two chats of 16 MiB: only the one that is looked at. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autofree char *text = g_strnfill (16 * 1024 * 1024, 'a');
  g_autoptr (AlcoveConversation) first = make_chat (session, text);
  g_autoptr (AlcoveConversation) second = make_chat (session, text);

  g_object_unref (look_at (session, first));
  empty_loop ();
  g_assert_nonnull (alcove_conversation_peek_messages (first));
  g_object_unref (look_at (session, second));
  g_object_unref (look_at (session, second)); /* what was loaded meanwhile counts */
  empty_loop ();
  g_assert_null (alcove_conversation_peek_messages (first));
  g_assert_nonnull (alcove_conversation_peek_messages (second));
  fixture_close (session);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) first = make_chat (session, "one");
  g_autoptr (AlcoveConversation) second = make_chat (session, "two");
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "unreadable");
  AlcoveMessageList *messages = look_at (session, first);

  alcove_message_list_set_error (messages, error);
  g_object_unref (messages);
  empty_loop ();
  g_assert_nonnull (alcove_conversation_peek_messages (first));
  g_object_unref (look_at (session, second));
  empty_loop ();
  g_assert_null (alcove_conversation_peek_messages (first));
  fixture_close (session);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  AlcoveConversation *chat = make_chat (session, "secret");
  g_autoptr (GPtrArray) chats = g_ptr_array_new ();
  AlcoveMessageList *messages = look_at (session, chat);
  gpointer watched = messages;

  g_object_add_weak_pointer (G_OBJECT (messages), &watched);
  g_object_unref (messages);
  g_ptr_array_add (chats, chat);
  await_ok (alcove_session_change_chats (session, chats, ALCOVE_CHAT_CHANGE_DELETE, NULL));
  empty_loop ();
  g_object_unref (chat);
  empty_loop ();
  g_assert_null (watched);
  fixture_close (session);
}

/* Another program writes to a chat in the archive, which no list has. */
static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GPtrArray) chats = g_ptr_array_new ();
  g_autoptr (AlcoveMessageRecord) record
      = alcove_message_record_new (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
  AlcoveMessageList *messages;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  wait_until (alcove_conversation_get_is_saved (chat));
  messages = look_at (session, chat);
  g_ptr_array_add (chats, chat);
  await_int64 (alcove_session_change_chats (session, chats, ALCOVE_CHAT_CHANGE_ARCHIVE, NULL));
  g_set_str (&record->chat_id, alcove_conversation_get_id (chat));
  g_set_str (&record->parent_id, alcove_message_list_get_id (messages, 1));
  g_ptr_array_add (record->parts, alcove_part_new (ALCOVE_PART_TEXT, "from elsewhere"));
  g_object_unref (messages);
  await_ok (alcove_store_add_message (alcove_session_get_store (session), record));
  g_signal_emit_by_name (alcove_session_get_store (session), "changed");
  turn_loop_for (300);
  messages = alcove_conversation_get_messages (chat);
  wait_until (!alcove_message_list_get_is_loading (messages));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (messages)), ==, 3);
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/models/recent/return", Fixture, NULL, fixture_set_up, test_return,
              fixture_tear_down);
  g_test_add ("/models/recent/bounded", Fixture, NULL, fixture_set_up, test_bounded,
              fixture_tear_down);
  g_test_add ("/models/recent/large", Fixture, NULL, fixture_set_up, test_large, fixture_tear_down);
  g_test_add ("/models/recent/failed", Fixture, NULL, fixture_set_up, test_failed,
              fixture_tear_down);
  g_test_add ("/models/recent/deleted", Fixture, NULL, fixture_set_up, test_deleted,
              fixture_tear_down);
  g_test_add ("/models/recent/changed-elsewhere", Fixture, NULL, fixture_set_up,
              test_changed_elsewhere, fixture_tear_down);
  return g_test_run ();
}
