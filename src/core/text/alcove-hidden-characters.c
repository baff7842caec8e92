/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Characters that a reader does not see but a machine obeys: bidi controls, zero-width characters,
 * the tag block ("ASCII smuggling"), stray controls, variation selectors in rows. They are shown as
 * "[U+202E]" or taken out. Kept is what writing needs: joiners in the scripts that join and inside
 * emoji, one variation selector after the character it varies, the three flags made with tags.
 * Pure; any thread. */

#include "alcove-hidden-characters-private.h"
#include "alcove-utf8-repair.h"

#include <string.h>

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define BLACK_FLAG 0x1f3f4
#define IN(c, low, high) ((c) >= (low) && (c) <= (high))

/* Always hidden, whatever stands around it. */
static gboolean
is_hidden (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || IN (c, 0x7f, 0x9f) || c == 0x061c
         || IN (c, 0x115f, 0x1160) || c == 0x180e || c == 0x200b || IN (c, 0x200e, 0x200f)
         || IN (c, 0x202a, 0x202e) || IN (c, 0x2060, 0x206f) || c == 0x3164 || c == 0xfeff
         || c == 0xffa0 || IN (c, 0xfff0, 0xfffb) || IN (c, 0x1bca0, 0x1bca3)
         || IN (c, 0x1d173, 0x1d17a) || (IN (c, 0xe0000, 0xe0fff) && !IN (c, 0xe0100, 0xe01ef));
}

static gboolean
is_variation_selector (gunichar c)
{
  return IN (c, 0xfe00, 0xfe0f) || IN (c, 0xe0100, 0xe01ef) || IN (c, 0x180b, 0x180d)
         || c == 0x180f;
}

static gboolean
is_joiner (gunichar c)
{
  return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
}

/* The blocks that joined emoji are made of; GLib has no such property. */
static gboolean
is_emoji (gunichar c)
{
  return IN (c, 0x1f000, 0x1faff) || IN (c, 0x2190, 0x21ff) || IN (c, 0x2300, 0x23ff)
         || IN (c, 0x2600, 0x27bf) || IN (c, 0x2b00, 0x2bff);
}

/* Scripts whose spelling needs U+200C and U+200D. */
static gboolean
is_joining_script (GUnicodeScript script)
{
  static const GUnicodeScript scripts[]
      = { G_UNICODE_SCRIPT_ARABIC,     G_UNICODE_SCRIPT_SYRIAC,   G_UNICODE_SCRIPT_MONGOLIAN,
          G_UNICODE_SCRIPT_NKO,        G_UNICODE_SCRIPT_MANDAIC,  G_UNICODE_SCRIPT_ADLAM,
          G_UNICODE_SCRIPT_PHAGS_PA,   G_UNICODE_SCRIPT_THAANA,   G_UNICODE_SCRIPT_HANIFI_ROHINGYA,
          G_UNICODE_SCRIPT_DEVANAGARI, G_UNICODE_SCRIPT_BENGALI,  G_UNICODE_SCRIPT_GURMUKHI,
          G_UNICODE_SCRIPT_GUJARATI,   G_UNICODE_SCRIPT_ORIYA,    G_UNICODE_SCRIPT_TAMIL,
          G_UNICODE_SCRIPT_TELUGU,     G_UNICODE_SCRIPT_KANNADA,  G_UNICODE_SCRIPT_MALAYALAM,
          G_UNICODE_SCRIPT_SINHALA,    G_UNICODE_SCRIPT_KHMER,    G_UNICODE_SCRIPT_MYANMAR,
          G_UNICODE_SCRIPT_TIBETAN,    G_UNICODE_SCRIPT_BALINESE, G_UNICODE_SCRIPT_JAVANESE };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (scripts[i] == script)
      return TRUE;
  return FALSE;
}

static gboolean
joiner_belongs (const AlcoveHiddenState *state, gunichar joiner, const char *next, const char *end)
{
  gunichar before = state->previous;

  if (before == 0 || is_joiner (before))
    return FALSE;
  if (is_joining_script (state->script)
      && (g_unichar_isalpha (before) || g_unichar_ismark (before)))
    return TRUE;
  return joiner == ZERO_WIDTH_JOINER && (is_emoji (before) || before == 0xfe0f) && next < end
         && is_emoji (g_utf8_get_char (next));
}

static gboolean
selector_belongs (const AlcoveHiddenState *state, gunichar selector)
{
  gunichar before = state->previous;

  if (before == 0 || !g_unichar_isgraph (before) || is_variation_selector (before))
    return FALSE;
  if (IN (selector, 0xfe00, 0xfe0f))
    return TRUE;
  return state->script == (selector >= 0xe0100 ? G_UNICODE_SCRIPT_HAN : G_UNICODE_SCRIPT_MONGOLIAN);
}

/* Bytes of the tags that make the flag of England, Scotland or Wales after a black flag. */
static gsize
flag_tags (const char *text, const char *end)
{
  static const char *const flags[]
      = { "\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
          "\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
          "\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f" };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if ((gsize) (end - text) >= strlen (flags[i]) && g_str_has_prefix (text, flags[i]))
      return strlen (flags[i]);
  return 0;
}

static gboolean
is_kept (const AlcoveHiddenState *state, gunichar c, const char *next, const char *end)
{
  if (is_joiner (c))
    return joiner_belongs (state, c, next, end);
  if (is_variation_selector (c))
    return selector_belongs (state, c);
  if (c == '\r')
    return next < end && *next == '\n';
  return !is_hidden (c);
}

static void
remember (AlcoveHiddenState *state, gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  state->previous = c;
  if (script != G_UNICODE_SCRIPT_INHERITED)
    state->script = script;
}

static void
hide (AlcoveHiddenState *state, AlcoveHiddenMode mode, gunichar c, GString *out)
{
  state->count++;
  if (mode == ALCOVE_HIDDEN_STRIP)
    return;
  g_string_append_printf (out, "[U+%04X]", c);
  remember (state, ']');
}

/* The beginning of the text that holds nothing but printable ASCII, blanks and line ends. */
static gsize
plain_length (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && ((*p >= ' ' && *p < 0x7f) || *p == '\n' || *p == '\t'))
    p++;
  return (gsize) (p - text);
}

void
alcove_hidden_characters_append (AlcoveHiddenState *state, AlcoveHiddenMode mode, const char *text,
                                 gsize length, GString *out)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize n = plain_length (text, end);
      const char *next;
      gunichar c;

      if (n == 0 && state->previous == BLACK_FLAG)
        n = flag_tags (text, end);
      if (n > 0)
        {
          g_string_append_len (out, text, (gssize) n);
          text += n;
          remember (state, g_utf8_get_char (g_utf8_prev_char (text)));
          continue;
        }
      c = g_utf8_get_char (text);
      next = g_utf8_next_char (text);
      if (is_kept (state, c, next, end))
        {
          g_string_append_len (out, text, next - text);
          remember (state, c);
        }
      else
        hide (state, mode, c, out);
      text = next;
    }
}

gsize
alcove_hidden_characters_settled (const char *text, gsize length)
{
  const char *p = text + length;

  /* a joiner may yet turn out to stand inside an emoji, tags to be those of a flag, "\r" the end of a line */
  while (p > text)
    {
      const char *before = g_utf8_prev_char (p);
      gunichar c = g_utf8_get_char (before);

      if (c == ZERO_WIDTH_JOINER || c == '\r')
        return (gsize) (before - text);
      if (!IN (c, 0xe0061, 0xe007f) || text + length - before > 24)
        break;
      p = before;
    }
  if (p > text && p < text + length && g_utf8_get_char (g_utf8_prev_char (p)) != BLACK_FLAG)
    return length;
  return (gsize) (p - text);
}

static char *
filter (const char *text, gssize length, AlcoveHiddenMode mode, guint *count)
{
  GString *valid = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  AlcoveUtf8Repair repair = { 0 };
  AlcoveHiddenState state = { 0 };

  alcove_utf8_repair_feed (&repair, text, length < 0 ? strlen (text) : (gsize) length, valid);
  alcove_utf8_repair_flush (&repair, valid);
  alcove_hidden_characters_append (&state, mode, valid->str, valid->len, out);
  g_string_free (valid, TRUE);
  if (count)
    *count = state.count;
  return g_string_free_and_steal (out);
}

/**
 * alcove_hidden_characters_reveal:
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 * @count: (out) (optional): how many hidden characters there were
 *
 * Makes visible as "[U+202E]" what a reader would not see. Source of the list: UAX #9 for the bidi
 * controls, Default_Ignorable_Code_Point of the Unicode database for the rest.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
alcove_hidden_characters_reveal (const char *text, gssize length, guint *count)
{
  g_return_val_if_fail (text != NULL, NULL);

  return filter (text, length, ALCOVE_HIDDEN_REVEAL, count);
}

/**
 * alcove_hidden_characters_strip:
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 * @count: (out) (optional): how many hidden characters there were
 *
 * Takes out what alcove_hidden_characters_reveal() makes visible.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
alcove_hidden_characters_strip (const char *text, gssize length, guint *count)
{
  g_return_val_if_fail (text != NULL, NULL);

  return filter (text, length, ALCOVE_HIDDEN_STRIP, count);
}
