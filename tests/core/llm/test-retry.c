/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How long a server wants to be left alone, in all the ways in which servers say it; and that an answer which is
 * refused inside a stream, before a word came, is asked for again like any other. */

#include "alcove-wire-error.h"
#include "alcove-wire-retry.h"
#include "llm-client-testing.h"
#include "llm-testing.h"

#define NOW G_GINT64_CONSTANT (1800000000000)

typedef struct
{
  const char *name;
  const char *headers; /* "name: value\n…" */
  gint64 limited;      /* with status 429 */
  gint64 other;        /* with any other */
} HeaderCase;

static const HeaderCase header_cases[] = {
  { "none", "", -1, -1 },
  { "seconds", "Retry-After: 3\n", 3000, 3000 },
  { "fraction", "Retry-After: 0.5\n", 500, 500 },
  { "milliseconds", "Retry-After: 3\nretry-after-ms: 250\n", 250, 250 },
  { "negative", "Retry-After: -3\n", -1, -1 },
  { "words", "Retry-After: soon\n", -1, -1 },
  { "huge", "Retry-After: 1e400\n", -1, -1 },
  { "nan", "Retry-After: nan\n", -1, -1 },
  { "past", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\n", 0, 0 },
  { "date", "Retry-After: Fri, 15 Jan 2027 08:00:30 GMT\n", 30000, 30000 },
  { "reset-units", "x-ratelimit-reset-requests: 1m2.5s\n", 62500, -1 },
  { "reset-ms", "x-ratelimit-reset-tokens: 120ms\n", 120, -1 },
  { "reset-hours", "x-ratelimit-reset-tokens: 1h0m1s\n", 3601000, -1 },
  /* Venice: requests by the Unix time, tokens by seconds */
  { "reset-venice", "x-ratelimit-reset-requests: 1800000007\nx-ratelimit-reset-tokens: 5\n", 7000,
    -1 },
  { "reset-openrouter", "X-RateLimit-Reset: 1800000009000\n", 9000, -1 },
  { "reset-anthropic", "anthropic-ratelimit-requests-reset: 2027-01-15T08:00:04Z\n", 4000, -1 },
  { "reset-of-what-is-left",
    "x-ratelimit-reset-requests: 90s\nx-ratelimit-remaining-requests: 14\n"
    "x-ratelimit-reset-tokens: 2s\nx-ratelimit-remaining-tokens: 0\n",
    2000, -1 },
  { "own-wish-first", "Retry-After: 1\nx-ratelimit-reset-requests: 90s\n", 1000, 1000 },
  { "nonsense", "x-ratelimit-reset-requests: 5x\n", -1, -1 },
};

static const char *
get_header (const char *name, gpointer data)
{
  GHashTable *headers = data;
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (headers, lower);
}

static void
test_headers (gconstpointer data)
{
  const HeaderCase *item = data;
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit (item->headers, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      const char *colon = strchr (lines[i], ':');
      g_autofree char *name = colon ? g_strndup (lines[i], (gsize) (colon - lines[i])) : NULL;

      if (colon != NULL)
        g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strdup (colon + 2));
    }
  g_assert_cmpint (alcove_wire_retry_from_headers (get_header, headers, TRUE, NOW), ==,
                   item->limited);
  g_assert_cmpint (alcove_wire_retry_from_headers (get_header, headers, FALSE, NOW), ==,
                   item->other);
}

typedef struct
{
  const char *name;
  const char *body;
  gint64 wait;
} BodyCase;

static const BodyCase body_cases[] = {
  { "none", "{\"error\":{\"message\":\"slow down\"}}", -1 },
  { "gemini", "[{\"error\":{\"message\":\"q\",\"details\":[{},{\"retryDelay\":\"12s\"}]}}]",
    12000 },
  { "number", "{\"error\":{\"message\":\"q\",\"retry_after\":2}}", 2000 },
  { "milliseconds", "{\"error\":{\"message\":\"q\",\"metadata\":{\"retry_after_ms\":70}}}", 70 },
  { "string", "{\"retry_after\":\"1.5\",\"message\":\"q\",\"code\":429}", 1500 },
  { "openrouter",
    "{\"error\":{\"message\":\"q\",\"metadata\":{\"headers\":{\"Retry-After\":\"4\"}}}}", 4000 },
  { "words",
    "{\"error\":{\"message\":\"Rate limit reached. Please try again in 1m2.5s. Visit us.\"}}",
    62500 },
  { "words-ms", "{\"error\":{\"message\":\"Please try again in 120ms.\"}}", 120 },
  { "words-seconds", "{\"error\":{\"message\":\"Retry after 7 seconds\"}}", 7000 },
  { "words-vague", "{\"error\":{\"message\":\"Please try again in a while\"}}", -1 },
};

static void
test_body (gconstpointer data)
{
  const BodyCase *item = data;
  g_autoptr (GError) error
      = alcove_wire_error_from_body (429, item->body, strlen (item->body), -1, NULL);

  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, item->wait);
}

/* ---- inside a stream ---- */

static gboolean
serve_refusal_first (LlmCall *call, gpointer data)
{
  llm_call_write (call, STREAM_HEAD);
  if (llm_call_number (call) == 0)
    llm_call_write (call, data);
  else
    llm_call_write (call, WHOLE);
  return FALSE;
}

static guint
ask (const char *refusal, int code, const char *content)
{
  g_autoptr (LlmServer) server = llm_server_new (serve_refusal_first, (gpointer) refusal);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = llm_client_ask (client);

  llm_client_expect_end (reply, ALCOVE_ERROR, code, content);
  return llm_server_get_n_requests (server);
}

static void
test_refused_stream (void)
{
  g_assert_cmpuint (ask ("data: {\"error\":{\"code\":429,\"message\":\"slow\","
                         "\"retry_after_ms\":1}}\n\n",
                         0, "Hello"),
                    ==, 2);
  g_assert_cmpuint (ask ("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                         "\"overloaded_error\",\"message\":\"Overloaded\",\"retry_after_ms\":1}}"
                         "\n\n",
                         0, "Hello"),
                    ==, 2);
  g_assert_cmpuint (ask (": wait\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"
                         "data: {\"error\":{\"type\":\"rate_limit_exceeded\",\"message\":\"slow\","
                         "\"retry_after_ms\":1}}\n\ndata: [DONE]\n\n",
                         0, "Hello"),
                    ==, 2);
  /* a document with status 200 */
  g_assert_cmpuint (ask ("{\"error\":{\"code\":503,\"message\":\"busy\",\"retry_after_ms\":1}}", 0,
                         "Hello"),
                    ==, 2);
}

#define PICTURE                                                                                    \
  "data: {\"choices\":[{\"delta\":{\"images\":[{\"image_url\":{\"url\":"                           \
  "\"data:image/png;base64,iVBORw0KGgo=\"}}]}}]}\n\n"

static void
test_refused_for_good (void)
{
  g_assert_cmpuint (ask ("data: {\"error\":{\"code\":402,\"message\":\"no credit\"}}\n\n",
                         ALCOVE_ERROR_CREDIT, ""),
                    ==, 1);
  g_assert_cmpuint (ask ("data: {\"error\":{\"code\":429,\"message\":\"slow\","
                         "\"retry_after\":3600}}\n\n",
                         ALCOVE_ERROR_RATE_LIMITED, ""),
                    ==, 1);
  /* a word came: never again by itself */
  g_assert_cmpuint (ask (TEXT ("a") "data: {\"error\":{\"code\":429,\"message\":\"slow\","
                                    "\"retry_after_ms\":1}}\n\n",
                         ALCOVE_ERROR_RATE_LIMITED, "a"),
                    ==, 1);
  /* a picture alone is an answer too, and was paid for */
  g_assert_cmpuint (ask (PICTURE "data: {\"error\":{\"code\":429,\"message\":\"slow\","
                                 "\"retry_after_ms\":1}}\n\n",
                         ALCOVE_ERROR_RATE_LIMITED, ""),
                    ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (header_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/retry/headers/", header_cases[i].name, NULL);

      g_test_add_data_func (name, &header_cases[i], test_headers);
    }
  for (guint i = 0; i < G_N_ELEMENTS (body_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/retry/body/", body_cases[i].name, NULL);

      g_test_add_data_func (name, &body_cases[i], test_body);
    }
  g_test_add_func ("/llm/retry/refused-stream", test_refused_stream);
  g_test_add_func ("/llm/retry/refused-for-good", test_refused_for_good);
  return g_test_run ();
}
