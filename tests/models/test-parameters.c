/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The parameters of a chat: as JSON, as part of a request, as what is kept; and what becomes of a field that a
 * model refuses. */

#include "models-fixture.h"

#include <math.h>

#include "alcove-account-settings.h"
#include "alcove-chat-parameters-private.h"

static void
test_nothing_set (void)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (NULL);
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  g_assert_null (alcove_chat_parameters_to_json (parameters));
  alcove_chat_parameters_apply (parameters, request, ALCOVE_DIALECT_VENICE);
  g_assert_true (isnan (request->temperature));
  g_assert_true (isnan (request->top_p));
  g_assert_cmpint (request->max_tokens, ==, 0);
  g_assert_cmpint (request->seed, ==, G_MININT64);
  g_assert_null (request->stop);
  g_assert_null (request->reasoning_effort);
  g_assert_null (request->extra_body);
}

static void
test_round_trip (void)
{
  const char *json = "{\"system_prompt\":\"be brief\",\"temperature\":0.5,\"top_p\":0.25,"
                     "\"max_tokens\":100,\"seed\":0,\"reasoning_effort\":\"low\","
                     "\"stop\":[\"END\",\"\\n\"],\"web_search\":\"auto\",\"citations\":true,"
                     "\"thinking\":false,\"venice_prompt\":false}";
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (json);
  g_autoptr (AlcoveChatParameters) copy = alcove_chat_parameters_copy (parameters);
  g_autofree char *again = alcove_chat_parameters_to_json (copy);

  g_assert_cmpstr (again, ==, json);
}

static void
test_out_of_range (void)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (
      "{\"system_prompt\":7,\"temperature\":2.5,\"top_p\":-0.1,\"max_tokens\":-1,\"seed\":\"x\","
      "\"reasoning_effort\":\"\",\"stop\":[null,1,\"\"],\"citations\":1}");
  g_autoptr (AlcoveChatParameters) broken = alcove_chat_parameters_from_json ("[1");

  g_assert_null (alcove_chat_parameters_to_json (parameters));
  g_assert_null (alcove_chat_parameters_to_json (broken));
}

static void
test_fill (void)
{
  g_autoptr (AlcoveChatParameters) chat
      = alcove_chat_parameters_from_json ("{\"temperature\":0,\"thinking\":true}");
  g_autoptr (AlcoveChatParameters) defaults = alcove_chat_parameters_from_json (
      "{\"system_prompt\":\"s\",\"temperature\":1,\"top_p\":0.5,\"seed\":3,\"thinking\":false}");
  g_autofree char *json = NULL;

  alcove_chat_parameters_fill (chat, defaults);
  json = alcove_chat_parameters_to_json (chat);
  g_assert_cmpstr (json, ==,
                   "{\"system_prompt\":\"s\",\"temperature\":0.0,\"top_p\":0.5,\"seed\":3,"
                   "\"thinking\":true}");
}

static void
test_venice (void)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (
      "{\"web_search\":\"on\",\"citations\":true,\"thinking\":false,\"venice_prompt\":false}");
  g_autoptr (AlcoveChatRequest) venice = alcove_chat_request_new ("m");
  g_autoptr (AlcoveChatRequest) other = alcove_chat_request_new ("m");

  alcove_chat_parameters_apply (parameters, venice, ALCOVE_DIALECT_VENICE);
  alcove_chat_parameters_apply (parameters, other, ALCOVE_DIALECT_OPENAI);
  g_assert_cmpstr (venice->extra_body, ==,
                   "{\"venice_parameters\":{\"enable_web_search\":\"on\","
                   "\"enable_web_citations\":true,\"disable_thinking\":true,"
                   "\"include_venice_system_prompt\":false}}");
  g_assert_null (other->extra_body);
}

static void
test_settings_json (void)
{
  g_autoptr (AlcoveAccountSettings) settings = alcove_account_settings_new ();
  g_autofree char *refused = NULL;
  g_autofree char *favourites = NULL;

  alcove_account_settings_add_refused (settings, "{\"a\":[\"seed\",1,null],\"b\":7}");
  alcove_account_settings_add_refused (settings, "nonsense");
  g_assert_true (alcove_account_settings_refuse (settings, "a", "stop"));
  g_assert_false (alcove_account_settings_refuse (settings, "a", "seed"));
  refused = alcove_account_settings_refused_to_json (settings);
  g_assert_cmpstr (refused, ==, "{\"a\":[\"seed\",\"stop\"]}");
  alcove_account_settings_add_favourites (settings, "[\"b\",\"a\",{}]");
  g_assert_true (alcove_account_settings_set_favourite (settings, "b", FALSE));
  g_assert_false (alcove_account_settings_set_favourite (settings, "a", TRUE));
  favourites = alcove_account_settings_favourites_to_json (settings);
  g_assert_cmpstr (favourites, ==, "[\"a\"]");
}

static gboolean
was_sent (Fixture *fixture, const char *text)
{
  return strstr (fixture->server->last_body, text) != NULL;
}

static void
set (AlcoveSession *session, AlcoveConversation *chat, const char *json)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (json);

  await_ok (alcove_session_set_parameters (session, chat, parameters));
}

static void
set_defaults (AlcoveSession *session, const char *json)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (json);

  alcove_session_set_defaults (session, parameters);
}

static void
test_sent (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "plain");
  g_assert_false (was_sent (fixture, "temperature"));
  set_defaults (session, "{\"temperature\":1,\"seed\":5}");
  set (session, chat, "{\"temperature\":0.5,\"system_prompt\":\"be brief\"}");
  fixture_ask (session, chat, "hello", "set");
  g_assert_true (was_sent (fixture, "\"temperature\":0.5"));
  g_assert_true (was_sent (fixture, "\"seed\":5"));
  g_assert_true (was_sent (fixture, "be brief"));
  set (session, chat, NULL);
  fixture_ask (session, chat, "hello", "unset");
  g_assert_true (was_sent (fixture, "\"temperature\":1"));
  g_assert_false (was_sent (fixture, "be brief"));
  fixture_close (session);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  set (session, chat,
       "{\"top_p\":0.5,\"system_prompt\":\"before\"}"); /* before its first message */
  set_defaults (session, "{\"seed\":5}");
  fixture_ask (session, chat, "hello", "one");
  set (session, chat, "{\"top_p\":0.5,\"system_prompt\":\"behind\"}");
  set_defaults (session, "{\"seed\":6}");
  fixture_close (session);
  g_clear_object (&chat);

  session = fixture_open (fixture, STRONG_KEY);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  fixture_ask (session, chat, "hello", "two");
  g_assert_true (was_sent (fixture, "behind"));
  g_assert_true (was_sent (fixture, "\"top_p\":0.5"));
  g_assert_true (was_sent (fixture, "\"seed\":6"));
  fixture_close (session);
}

/* What is set while nothing is saved stays in the copy that goes on. */
static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) copy = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  set (session, chat, "{\"system_prompt\":\"not saved\"}");
  set_defaults (session, "{\"seed\":6}");
  copy = g_object_ref (fixture_ask (session, chat, "hello", "two"));
  g_assert_true (copy != chat);
  g_assert_true (was_sent (fixture, "not saved"));
  fixture_close (session);
  g_clear_object (&chat);

  session = fixture_open (fixture, STRONG_KEY);
  chat = g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)), 0);
  fixture_ask (session, chat, "hello", "three");
  g_assert_false (was_sent (fixture, "not saved"));
  g_assert_false (was_sent (fixture, "seed"));
  fixture_close (session);
}

static void
send_without (AlcoveSession *session, AlcoveConversation *chat, const char *field)
{
  g_autofree char *refused = NULL;
  AlcoveMessage *answer;

  fixture_wait_loaded (chat);
  answer = fixture_get_message (chat, 1);
  g_assert_cmpstr (alcove_message_get_error_code (answer), ==, "field-refused");
  refused = alcove_message_dup_refused_field (answer);
  g_assert_cmpstr (refused, ==, field);
  g_assert_true (alcove_session_send_without (session, chat, answer, refused) == chat);
  wait_until (!alcove_conversation_get_is_streaming (chat));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) other = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  set_defaults (session, "{\"temperature\":1,\"max_tokens\":9}");
  fixture_ask (session, chat, "reasoner", "one");
  send_without (session, chat, "temperature");
  send_without (session, chat, "max_tokens");
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 1)), ==, "Hello, **world**");
  g_assert_false (was_sent (fixture, "temperature"));
  g_assert_true (was_sent (fixture, "\"max_completion_tokens\":9"));
  fixture_close (session);

  /* it is remembered for this model alone, also in the next session */
  session = fixture_open (fixture, STRONG_KEY);
  other = alcove_session_new_conversation (session);
  fixture_ask (session, other, "reasoner", "two");
  g_assert_false (was_sent (fixture, "temperature"));
  g_assert_true (was_sent (fixture, "\"max_completion_tokens\":9"));
  fixture_ask (session, other, "hello", "three");
  g_assert_true (was_sent (fixture, "temperature"));
  g_assert_true (was_sent (fixture, "\"max_tokens\":9"));
  fixture_close (session);
}

static void
test_usage_refused (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  guint n_asked;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "strict", "one");
  g_assert_cmpuint (fixture->server->n_asked, ==, 2);
  fixture_close (session);
  g_clear_object (&chat);

  session = fixture_open (fixture, STRONG_KEY);
  chat = alcove_session_new_conversation (session);
  n_asked = fixture->server->n_asked;
  fixture_ask (session, chat, "strict", "two");
  g_assert_cmpuint (fixture->server->n_asked, ==, n_asked + 1);
  g_assert_false (was_sent (fixture, "stream_options"));
  fixture_close (session);
}

static AlcoveModel *
get_model (AlcoveSession *session, guint position)
{
  GListModel *models = alcove_session_get_models (session);

  alcove_session_reload_models (session);
  wait_until (g_list_model_get_n_items (models) == 3);
  return g_list_model_get_item (models, position);
}

static void
test_favourites (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveModel) slow = get_model (session, 1);
  g_autoptr (AlcoveModel) again = NULL;
  g_autoptr (AlcoveModel) other = NULL;

  g_assert_false (alcove_model_get_is_favourite (slow));
  alcove_model_set_is_favourite (slow, TRUE); /* before anything is saved */
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  again = get_model (session, 1);
  other = get_model (session, 0);
  g_assert_true (alcove_model_get_is_favourite (again));
  g_assert_false (alcove_model_get_is_favourite (other));
  fixture_close (session);
}

/* 7 tokens at 1 USD and 3 at 2 USD a million */
static void
test_cost (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveModel) hello = get_model (session, 0);
  AlcoveMessage *priced;
  AlcoveMessage *unpriced;

  g_assert_cmpfloat_with_epsilon (alcove_model_get_price_out (hello), 2, 1e-9);
  fixture_ask (session, chat, "hello", "one");
  fixture_ask (session, chat, "think", "two");
  fixture_wait_loaded (chat);
  priced = fixture_get_message (chat, 1);
  unpriced = fixture_get_message (chat, 3);
  g_assert_cmpfloat_with_epsilon (alcove_message_get_cost (priced), 13e-6, 1e-12);
  g_assert_true (alcove_message_get_cost_is_estimated (priced));
  g_assert_cmpfloat_with_epsilon (alcove_message_get_cost (unpriced), -1, 1e-9);
  g_assert_false (alcove_message_get_cost_is_estimated (unpriced));
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/models/parameters/sent", test_sent },
    { "/models/parameters/kept", test_kept },
    { "/models/parameters/not-kept", test_not_kept },
    { "/models/parameters/refused", test_refused },
    { "/models/parameters/usage-refused", test_usage_refused },
    { "/models/parameters/favourites", test_favourites },
    { "/models/parameters/cost", test_cost },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/models/parameters/nothing-set", test_nothing_set);
  g_test_add_func ("/models/parameters/round-trip", test_round_trip);
  g_test_add_func ("/models/parameters/out-of-range", test_out_of_range);
  g_test_add_func ("/models/parameters/fill", test_fill);
  g_test_add_func ("/models/parameters/venice", test_venice);
  g_test_add_func ("/models/parameters/settings-json", test_settings_json);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
