/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How long a server wants to be left alone: from its headers, from the body of an error, from its words. Pure. Servers
 * count in seconds, milliseconds, "6m0s", dates and the Unix time of the end; each number tells by its size which. */

#include "alcove-wire-retry.h"

#include "alcove-json.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH 6
#define DAY_MS 86400000.0

static gint64
bounded (double ms)
{
  return isfinite (ms) && ms >= 0 ? (gint64) MIN (ms, 1e15) : -1;
}

/* "1.5s", "120ms", "6m0s", "1h2m3s" (OpenAI, Groq); -1 for anything else */
static double
parse_units (const char *text)
{
  double total = 0;
  char *end = NULL;

  for (const char *p = text; *p; p = end)
    {
      const double number = g_ascii_strtod (p, &end);

      if (end == p || !isfinite (number) || number < 0)
        return -1;
      if (g_str_has_prefix (end, "ms"))
        total += number;
      else if (*end == 's')
        total += number * 1000;
      else if (*end == 'm')
        total += number * 60000;
      else if (*end == 'h')
        total += number * 3600000;
      else
        return -1;
      end += g_str_has_prefix (end, "ms") ? 2 : 1;
    }
  return *text ? total : -1;
}

/* A time to come is the Unix time in seconds or milliseconds, anything less a number of seconds. */
static gint64
from_number (double number, gint64 now_ms)
{
  if (number > 1e11)
    return MAX (bounded (number) - now_ms, 0);
  if (number > 1e9)
    return MAX (bounded (number * 1000) - now_ms, 0);
  return bounded (number * 1000);
}

static gint64
from_date (GDateTime *date, gint64 now_ms)
{
  return date ? MAX (g_date_time_to_unix (date) * 1000 - now_ms, 0) : -1;
}

/* Any of the forms; @text may be NULL. */
static gint64
parse_any (const char *text, gint64 now_ms)
{
  g_autoptr (GDateTime) http = NULL;
  g_autoptr (GDateTime) iso = NULL;
  char *end = NULL;
  double number;

  if (text == NULL || *text == 0)
    return -1;
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == 0)
    return isfinite (number) && number >= 0 ? from_number (number, now_ms) : -1;
  if (parse_units (text) >= 0)
    return bounded (parse_units (text));
  iso = g_date_time_new_from_iso8601 (text, NULL);
  if (iso != NULL)
    return from_date (iso, now_ms);
  http = soup_date_time_new_from_http_string (text);
  return from_date (http, now_ms);
}

/* Milliseconds by their name. */
static gint64
parse_ms (const char *text)
{
  char *end = NULL;
  double ms = text ? g_ascii_strtod (text, &end) : -1;

  return text && end != text && *end == 0 ? bounded (ms) : -1;
}

/* A limit that is not used up is not what the server complains about. */
static gboolean
is_left (AlcoveHeaderFunc get, gpointer data, const char *remaining)
{
  const char *text = get (remaining, data);

  return text != NULL && g_ascii_strtod (text, NULL) > 0;
}

/**
 * alcove_wire_retry_from_headers:
 * @get: (scope call): how to ask for a header
 * @data: its data
 * @is_limit: whether the server complained about a limit: only then its limits matter
 * @now_ms: the Unix time in milliseconds
 *
 * `Retry-After` (RFC 9110, 10.2.3) in seconds or as a date, `retry-after-ms`, and where there is neither the time at
 * which a limit that is used up is set anew.
 *
 * Returns: how long to wait, in milliseconds, or -1
 */
gint64
alcove_wire_retry_from_headers (AlcoveHeaderFunc get, gpointer data, gboolean is_limit,
                                gint64 now_ms)
{
  static const char *const limits[][2] = {
    { "x-ratelimit-reset-requests", "x-ratelimit-remaining-requests" },
    { "x-ratelimit-reset-tokens", "x-ratelimit-remaining-tokens" },
    { "x-ratelimit-reset", "x-ratelimit-remaining" },
    { "ratelimit-reset", "ratelimit-remaining" },
    { "anthropic-ratelimit-requests-reset", "anthropic-ratelimit-requests-remaining" },
    { "anthropic-ratelimit-tokens-reset", "anthropic-ratelimit-tokens-remaining" },
  };
  gint64 wait = parse_ms (get ("retry-after-ms", data));

  if (wait < 0)
    wait = parse_any (get ("Retry-After", data), now_ms);
  if (wait >= 0)
    return wait;
  for (guint i = 0; is_limit && i < G_N_ELEMENTS (limits); i++)
    if (!is_left (get, data, limits[i][1]))
      wait = MAX (wait, parse_any (get (limits[i][0], data), now_ms));
  return wait;
}

static const char *
header_of_object (const char *name, gpointer data)
{
  JsonObject *headers = data;
  g_autoptr (GList) members = json_object_get_members (headers);

  for (GList *l = members; l; l = l->next)
    if (g_ascii_strcasecmp (l->data, name) == 0)
      return alcove_json_string (headers, l->data);
  return NULL;
}

/* "30s" (Gemini), a number of seconds, or a string of one */
static gint64
wait_in_object (JsonObject *object, gint64 now_ms)
{
  static const char *const members[] = { "retryDelay", "retry_after", "retry_after_seconds" };
  double ms = alcove_json_number (object, "retry_after_ms", -1);
  JsonObject *headers = alcove_json_object (object, "headers");

  if (ms >= 0)
    return bounded (ms);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = alcove_json_string (object, members[i]);
      double seconds = alcove_json_number (object, members[i], -1);

      if (text != NULL)
        return MIN (parse_any (text, now_ms), (gint64) DAY_MS);
      if (seconds >= 0)
        return MIN (from_number (seconds, now_ms), (gint64) DAY_MS);
    }
  return headers ? alcove_wire_retry_from_headers (header_of_object, headers, TRUE, now_ms) : -1;
}

static gint64
wait_in (JsonNode *node, gint64 now_ms, guint depth)
{
  static const char *const inner[] = { "error", "details", "metadata", "detail" };
  JsonObject *object;
  gint64 wait = -1;

  if (node == NULL || depth > MAX_DEPTH)
    return -1;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; wait < 0 && i < MIN (json_array_get_length (array), 16); i++)
        wait = wait_in (json_array_get_element (array, i), now_ms, depth + 1);
      return wait;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return -1;
  object = json_node_get_object (node);
  wait = wait_in_object (object, now_ms);
  for (guint i = 0; wait < 0 && i < G_N_ELEMENTS (inner); i++)
    wait = wait_in (json_object_get_member (object, inner[i]), now_ms, depth + 1);
  return wait;
}

/**
 * alcove_wire_retry_from_json:
 * @root: the body of an error
 * @now_ms: the Unix time in milliseconds
 *
 * Gemini's google.rpc.RetryInfo, `retry_after` of several servers, and the headers that OpenRouter passes on.
 *
 * Returns: how long to wait, in milliseconds, or -1
 */
gint64
alcove_wire_retry_from_json (JsonNode *root, gint64 now_ms)
{
  return wait_in (root, now_ms, 0);
}

/**
 * alcove_wire_retry_from_reason:
 * @reason: (nullable): the server's own words
 *
 * "Please try again in 1m2.5s." (OpenAI, Groq)
 *
 * Returns: how long to wait, in milliseconds, or -1
 */
gint64
alcove_wire_retry_from_reason (const char *reason)
{
  static const char *const before[] = { "try again in ", "retry after ", "retry in " };

  for (guint i = 0; reason && i < G_N_ELEMENTS (before); i++)
    {
      const char *start = strcasestr (reason, before[i]);
      g_autofree char *word = NULL;
      gsize length;

      if (start == NULL)
        continue;
      start += strlen (before[i]);
      length = strspn (start, "0123456789.hms");
      while (length > 0 && start[length - 1] == '.')
        length--;
      word = g_strndup (start, length);
      if (parse_units (word) >= 0)
        return bounded (parse_units (word));
      if (*word && g_ascii_strcasecmp (start + length, "") != 0
          && g_str_has_prefix (start + length, " second"))
        return bounded (g_ascii_strtod (word, NULL) * 1000);
    }
  return -1;
}
