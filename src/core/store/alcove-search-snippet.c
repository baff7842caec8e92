/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is shown of a hit. Pure. Any thread. */

#include "alcove-search-snippet.h"

#include <string.h>

/* What people's eyes see instead of the raw marks. */
#define MARK_BEFORE "\xee\x80\x80" /* U+E000 */
#define MARK_BEHIND "\xee\x80\x81" /* U+E001 */

/* Where the words of a line begin: behind what makes it a heading, a quote or an item. */
static const char *
skip_block_marks (const char *line)
{
  const char *p = line + strspn (line, " \t");

  if (*p == '#' && strchr (" \t", p[strspn (p, "#")]))
    p += strspn (p, "#");
  else if (*p && strchr (">-*+", *p) && p[1] == ' ')
    p++;
  return g_str_has_prefix (p, "```") ? p + 3 : p;
}

/* The line below the head of a table says nothing. */
static gboolean
is_rule (const char *line)
{
  size_t length = strspn (line, "|:- \t");

  return length > 2 && *line == '|' && (line[length] == '\n' || line[length] == '\0');
}

static gboolean
is_raw_mark (char c)
{
  return c == *ALCOVE_SEARCH_RAW_BEFORE || c == *ALCOVE_SEARCH_RAW_BEHIND;
}

static void
append_space (GString *line)
{
  if (line->len > 0 && line->str[line->len - 1] != ' ')
    g_string_append_c (line, ' ');
}

/* One piece of a line. Returns: where the next one begins */
static const char *
append_piece (GString *line, const char *p, gboolean in_table)
{
  if (is_raw_mark (*p))
    g_string_append (line, *p == *ALCOVE_SEARCH_RAW_BEFORE ? MARK_BEFORE : MARK_BEHIND);
  else if (g_str_has_prefix (p, MARK_BEFORE) || g_str_has_prefix (p, MARK_BEHIND))
    return p + strlen (MARK_BEFORE);
  else if (g_str_has_prefix (p, "**"))
    return p + 2;
  else if (g_ascii_isspace (*p) || (in_table && *p == '|'))
    append_space (line);
  else if (*p != '`')
    g_string_append_c (line, *p);
  return p + 1;
}

/* One line, with marks that only stand where the engine found something, and without what Markdown puts around words. */
char *
alcove_search_snippet_new (const char *raw)
{
  GString *line = g_string_new (NULL);
  const char *p = raw ? raw : "";

  while (*p)
    {
      const char *end = p + strcspn (p, "\n");
      gboolean in_table = *p == '|';

      p = is_rule (p) ? end : skip_block_marks (p);
      while (p < end)
        p = append_piece (line, p, in_table);
      if (*end)
        append_space (line);
      p = *end ? end + 1 : end;
    }
  return g_string_free_and_steal (line);
}
