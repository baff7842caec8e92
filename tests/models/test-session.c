/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The life of a prompt: sent, streamed, stored, stopped, failed, asked again. Against a real client, a small
 * server and real stores. */

#include "models-fixture.h"

#include "fake-keyring.h"

static void
test_unsaved (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  AlcoveConversationList *list = alcove_session_get_conversations (session);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveMessage *answer;

  g_assert_false (alcove_session_get_save_history (session));
  g_assert_null (alcove_conversation_get_id (chat));
  g_assert_null (alcove_conversation_get_title (chat));
  g_assert_true (fixture_ask (session, chat, "hello", "Good\n  morning") == chat);
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "Good morning");
  g_assert_cmpstr (alcove_conversation_get_preview (chat), ==, "Hello, world");
  g_assert_false (alcove_conversation_get_is_saved (chat));
  g_assert_false (alcove_conversation_get_is_streaming (chat));
  g_assert_true (alcove_conversation_get_has_news (chat));
  g_assert_true (alcove_session_get_has_unsaved (session));
  g_assert_true (alcove_conversation_list_find (list, alcove_conversation_get_id (chat), NULL)
                 == chat);
  fixture_wait_loaded (chat);
  answer = fixture_get_message (chat, 1);
  g_assert_cmpstr (alcove_message_get_text (answer), ==, "Hello, **world**");
  g_assert_cmpint (alcove_message_get_status (answer), ==, ALCOVE_STATUS_COMPLETE);
  g_assert_cmpstr (alcove_message_get_finish_reason (answer), ==, "stop");
  g_assert_cmpstr (alcove_message_get_model (answer), ==, "served");
  g_assert_cmpint (alcove_message_get_tokens_in (answer), ==, 7);
  g_assert_cmpint (alcove_message_get_tokens_out (answer), ==, 3);
  g_assert_cmpint (alcove_message_get_ttft_us (answer), >=, 0);
  fixture_close (session);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
}

static void
test_saved_and_read_again (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  g_assert_true (alcove_session_get_save_history (session));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  fixture_ask (session, chat, "hello", "remember me");
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_assert_false (alcove_session_get_has_unsaved (session));
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 1);
  g_assert_cmpuint (fixture_count_files (fixture), >, 0);
  fixture_close (session);
  g_clear_object (&chat);

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_true (alcove_session_get_save_history (session));
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 1);
  g_assert_cmpstr (alcove_session_get_model (session), ==, "hello");
  again = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  g_assert_cmpstr (alcove_conversation_get_title (again), ==, "remember me");
  g_assert_true (alcove_conversation_get_is_saved (again));
  fixture_wait_loaded (again);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (again, 0)), ==, "remember me");
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (again, 1)), ==,
                   "Hello, **world**");
  fixture_ask (session, again, "count", "and now");
  fixture_wait_loaded (again);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (again, 3)), ==,
                   "user,assistant,user");
  fixture_close (session);
}

static void
test_unloaded_context (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "hello", "two");
  fixture_close (session);
  g_clear_object (&chat);

  /* The texts of the path are sent although nobody read them. */
  session = fixture_open (fixture, STRONG_KEY);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  fixture_ask (session, chat, "count", "three");
  g_assert_nonnull (strstr (fixture->server->last_body, "\"one\""));
  g_assert_nonnull (strstr (fixture->server->last_body, "Hello, **world**"));
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 5)), ==,
                   "user,assistant,user,assistant,user");
  fixture_close (session);
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *model;
    AlcoveStatus status;
    const char *text;
    const char *code;
  } ends[] = {
    { "cut", ALCOVE_STATUS_TRUNCATED, "half of", NULL },
    { "broken", ALCOVE_STATUS_FAILED, "before it broke", "server" },
  };
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  await_ok (alcove_session_turn_saving_on (session));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
      AlcoveMessage *answer;

      fixture_ask (session, chat, ends[i].model, "go");
      while (g_main_context_iteration (NULL, FALSE))
        ;
      fixture_wait_loaded (chat); /* read back from the store */
      answer = fixture_get_message (chat, 1);
      g_assert_cmpint (alcove_message_get_status (answer), ==, ends[i].status);
      g_assert_cmpstr (alcove_message_get_text (answer), ==, ends[i].text);
      g_assert_cmpstr (alcove_message_get_error_code (answer), ==, ends[i].code);
    }
  fixture_close (session);
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, "sk-wrong-5f2b8c91d7e04a36b1c8e2f7a9d05c44");
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveMessage *answer;

  fixture_ask (session, chat, "hello", "go");
  fixture_wait_loaded (chat);
  answer = fixture_get_message (chat, 1);
  g_assert_cmpint (alcove_message_get_status (answer), ==, ALCOVE_STATUS_FAILED);
  g_assert_cmpstr (alcove_message_get_error_code (answer), ==, "auth");
  g_assert_nonnull (strstr (alcove_message_get_error_message (answer), "Incorrect API key"));
  g_assert_null (strstr (alcove_message_get_error_message (answer), "5f2b8c91"));
  fixture_close (session);
}

static void
test_think_and_tools (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveMessage *answer;
  AlcovePart *part;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "think", "go");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_wait_loaded (chat);
  answer = fixture_get_message (chat, 1);
  g_assert_cmpstr (alcove_message_get_reasoning (answer), ==, "Let me see");
  g_assert_cmpstr (alcove_message_get_text (answer), ==, "42");
  g_assert_cmpuint (alcove_message_get_parts (answer)->len, ==, 1);
  part = g_ptr_array_index (alcove_message_get_parts (answer), 0);
  g_assert_cmpint (part->kind, ==, ALCOVE_PART_TOOL_CALL);
  g_assert_cmpstr (part->name, ==, "look");
  fixture_close (session);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  const gboolean before_first = GPOINTER_TO_INT (data);
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveSending) sending = NULL;
  AlcoveMessage *answer;

  alcove_session_set_conversation_model (session, chat, before_first ? "wait" : "slow");
  alcove_session_send (session, chat, "go");
  g_set_object (&sending, alcove_conversation_get_sending (chat));
  answer = alcove_sending_get_answer (sending);
  wait_until (fixture->server->n_asked == 1);
  if (!before_first)
    wait_until (strlen (alcove_message_get_text (answer)) > 10);
  g_assert_true (alcove_conversation_get_is_streaming (chat));
  alcove_session_stop (session, chat);
  await_ok (alcove_sending_wait (sending));
  g_assert_false (alcove_conversation_get_is_streaming (chat));
  g_assert_cmpint (alcove_message_get_status (answer), ==, ALCOVE_STATUS_STOPPED);
  g_assert_null (alcove_message_get_error_code (answer));
  g_assert_true (before_first == (strlen (alcove_message_get_text (answer)) == 0));
  g_clear_object (&sending);
  fixture_close (session);
}

static void
test_stop_before_sent (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveSending) sending = NULL;

  alcove_session_set_conversation_model (session, chat, "hello");
  alcove_session_send (session, chat, "go");
  g_set_object (&sending, alcove_conversation_get_sending (chat));
  alcove_session_stop (session, chat);
  await_ok (alcove_sending_wait (sending));
  g_assert_cmpint (alcove_message_get_status (alcove_sending_get_answer (sending)), ==,
                   ALCOVE_STATUS_STOPPED);
  g_assert_cmpuint (fixture->server->n_asked, ==, 0);
  g_clear_object (&sending);
  fixture_close (session);
}

static void
test_several_at_once (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  AlcoveConversation *chats[8];

  await_ok (alcove_session_turn_saving_on (session));
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      chats[i] = alcove_session_new_conversation (session);
      alcove_session_set_conversation_model (session, chats[i], "slow");
      g_assert_nonnull (alcove_session_send (session, chats[i], "go"));
    }
  alcove_session_look_at (session, chats[0], NULL);
  alcove_session_look_at (session, chats[2], NULL); /* in another window */
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      AlcoveMessage *answer
          = alcove_sending_get_answer (alcove_conversation_get_sending (chats[i]));

      wait_until (strlen (alcove_message_get_text (answer)) > 20);
    }
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      g_assert_null (alcove_session_send (session, chats[i], "too early"));
      alcove_session_stop (session, chats[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      wait_until (!alcove_conversation_get_is_streaming (chats[i]));
      g_assert_true (alcove_conversation_get_has_news (chats[i]) == (i != 0 && i != 2));
      wait_until (alcove_conversation_get_is_saved (chats[i]));
    }
  alcove_session_look_at (session, chats[1], chats[0]);
  g_assert_false (alcove_conversation_get_has_news (chats[1]));
  fixture_close (session);
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    g_assert_finalize_object (chats[i]);
}

static void
test_checkpoints (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GPtrArray) records = NULL;
  const AlcoveMessageRecord *answer;
  g_autofree char *text = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_conversation_model (session, chat, "slow");
  alcove_session_send (session, chat, "go");
  wait_until (alcove_conversation_get_is_saved (chat));
  turn_loop_for (1200);
  records = await_boxed (alcove_store_list_messages (alcove_session_get_store (session),
                                                     alcove_conversation_get_id (chat), NULL, 10));
  g_assert_cmpuint (records->len, ==, 2);
  answer = g_ptr_array_index (records, 1);
  g_assert_cmpint (answer->status, ==, ALCOVE_STATUS_STREAMING);
  text = alcove_parts_dup_text (answer->parts, ALCOVE_PART_TEXT);
  g_assert_true (g_str_has_prefix (text, "tick tick "));
  fixture_close (session); /* stops it and stores its end */

  session = fixture_open (fixture, STRONG_KEY);
  g_clear_object (&chat);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  fixture_wait_loaded (chat);
  g_assert_cmpint (alcove_message_get_status (fixture_get_message (chat, 1)), ==,
                   ALCOVE_STATUS_STOPPED);
  fixture_close (session);
}

static void
test_regenerate (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GPtrArray) all = NULL;
  GListModel *messages;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "cut", "go");
  fixture_wait_loaded (chat);
  alcove_session_set_conversation_model (session, chat, "count");
  messages = G_LIST_MODEL (alcove_conversation_get_messages (chat));
  g_assert_true (alcove_session_regenerate (session, chat, fixture_get_message (chat, 1)) == chat);
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 2);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 1)), ==, "user");
  all = await_boxed (alcove_store_list_all_messages (alcove_session_get_store (session),
                                                     alcove_conversation_get_id (chat)));
  g_assert_cmpuint (all->len, ==, 3);
  /* and a prompt that is asked again */
  g_assert_nonnull (alcove_session_regenerate (session, chat, fixture_get_message (chat, 0)));
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  fixture_wait_loaded (chat);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_conversation_get_messages (chat))), ==, 2);
  fixture_close (session);
}

static void
test_refused_prompts (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  g_assert_null (alcove_session_send (session, chat, "no model yet"));
  alcove_session_set_model (session, "hello");
  g_assert_null (alcove_session_send (session, chat, ""));
  g_assert_null (alcove_session_send (session, chat, " \n\t\xc2\xa0"));
  g_assert_null (alcove_session_send (session, chat, "not \xff text"));
  g_assert_cmpuint (fixture->server->n_asked, ==, 0);
  g_assert_nonnull (alcove_session_send (session, chat, "go"));
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  fixture_close (session);
}

static void
test_system_prompt (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  alcove_conversation_set_system_prompt (chat, "Be brief.");
  fixture_ask (session, chat, "count", "go");
  g_assert_nonnull (strstr (fixture->server->last_body, "Be brief."));
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 1)), ==, "system,user");
  fixture_close (session);
}

static void
test_early_prompt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new ("id", "Test", fixture->server->base_url, bytes, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  AlcoveSession *session = alcove_session_new (item, fixture->data_dir, NULL, NULL);
  g_autoptr (AlcoveConversation) chat = NULL;

  /* Asked while the vault is still being opened. */
  alcove_session_set_model (session, "hello");
  alcove_session_start (session);
  chat = alcove_session_new_conversation (session);
  g_assert_nonnull (alcove_session_send (session, chat, "quick"));
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_conversation_get_messages (chat))), ==, 2);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  g_assert_cmpstr (alcove_conversation_get_preview (chat), ==, "Hello, world");
  fixture_close (session);
}

static void
test_models (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  GListModel *models = alcove_session_get_models (session);
  g_autoptr (AlcoveConversation) chat = NULL;
  gboolean is_loading;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_reload_models (session);
  g_object_get (session, "is-loading-models", &is_loading, NULL);
  g_assert_true (is_loading);
  wait_until (g_list_model_get_n_items (models) == 3);
  g_assert_cmpstr (alcove_session_get_model (session), ==, "hello");
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "think", "go");
  g_assert_cmpstr (alcove_session_get_model (session), ==, "think");
  fixture_close (session);

  /* The list and the choice are there before the server was asked. */
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (g_list_model_get_n_items (alcove_session_get_models (session)), ==, 3);
  g_assert_cmpstr (alcove_session_get_model (session), ==, "think");
  fixture_close (session);
}

/* A server on this computer is there without any network; of others the system knows. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  const gboolean has_network
      = g_network_monitor_get_network_available (g_network_monitor_get_default ());
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  g_assert_false (alcove_session_get_is_offline (session));
  fixture_close (session);
  g_set_str (&fixture->server->base_url, "https://api.example.com/v1");
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpint (alcove_session_get_is_offline (session), ==, !has_network);
  fixture_close (session);
  g_set_str (&fixture->server->base_url, "http://192.168.77.1/v1");
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_false (alcove_session_get_is_offline (session));
  fixture_close (session);
}

static void
test_models_error (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, "sk-wrong-5f2b8c91d7e04a36b1c8e2f7a9d05c44");

  alcove_session_reload_models (session);
  wait_until (alcove_session_get_models_error (session) != NULL);
  g_assert_error (alcove_session_get_models_error (session), ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
  fixture_close (session);
}

static void
test_rename_trash_restore (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  AlcoveConversationList *list = alcove_session_get_conversations (session);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) found = NULL;
  g_autofree char *id = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "go");
  id = g_strdup (alcove_conversation_get_id (chat));
  await_ok (alcove_session_rename (session, chat, "  A better\nname "));
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "A better name");
  await_error (alcove_session_rename (session, chat, " \n"), ALCOVE_ERROR,
               ALCOVE_ERROR_INVALID_INPUT);
  await_ok (alcove_session_trash (session, chat));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 0);
  found = await_object (alcove_session_load_conversation (session, id));
  g_assert_true (found == chat);
  await_ok (alcove_session_restore (session, chat));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 1);
  await_error (alcove_session_load_conversation (session, "00000000-0000-7000-8000-000000000000"),
               ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  g_set_object (&chat, NULL);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "A better name");
  fixture_close (session);
}

static void
test_trash_while_streaming (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_conversation_model (session, chat, "slow");
  alcove_session_send (session, chat, "go");
  wait_until (alcove_conversation_get_is_saved (chat));
  await_ok (alcove_session_trash (session, chat));
  g_assert_false (alcove_conversation_get_is_streaming (chat));
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (session))), ==, 0);
  fixture_close (session);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) unsaved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) saved = alcove_session_new_conversation (session);
  g_autoptr (GListModel) results = NULL;
  g_autoptr (AlcoveSearchResult) first = NULL;

  fixture_ask (session, unsaved, "hello", "about platypus one");
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, saved, "hello", "about platypus two");
  results = await_object (alcove_session_search (session, "platypus", 50));
  g_assert_cmpuint (g_list_model_get_n_items (results), >=, 2);
  first = g_list_model_get_item (results, 0);
  g_assert_cmpstr (alcove_search_result_get_conversation_id (first), ==,
                   alcove_conversation_get_id (saved));
  g_assert_true (alcove_search_result_get_is_saved (first));
  g_clear_object (&results);
  results = await_object (alcove_session_search (session, "platypus", 1));
  g_assert_cmpuint (g_list_model_get_n_items (results), ==, 1);
  fixture_close (session);
}

static void
test_two_keys (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *mine = fixture_open (fixture, STRONG_KEY);
  AlcoveSession *theirs = fixture_open (fixture, OTHER_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (mine);
  g_autoptr (GListModel) results = NULL;

  await_ok (alcove_session_turn_saving_on (mine));
  fixture_ask (mine, chat, "hello", "a secret platypus");
  await_ok (alcove_session_turn_saving_on (theirs));
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (theirs))), ==, 0);
  results = await_object (alcove_session_search (theirs, "platypus", 50));
  g_assert_cmpuint (g_list_model_get_n_items (results), ==, 0);
  await_error (alcove_session_load_conversation (theirs, alcove_conversation_get_id (chat)),
               ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
  fixture_close (theirs);
  fixture_close (mine);
  theirs = fixture_open (fixture, OTHER_KEY);
  g_assert_false (alcove_session_get_save_history (theirs));
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (theirs))), ==, 0);
  fixture_close (theirs);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/models/session/" path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("unsaved", NULL, test_unsaved);
  ADD ("saved-and-read-again", NULL, test_saved_and_read_again);
  ADD ("unloaded-context", NULL, test_unloaded_context);
  ADD ("ends", NULL, test_ends);
  ADD ("wrong-key", NULL, test_wrong_key);
  ADD ("think-and-tools", NULL, test_think_and_tools);
  ADD ("stop", GINT_TO_POINTER (FALSE), test_stop);
  ADD ("stop-before-first-token", GINT_TO_POINTER (TRUE), test_stop);
  ADD ("stop-before-sent", NULL, test_stop_before_sent);
  ADD ("several-at-once", NULL, test_several_at_once);
  ADD ("checkpoints", NULL, test_checkpoints);
  ADD ("regenerate", NULL, test_regenerate);
  ADD ("refused-prompts", NULL, test_refused_prompts);
  ADD ("system-prompt", NULL, test_system_prompt);
  ADD ("early-prompt", NULL, test_early_prompt);
  ADD ("models", NULL, test_models);
  ADD ("offline", NULL, test_offline);
  ADD ("models-error", NULL, test_models_error);
  ADD ("rename-trash-restore", NULL, test_rename_trash_restore);
  ADD ("trash-while-streaming", NULL, test_trash_while_streaming);
  ADD ("search", NULL, test_search);
  ADD ("two-keys", NULL, test_two_keys);
  return g_test_run ();
}
