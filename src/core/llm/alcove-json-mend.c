/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Makes JSON that servers really send readable for a strict parser. Pure. Only what some other reader takes is mended:
 * half a surrogate pair (a server cut an emoji between two events), NUL, control characters as they are, NaN and
 * Infinity for a number. Everything else that is wrong stays wrong.
 *
 * Half a pair becomes a character of the last private plane, so that it survives until its other half comes:
 * U+10F800 to U+10FBFF are the first halves, U+10FC00 to U+10FFFF the second ones. */

#include "alcove-json-mend.h"

#include <string.h>

#define HALVES 0x10f800
#define SECOND_HALVES 0x10fc00
#define REPLACEMENT "\xef\xbf\xbd"

/* The four hexadecimal digits of an escape at @text, -1 for something else. */
static int
read_escape (const char *text, const char *end)
{
  int value = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (text[i]);
    }
  return value;
}

static gboolean
is_first_half (int code)
{
  return code >= 0xd800 && code < 0xdc00;
}

static gboolean
is_second_half (int code)
{
  return code >= 0xdc00 && code < 0xe000;
}

/* One escape of a string. Returns what follows it. */
static const char *
mend_escape (GString *mended, const char *text, const char *end)
{
  int code = read_escape (text, end);

  if (code < 0)
    {
      const gsize length = MIN (2, (gsize) (end - text));

      g_string_append_len (mended, text, (gssize) length);
      return text + length;
    }
  if (is_first_half (code) && is_second_half (read_escape (text + 6, end)))
    {
      g_string_append_len (mended, text, 12);
      return text + 12;
    }
  if (is_first_half (code) || is_second_half (code))
    g_string_append_unichar (mended, (gunichar) (HALVES + code - 0xd800));
  else if (code == 0)
    g_string_append (mended, REPLACEMENT);
  else
    g_string_append_len (mended, text, 6);
  return text + 6;
}

static const char *
mend_string (GString *mended, const char *text, const char *end)
{
  g_string_append_c (mended, *text++);
  while (text < end && *text != '"')
    {
      if (*text == '\\')
        {
          text = mend_escape (mended, text, end);
          continue;
        }
      if ((guchar) *text < 0x20)
        g_string_append_printf (mended, "\\u%04x", *text ? (guint) *text : 0xfffdU);
      else
        g_string_append_c (mended, *text);
      text++;
    }
  if (text < end)
    g_string_append_c (mended, *text++);
  return text;
}

/* Python writes these words where a number has no value. */
static const char *
mend_number (GString *mended, const char *text, const char *end)
{
  static const char *const words[] = { "-Infinity", "Infinity", "NaN" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const gsize length = strlen (words[i]);

      if ((gsize) (end - text) >= length && memcmp (text, words[i], length) == 0)
        {
          g_string_append (mended, "null");
          return text + length;
        }
    }
  g_string_append_c (mended, *text);
  return text + 1;
}

/**
 * alcove_json_needs_mending:
 * @json: (array length=length): JSON that can be parsed
 * @length: its size
 *
 * Returns: whether a parser that ends strings at NUL would lose something of it
 */
gboolean
alcove_json_needs_mending (const char *json, gsize length)
{
  return memmem (json, length, "\\u0000", 6) != NULL;
}

/**
 * alcove_json_mend:
 * @json: (array length=length): what a parser refused
 * @length: its size
 *
 * Returns: (transfer full): the same with what can be mended mended, as a string
 */
char *
alcove_json_mend (const char *json, gsize length)
{
  g_autoptr (GString) mended = g_string_sized_new (length + 16);
  const char *text = json;
  const char *end = json + length;

  while (text < end)
    text = *text == '"' ? mend_string (mended, text, end) : mend_number (mended, text, end);
  return g_string_free_and_steal (g_steal_pointer (&mended));
}

static gboolean
is_half (gunichar c)
{
  return c >= HALVES && c <= 0x10ffff;
}

/**
 * alcove_json_join_halves:
 * @text: text of mended JSON, whole characters
 * @half: (nullable): what the text before ended with, put before @text; takes what @text ends with. %NULL at the end
 *   of all text
 *
 * Puts pairs together again; a half without its other half becomes U+FFFD.
 */
void
alcove_json_join_halves (GString *text, GString *half)
{
  g_autoptr (GString) joined = g_string_sized_new (text->len);

  if (half != NULL)
    {
      g_string_prepend (text, half->str);
      g_string_truncate (half, 0);
    }
  for (const char *p = text->str; *p; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      const gunichar other = g_utf8_get_char (next);

      if (!is_half (c))
        g_string_append_len (joined, p, next - p);
      else if (c < SECOND_HALVES && *next && other >= SECOND_HALVES && is_half (other))
        {
          g_string_append_unichar (joined,
                                   0x10000 + ((c - HALVES) << 10) + (other - SECOND_HALVES));
          p = next;
        }
      else if (c < SECOND_HALVES && *next == 0 && half != NULL)
        g_string_append (half, p);
      else
        g_string_append (joined, REPLACEMENT);
    }
  g_string_truncate (text, 0);
  g_string_append_len (text, joined->str, (gssize) joined->len);
}
