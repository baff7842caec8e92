/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is shown of a hit. Pure. Any thread. */

#include "alcove-search-snippet.h"

#include <string.h>

/* What people's eyes see instead of the raw marks. */
#define MARK_BEFORE "\xee\x80\x80" /* U+E000 */
#define MARK_BEHIND "\xee\x80\x81" /* U+E001 */

/* One line, with marks that only stand where the engine found something. */
char *
alcove_search_snippet_new (const char *raw)
{
  GString *line = g_string_new (NULL);

  for (const char *p = raw ? raw : ""; *p;)
    {
      if (*p == *ALCOVE_SEARCH_RAW_BEFORE || *p == *ALCOVE_SEARCH_RAW_BEHIND)
        g_string_append (line, *p++ == *ALCOVE_SEARCH_RAW_BEFORE ? MARK_BEFORE : MARK_BEHIND);
      else if (g_str_has_prefix (p, MARK_BEFORE) || g_str_has_prefix (p, MARK_BEHIND))
        p += strlen (MARK_BEFORE);
      else if (g_ascii_isspace (*p))
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
          p++;
        }
      else
        g_string_append_c (line, *p++);
    }
  return g_string_free_and_steal (line);
}
