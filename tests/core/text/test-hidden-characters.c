/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is shown and taken out, and what writing needs and must stay. */

#include "alcove-hidden-characters-private.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *revealed; /* NULL: as it is */
  const char *stripped;
  guint count;
} Vector;

#define ZWNJ "\342\200\214"
#define ZWJ "\342\200\215"
#define VS15 "\357\270\216"
#define VS16 "\357\270\217"
#define KEEP(name, text) { name, text, NULL, NULL, 0 }

static const Vector vectors[] = {
  KEEP ("empty", ""),
  KEEP ("plain", "Hello, world."),
  KEEP ("lines-and-tabs", "a\n\tb\r\nc"),
  KEEP ("accents", "\303\251 e\314\201 \303\274"),
  KEEP ("wide-blank", "a\343\200\200b"),
  KEEP ("no-break-space", "a\302\240b"),
  KEEP ("soft-hyphen", "a\302\255b"),
  KEEP ("hebrew", "\327\251\327\234\327\225\327\235"),
  KEEP ("persian-non-joiner", "\331\205\333\214" ZWNJ "\330\256\331\210\330\247\331\207\331\205"),
  KEEP ("arabic-joiner-at-the-end", "\331\207" ZWJ " \331\200"),
  KEEP ("arabic-mark-non-joiner", "\331\205\331\216" ZWNJ "\330\256"),
  KEEP ("devanagari-joiner", "\340\244\225\340\245\215" ZWJ "\340\244\267"),
  KEEP ("devanagari-non-joiner", "\340\244\225\340\245\215" ZWNJ "\340\244\267"),
  KEEP ("sinhala-joiner", "\340\267\201\340\267\212" ZWJ "\340\266\273\340\267\223"),
  KEEP ("malayalam-joiner", "\340\264\250\340\265\215" ZWJ),
  KEEP ("bengali-joiner", "\340\246\260" ZWJ "\340\247\215\340\246\257"),
  KEEP ("emoji", "\U0001f600"),
  KEEP ("emoji-family", "\U0001f468" ZWJ "\U0001f469" ZWJ "\U0001f467"),
  KEEP ("emoji-profession-with-skin", "\U0001f469\U0001f3fd" ZWJ "\U0001f4bb"),
  KEEP ("emoji-heart-on-fire", "\342\235\244" VS16 ZWJ "\U0001f525"),
  KEEP ("emoji-rainbow-flag", "\U0001f3f3" VS16 ZWJ "\U0001f308"),
  KEEP ("emoji-pirate-flag", "\U0001f3f4" ZWJ "\342\230\240" VS16),
  KEEP ("emoji-country-flag", "\U0001f1e9\U0001f1ea"),
  KEEP ("emoji-keycap", "1" VS16 "\342\203\243"),
  KEEP ("text-style-selector", "\342\234\224" VS15),
  KEEP ("flag-of-england",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
  KEEP ("flag-of-scotland",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
  KEEP ("flag-of-wales", "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"),
  KEEP ("han-variation", "\350\221\233\U000e0100"),
  KEEP ("mongolian-variation", "\341\240\240\341\240\213"),
  KEEP ("line-separator", "a\342\200\250b"),

  { "lre", "a\342\200\252b", "a[U+202A]b", "ab", 1 },
  { "rle", "a\342\200\253b", "a[U+202B]b", "ab", 1 },
  { "pdf", "a\342\200\254b", "a[U+202C]b", "ab", 1 },
  { "lro", "a\342\200\255b", "a[U+202D]b", "ab", 1 },
  { "rlo", "a\342\200\256b", "a[U+202E]b", "ab", 1 },
  { "lri", "a\342\201\246b", "a[U+2066]b", "ab", 1 },
  { "rli", "a\342\201\247b", "a[U+2067]b", "ab", 1 },
  { "fsi", "a\342\201\250b", "a[U+2068]b", "ab", 1 },
  { "pdi", "a\342\201\251b", "a[U+2069]b", "ab", 1 },
  { "lrm", "a\342\200\216b", "a[U+200E]b", "ab", 1 },
  { "rlm", "a\342\200\217b", "a[U+200F]b", "ab", 1 },
  { "alm", "a\330\234b", "a[U+061C]b", "ab", 1 },
  { "rlm-in-hebrew", "\327\251\342\200\217\327\251", "\327\251[U+200F]\327\251", "\327\251\327\251",
    1 },
  { "zero-width-space", "a\342\200\213b", "a[U+200B]b", "ab", 1 },
  { "word-joiner", "a\342\201\240b", "a[U+2060]b", "ab", 1 },
  { "invisible-plus", "a\342\201\244b", "a[U+2064]b", "ab", 1 },
  { "byte-order-mark", "a\357\273\277b", "a[U+FEFF]b", "ab", 1 },
  { "mongolian-vowel-separator", "a\341\240\216b", "a[U+180E]b", "ab", 1 },
  { "hangul-filler", "a\343\205\244b", "a[U+3164]b", "ab", 1 },
  { "halfwidth-hangul-filler", "a\357\276\240b", "a[U+FFA0]b", "ab", 1 },
  { "interlinear", "a\357\277\271b", "a[U+FFF9]b", "ab", 1 },
  { "tag", "a\U000e0041b", "a[U+E0041]b", "ab", 1 },
  { "tags", "\U000e0048\U000e0049", "[U+E0048][U+E0049]", "", 2 },
  { "language-tag", "a\U000e0001b", "a[U+E0001]b", "ab", 1 },
  { "tags-behind-flag", "\U0001f3f4\U000e0068\U000e0069\U000e007f",
    "\U0001f3f4[U+E0068][U+E0069][U+E007F]", "\U0001f3f4", 3 },
  { "tags-behind-other-emoji", "\U0001f600\U000e0067\U000e0062", "\U0001f600[U+E0067][U+E0062]",
    "\U0001f600", 2 },
  { "musical-control", "a\U0001d173b", "a[U+1D173]b", "ab", 1 },
  { "escape", "a\033[31mb", "a[U+001B][31mb", "a[31mb", 1 },
  { "bell", "\a", "[U+0007]", "", 1 },
  { "backspace", "a\bb", "a[U+0008]b", "ab", 1 },
  { "form-feed", "a\fb", "a[U+000C]b", "ab", 1 },
  { "lone-return", "a\rb", "a[U+000D]b", "ab", 1 },
  { "delete", "a\177b", "a[U+007F]b", "ab", 1 },
  { "c1", "a\302\233b", "a[U+009B]b", "ab", 1 },
  { "next-line", "a\302\205b", "a[U+0085]b", "ab", 1 },

  { "joiner-between-latin", "a" ZWJ "b", "a[U+200D]b", "ab", 1 },
  { "non-joiner-between-latin", "a" ZWNJ "b", "a[U+200C]b", "ab", 1 },
  { "joiner-at-the-beginning", ZWJ "a", "[U+200D]a", "a", 1 },
  { "joiner-after-emoji-only", "\U0001f468" ZWJ, "\U0001f468[U+200D]", "\U0001f468", 1 },
  { "joiner-emoji-and-letter", "\U0001f468" ZWJ "a", "\U0001f468[U+200D]a",
    "\U0001f468"
    "a",
    1 },
  { "non-joiner-in-emoji", "\U0001f468" ZWNJ "\U0001f469", "\U0001f468[U+200C]\U0001f469",
    "\U0001f468\U0001f469", 1 },
  { "two-joiners-in-arabic", "\331\205" ZWNJ ZWNJ "\330\256", "\331\205" ZWNJ "[U+200C]\330\256",
    "\331\205" ZWNJ "\330\256", 1 },
  { "joiner-after-blank-in-arabic", "\331\205 " ZWNJ "\330\256", "\331\205 [U+200C]\330\256",
    "\331\205 \330\256", 1 },
  { "selectors-in-a-row", "\U0001f600\357\270\217\357\270\201", "\U0001f600\357\270\217[U+FE01]",
    "\U0001f600\357\270\217", 1 },
  { "selector-after-blank", " \357\270\201", " [U+FE01]", " ", 1 },
  { "selector-at-the-beginning", "\357\270\201", "[U+FE01]", "", 1 },
  { "supplementary-selector-on-emoji", "\U0001f600\U000e0121", "\U0001f600[U+E0121]", "\U0001f600",
    1 },
  { "supplementary-selector-on-latin", "a\U000e0100", "a[U+E0100]", "a", 1 },
  { "invalid", "a\377b", "a\357\277\275b", "a\357\277\275b", 0 },
  { "cut", "a\342\200", "a\357\277\275", "a\357\277\275", 0 },
};

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  guint n_revealed = 99, n_stripped = 99, n_again;
  g_autofree char *revealed = alcove_hidden_characters_reveal (vector->text, -1, &n_revealed);
  g_autofree char *stripped = alcove_hidden_characters_strip (vector->text, -1, &n_stripped);
  g_autofree char *again = alcove_hidden_characters_reveal (revealed, -1, &n_again);

  g_assert_cmpstr (revealed, ==, vector->revealed ? vector->revealed : vector->text);
  g_assert_cmpstr (stripped, ==, vector->stripped ? vector->stripped : vector->text);
  g_assert_cmpuint (n_revealed, ==, vector->count);
  g_assert_cmpuint (n_stripped, ==, vector->count);
  g_assert_cmpstr (again, ==, revealed);
  g_assert_cmpuint (n_again, ==, 0);
}

static void
test_length (void)
{
  guint count;
  g_autofree char *nul = alcove_hidden_characters_reveal ("a\0b\342\200\256", 6, &count);
  g_autofree char *part = alcove_hidden_characters_strip ("ab\342\200\256", 2, NULL);

  g_assert_cmpstr (nul, ==, "a\357\277\275b[U+202E]");
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (part, ==, "ab");
}

/* Every character of Unicode: alone it is either shown as it is, or as its number, and never vanishes. */
static void
test_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[8] = { 0 };
      guint count;
      g_autofree char *revealed = NULL;
      g_autofree char *stripped = NULL;
      gboolean is_shown;

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, text);
      revealed = alcove_hidden_characters_reveal (text, -1, &count);
      stripped = alcove_hidden_characters_strip (text, -1, NULL);
      is_shown = g_str_equal (revealed, text);
      g_assert_cmpuint (count, ==, is_shown ? 0 : 1);
      g_assert_cmpstr (stripped, ==, is_shown ? text : "");
      if (c != '\n' && c != '\t' && c != 0xad && !(c >= 0x600 && c <= 0x605) && c < 0xfff0)
        g_assert_true (!is_shown || !g_unichar_iscntrl (c));
    }
}

/* A text that grows looks, up to its settled part, as it will look in the end. */
static void
test_settled (void)
{
  static const char text[] = "a\U0001f468" ZWJ "\U0001f469b\U0001f3f4\U000e0067\U000e0062"
                             "\U000e0065\U000e006e\U000e0067\U000e007f\U000e0067"
                             "c\U000e0041\331\205" ZWNJ "\330\256" ZWJ;
  g_autofree char *whole = alcove_hidden_characters_reveal (text, -1, NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gsize settled = alcove_hidden_characters_settled (text, (gsize) (p - text));
      g_autofree char *part = alcove_hidden_characters_reveal (text, (gssize) settled, NULL);

      g_assert_cmpuint (settled, <=, (gsize) (p - text));
      g_assert_true (g_str_has_prefix (whole, part));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/hidden-characters/", vectors[i].name, NULL);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/hidden-characters/length", test_length);
  g_test_add_func ("/hidden-characters/every-character", test_every_character);
  g_test_add_func ("/hidden-characters/settled", test_settled);
  return g_test_run ();
}
