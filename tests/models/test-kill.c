/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A process that is killed while an answer streams: the prompt and what came of the answer are there after, marked
 * interrupted, and can be asked again. The killed process is this program, started once more. */

#include <signal.h>
#include <string.h>

#include "models-fixture.h"

static char *program;

static GPid
start_writer (Fixture *fixture)
{
  char *argv[]
      = { program, (char *) "--writer", fixture->data_dir, fixture->server->base_url, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                 NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static void
exited_cb (GPid pid, int status, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static int
be_writer (char *data_dir, char *base_url)
{
  TestServer server = { .base_url = base_url };
  Fixture fixture = { .data_dir = data_dir, .server = &server };
  AlcoveSession *session = fixture_open (&fixture, STRONG_KEY);
  AlcoveConversation *chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_conversation_model (session, chat, "slow");
  alcove_session_send (session, chat, "will it be there?");
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  const GPid pid = start_writer (fixture);
  AlcoveSession *session;
  g_autoptr (AlcoveConversation) chat = NULL;
  gboolean exited = FALSE;
  AlcoveMessage *answer;

  g_child_watch_add (pid, exited_cb, &exited);
  wait_until (fixture->server->n_asked == 1);
  turn_loop_for (GPOINTER_TO_UINT (data));
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  wait_until (exited);

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (session))), ==, 1);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "will it be there?");
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 0)), ==,
                   "will it be there?");
  answer = fixture_get_message (chat, 1);
  g_assert_cmpint (alcove_message_get_status (answer), ==, ALCOVE_STATUS_INTERRUPTED);
  if (GPOINTER_TO_UINT (data) > 1000)
    g_assert_true (g_str_has_prefix (alcove_message_get_text (answer), "tick tick "));
  alcove_session_set_conversation_model (session, chat, "hello");
  g_assert_nonnull (alcove_session_regenerate (session, chat, answer));
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 1)), ==, "Hello, **world**");
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    return be_writer (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add ("/models/kill/before-first-checkpoint", Fixture, GUINT_TO_POINTER (100),
              fixture_set_up, test_kill, fixture_tear_down);
  g_test_add ("/models/kill/in-mid-stream", Fixture, GUINT_TO_POINTER (2500), fixture_set_up,
              test_kill, fixture_tear_down);
  return g_test_run ();
}
