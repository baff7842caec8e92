/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The reply while it is under way: stopping it at every moment, with the server's view of it; servers
 * that fall silent; connections; how the signals come. */

#include <string.h>

#include "llm-client-testing.h"
#include "llm-testing.h"

/* stops: the server must see the close */

static void
test_stop_before_first_byte (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_nothing_and_wait, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  while (llm_server_get_n_requests (server) == 0)
    llm_testing_spin (5);
  alcove_reply_stop (reply);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  llm_server_wait_closed (server, 1);
  g_assert_cmpint (alcove_reply_get_ttft_us (reply), ==, -1);
  g_assert_cmpint (alcove_reply_get_duration_us (reply), >, 0);
}

static void
test_stop_mid_stream (void)
{
  g_autoptr (LlmServer) server
      = llm_server_new (llm_serve_text_and_wait, (gpointer) (TEXT ("abc") TEXT ("def")));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  while (!g_str_equal (alcove_reply_get_content (reply), "abcdef"))
    llm_testing_spin (5);
  alcove_reply_stop (reply);
  alcove_reply_stop (reply);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "abcdef");
  llm_server_wait_closed (server, 1);
}

static void
test_stop_at_once (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_nothing_and_wait, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  alcove_reply_stop (reply);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  llm_testing_spin (100);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, llm_server_get_n_closed (server));
}

/* Held back by the <think> splitter at the moment of the stop: it is kept as well. */
static void
test_stop_keeps_all (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) TEXT ("<thi"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  while (llm_server_get_n_requests (server) == 0)
    llm_testing_spin (5);
  llm_testing_spin (100);
  g_assert_cmpstr (alcove_reply_get_content (reply), ==, "");
  alcove_reply_stop (reply);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "<thi");
}

static void
test_let_go (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) TEXT ("abc"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  AlcoveReply *reply = llm_client_ask (client);
  DexFuture *future = alcove_reply_wait (reply);
  g_autoptr (GError) error = NULL;

  while (*alcove_reply_get_content (reply) == 0)
    llm_testing_spin (5);
  g_assert_finalize_object (reply);
  g_assert_false (llm_testing_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  llm_server_wait_closed (server, 1);
}

static void
stop_cb (AlcoveReply *reply, AlcovePartKind kind, const char *text, guint *n)
{
  (*n)++;
  alcove_reply_stop (reply);
}

static void
test_stop_in_handler (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) TEXT ("abc"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  guint n = 0;

  g_signal_connect (reply, "delta", G_CALLBACK (stop_cb), &n);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "abc");
  llm_server_wait_closed (server, 1);
  g_assert_cmpuint (n, ==, 1);
}

static void
unref_cb (AlcoveReply *reply, AlcovePartKind kind, const char *text, AlcoveReply **place)
{
  g_clear_object (place);
}

static void
test_let_go_in_handler (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) TEXT ("abc"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  AlcoveReply *reply = llm_client_ask (client);

  g_signal_connect (reply, "delta", G_CALLBACK (unref_cb), &reply);
  while (reply != NULL)
    llm_testing_spin (5);
  llm_server_wait_closed (server, 1);
}

static void
test_let_go_of_models (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_nothing_and_wait, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  DexFuture *race
      = dex_future_first (alcove_client_list_models (client), dex_timeout_new_msec (100), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (race, &error));
  llm_server_wait_closed (server, 1);
}

/* silence */

static void
test_stall (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) TEXT ("abc"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = NULL;

  alcove_client_set_stall_seconds (client, 1);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_STALLED, "abc");
  llm_server_wait_closed (server, 1);
}

static void
test_stall_before_first_byte (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_nothing_and_wait, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = NULL;

  alcove_client_set_stall_seconds (client, 1);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_STALLED, "");
  llm_server_wait_closed (server, 1);
}

static gboolean
serve_slowly (LlmCall *call, gpointer data)
{
  llm_call_write (call, STREAM_HEAD);
  for (guint i = 0; i < 6; i++)
    {
      g_usleep (400 * 1000);
      llm_call_write (call, i % 2 ? ": wait\n\n" : TEXT ("a"));
    }
  llm_call_write (call, STOP);
  return FALSE;
}

/* Slow is not stalled: each byte counts, comments too. */
static void
test_slow_is_fine (void)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_slowly, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = NULL;

  alcove_client_set_stall_seconds (client, 1);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, 0, 0, "aaa");
}

/* [DONE] is the end, whether the server closes or not; the connection is given up soon. */
static void
test_done_and_open (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text_and_wait, (gpointer) WHOLE);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  gint64 start = g_get_monotonic_time ();

  llm_client_expect_end (reply, 0, 0, "Hello");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 1500 * 1000);
  llm_server_wait_closed (server, 1);
}

static void
test_error_and_open (void)
{
  g_autoptr (LlmServer) server
      = llm_server_new (llm_serve_text_and_wait,
                        (gpointer) (TEXT ("a") "data: {\"error\":{\"message\":\"gone\"}}\n\n"));
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_SERVER, "a");
  g_assert_cmpstr (alcove_reply_get_error (reply)->message, ==, "gone");
  llm_server_wait_closed (server, 1);
}

/* connections */

static gboolean
serve_keep_alive (LlmCall *call, gpointer data)
{
  g_autofree char *body = g_strdup (WHOLE);

  return llm_call_answer (call, 200, "Content-Type: text/event-stream\r\n", body);
}

static void
test_connection_is_used_again (void)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_keep_alive, NULL);
  AlcoveClient *client = llm_client_for (llm_server_get_url (server), KEY);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (AlcoveReply) reply = llm_client_ask (client);

      llm_client_expect_end (reply, 0, 0, "Hello");
      llm_testing_spin (20);
    }
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 5);
  g_assert_cmpuint (llm_server_get_n_connections (server), ==, 1);
  g_assert_finalize_object (client);
}

static void
test_many_at_once (void)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_slowly, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  AlcoveReply *replies[12];

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    replies[i] = llm_client_ask (client);
  llm_testing_spin (1000);
  g_assert_cmpuint (llm_server_get_n_connections (server), ==, G_N_ELEMENTS (replies));
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      llm_client_expect_end (replies[i], 0, 0, "aaa");
      g_object_unref (replies[i]);
    }
}

typedef struct
{
  guint n_deltas;
  guint n_calls;
  GString *order;
} Counts;

static void
count_delta_cb (AlcoveReply *reply, AlcovePartKind kind, const char *text, Counts *counts)
{
  counts->n_deltas++;
  g_string_append (counts->order, kind == ALCOVE_PART_REASONING ? "R" : "T");
}

static void
count_call_cb (AlcoveReply *reply, Counts *counts)
{
  counts->n_calls++;
}

static gboolean
serve_many_deltas (LlmCall *call, gpointer data)
{
  g_autoptr (GString) text = g_string_new (STREAM_HEAD);

  for (guint i = 0; i < 50; i++)
    g_string_append (text, "data: {\"choices\":[{\"delta\":{\"reasoning\":\"r\"}}]}\n\n");
  for (guint i = 0; i < 50; i++)
    g_string_append (text, TEXT ("t"));
  for (guint i = 0; i < 50; i++)
    g_string_append (text,
                     "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\","
                     "\"function\":{\"name\":\"f\",\"arguments\":\"x\"}}]}}]}\n\n");
  g_string_append (text, STOP);
  llm_call_write (call, text->str);
  return FALSE;
}

static void
test_joined (void)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_many_deltas, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  Counts counts = { 0, 0, g_string_new (NULL) };

  g_signal_connect (reply, "delta", G_CALLBACK (count_delta_cb), &counts);
  g_signal_connect (reply, "tool-call", G_CALLBACK (count_call_cb), &counts);
  llm_testing_await (alcove_reply_wait (reply), NULL);
  g_assert_cmpuint (strlen (alcove_reply_get_content (reply)), ==, 50);
  g_assert_cmpuint (strlen (alcove_reply_get_reasoning (reply)), ==, 50);
  g_assert_cmpuint (alcove_reply_get_parts (reply)->len, ==, 1);
  g_assert_cmpuint (counts.n_deltas, <=, 12);
  g_assert_cmpuint (counts.n_calls, >=, 1);
  g_assert_cmpuint (counts.n_calls, <=, 6);
  g_assert_true (g_str_has_prefix (counts.order->str, "R"));
  g_assert_true (g_str_has_suffix (counts.order->str, "T"));
  g_assert_null (strstr (counts.order->str, "TR"));
  g_string_free (counts.order, TRUE);
}

typedef struct
{
  const char *name;
  GTestFunc func;
} Case;

static const Case cases[] = {
  { "stop/before-first-byte", test_stop_before_first_byte },
  { "stop/mid-stream", test_stop_mid_stream },
  { "stop/at-once", test_stop_at_once },
  { "stop/keeps-all", test_stop_keeps_all },
  { "stop/let-go", test_let_go },
  { "stop/in-handler", test_stop_in_handler },
  { "stop/let-go-in-handler", test_let_go_in_handler },
  { "stop/let-go-of-models", test_let_go_of_models },
  { "silence/stall", test_stall },
  { "silence/stall-before-first-byte", test_stall_before_first_byte },
  { "silence/slow-is-fine", test_slow_is_fine },
  { "silence/done-and-open", test_done_and_open },
  { "silence/error-and-open", test_error_and_open },
  { "connection/used-again", test_connection_is_used_again },
  { "connection/many-at-once", test_many_at_once },
  { "connection/joined", test_joined },
};

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/reply/", cases[i].name, NULL);

      g_test_add_func (name, cases[i].func);
    }
  return g_test_run ();
}
