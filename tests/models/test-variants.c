/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The branches of a chat, saved and unsaved: asked again, edited, rewritten, shown, deleted. Nothing is
 * overwritten, and what is sent is what is shown. */

#include "models-fixture.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-id.h"
#include "alcove-message-private.h"

static AlcoveSession *
open_session (Fixture *fixture, gconstpointer is_saved)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  if (GPOINTER_TO_INT (is_saved))
    await_ok (alcove_session_turn_saving_on (session));
  return session;
}

static void
await_answer (AlcoveConversation *chat)
{
  g_assert_nonnull (chat);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Texts, and which variant of how many: "one 1/1|Hello 2/3". */
static void
assert_path (AlcoveConversation *chat, const char *wanted)
{
  g_autoptr (GString) path = g_string_new (NULL);
  guint n;

  fixture_wait_loaded (chat);
  n = g_list_model_get_n_items (G_LIST_MODEL (alcove_conversation_get_messages (chat)));
  for (guint i = 0; i < n; i++)
    {
      AlcoveMessage *message = fixture_get_message (chat, i);
      guint n_variants, variant = alcove_message_get_variant (message, &n_variants);

      g_string_append_printf (path, "%s%s %u/%u", i > 0 ? "|" : "",
                              alcove_message_get_text (message), variant, n_variants);
    }
  g_assert_cmpstr (path->str, ==, wanted);
}

static AlcoveMessage *
at (AlcoveConversation *chat, guint position)
{
  fixture_wait_loaded (chat);
  return fixture_get_message (chat, position);
}

static void
show (AlcoveSession *session, AlcoveConversation *chat, guint position, int direction)
{
  await_ok (alcove_session_show_variant (session, chat, at (chat, position), direction));
}

static void
test_regenerate (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autofree char *text = NULL;

  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "count", "two");
  assert_path (chat, "one 1/1|Hello, **world** 1/1|two 1/1|user,assistant,user 1/1");
  text = await_string (
      alcove_message_list_copy (alcove_conversation_get_messages (chat), "You", "Answer"));
  g_assert_cmpstr (text, ==,
                   "## You\n\none\n\n## served\n\nHello, **world**\n\n## You\n\ntwo\n\n"
                   "## served\n\nuser,assistant,user\n");
  await_answer (alcove_session_regenerate_with (session, chat, at (chat, 1), "count"));
  assert_path (chat, "one 1/1|user 2/2");
  g_assert_cmpstr (alcove_conversation_get_model (chat), ==,
                   "count"); /* the chat's own, not this */
  await_answer (alcove_session_regenerate (session, chat, at (chat, 0)));
  assert_path (chat, "one 1/1|user 3/3");
  show (session, chat, 1, -1);
  show (session, chat, 1, -1);
  assert_path (chat, "one 1/1|Hello, **world** 1/3|two 1/1|user,assistant,user 1/1");
  g_assert_cmpstr (alcove_conversation_get_preview (chat), ==, "user,assistant,user");
  await_error (alcove_session_show_variant (session, chat, at (chat, 1), -1), ALCOVE_ERROR,
               ALCOVE_ERROR_NOT_FOUND);
  /* what is sent is what is shown */
  show (session, chat, 1, 1);
  fixture_ask (session, chat, "count", "three");
  assert_path (chat, "one 1/1|user 2/3|three 1/1|user,assistant,user 1/1");
  g_assert_null (strstr (fixture->server->last_body, "two"));
  fixture_close (session);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "count", "two");
  g_assert_null (alcove_session_edit (session, chat, at (chat, 2), " \n"));
  g_assert_null (alcove_session_edit (session, chat, at (chat, 1), "answer"));
  await_answer (alcove_session_edit (session, chat, at (chat, 2), "zwei"));
  assert_path (chat, "one 1/1|Hello, **world** 1/1|zwei 2/2|user,assistant,user 1/1");
  await_answer (alcove_session_edit (session, chat, at (chat, 0), "eins"));
  assert_path (chat, "eins 2/2|user 1/1");
  show (session, chat, 0, -1);
  assert_path (chat, "one 1/2|Hello, **world** 1/1|zwei 2/2|user,assistant,user 1/1");
  show (session, chat, 2, -1);
  assert_path (chat, "one 1/2|Hello, **world** 1/1|two 1/2|user,assistant,user 1/1");
  fixture_close (session);
}

static void
test_edit_keeps_parts (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  AlcovePart *file = alcove_part_new (ALCOVE_PART_FILE, "what it says");
  AlcoveMessage *prompt;

  file->name = g_strdup ("notes.txt");
  file->mime = g_strdup ("text/plain");
  g_ptr_array_add (parts, file);
  alcove_session_set_conversation_model (session, chat, "hello");
  await_answer (alcove_session_ask (
      session, chat, &(AlcoveAsk) { .prompt = "read it", .parts = parts, .n_kept = G_MAXUINT }));
  await_answer (alcove_session_edit (session, chat, at (chat, 0), "read"));
  fixture_wait_loaded (chat);
  prompt = at (chat, 0);
  g_assert_cmpstr (alcove_message_get_text (prompt), ==, "read");
  g_assert_cmpuint (alcove_message_get_parts (prompt)->len, ==, 1);
  file = g_ptr_array_index (alcove_message_get_parts (prompt), 0);
  g_assert_cmpstr (file->name, ==, "notes.txt");
  fixture_close (session);
}

static void
test_read_again (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, GINT_TO_POINTER (TRUE));
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "one");
  await_answer (alcove_session_regenerate_with (session, chat, at (chat, 1), "count"));
  show (session, chat, 1, -1);
  fixture_close (session);
  g_clear_object (&chat);

  session = fixture_open (fixture, STRONG_KEY);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  assert_path (chat, "one 1/1|Hello, **world** 1/2");
  show (session, chat, 1, 1);
  assert_path (chat, "one 1/1|user 2/2");
  fixture_close (session);
}

/* The reader sees the new path whole: nothing of it has to be loaded first. */
static void
test_comes_loaded (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveMessage *first;

  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "hello", "two");
  fixture_wait_loaded (chat);
  first = fixture_get_message (chat, 0);
  await_answer (alcove_session_regenerate (session, chat, at (chat, 1)));
  show (session, chat, 1, -1);
  g_assert_true (fixture_get_message (chat, 0) == first);
  for (guint i = 0; i < 4; i++)
    g_assert_true (alcove_message_get_is_loaded (fixture_get_message (chat, i)));
  fixture_close (session);
}

/* An answer comes on while another variant is looked at, and is there, still coming, on return. */
static void
test_while_streaming (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveSending) sending = NULL;
  g_autoptr (AlcoveMessage) answer = NULL;
  gsize length;

  fixture_ask (session, chat, "hello", "one");
  fixture_wait_loaded (chat);
  g_assert_nonnull (alcove_session_regenerate_with (session, chat, at (chat, 1), "slow"));
  g_set_object (&sending, alcove_conversation_get_sending (chat));
  g_set_object (&answer, alcove_sending_get_answer (sending));
  wait_until (strlen (alcove_message_get_text (answer)) > 10);
  show (session, chat, 1, -1);
  assert_path (chat, "one 1/1|Hello, **world** 1/2");
  g_assert_true (alcove_conversation_get_is_streaming (chat));
  length = strlen (alcove_message_get_text (answer));
  wait_until (strlen (alcove_message_get_text (answer)) > length);
  show (session, chat, 1, 1);
  g_assert_true (at (chat, 1) == answer);
  alcove_session_stop (session, chat);
  await_ok (alcove_sending_wait (sending));
  g_assert_cmpint (alcove_message_get_status (answer), ==, ALCOVE_STATUS_STOPPED);
  show (session, chat, 1, -1);
  show (session, chat, 1, 1);
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (at (chat, 1)), ==, alcove_message_get_text (answer));
  g_clear_object (&sending);
  fixture_close (session);
}

static void
test_rewrite (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autofree char *model = NULL;

  fixture_ask (session, chat, "hello", "one");
  fixture_wait_loaded (chat);
  model = g_strdup (alcove_message_get_model (at (chat, 1)));
  g_assert_null (alcove_session_rewrite (session, chat, at (chat, 0), "mine"));
  g_assert_null (alcove_session_rewrite (session, chat, at (chat, 1), ""));
  g_assert_true (alcove_session_rewrite (session, chat, at (chat, 1), "mine") == chat);
  wait_until (alcove_message_get_is_rewritten (at (chat, 1)));
  assert_path (chat, "one 1/1|mine 2/2");
  g_assert_cmpstr (alcove_message_get_model (at (chat, 1)), ==, model);
  fixture_ask (session, chat, "count", "two");
  g_assert_nonnull (strstr (fixture->server->last_body, "\"mine\""));
  g_assert_null (strstr (fixture->server->last_body, "world"));
  show (session, chat, 1, -1);
  assert_path (chat, "one 1/1|Hello, **world** 1/2");
  g_assert_false (alcove_message_get_is_rewritten (at (chat, 1)));
  show (session, chat, 1, 1);
  assert_path (chat, "one 1/1|mine 2/2|two 1/1|user,assistant,user 1/1");
  fixture_close (session);
}

/* What came from elsewhere may begin with an answer: nothing stands above it to be answered anew. */
static void
test_rewrite_first (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) first = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveChatRecord) record = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) stored = NULL;
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  AlcoveMessageRecord *answer
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  AlcoveStore *store;

  fixture_ask (session, first, "hello", "to have a store");
  store = GPOINTER_TO_INT (data) ? session->store : session->unsaved;
  record->title = g_strdup ("answer first");
  g_free (answer->id);
  answer->id = alcove_id_new ();
  g_ptr_array_add (answer->parts, alcove_part_new (ALCOVE_PART_TEXT, "text"));
  g_ptr_array_add (records, answer);
  stored = await_boxed (alcove_store_import_chat (store, record, records));
  chat = alcove_conversation_new_for_record (
      stored, store, GPOINTER_TO_INT (data) ? ALCOVE_HOME_VAULT : ALCOVE_HOME_MEMORY);
  fixture_wait_loaded (chat);
  g_assert_null (alcove_session_rewrite (session, chat, at (chat, 0), "mine"));
  fixture_close (session);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "one");
  await_answer (alcove_session_regenerate_with (session, chat, at (chat, 1), "count"));
  fixture_ask (session, chat, "count", "two");
  await_ok (alcove_session_delete_message (session, chat, at (chat, 1)));
  assert_path (chat, "one 1/1|Hello, **world** 1/1");
  g_assert_cmpstr (alcove_conversation_get_preview (chat), ==, "Hello, world");
  await_ok (alcove_session_delete_message (session, chat, at (chat, 1)));
  assert_path (chat, "one 1/1");
  await_ok (alcove_session_delete_message (session, chat, at (chat, 0)));
  assert_path (chat, "");
  fixture_ask (session, chat, "count", "again");
  assert_path (chat, "again 1/1|user 1/1");
  fixture_close (session);
}

static void
test_delete_streaming (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  alcove_session_set_conversation_model (session, chat, "slow");
  g_assert_nonnull (alcove_session_send (session, chat, "one"));
  wait_until (fixture->server->n_asked == 1);
  await_ok (alcove_session_delete_message (session, chat, at (chat, 1)));
  g_assert_false (alcove_conversation_get_is_streaming (chat));
  assert_path (chat, "one 1/1");
  g_assert_null (alcove_session_get_store_error (session));
  fixture_close (session);
}

static void
test_show_message (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) other = alcove_session_new_conversation (session);
  g_autofree char *left = NULL;

  fixture_ask (session, other, "hello", "elsewhere");
  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "hello", "two");
  fixture_wait_loaded (chat);
  left = g_strdup (alcove_message_get_id (at (chat, 2)));
  g_assert_cmpuint (await_uint (alcove_session_show_message (session, chat, left)), ==, 2);
  await_answer (alcove_session_regenerate (session, chat, at (chat, 1)));
  assert_path (chat, "one 1/1|Hello, **world** 2/2");
  g_assert_cmpuint (await_uint (alcove_session_show_message (session, chat, left)), ==, 2);
  assert_path (chat, "one 1/1|Hello, **world** 1/2|two 1/1|Hello, **world** 1/1");
  await_error (alcove_session_show_message (session, other, left), ALCOVE_ERROR,
               ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_session_show_message (session, chat, "0190b6b0-0000-7000-8000-000000000000"),
               ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
  fixture_close (session);
}

/* With saving off a saved chat stays as it is: what is edited in it goes into a copy. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, GINT_TO_POINTER (TRUE));
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveConversation *copy;

  fixture_ask (session, chat, "hello", "one");
  fixture_wait_loaded (chat);
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  copy = alcove_session_edit (session, chat, at (chat, 0), "eins");
  g_assert_true (copy != chat);
  await_answer (copy);
  assert_path (copy, "eins 2/2|Hello, **world** 1/1");
  assert_path (chat, "one 1/1|Hello, **world** 1/1");
  g_assert_true (alcove_session_rewrite (session, chat, at (chat, 1), "mine") != chat);
  assert_path (chat, "one 1/1|Hello, **world** 1/1");
  fixture_close (session);
}

/* Far from the reader nothing is held that can be fetched again. */
static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_session (fixture, data);
  g_autoptr (AlcoveChatRecord) record = alcove_chat_record_new ();
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveConversation) first = alcove_session_new_conversation (session);
  g_autoptr (AlcoveFinder) finder = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AlcoveMessageList *messages;
  AlcoveStore *store;

  fixture_ask (session, first, "hello", "to have a store");
  store = GPOINTER_TO_INT (data) ? session->store : session->unsaved;
  record->title = g_strdup ("long");
  for (guint i = 0; i < 500; i++)
    {
      AlcoveMessageRecord *message
          = alcove_message_record_new (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
      const AlcoveMessageRecord *before
          = i > 0 ? g_ptr_array_index (records, records->len - 1) : NULL;

      g_free (message->id);
      message->id = alcove_id_new ();
      g_set_str (&message->parent_id, before ? before->id : NULL);
      g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, "text"));
      g_ptr_array_add (records, message);
    }
  {
    g_autoptr (AlcoveChatRecord) stored
        = await_boxed (alcove_store_import_chat (store, record, records));

    chat = alcove_conversation_new_for_record (
        stored, store, GPOINTER_TO_INT (data) ? ALCOVE_HOME_VAULT : ALCOVE_HOME_MEMORY);
  }
  fixture_wait_loaded (chat);
  messages = alcove_conversation_get_messages (chat);
  alcove_message_list_set_kept (messages, fixture, fixture_get_message (chat, 450));
  alcove_message_list_let_go (messages, fixture, 0);
  g_assert_true (alcove_message_get_is_loaded (fixture_get_message (chat, 450)));
  alcove_message_list_set_kept (messages, fixture, NULL);
  alcove_message_list_join (messages, session); /* another window, which reads the end */
  alcove_message_list_let_go (messages, fixture, 0);
  g_assert_true (alcove_message_get_is_loaded (fixture_get_message (chat, 450)));
  alcove_message_list_leave (messages, session);
  alcove_message_list_let_go (messages, fixture, 0);
  g_assert_null (alcove_session_edit (session, chat, fixture_get_message (chat, 450), "new"));
  g_assert_true (alcove_message_get_is_loaded (fixture_get_message (chat, 200)));
  g_assert_false (alcove_message_get_is_loaded (fixture_get_message (chat, 201)));
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 499)), ==, "");
  g_assert_cmpuint (alcove_message_get_text_length (fixture_get_message (chat, 499)), ==, 4);
  /* words are found in all of them, and nothing is loaded by that */
  finder = alcove_finder_new_piece ("TEX");
  found = await_boxed (alcove_message_list_find_words (messages, finder, NULL));
  g_assert_cmpuint (found->len, ==, 500);
  for (guint i = 0; i < found->len; i++)
    {
      g_assert_cmpuint (g_array_index (found, AlcoveMessageFound, i).position, ==, i);
      g_assert_cmpuint (g_array_index (found, AlcoveMessageFound, i).n_places, ==, 1);
    }
  g_assert_false (alcove_message_get_is_loaded (fixture_get_message (chat, 499)));
  /* who looks for other words meanwhile ends it */
  g_cancellable_cancel (cancellable);
  await_error (alcove_message_list_find_words (messages, finder, cancellable), G_IO_ERROR,
               G_IO_ERROR_CANCELLED);
  alcove_message_list_want (messages, 499);
  wait_until (alcove_message_get_is_loaded (fixture_get_message (chat, 499)));
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 499)), ==, "text");
  /* what is gone from the store, and the list has not heard of it, has no words; all others have theirs */
  await_ok (
      alcove_store_delete_message (store, alcove_message_get_id (fixture_get_message (chat, 450))));
  g_clear_pointer (&found, g_array_unref);
  found = await_boxed (alcove_message_list_find_words (messages, finder, NULL));
  g_assert_cmpuint (found->len, ==, 480);
  g_assert_cmpuint (g_array_index (found, AlcoveMessageFound, 449).position, ==, 449);
  g_assert_cmpuint (g_array_index (found, AlcoveMessageFound, 450).position, ==, 470);
  fixture_close (session);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/models/variants/unsaved/" name, Fixture, NULL, fixture_set_up, func,               \
              fixture_tear_down);                                                                  \
  g_test_add ("/models/variants/saved/" name, Fixture, GINT_TO_POINTER (TRUE), fixture_set_up,     \
              func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("regenerate", test_regenerate);
  ADD ("edit", test_edit);
  ADD ("edit-keeps-parts", test_edit_keeps_parts);
  ADD ("comes-loaded", test_comes_loaded);
  ADD ("while-streaming", test_while_streaming);
  ADD ("rewrite", test_rewrite);
  ADD ("rewrite-first", test_rewrite_first);
  ADD ("delete", test_delete);
  ADD ("delete-streaming", test_delete_streaming);
  ADD ("show-message", test_show_message);
  ADD ("let-go", test_let_go);
  g_test_add ("/models/variants/read-again", Fixture, NULL, fixture_set_up, test_read_again,
              fixture_tear_down);
  g_test_add ("/models/variants/copy", Fixture, NULL, fixture_set_up, test_copy, fixture_tear_down);
  return g_test_run ();
}
