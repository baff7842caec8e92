/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of the client share: asking, the end that is expected, and simple servers. */

#include "llm-client-testing.h"

#include <string.h>

#include "llm-testing.h"

AlcoveClient *
llm_client_for (const char *url, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (url, &error);
  g_autoptr (AlcoveLockedBytes) bytes = key ? alcove_locked_bytes_new_string (key) : NULL;

  g_assert_no_error (error);
  return alcove_client_new (endpoint, bytes);
}

AlcoveReply *
llm_client_ask (AlcoveClient *client)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "Hello");
  return alcove_client_ask (client, request);
}

void
llm_client_expect_end (AlcoveReply *reply, GQuark domain, int code, const char *content)
{
  g_autoptr (GError) error = NULL;
  gboolean fine = llm_testing_await (alcove_reply_wait (reply), &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, domain, code);
  g_assert_cmpint (fine, ==, code == 0);
  g_assert_true (alcove_reply_get_done (reply));
  g_assert_cmpstr (alcove_reply_get_content (reply), ==, content);
  g_assert_true ((alcove_reply_get_error (reply) == NULL) == (code == 0));
  if (error != NULL)
    g_assert_null (strstr (error->message, KEY));
  if (error != NULL && alcove_error_get_details (error))
    g_assert_null (strstr (alcove_error_get_details (error), KEY));
}

/* what the scripted servers do */

gboolean
llm_serve_text (LlmCall *call, gpointer data)
{
  llm_call_write (call, STREAM_HEAD);
  llm_call_write (call, data);
  return FALSE;
}

gboolean
llm_serve_raw (LlmCall *call, gpointer data)
{
  llm_call_write (call, data);
  return FALSE;
}

gboolean
llm_serve_text_and_wait (LlmCall *call, gpointer data)
{
  llm_call_write (call, STREAM_HEAD);
  llm_call_write (call, data);
  llm_call_wait_close (call);
  return FALSE;
}

gboolean
llm_serve_nothing_and_wait (LlmCall *call, gpointer data)
{
  llm_call_wait_close (call);
  return FALSE;
}
