/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* JSON may name characters that no text of ours can have: halves of a pair, where a program cut a string between them,
 * and the one that ends a string in C. Real exports do; a parser refuses the whole of it then,
 * or drops the rest of the string. Pure; any thread. */

#include "alcove-json-escapes.h"

#include <string.h>

#define ESCAPE 6 /* \\uXXXX */
#define REPLACEMENT "\\ufffd"

/* -1 where there is no escape of four digits. */
static int
read_escape (const char *text, gsize length)
{
  int unit = 0;

  if (length < ESCAPE || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (guint i = 2; i < ESCAPE; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (text[i]);
    }
  return unit;
}

/**
 * alcove_json_escapes_mend:
 * @text: (array length=length): JSON, changed in place
 * @length: its bytes
 *
 * Puts U+FFFD for escapes that are no character of a text.
 *
 * Returns: whether there were such
 */
gboolean
alcove_json_escapes_mend (char *text, gsize length)
{
  gboolean is_mended = FALSE;
  gsize at = 0;

  while (at < length)
    {
      const char *found = memchr (text + at, '\\', length - at);
      int unit, other;

      if (found == NULL)
        break;
      at = (gsize) (found - text);
      unit = read_escape (text + at, length - at);
      other = unit >= 0 ? read_escape (text + at + ESCAPE, length - at - ESCAPE) : -1;
      if (unit >= 0xd800 && unit < 0xdc00 && other >= 0xdc00 && other < 0xe000)
        at += ESCAPE;
      else if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
        {
          memcpy (text + at, REPLACEMENT, ESCAPE);
          is_mended = TRUE;
        }
      at += unit >= 0 ? ESCAPE : 2;
    }
  return is_mended;
}

/**
 * alcove_json_escapes_end_of_string:
 * @text: the quotation mark that a string begins with
 * @end: behind the last byte of what is there
 *
 * Returns: (transfer none): behind the mark that the string ends with; @end where there is none
 */
const char *
alcove_json_escapes_end_of_string (const char *text, const char *end)
{
  for (text++; text < end; text++)
    {
      if (*text == '\\')
        text++;
      else if (*text == '"')
        return text + 1;
    }
  return end;
}
