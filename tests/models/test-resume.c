/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The chat that was open at the end is that of the next start: a saved one, while saving is on, and once. */

#include "alcove-error.h"
#include "models-fixture.h"

static void
assert_nothing (AlcoveSession *session)
{
  await_error (alcove_session_resume (session), ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
}

/* What a new process begins with; closes it again. */
static void
assert_next (Fixture *fixture, const char *id)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  if (id != NULL)
    {
      g_autoptr (AlcoveConversation) chat = await_object (alcove_session_resume (session));

      g_assert_cmpstr (alcove_conversation_get_id (chat), ==, id);
      assert_nothing (session); /* a second window begins with a new chat */
    }
  else
    assert_nothing (session);
  fixture_close (session);
}

/* A session that saves, with two saved chats of which the older is returned. */
static AlcoveSession *
open_saving (Fixture *fixture, AlcoveConversation **older)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) newer = alcove_session_new_conversation (session);

  *older = alcove_session_new_conversation (session);
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, *older, "hello", "go");
  fixture_ask (session, newer, "hello", "go on");
  return session;
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session = open_saving (fixture, &chat);
  g_autofree char *id = g_strdup (alcove_conversation_get_id (chat));

  assert_nothing (session);
  alcove_session_leave_at (session, chat);
  fixture_close (session);
  assert_next (fixture, id);
  assert_next (fixture, id); /* who did not say where they left is where they were */
}

static void
test_new_chat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session = open_saving (fixture, &chat);
  g_autoptr (AlcoveConversation) fresh = alcove_session_new_conversation (session);

  alcove_session_leave_at (session, chat);
  alcove_session_leave_at (session, fresh);
  fixture_close (session);
  assert_next (fixture, NULL);
}

/* The window was closed before the chat was there. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session = open_saving (fixture, &chat);
  g_autofree char *id = g_strdup (alcove_conversation_get_id (chat));
  g_autoptr (AlcoveConversation) fresh = NULL;
  g_autoptr (AlcoveConversation) resumed = NULL;
  g_autoptr (DexFuture) future = NULL;

  alcove_session_leave_at (session, chat);
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  fresh = alcove_session_new_conversation (session);
  future = alcove_session_resume (session);
  alcove_session_leave_at (session, fresh);
  alcove_session_leave_at (session, NULL);
  resumed = await_object (g_steal_pointer (&future));
  fixture_close (session);
  assert_next (fixture, id);
}

/* Put away here, or by somebody else afterwards. */
static void
test_put_away (Fixture *fixture, gconstpointer data)
{
  const gboolean archive = GPOINTER_TO_INT (data);
  const AlcoveChatChange change = archive ? ALCOVE_CHAT_CHANGE_ARCHIVE : ALCOVE_CHAT_CHANGE_TRASH;
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session = open_saving (fixture, &chat);
  g_autoptr (GPtrArray) chats = g_ptr_array_new ();

  g_ptr_array_add (chats, chat);
  alcove_session_leave_at (session, chat);
  await_int64 (alcove_session_change_chats (session, chats, change, NULL));
  fixture_close (session);
  assert_next (fixture, NULL);

  session = fixture_open (fixture, STRONG_KEY);
  g_clear_object (&chat);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  g_ptr_array_set_size (chats, 0);
  g_ptr_array_add (chats, chat);
  await_int64 (alcove_session_change_chats (session, chats, change, NULL));
  alcove_session_leave_at (session, chat);
  fixture_close (session);
  assert_next (fixture, NULL);
}

/* Nothing is written while saving is off, and what was written before does not count then. */
static void
test_saving_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session = open_saving (fixture, &chat);
  g_autoptr (AlcoveConversation) fresh = alcove_session_new_conversation (session);
  g_autofree char *id = g_strdup (alcove_conversation_get_id (chat));

  alcove_session_leave_at (session, chat);
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  alcove_session_leave_at (session, fresh);
  fixture_close (session);
  assert_next (fixture, NULL);

  session = fixture_open (fixture, STRONG_KEY);
  await_ok (alcove_session_turn_saving_on (session));
  fixture_close (session);
  assert_next (fixture, id);
}

/* An account that never saved has no file because of it. */
static void
test_unsaved (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "go");
  alcove_session_leave_at (session, chat);
  fixture_close (session);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  assert_next (fixture, NULL);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/models/resume/" path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("saved", NULL, test_saved);
  ADD ("new-chat", NULL, test_new_chat);
  ADD ("at-once", NULL, test_at_once);
  ADD ("trashed", GINT_TO_POINTER (FALSE), test_put_away);
  ADD ("archived", GINT_TO_POINTER (TRUE), test_put_away);
  ADD ("saving-off", NULL, test_saving_off);
  ADD ("unsaved", NULL, test_unsaved);
  return g_test_run ();
}
