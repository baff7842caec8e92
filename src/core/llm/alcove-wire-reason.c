/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finds the sentence in an error body. Servers wrap it in at least seven shapes: {error:{message}},
 * {error:"…"}, {message}, {detail:"…"}, {detail:[{loc,msg}]}, an array of any of them, and JSON
 * inside a string; a proxy sends a page of HTML. Pure. */

#include "alcove-wire-reason.h"

#include "alcove-json.h"

#include <string.h>

/* nothing sensible is nested deeper */
#define MAX_DEPTH 6
#define MAX_REASON 1000

static char *reason_of_node (JsonNode *node, guint depth);

static gboolean
looks_like_json (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '{' || *text == '[';
}

/* A reason that is itself JSON holds the true one. */
static char *
reason_of_string (const char *text, guint depth)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *inner = NULL;

  if (text == NULL)
    return NULL;
  if (looks_like_json (text))
    node = json_from_string (text, NULL);
  if (node != NULL)
    inner = reason_of_node (node, depth + 1);
  if (inner != NULL)
    return g_steal_pointer (&inner);
  inner = g_strstrip (g_strdup (text));
  return *inner ? g_steal_pointer (&inner) : NULL;
}

/* FastAPI's {"loc": ["body", "temperature"], "msg": "…"} becomes "body.temperature: …". */
static char *
reason_with_place (JsonObject *object, guint depth)
{
  JsonArray *loc = alcove_json_array (object, "loc");
  g_autofree char *message = reason_of_string (alcove_json_string (object, "msg"), depth);
  g_autoptr (GString) place = g_string_new (NULL);

  if (message == NULL || loc == NULL)
    return g_steal_pointer (&message);
  for (guint i = 0; i < json_array_get_length (loc); i++)
    {
      JsonNode *node = json_array_get_element (loc, i);
      g_autofree char *number = NULL;

      if (!JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) != G_TYPE_STRING)
        number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      if (place->len > 0)
        g_string_append_c (place, '.');
      g_string_append (place, number ? number : json_node_get_string (node));
    }
  return g_strconcat (place->str, place->len > 0 ? ": " : "", message, NULL);
}

/* OpenRouter says "Provider returned error" and puts the provider's words beside it; Venice lists
 * what is wrong in "issues". */
static char *
add_background (char *reason, JsonObject *object, guint depth)
{
  JsonObject *metadata = alcove_json_object (object, "metadata");
  g_autofree char *raw = reason_of_string (alcove_json_string (metadata, "raw"), depth);
  const char *provider = alcove_json_string (metadata, "provider_name");
  JsonNode *issues = json_object_get_member (object, "issues");
  g_autofree char *own = reason;

  if (raw == NULL && issues != NULL)
    raw = reason_of_node (issues, depth + 1);
  if (raw == NULL || strstr (own, raw))
    return g_steal_pointer (&own);
  if (provider != NULL)
    return g_strconcat (own, " (", provider, "): ", raw, NULL);
  return g_strconcat (own, ": ", raw, NULL);
}

static char *
reason_of_object (JsonObject *object, guint depth)
{
  static const char *const members[] = {
    "error",     "message",   "detail",     "errors", "error_message", "error_description",
    "error_msg", "base_resp", "status_msg", "msg",    "reason",        "title",
    "details",   "body",
  };
  char *reason = reason_with_place (object, depth);

  for (guint i = 0; reason == NULL && i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (object, members[i]))
      reason = reason_of_node (json_object_get_member (object, members[i]), depth + 1);
  return reason ? add_background (reason, object, depth) : NULL;
}

static char *
reason_of_node (JsonNode *node, guint depth)
{
  if (depth > MAX_DEPTH)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return reason_of_object (json_node_get_object (node), depth);
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    return reason_of_node (json_array_get_element (json_node_get_array (node), 0), depth + 1);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return reason_of_string (json_node_get_string (node), depth);
  return NULL;
}

/* One line, without control characters, of a bearable length; NULL where nothing is left. */
static char *
tidy (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = text; *p && line->len < MAX_REASON; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (line, c);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  g_strstrip (line->str);
  return *line->str ? g_strdup (line->str) : NULL;
}

/**
 * alcove_wire_reason_from_json:
 * @root: an error body
 *
 * Returns: (nullable) (transfer full): the server's own words on one line
 */
char *
alcove_wire_reason_from_json (JsonNode *root)
{
  g_autofree char *reason = reason_of_node (root, 0);

  return reason ? tidy (reason) : NULL;
}

static char *
title_of_html (const char *text)
{
  const char *start = strcasestr (text, "<title");
  const char *end;

  if (start != NULL)
    start = strchr (start, '>');
  end = start ? strcasestr (start, "</title") : NULL;
  return end ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
}

/**
 * alcove_wire_reason_from_text:
 * @body: (array length=length): an error body that is no JSON
 * @length: its size
 *
 * Returns: (nullable) (transfer full): a page's title, or the beginning of a plain text
 */
char *
alcove_wire_reason_from_text (const char *body, gsize length)
{
  g_autofree char *text = g_utf8_make_valid (body, (gssize) MIN (length, 8192));
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  if (strchr (text, '<') != NULL && (strcasestr (text, "<html") || strcasestr (text, "<!doctype")))
    {
      title = title_of_html (text);
      reason = title ? tidy (title) : NULL;
    }
  else
    reason = tidy (text);
  return g_steal_pointer (&reason);
}

static void
collect_words (GString *words, JsonNode *node, guint depth)
{
  static const char *const members[] = { "code", "type", "status", "param", "reason" };
  JsonObject *object;

  if (depth > MAX_DEPTH)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    collect_words (words, json_array_get_element (json_node_get_array (node), 0), depth + 1);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (alcove_json_string (object, members[i]))
      g_string_append_printf (words, " %s", alcove_json_string (object, members[i]));
  if (json_object_has_member (object, "error"))
    collect_words (words, json_object_get_member (object, "error"), depth + 1);
  if (json_object_has_member (object, "details"))
    collect_words (words, json_object_get_member (object, "details"), depth + 1);
}

/**
 * alcove_wire_reason_dup_words:
 * @root: an error body
 *
 * Returns: (transfer full): its code, type, status and param, in lower case, each after a blank
 */
char *
alcove_wire_reason_dup_words (JsonNode *root)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect_words (words, root, 0);
  return g_ascii_strdown (words->str, -1);
}
