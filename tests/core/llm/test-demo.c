/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The demo through the real client. */

#include <string.h>

#include "alcove-client.h"
#include "alcove-demo-answer.h"
#include "alcove-title-request.h"
#include "alcove-demo-server.h"
#include "alcove-error.h"
#include "llm-testing.h"

typedef struct
{
  AlcoveDemoServer *server;
  AlcoveClient *client;
  GString *told;
} Demo;

static void
setup (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = NULL;

  self->server = alcove_demo_server_new (&error);
  g_assert_no_error (error);
  endpoint = alcove_endpoint_new (alcove_demo_server_get_base_url (self->server), &error);
  g_assert_no_error (error);
  g_assert_cmpint (alcove_endpoint_get_reach (endpoint), ==, ALCOVE_REACH_LOOPBACK);
  self->client = alcove_client_new (endpoint, NULL);
  self->told = g_string_new (NULL);
}

static void
teardown (Demo *self, gconstpointer data)
{
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->server);
  g_string_free (self->told, TRUE);
}

static void
delta_cb (AlcoveReply *reply, AlcovePartKind kind, const char *text, GString *told)
{
  g_assert_cmpint (kind, ==, ALCOVE_PART_TEXT);
  g_string_append (told, text);
}

static AlcoveReply *
ask (Demo *self, const char *model, const char *question)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new (model);
  AlcoveReply *reply;

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, question);
  reply = alcove_client_ask (self->client, request);
  g_signal_connect (reply, "delta", G_CALLBACK (delta_cb), self->told);
  return reply;
}

static void
test_models (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DexFuture *future = alcove_client_list_models (self->client);
  GPtrArray *models;

  llm_testing_await (dex_ref (future), &error);
  g_assert_no_error (error);
  models = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_assert_cmpuint (models->len, ==, 2);
  g_assert_cmpstr (((AlcoveModelInfo *) models->pdata[0])->id, ==, "alcove-tour");
  g_assert_cmpstr (((AlcoveModelInfo *) models->pdata[1])->id, ==, "alcove-tour-fast");
  dex_unref (future);
}

static void
test_tour (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveReply) reply = ask (self, "alcove-tour-fast", "Who are *you*?");
  const char *content;

  g_assert_true (llm_testing_await (alcove_reply_wait (reply), &error));
  g_assert_no_error (error);
  content = alcove_reply_get_content (reply);
  g_assert_cmpstr (content, ==, self->told->str);
  g_assert_nonnull (strstr (content, "> Who are *you*?"));
  g_assert_nonnull (strstr (content, "# Welcome"));
  g_assert_nonnull (strstr (content, "```python"));
  g_assert_nonnull (strstr (content, "| --- |"));
  g_assert_null (strstr (content, "{{"));
  g_assert_cmpstr (alcove_reply_get_finish_reason (reply), ==, "stop");
  g_assert_cmpstr (alcove_reply_get_model (reply), ==, "alcove-tour-fast");
  g_assert_cmpint (alcove_reply_get_usage (reply)->completion_tokens, >, 100);
  g_assert_cmpint (alcove_reply_get_ttft_us (reply), >, 0);
  g_assert_cmpint (alcove_reply_get_duration_us (reply), >=, alcove_reply_get_ttft_us (reply));
}

static void
test_stop (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveReply) reply = ask (self, "alcove-tour", "Tell me all");
  gsize length;

  while (self->told->len < 40)
    g_main_context_iteration (NULL, TRUE);
  alcove_reply_stop (reply);
  g_assert_true (alcove_reply_get_done (reply));
  g_assert_false (llm_testing_await (alcove_reply_wait (reply), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  length = strlen (alcove_reply_get_content (reply));
  g_assert_cmpuint (length, >=, 40);
  g_assert_null (alcove_reply_get_finish_reason (reply));
  llm_testing_spin (100);
  g_assert_cmpuint (strlen (alcove_reply_get_content (reply)), ==, length);
}

static void
test_no_model (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveReply) reply = ask (self, "gpt-17", "Hello");

  g_assert_false (llm_testing_await (alcove_reply_wait (reply), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_MODEL);
}

static void
test_elsewhere (Demo *self, gconstpointer data)
{
  g_autofree char *url
      = g_strconcat (alcove_demo_server_get_base_url (self->server), "/v2/x", NULL);
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (url, NULL);
  g_autoptr (AlcoveClient) client = alcove_client_new (endpoint, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_AN_API);
}

/* Ending the server with an answer in flight cuts the answer and hangs nobody. */
static void
test_end_in_flight (Demo *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveReply) reply = ask (self, "alcove-tour", "Tell me all");

  while (self->told->len < 10)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->server);
  g_assert_false (llm_testing_await (alcove_reply_wait (reply), &error));
  g_assert_true (error->domain == ALCOVE_ERROR);
  g_assert_cmpuint (strlen (alcove_reply_get_content (reply)), >=, 10);
  self->server = alcove_demo_server_new (NULL);
}

static void
test_question_cannot_break_out (void)
{
  g_autofree char *text = alcove_demo_answer_write ("one\n```\n# two\n{{closing}}", 0);

  g_assert_nonnull (strstr (text, "> one\n> ```\n> # two\n> {{closing}}"));
}

static void
test_title (void)
{
  g_autoptr (AlcoveChatRequest) request
      = alcove_title_request_new ("alcove-tour", "Why  is\nthe sky blue over the sea", "Because");
  const AlcoveTurn *turn = g_ptr_array_index (request->turns, 0);
  g_autofree char *prompt = alcove_parts_dup_text (turn->parts, ALCOVE_PART_TEXT);
  g_autofree char *title = alcove_demo_answer_write (prompt, 0);

  g_assert_cmpuint (request->turns->len, ==, 1);
  g_assert_cmpint (request->max_tokens, >, 0);
  g_assert_true (g_str_has_prefix (title, "The Demo on: Why"));
  g_assert_cmpint (g_utf8_strlen (title, -1), <, 60);
  g_assert_null (strchr (title, '\n'));
}

/* However long a chat begins, the request is short and valid. */
static void
test_title_of_much (void)
{
  g_autoptr (GString) much = g_string_new (NULL);
  g_autoptr (AlcoveChatRequest) request = NULL;
  g_autofree char *prompt = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (much, "ü好");
  request = alcove_title_request_new ("m", much->str, much->str);
  prompt = alcove_parts_dup_text (
      ((const AlcoveTurn *) g_ptr_array_index (request->turns, 0))->parts, ALCOVE_PART_TEXT);
  g_assert_cmpuint (strlen (prompt), <, 5000);
  g_assert_true (g_utf8_validate (prompt, -1, NULL));
  g_assert_null (alcove_title_request_get_question ("Write a title"));
  g_assert_null (alcove_title_request_get_question (NULL));
}

static void
test_pieces_add_up (void)
{
  for (guint turn = 0; turn < 4; turn++)
    {
      g_autofree char *text = alcove_demo_answer_write ("Größe 你好 👋🏽", turn);
      g_auto (GStrv) pieces = alcove_demo_answer_split (text);
      g_autofree char *again = g_strjoinv ("", pieces);

      g_assert_cmpstr (again, ==, text);
      for (guint i = 0; pieces[i]; i++)
        g_assert_true (g_utf8_validate (pieces[i], -1, NULL));
    }
}

#define ADD(name, func) g_test_add ("/llm/demo/" name, Demo, NULL, setup, func, teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("models", test_models);
  ADD ("tour", test_tour);
  ADD ("stop", test_stop);
  ADD ("no-model", test_no_model);
  ADD ("elsewhere", test_elsewhere);
  ADD ("end-in-flight", test_end_in_flight);
  g_test_add_func ("/llm/demo/title", test_title);
  g_test_add_func ("/llm/demo/title-of-much", test_title_of_much);
  g_test_add_func ("/llm/demo/question-cannot-break-out", test_question_cannot_break_out);
  g_test_add_func ("/llm/demo/pieces-add-up", test_pieces_add_up);
  return g_test_run ();
}
