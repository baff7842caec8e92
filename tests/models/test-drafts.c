/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is typed and not sent: kept with a saved chat while saving is on, and nowhere else. */

#include "models-fixture.h"

static AlcoveConversation *
get_first (AlcoveSession *session)
{
  GListModel *chats = G_LIST_MODEL (alcove_session_get_conversations (session));

  wait_until (g_list_model_get_n_items (chats) > 0);
  return g_list_model_get_item (chats, 0);
}

/* The draft of the one saved chat as a new process finds it. */
static void
assert_draft (Fixture *fixture, const char *wanted)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = get_first (session);

  g_assert_cmpstr (alcove_conversation_get_draft (chat), ==, wanted);
  fixture_close (session);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_keep_draft (session, chat, "before there is a chat");
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  fixture_ask (session, chat, "hello", "go");
  alcove_session_keep_draft (session, chat, "half a\nthou");
  fixture_close (session);
  assert_draft (fixture, "half a\nthou");

  session = fixture_open (fixture, STRONG_KEY);
  g_clear_object (&chat);
  chat = get_first (session);
  alcove_session_keep_draft (session, chat, " \n");
  g_assert_null (alcove_conversation_get_draft (chat));
  fixture_close (session);
  assert_draft (fixture, NULL);
}

/* A saved chat keeps its own; what is typed in it while saving is off stays in this process. */
static void
test_saving_off (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "go");
  alcove_session_keep_draft (session, chat, "saved");
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  alcove_session_keep_draft (session, chat, "not to be saved");
  alcove_session_show_changes (session);
  turn_loop_for (200);
  g_assert_cmpstr (alcove_conversation_get_draft (chat), ==, "not to be saved");
  fixture_close (session);
  assert_draft (fixture, "saved");
}

static void
test_unsaved (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "go");
  alcove_session_keep_draft (session, chat, "half a thou");
  g_assert_cmpstr (alcove_conversation_get_draft (chat), ==, "half a thou");
  g_assert_null (alcove_session_get_store_error (session));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  await_ok (alcove_session_keep (session, chat));
  fixture_close (session);
  assert_draft (fixture, "half a thou");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/models/drafts/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("saved", test_saved);
  ADD ("saving-off", test_saving_off);
  ADD ("unsaved", test_unsaved);
  return g_test_run ();
}
