/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A session and the care of its history: recovered while chats go on, backed up, restored. */

#include <glib/gstdio.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-session-care.h"
#include "models-fixture.h"

static AlcoveSession *
open_saving (Fixture *fixture)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  await_ok (alcove_session_turn_saving_on (session));
  return session;
}

static void
ask (AlcoveSession *session, const char *text)
{
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", text);
}

static guint
count_chats (AlcoveSession *session)
{
  return g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (session)));
}

static char *
dup_database (AlcoveSession *session)
{
  return alcove_account_dup_database_path (alcove_session_get_account (session));
}

static void
cut (const char *path)
{
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) (size * 4 / 5), NULL));
}

static void
test_recover (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_saving (fixture);
  g_autofree char *filling = g_strnfill (5000, 'x');
  g_autofree char *path = dup_database (session);
  g_autoptr (AlcoveCareReport) report = NULL;

  for (guint i = 0; i < 12; i++)
    ask (session, filling);
  g_assert_false (alcove_session_get_is_damaged (session));
  fixture_close (session);
  cut (path);
  session = fixture_open_damaged (fixture, STRONG_KEY);
  g_assert_true (alcove_session_get_is_damaged (session));
  report = await_boxed (alcove_session_recover_store (session));
  g_assert_cmpint (report->chats, >, 3);
  g_assert_false (report->is_from_backup);
  g_assert_false (alcove_session_get_is_damaged (session));
  g_assert_null (alcove_session_get_store_error (session));
  wait_until (count_chats (session) == report->chats);
  ask (session, "goes on");
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  wait_until (count_chats (session) == report->chats + 1);
  fixture_close (session);
}

static void
test_nothing_to_read (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_saving (fixture);
  g_autofree char *path = dup_database (session);
  g_autofree char *after = NULL;

  ask (session, "one");
  fixture_close (session);
  {
    g_autofree char *noise = g_strnfill (8192, 'x');

    g_assert_true (g_file_set_contents (path, noise, 8192, NULL));
  }
  session = fixture_open_damaged (fixture, STRONG_KEY);
  await_error (alcove_session_recover_store (session), ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT);
  g_assert_true (alcove_session_get_is_damaged (session));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_true (g_str_has_prefix (after, "xxxx"));
  fixture_close (session);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_saving (fixture);
  g_autofree char *path = g_build_filename (fixture->data_dir, "all.alcove-backup", NULL);
  g_autoptr (AlcoveCareReport) before = NULL;
  g_autoptr (AlcoveCareReport) preview = NULL;
  g_autoptr (AlcoveCareReport) restored = NULL;

  ask (session, "one");
  ask (session, "two");
  await_ok (alcove_session_back_up (session, path));
  before = await_boxed (alcove_session_preview_backup (session, path, NULL));
  g_assert_cmpint (before->chats, ==, 0);
  g_assert_cmpint (before->duplicates, ==, 4);
  await_ok (alcove_session_turn_saving_off (session, FALSE));
  wait_until (count_chats (session) == 0);
  preview = await_boxed (alcove_session_preview_backup (session, path, NULL));
  g_assert_cmpint (preview->chats, ==, 2);
  g_assert_cmpuint (count_chats (session), ==, 0);
  restored = await_boxed (alcove_session_restore_backup (session, path, NULL));
  g_assert_cmpint (restored->messages, ==, 4);
  wait_until (count_chats (session) == 2);
  wait_until (alcove_session_get_n_saved (session) == 2);
  fixture_close (session);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/models/care/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("recover", test_recover);
  ADD ("nothing-to-read", test_nothing_to_read);
  ADD ("backup", test_backup);
  return g_test_run ();
}
