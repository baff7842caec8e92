/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Markdown that may still be growing. Pure; one thread. */

#include "alcove-markdown-private.h"
#include "alcove-utf8-repair.h"

#include <string.h>

/* A byte order mark is no character of the text, and a line ends with one "\n". */
static void
normalize (GString *text)
{
  if (g_str_has_prefix (text->str, "\357\273\277"))
    g_string_erase (text, 0, 3);
  if (memchr (text->str, '\r', text->len))
    {
      g_string_replace (text, "\r\n", "\n", 0);
      g_string_replace (text, "\r", "\n", 0);
    }
}

/**
 * alcove_markdown_parse:
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 *
 * Parses a whole text at once.
 *
 * Returns: (transfer full) (element-type AlcoveBlock): its leaves
 */
GPtrArray *
alcove_markdown_parse (const char *text, gssize length)
{
  g_autoptr (GString) source = g_string_new (NULL);
  AlcoveUtf8Repair repair = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  alcove_utf8_repair_feed (&repair, text, length < 0 ? strlen (text) : (gsize) length, source);
  alcove_utf8_repair_flush (&repair, source);
  normalize (source);
  return alcove_markdown_build (source->str, source->len, 0, NULL);
}
