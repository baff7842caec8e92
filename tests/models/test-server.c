/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A small server in the test's own main loop that speaks the protocol, well and badly. */

#include <json-glib/json-glib.h>

#include "models-fixture.h"

typedef struct
{
  SoupServerMessage *message;
  guint source;
  guint n_sent;
} Stream;

static void
send_data (SoupServerMessage *message, const char *data)
{
  g_autofree char *event = g_strdup_printf ("data: %s\n\n", data);

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            event, strlen (event));
}

static void
send_delta (SoupServerMessage *message, const char *field, const char *text)
{
  g_autofree char *data = g_strdup_printf (
      "{\"model\":\"served\",\"choices\":[{\"index\":0,\"delta\":{\"%s\":\"%s\"}}]}", field, text);

  send_data (message, data);
}

static void
send_end (SoupServerMessage *message, const char *reason)
{
  g_autofree char *data = g_strdup_printf (
      "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}", reason);

  send_data (message, data);
  send_data (message, "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
                      "\"total_tokens\":10}}");
  send_data (message, "[DONE]");
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

static gboolean
slow_cb (gpointer data)
{
  Stream *stream = data;

  send_delta (stream->message, "content", "tick ");
  soup_server_message_unpause (stream->message);
  if (stream->n_sent++ < 3000)
    return G_SOURCE_CONTINUE;
  stream->source = 0;
  return G_SOURCE_REMOVE;
}

static void
stream_gone_cb (SoupServerMessage *message, Stream *stream)
{
  g_clear_handle_id (&stream->source, g_source_remove);
}

static void
stream_free (Stream *stream)
{
  g_clear_handle_id (&stream->source, g_source_remove);
  g_free (stream);
}

static void
begin_slow (SoupServerMessage *message, guint first_ms)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->message = message;
  g_object_set_data_full (G_OBJECT (message), "stream", stream, (GDestroyNotify) stream_free);
  if (first_ms > 0)
    stream->source = g_timeout_add (first_ms, slow_cb, stream);
  g_signal_connect (message, "finished", G_CALLBACK (stream_gone_cb), stream);
  g_signal_connect (message, "disconnected", G_CALLBACK (stream_gone_cb), stream);
  if (first_ms == 0)
    soup_server_message_pause (message);
}

static char *
describe_messages (JsonObject *body)
{
  JsonArray *messages = json_object_get_array_member (body, "messages");
  g_autoptr (GString) roles = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);

      g_string_append_printf (roles, "%s%s", i > 0 ? "," : "",
                              json_object_get_string_member (message, "role"));
    }
  return g_string_free_and_steal (g_steal_pointer (&roles));
}

static void
answer (SoupServerMessage *message, const char *model, JsonObject *body)
{
  if (g_strv_contains ((const char *const[]) { "hello", "reasoner", "strict", NULL }, model))
    {
      send_delta (message, "content", "Hello");
      send_delta (message, "content", ", **world**");
      send_end (message, "stop");
    }
  else if (g_str_equal (model, "titles"))
    {
      send_delta (message, "content", "\\n\\\"Title: **Sea");
      send_delta (message, "content", " cows** at noon.\\\"\\n\\nI hope this helps!");
      send_end (message, "stop");
    }
  else if (g_str_equal (model, "count"))
    {
      g_autofree char *roles = describe_messages (body);

      send_delta (message, "content", roles);
      send_end (message, "stop");
    }
  else if (g_str_equal (model, "think"))
    {
      send_delta (message, "reasoning_content", "Let me see");
      send_delta (message, "content", "42");
      send_data (message,
                 "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":"
                 "\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look\","
                 "\"arguments\":\"{}\"}}]}}]}");
      send_end (message, "tool_calls");
    }
  else if (g_str_equal (model, "cut"))
    {
      send_delta (message, "content", "half of");
      soup_message_body_complete (soup_server_message_get_response_body (message));
    }
  else if (g_str_equal (model, "broken"))
    {
      send_delta (message, "content", "before it broke");
      send_data (message, "{\"error\":{\"message\":\"the engine stopped\",\"code\":500}}");
      soup_message_body_complete (soup_server_message_get_response_body (message));
    }
  else
    begin_slow (message, g_str_equal (model, "slow") ? 10 : 0);
}

static void
fail (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static gboolean
key_is_wrong (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  return authorization && g_str_has_prefix (authorization, "Bearer sk-wrong");
}

/* A reasoning model that takes neither, as the o-series; "strict" knows no stream_options. */
static gboolean
refuse (SoupServerMessage *message, const char *model, JsonObject *body)
{
  if (g_str_equal (model, "strict") && json_object_has_member (body, "stream_options"))
    fail (message, 422,
          "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":"
          "[\"body\",\"stream_options\"],\"msg\":\"Extra inputs are not permitted\"}]}}");
  else if (g_str_equal (model, "reasoner") && json_object_has_member (body, "temperature"))
    fail (
        message, 400,
        "{\"error\":{\"message\":\"Unsupported parameter: 'temperature' is not supported with this "
        "model.\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":"
        "\"unsupported_parameter\"}}");
  else if (g_str_equal (model, "reasoner") && json_object_has_member (body, "max_tokens"))
    fail (
        message, 400,
        "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this "
        "model. Use 'max_completion_tokens' instead.\",\"type\":\"invalid_request_error\"}}");
  else
    return FALSE;
  return TRUE;
}

static void
chat_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer data)
{
  TestServer *server = data;
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (request);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *body = json_node_get_object (node);
  const char *model = json_object_get_string_member (body, "model");

  server->n_asked++;
  g_set_str (&server->last_body, text);
  if (key_is_wrong (message))
    {
      fail (message, 401, "{\"error\":{\"message\":\"Incorrect API key provided\"}}");
      return;
    }
  if (refuse (message, model, body))
    return;
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "text/event-stream", NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  answer (message, model, body);
}

static void
models_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
           gpointer data)
{
  if (key_is_wrong (message))
    {
      fail (message, 401, "{\"error\":{\"message\":\"Incorrect API key provided\"}}");
      return;
    }
  fail (message, 200,
        "{\"object\":\"list\",\"data\":[{\"id\":\"hello\",\"pricing\":{\"prompt\":\"0.000001\","
        "\"completion\":\"0.000002\"}},{\"id\":\"slow\"},{\"id\":\"think\"}]}");
}

static void
bare_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer data)
{
  fail (message, 404, "{\"error\":{\"message\":\"no list here\"}}");
}

static void
page_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer data)
{
  fail (message, 404, "<!doctype html><title>Not found</title>");
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "text/html", NULL);
}

TestServer *
test_server_new (void)
{
  TestServer *server = g_new0 (TestServer, 1);
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  server->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->server, "/", page_cb, server, NULL);
  soup_server_add_handler (server->server, "/v1/chat/completions", chat_cb, server, NULL);
  soup_server_add_handler (server->server, "/v1/models", models_cb, server, NULL);
  soup_server_add_handler (server->server, "/bare/v1", bare_cb, server, NULL);
  soup_server_listen_local (server->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->server);
  server->base_url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  return server;
}

void
test_server_free (TestServer *server)
{
  soup_server_disconnect (server->server);
  g_object_unref (server->server);
  g_free (server->base_url);
  g_free (server->last_body);
  g_free (server);
}
