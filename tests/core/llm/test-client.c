/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The real client against servers that misbehave: refusals and retries, redirects, cuts, sizes, ways
 * that do not exist. */

#include <libsoup/soup.h>
#include <glib/gstdio.h>
#include <string.h>

#include "llm-client-testing.h"
#include "llm-testing.h"

/* Fails as often as @data says, then answers. */
typedef struct
{
  guint n_failures;
  guint status;
  const char *headers;
  const char *body;
} Failing;

static gboolean
serve_failing (LlmCall *call, gpointer data)
{
  const Failing *failing = data;

  if (llm_call_number (call) < failing->n_failures)
    return llm_call_answer (call, failing->status, failing->headers, failing->body);
  return llm_serve_text (call, (gpointer) WHOLE);
}

static void
expect_served (LlmServerFunc func, const void *data, int code, const char *content)
{
  g_autoptr (LlmServer) server = llm_server_new (func, (gpointer) data);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  llm_client_expect_end (reply, ALCOVE_ERROR, code, content);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 1);
}

static void
test_request (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), "  " KEY "\n");
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  g_autofree char *request = NULL;

  llm_client_expect_end (reply, 0, 0, "Hello");
  request = llm_server_dup_request (server);
  g_assert_true (g_str_has_prefix (request, "POST /v1/chat/completions HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Alcove/"));
  g_assert_null (strstr (request, "Accept-Encoding"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_nonnull (strstr (request, "{\"role\":\"user\",\"content\":\"Hello\"}"));
}

static void
test_no_key (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), "");
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  g_autofree char *request = NULL;

  llm_client_expect_end (reply, 0, 0, "Hello");
  request = llm_server_dup_request (server);
  g_assert_null (strstr (request, "Authorization"));
}

static void
test_bad_key (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), "a\r\nX-Evil: b");
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  g_autoptr (GError) error = NULL;

  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "");
  g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 0);
}

/* refusals and retries */

static void
expect_tries (const Failing *failing, guint n_requests, int code)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_failing, (gpointer) failing);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  llm_client_expect_end (reply, ALCOVE_ERROR, code, code == 0 ? "Hello" : "");
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, n_requests);
}

static void
test_never_again (void)
{
  static const struct
  {
    guint status;
    int code;
  } rows[] = {
    { 400, ALCOVE_ERROR_BAD_REQUEST }, { 401, ALCOVE_ERROR_AUTH },
    { 402, ALCOVE_ERROR_CREDIT },      { 403, ALCOVE_ERROR_FORBIDDEN },
    { 404, ALCOVE_ERROR_NOT_AN_API },  { 422, ALCOVE_ERROR_BAD_REQUEST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Failing failing
          = { 9, rows[i].status, "Retry-After: 0\r\nWWW-Authenticate: Basic realm=\"x\"\r\n",
              "{\"error\":{\"message\":\"no, " KEY "\"}}" };

      expect_tries (&failing, 1, rows[i].code);
    }
}

static void
test_again (void)
{
  const guint statuses[] = { 408, 409, 429, 500, 502, 503, 504, 529 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Failing failing = { 2, statuses[i], "Retry-After: 0\r\n", "{\"error\":\"later\"}" };

      expect_tries (&failing, 3, 0);
    }
}

static void
test_twice_at_most (void)
{
  Failing failing = { 9, 503, "retry-after-ms: 10\r\n", "{\"error\":\"busy\"}" };

  expect_tries (&failing, 3, ALCOVE_ERROR_OVERLOADED);
}

static void
test_own_back_off (void)
{
  Failing failing = { 1, 500, "", "{\"error\":\"oops\"}" };
  gint64 start = g_get_monotonic_time ();

  expect_tries (&failing, 2, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 400 * 1000);
}

static void
test_asked_for_patience (void)
{
  Failing failing = { 9, 429, "Retry-After: 3600\r\n", "{\"error\":\"slow down\"}" };
  g_autoptr (LlmServer) server = llm_server_new (serve_failing, &failing);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_RATE_LIMITED, "");
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 1);
  g_assert_cmpint (alcove_error_get_retry_after_ms (alcove_reply_get_error (reply)), ==, 3600000);
  g_assert_cmpuint (alcove_error_get_http_status (alcove_reply_get_error (reply)), ==, 429);
}

static void
test_no_credit_no_retry (void)
{
  Failing failing = { 9, 429, "Retry-After: 0\r\n",
                      "{\"error\":{\"message\":\"quota\",\"code\":\"insufficient_quota\"}}" };

  expect_tries (&failing, 1, ALCOVE_ERROR_CREDIT);
}

static void
test_stop_while_waiting (void)
{
  Failing failing = { 9, 503, "Retry-After: 15\r\n", "{\"error\":\"busy\"}" };
  g_autoptr (LlmServer) server = llm_server_new (serve_failing, &failing);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  while (llm_server_get_n_requests (server) == 0)
    llm_testing_spin (20);
  llm_testing_spin (100);
  alcove_reply_stop (reply);
  llm_client_expect_end (reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  llm_testing_spin (50);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 1);
}

static gboolean
serve_no_stream_options (LlmCall *call, gpointer data)
{
  if (strstr (llm_call_request (call), "stream_options"))
    return llm_call_answer (call, 422, "",
                            "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"msg\":"
                            "\"Extra inputs are not permitted\"}]}");
  return llm_serve_text (call, (gpointer) WHOLE);
}

/* Once for the first question; the client remembers it for the next. */
static void
test_stream_options (void)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_no_stream_options, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) first = llm_client_ask (client);
  g_autoptr (AlcoveReply) second = NULL;

  llm_client_expect_end (first, 0, 0, "Hello");
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 2);
  second = llm_client_ask (client);
  llm_client_expect_end (second, 0, 0, "Hello");
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 3);
}

/* redirects */

static gboolean
serve_redirect (LlmCall *call, gpointer data)
{
  char **words = data;
  g_autofree char *location = g_strdup_printf ("Location: %s\r\n", words[1]);

  return llm_call_answer (call, (guint) g_ascii_strtoull (words[0], NULL, 10), location, "moved");
}

static void
test_redirects (void)
{
  static const char *const statuses[] = { "301", "302", "303", "307", "308" };
  g_autoptr (LlmServer) second = llm_server_new (llm_serve_text, (gpointer) WHOLE);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const char *words[] = { statuses[i], llm_server_get_url (second), NULL };
      g_autoptr (LlmServer) first = llm_server_new (serve_redirect, words);
      g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (first), KEY);
      g_autoptr (AlcoveReply) reply = llm_client_ask (client);
      g_autoptr (GError) error = NULL;

      llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_REDIRECT, "");
      g_assert_nonnull (strstr (alcove_reply_get_error (reply)->message, "http://127.0.0.1/v1"));
      g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_REDIRECT);
      g_assert_cmpuint (llm_server_get_n_requests (first), ==, 2);
    }
  g_assert_cmpuint (llm_server_get_n_connections (second), ==, 0);
}

static void
test_redirect_nowhere (void)
{
  expect_served (llm_serve_raw, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
                 ALCOVE_ERROR_REDIRECT, "");
}

/* cuts */

static void
test_cut_without_finish (void)
{
  expect_served (llm_serve_text, TEXT ("Hel"), ALCOVE_ERROR_TRUNCATED, "Hel");
}

static void
test_cut_chunked (void)
{
  expect_served (llm_serve_raw,
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "33\r\n" TEXT ("abc") "\r\n40\r\ndata: {\"cho",
                 ALCOVE_ERROR_NETWORK, "abc");
}

/* The word that it is whole came before the cut. */
static void
test_cut_after_finish (void)
{
  expect_served (llm_serve_raw, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" TEXT ("abc") STOP,
                 0, "abc");
}

static void
test_cut_at_once (void)
{
  expect_served (llm_serve_raw, "", ALCOVE_ERROR_NETWORK, "");
}

static void
test_no_answer (void)
{
  expect_served (llm_serve_raw, STREAM_HEAD, ALCOVE_ERROR_TRUNCATED, "");
}

/* sizes and shapes */

static gboolean
serve_large_event (LlmCall *call, gpointer data)
{
  g_autofree char *block = g_strnfill (2 * 1024 * 1024, 'x');

  llm_call_write (call, STREAM_HEAD TEXT ("a") "data: ");
  if (llm_call_write (call, block))
    llm_call_wait_close (call);
  return FALSE;
}

static void
test_large_event (void)
{
  expect_served (serve_large_event, NULL, ALCOVE_ERROR_TOO_LARGE, "a");
}

static gboolean
serve_large_headers (LlmCall *call, gpointer data)
{
  g_autofree char *block = g_strnfill (300 * 1024, 'x');

  llm_call_write (call, "HTTP/1.1 200 OK\r\nX-A: ");
  if (llm_call_write (call, block))
    llm_call_write (call, "\r\n\r\n" WHOLE);
  return FALSE;
}

static void
test_large_headers (void)
{
  expect_served (serve_large_headers, NULL, ALCOVE_ERROR_TOO_LARGE, "");
}

static gboolean
serve_endless (LlmCall *call, gpointer data)
{
  g_autofree char *block = g_strnfill (1024 * 1024, '\n');

  llm_call_write (call, STREAM_HEAD TEXT ("a"));
  while (llm_call_write (call, block))
    continue;
  return FALSE;
}

static void
test_large_answer (void)
{
  expect_served (serve_endless, NULL, ALCOVE_ERROR_TOO_LARGE, "a");
}

static gboolean
serve_endless_refusal (LlmCall *call, gpointer data)
{
  g_autofree char *block = g_strnfill (1024 * 1024, 'x');

  llm_call_write (call, "HTTP/1.1 400 Bad\r\n\r\nsorry ");
  while (llm_call_write (call, block))
    continue;
  return FALSE;
}

static void
test_large_refusal (void)
{
  expect_served (serve_endless_refusal, NULL, ALCOVE_ERROR_BAD_REQUEST, "");
}

static void
test_compressed (void)
{
  expect_served (
      llm_serve_raw,
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
      ALCOVE_ERROR_PROTOCOL, "");
}

static void
test_page (void)
{
  expect_served (llm_serve_raw,
                 "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 52\r\n\r\n"
                 "<html><head><title>Log in here</title></head></html>",
                 ALCOVE_ERROR_NOT_AN_API, "");
}

static void
test_no_http (void)
{
  expect_served (llm_serve_raw, "SSH-2.0-OpenSSH_9.9\r\n", ALCOVE_ERROR_NOT_AN_API, "");
}

static void
test_document (void)
{
  expect_served (
      llm_serve_raw,
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 70\r\n\r\n"
      "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n",
      0, "Hello");
}

/* ways that do not exist */

static void
test_refused (void)
{
  LlmServer *server = llm_server_new (llm_serve_text, NULL);
  g_autofree char *url = g_strdup (llm_server_get_url (server));
  g_autoptr (AlcoveClient) client = NULL;
  g_autoptr (AlcoveReply) reply = NULL;

  llm_server_free (server);
  client = llm_client_for (url, KEY);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_REFUSED, "");
}

static void
test_no_host (void)
{
  g_autoptr (AlcoveClient) client = llm_client_for ("https://nowhere.invalid/v1", KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (alcove_reply_wait (reply), &error));
  /* a machine without a network cannot tell a wrong name from a missing one */
  if (!g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_OFFLINE))
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_HOST_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nowhere.invalid"));
}

static void
expect_no_way (const char *greeting, int code)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1", llm_server_get_port (server));
  g_autoptr (AlcoveClient) client = llm_client_for (url, KEY);
  g_autoptr (AlcoveReply) reply = NULL;
  g_autofree char *request = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("this machine has no TLS library for GIO");
      return;
    }
  llm_server_set_greeting (server, greeting);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, code, "");
  request = llm_server_dup_request (server);
  g_assert_cmpstr (request, ==, "");
}

static void
test_tls (void)
{
  expect_no_way ("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", ALCOVE_ERROR_TLS);
}

/* A server that vouches for itself: refused, and neither key nor chat has left. */
static void
test_self_signed (void)
{
  /* made for this test alone, for 127.0.0.1; the key opens nothing */
  static const char pem[] = "-----BEGIN CERTIFICATE-----\n"
                            "MIIBoDCCAUWgAwIBAgIUB9IDsDQlX+bgQM7fcnvuvalNqEwwCgYIKoZIzj0EAwIw\n"
                            "FjEUMBIGA1UEAwwLYWxjb3ZlIHRlc3QwIBcNMjYxMTIwMDY0MDI0WhgPMjEyNjEw\n"
                            "MjcwNjQwMjRaMBYxFDASBgNVBAMMC2FsY292ZSB0ZXN0MFkwEwYHKoZIzj0CAQYI\n"
                            "KoZIzj0DAQcDQgAENzr/Y4iLu61OrYLirTHhThhmSroxb72DxZ5h8P/Rcj9+K8qU\n"
                            "vMsewTCmmvb0BJ9TmgPZqwG7gYSSO0ne9HjlhKNvMG0wHQYDVR0OBBYEFNWVlrAl\n"
                            "jB0fufdRTKVFOKlMhMmSMB8GA1UdIwQYMBaAFNWVlrAljB0fufdRTKVFOKlMhMmS\n"
                            "MA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0MAoG\n"
                            "CCqGSM49BAMCA0kAMEYCIQCVp4qqfolLNcYpGBAURisuYBXfuCjtgOLcJ40b8DIh\n"
                            "RwIhAPFT+j57LS6RbPFOhINmE0iS1i9hQVJlTPkUd9d5yDpH\n"
                            "-----END CERTIFICATE-----\n"
                            "-----BEGIN PRIVATE KEY-----\n"
                            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyDTtC/+YS1605qbK\n"
                            "4k6bcNNP8k1spV5Z381evpuZjQmhRANCAAQ3Ov9jiIu7rU6tguKtMeFOGGZKujFv\n"
                            "vYPFnmHw/9FyP34rypS8yx7BMKaa9vQEn1OaA9mrAbuBhJI7Sd70eOWE\n"
                            "-----END PRIVATE KEY-----\n";
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1", llm_server_get_port (server));
  g_autoptr (AlcoveClient) client = llm_client_for (url, KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (AlcoveReply) reply = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("this machine has no TLS library for GIO");
      return;
    }
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  llm_server_set_certificate (server, certificate);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_TLS, "");
  g_assert_nonnull (strstr (alcove_reply_get_error (reply)->message, "vouches"));
  g_assert_cmpuint (llm_server_get_n_connections (server), ==, 1);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 0);
}

/* Somebody listens, takes the connection and then says nothing: fifteen seconds are enough. */
static void
test_timeout (void)
{
  gint64 start = g_get_monotonic_time ();

  expect_no_way (NULL, ALCOVE_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 14 * G_USEC_PER_SEC);
}

static void
test_insecure (void)
{
  g_autoptr (AlcoveClient) client = llm_client_for ("http://192.168.255.254:9/v1", KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);
  g_autoptr (GError) error = NULL;

  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_INSECURE, "");
  g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INSECURE);
}

/* Another process, with a proxy in its environment: asks both addresses by our client, and the first
 * once more by a bare session, which does use the proxy. */
static int
run_behind_proxy (char **urls)
{
  for (guint i = 0; urls[i]; i++)
    {
      g_autoptr (AlcoveClient) client = llm_client_for (urls[i], KEY);
      g_autoptr (AlcoveReply) reply = llm_client_ask (client);

      llm_client_expect_end (reply, 0, 0, "Hello");
    }
  {
    g_autoptr (SoupSession) session = soup_session_new ();
    g_autoptr (SoupMessage) message = soup_message_new ("GET", urls[0]);
    g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);

    g_assert_nonnull (bytes);
  }
  return 0;
}

static void
child_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* As a person sets a proxy in the desktop's settings; they need GNOME's module for GIO, or nothing reads them. */
static char *
write_proxy_settings (guint16 port)
{
  char *folder = g_dir_make_tmp ("alcove-proxy-XXXXXX", NULL);
  g_autofree char *settings = g_build_filename (folder, "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (settings, "keyfile", NULL);
  g_autofree char *text = g_strdup_printf ("[system/proxy]\nmode='manual'\nignore-hosts=@as []\n"
                                           "[system/proxy/http]\nhost='127.0.0.1'\nport=%u\n",
                                           port);

  g_assert_cmpint (g_mkdir_with_parents (settings, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  return folder;
}

static void
forget_proxy_settings (const char *folder)
{
  g_autofree char *first = g_build_filename (folder, "glib-2.0", NULL);
  g_autofree char *second = g_build_filename (first, "settings", NULL);
  g_autofree char *file = g_build_filename (second, "keyfile", NULL);

  g_remove (file);
  g_rmdir (second);
  g_rmdir (first);
  g_rmdir (folder);
}

/* @variable: NULL for the desktop's settings */
static void
check_proxy (const char *variable)
{
  g_autoptr (LlmServer) proxy = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/", llm_server_get_port (proxy));
  g_autofree char *local = g_strdup_printf ("http://localhost:%u/", llm_server_get_port (server));
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = variable ? NULL : write_proxy_settings (llm_server_get_port (proxy));
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;
  gboolean over = FALSE;

  if (variable != NULL)
    g_subprocess_launcher_setenv (launcher, variable, address, TRUE);
  else
    {
      g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", folder, TRUE);
      g_subprocess_launcher_setenv (launcher, "XDG_CURRENT_DESKTOP", "GNOME", TRUE);
      g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
    }
  g_subprocess_launcher_unsetenv (launcher, "no_proxy");
  /* libproxy, which only the bare session asks, leaks an address */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS",
                                "detect_stack_use_after_return=0:detect_leaks=0", TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, self, "--behind-proxy",
                                       llm_server_get_url (server), local, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (child, NULL, child_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  if (folder != NULL)
    forget_proxy_settings (folder);
  /* both questions came here; the bare session's went to the proxy, where the kind counts for http */
  g_assert_cmpuint (llm_server_get_n_requests (server) + llm_server_get_n_requests (proxy), ==, 3);
  g_assert_cmpuint (llm_server_get_n_requests (proxy), <=, 1);
  if (g_strcmp0 (variable, "http_proxy") == 0)
    g_assert_cmpuint (llm_server_get_n_requests (proxy), ==, 1);
  heard = llm_server_dup_request (proxy);
  g_assert_null (strstr (heard, KEY));
  g_test_message ("%s: 0 of our requests went to the proxy, %u of a bare session",
                  variable ? variable : "settings", llm_server_get_n_requests (proxy));
}

/* With a proxy set, nothing for this computer may go there: neither key nor chat. */
static void
test_proxy (void)
{
  check_proxy ("http_proxy");
  check_proxy ("https_proxy");
  check_proxy ("all_proxy");
  check_proxy (NULL);
}

static void
test_find_local (void)
{
  DexFuture *future = alcove_client_find_local_servers ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GPtrArray *found;

  g_assert_true (llm_testing_await (dex_ref (future), &error));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
  found = g_value_get_boxed (dex_future_get_value (future, NULL));
  for (guint i = 0; i < found->len; i++)
    g_assert_true (((const AlcovePreset *) found->pdata[i])->is_local);
  dex_unref (future);
}

static void
test_models_refused (void)
{
  Failing failing = { 9, 401, "", "{\"error\":{\"message\":\"bad key " KEY "\"}}" };
  g_autoptr (LlmServer) server = llm_server_new (serve_failing, &failing);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
  g_assert_cmpstr (error->message, ==, "bad key •••");
}

typedef struct
{
  const char *name;
  GTestFunc func;
} Case;

static const Case cases[] = {
  { "request", test_request },
  { "no-key", test_no_key },
  { "bad-key", test_bad_key },
  { "retry/never", test_never_again },
  { "retry/again", test_again },
  { "retry/twice-at-most", test_twice_at_most },
  { "retry/own-back-off", test_own_back_off },
  { "retry/asked-for-patience", test_asked_for_patience },
  { "retry/no-credit", test_no_credit_no_retry },
  { "retry/stop-while-waiting", test_stop_while_waiting },
  { "retry/stream-options", test_stream_options },
  { "redirect/all", test_redirects },
  { "redirect/nowhere", test_redirect_nowhere },
  { "cut/without-finish", test_cut_without_finish },
  { "cut/chunked", test_cut_chunked },
  { "cut/after-finish", test_cut_after_finish },
  { "cut/at-once", test_cut_at_once },
  { "cut/no-answer", test_no_answer },
  { "size/event", test_large_event },
  { "size/headers", test_large_headers },
  { "size/answer", test_large_answer },
  { "size/refusal", test_large_refusal },
  { "shape/compressed", test_compressed },
  { "shape/page", test_page },
  { "shape/no-http", test_no_http },
  { "shape/document", test_document },
  { "way/refused", test_refused },
  { "way/no-host", test_no_host },
  { "way/tls", test_tls },
  { "way/timeout", test_timeout },
  { "way/self-signed", test_self_signed },
  { "way/insecure", test_insecure },
  { "way/proxy", test_proxy },
  { "way/find-local", test_find_local },
  { "models/refused", test_models_refused },
};

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc > 2 && g_str_equal (argv[1], "--behind-proxy"))
    return run_behind_proxy (argv + 2);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/client/", cases[i].name, NULL);

      g_test_add_func (name, cases[i].func);
    }
  return g_test_run ();
}
