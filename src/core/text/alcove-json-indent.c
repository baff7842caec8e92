/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Breaks JSON into lines for reading: the arguments of a tool's call come in one line. Pure; any thread.
 *
 * It does not parse: blanks between the tokens are all that changes, so that what is shown is what was
 * sent, valid or not. */

#include "alcove-json-indent.h"

#include <string.h>

#define STEP 2
#define MAX_DEPTH 40

static void
append_line (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < STEP * MIN (depth, MAX_DEPTH); i++)
    g_string_append_c (out, ' ');
}

/* A string with its quotes; what follows the last one of an unfinished text is its end. */
static const char *
append_string (GString *out, const char *at)
{
  const char *end = at + 1;

  while (*end != '\0' && *end != '"')
    end += *end == '\\' && end[1] != '\0' ? 2 : 1;
  end += *end == '"' ? 1 : 0;
  g_string_append_len (out, at, end - at);
  return end;
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* A bracket that opens. An empty pair stays together. */
static const char *
append_open (GString *out, const char *at, guint *depth)
{
  const char *next = skip_blanks (at + 1);

  g_string_append_c (out, *at);
  if (*next == '}' || *next == ']')
    {
      g_string_append_c (out, *next);
      return next + 1;
    }
  append_line (out, ++*depth);
  return at + 1;
}

static const char *
append_token (GString *out, const char *at, guint *depth)
{
  switch (*at)
    {
    case '"':
      return append_string (out, at);
    case '{':
    case '[':
      return append_open (out, at, depth);
    case '}':
    case ']':
      *depth -= *depth > 0 ? 1 : 0;
      append_line (out, *depth);
      break;
    case ',':
      g_string_append_c (out, ',');
      append_line (out, *depth);
      return at + 1;
    case ':':
      g_string_append (out, ": ");
      return at + 1;
    default:
      break;
    }
  g_string_append_c (out, *at);
  return at + 1;
}

/**
 * alcove_json_indent:
 * @text: JSON, or any other text
 *
 * Returns: (transfer full): a JSON object or array of one line with a line for each member; any other text as it is
 */
char *
alcove_json_indent (const char *text)
{
  const char *at = skip_blanks (text);
  GString *out;
  guint depth = 0;

  if ((*at != '{' && *at != '[') || strchr (at, '\n') != NULL)
    return g_strdup (text);
  out = g_string_new (NULL);
  while (*(at = skip_blanks (at)) != '\0')
    at = append_token (out, at, &depth);
  return g_string_free_and_steal (out);
}
