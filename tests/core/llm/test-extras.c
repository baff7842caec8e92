/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a person adds to each request: what may be added, that it is sent, and that no error shows it. And names of the
 * local network that lie: without encryption nothing goes to a public address, whatever its name. */

#include "alcove-extras.h"
#include "llm-client-testing.h"
#include "llm-testing.h"

typedef struct
{
  const char *name;
  const char *headers;
  const char *body;
  const char *kept; /* the headers as they are kept; NULL where it is refused */
} Case;

static const Case cases[] = {
  { "none", "", "", "" },
  { "one", "X-Team: blue", "", "X-Team: blue\n" },
  { "two", " X-Team :  blue \r\n\nCookie: a=b: c\n", NULL, "X-Team: blue\nCookie: a=b: c\n" },
  { "empty-value", "X-A:", NULL, "X-A: \n" },
  { "no-colon", "X-Team blue", NULL, NULL },
  { "no-name", ": blue", NULL, NULL },
  { "bad-name", "X Team: blue", NULL, NULL },
  { "pseudo", ":path: /", NULL, NULL },
  { "hop-by-hop", "Connection: close", NULL, NULL },
  { "length", "content-length: 5", NULL, NULL },
  { "chunked", "Transfer-Encoding: chunked", NULL, NULL },
  { "host", "HOST: evil.example", NULL, NULL },
  { "proxy", "Proxy-Authorization: x", NULL, NULL },
  { "return-in-value", "X-A: a\rX-B: b", NULL, NULL },
  { "control", "X-A: a\x01", NULL, NULL },
  { "body", NULL, " {\"top_k\": 5} ", "" },
  { "body-array", NULL, "[1]", NULL },
  { "body-broken", NULL, "{\"a\":", NULL },
  { "body-messages", NULL, "{\"messages\":[]}", NULL },
  { "body-stream", NULL, "{\"stream\":false}", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveExtras) extras = alcove_extras_parse (item->headers, item->body, &error);
  g_autoptr (AlcoveLockedBytes) kept = NULL;

  if (item->kept == NULL)
    {
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
      return;
    }
  g_assert_no_error (error);
  kept = alcove_extras_dup_headers (extras);
  g_assert_cmpstr (alcove_locked_bytes_get_string (kept), ==, item->kept);
}

#define SECRET "t0p-s3cret-of-the-team"

static void
test_sent (void)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveExtras) extras
      = alcove_extras_parse ("X-Team: " SECRET "\nUser-Agent: other", "{\"top_k\":5}", NULL);
  g_autoptr (AlcoveReply) reply = NULL;
  g_autofree char *request = NULL;

  alcove_client_set_extras (client, extras);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, 0, 0, "Hello");
  request = llm_server_dup_request (server);
  g_assert_nonnull (strstr (request, "X-Team: " SECRET "\r\n"));
  g_assert_nonnull (strstr (request, "\"top_k\":5"));
  g_assert_nonnull (strstr (request, "Bearer " KEY));
}

/* A server that repeats what it was sent. */
static void
test_never_shown (void)
{
  static const char body[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                             "{\"error\":{\"message\":\"bad header " SECRET "\"}}";
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_raw, (gpointer) body);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveExtras) extras = alcove_extras_parse ("X-Team: " SECRET, NULL, NULL);
  g_autoptr (AlcoveReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  alcove_client_set_extras (client, extras);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_BAD_REQUEST, "");
  g_assert_null (strstr (alcove_reply_get_error (reply)->message, SECRET));
  g_assert_null (strstr (alcove_error_get_details (alcove_reply_get_error (reply)), SECRET));
  g_assert_false (llm_testing_await (alcove_client_list_models (client), &error));
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (alcove_error_get_details (error), SECRET));
}

/* Nor the key, whatever stands where an answer should: a page, a line that is no JSON, another address. */
static void
test_key_never_shown (void)
{
  static const struct
  {
    const char *text;
    int code;
  } rows[] = {
    { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html><title>" KEY "</title>" KEY "</html>",
      ALCOVE_ERROR_NOT_AN_API },
    { STREAM_HEAD "data: {\"you sent\": " KEY "\n\n", ALCOVE_ERROR_PROTOCOL },
    { "HTTP/1.1 302 Found\r\nLocation: /login/" KEY "\r\nContent-Length: 0\r\n\r\n",
      ALCOVE_ERROR_REDIRECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LlmServer) server = llm_server_new (llm_serve_raw, (gpointer) rows[i].text);
      g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
      g_autoptr (AlcoveReply) reply = llm_client_ask (client);

      /* which looks for it */
      llm_client_expect_end (reply, ALCOVE_ERROR, rows[i].code, "");
    }
}

/* ---- a resolver that lies ---- */

typedef struct
{
  GResolver parent_instance;
  const char *answer;
} LyingResolver;

typedef GResolverClass LyingResolverClass;

static GType lying_resolver_get_type (void);
G_DEFINE_TYPE (LyingResolver, lying_resolver, G_TYPE_RESOLVER)

static void
lookup_async (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);
  GInetAddress *address = g_inet_address_new_from_string (((LyingResolver *) resolver)->answer);

  g_task_return_pointer (task, g_list_append (NULL, address),
                         (GDestroyNotify) g_resolver_free_addresses);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
simple_lookup_async (GResolver *resolver, const char *name, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  lookup_async (resolver, name, 0, cancellable, callback, data);
}

static void
lying_resolver_class_init (LyingResolverClass *klass)
{
  klass->lookup_by_name_async = simple_lookup_async;
  klass->lookup_by_name_finish = lookup_finish;
  klass->lookup_by_name_with_flags_async = lookup_async;
  klass->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
lying_resolver_init (LyingResolver *self)
{
}

static guint
ask_by_name (const char *answer, int code, const char *content)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autofree char *url
      = g_strdup_printf ("http://box.lan:%u/v1", (guint) llm_server_get_port (server));
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) lying = g_object_new (lying_resolver_get_type (), NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (url, KEY);
  g_autoptr (AlcoveReply) reply = NULL;

  ((LyingResolver *) lying)->answer = answer;
  g_resolver_set_default (lying);
  alcove_client_set_allow_plain_http (client, TRUE);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, code ? ALCOVE_ERROR : 0, code, content);
  g_resolver_set_default (before);
  return llm_server_get_n_requests (server);
}

/* 0.0.0.0 is no address of a private network, and leads to this computer: the server would hear of it. */
static void
test_lying_name (void)
{
  g_assert_cmpuint (ask_by_name ("127.0.0.1", 0, "Hello"), ==, 1);
  g_assert_cmpuint (ask_by_name ("0.0.0.0", ALCOVE_ERROR_INSECURE, ""), ==, 0);
  g_assert_cmpuint (ask_by_name ("192.0.2.1", ALCOVE_ERROR_INSECURE, ""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/extras/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/llm/extras/sent", test_sent);
  g_test_add_func ("/llm/extras/never-shown", test_never_shown);
  g_test_add_func ("/llm/extras/key-never-shown", test_key_never_shown);
  g_test_add_func ("/llm/extras/lying-name", test_lying_name);
  return g_test_run ();
}
