/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The examples of the CommonMark and GFM specifications: the text that we show is the text of the HTML that
 * is expected, white space aside. */

#include "alcove-markdown.h"
#include "block-dump.h"
#include "suite.h"

#include <string.h>

static void
append_unescaped (GString *out, const char *text, gsize length)
{
  static const struct
  {
    const char *name, *text;
  } entities[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" }, { "&quot;", "\"" } };

  for (const char *p = text; p < text + length;)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (entities) && !found; i++)
        if (g_str_has_prefix (p, entities[i].name))
          {
            g_string_append (out, entities[i].text);
            p += strlen (entities[i].name);
            found = TRUE;
          }
      if (!found)
        g_string_append_c (out, *p++);
    }
}

/* The text of HTML: without tags, but with the descriptions of images. */
static char *
text_of_html (const char *html)
{
  GString *text = g_string_new (NULL);

  for (const char *p = html; *p;)
    {
      gsize n = strcspn (p, "<");
      const char *alt;

      append_unescaped (text, p, n);
      p += n;
      n = *p ? strcspn (p, ">") + 1 : 0;
      alt = g_str_has_prefix (p, "<img ") ? g_strstr_len (p, (gssize) n, "alt=\"") : NULL;
      if (alt)
        append_unescaped (text, alt + 5, strcspn (alt + 5, "\""));
      p += MIN (n, strlen (p));
    }
  return g_string_free_and_steal (text);
}

static char *
text_of_blocks (GPtrArray *blocks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *plain = alcove_block_dup_plain_text (g_ptr_array_index (blocks, i));

      g_string_append (text, plain);
    }
  return g_string_free_and_steal (text);
}

static void
drop_blanks (char *text)
{
  char *out = text;

  for (const char *p = text; *p; p++)
    if (!g_ascii_isspace (*p))
      *out++ = *p;
  *out = '\0';
}

/* Raw HTML is text to us, so it may stand in ours where theirs has a tag. */
static gboolean
agrees (const SuiteExample *example)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (example->markdown, -1);
  g_autofree char *expected = text_of_html (example->html);
  g_autofree char *ours = text_of_blocks (blocks);
  g_autofree char *bare = text_of_html (ours);

  assert_blocks_sound (blocks);
  drop_blanks (expected);
  drop_blanks (ours);
  drop_blanks (bare);
  if (g_str_equal (ours, expected) || g_str_equal (bare, expected))
    return TRUE;
  g_test_message ("%s %" G_GINT64_FORMAT ": ours \"%s\", expected \"%s\"", example->section,
                  example->number, ours, expected);
  return FALSE;
}

/* Where we are not of one mind with the HTML, and why. Every other example must agree. */
static const struct
{
  const char *section;
  gint64 number;
} others[] = {
  /* raw HTML in which the expected text itself has tags and indentation */
  { "commonmark/HTML blocks", 185 },
  { "commonmark/HTML blocks", 186 },
  { "commonmark/HTML blocks", 193 },
  { "commonmark/Links", 496 },
  { "gfm/HTML blocks", 152 },
  { "gfm/HTML blocks", 153 },
  { "gfm/HTML blocks", 160 },
  { "gfm/Links", 503 },
  { "gfm/Disallowed Raw HTML (extension)", 653 },
  { "gfm-extensions/HTML tag filter", 22 },
  /* an image without a description shows its address */
  { "commonmark/Images", 583 },
  { "gfm/Images", 589 },
  /* md4c takes a delimiter row of another width for a table */
  { "gfm/Tables (extension)", 203 },
  { "gfm-extensions/Table cell count mismatches", 7 },
  /* the expected text is not all there: "<" in it is taken for a tag by this test */
  { "gfm-extensions/Autolinks", 20 },
  /* footnotes are text */
  { "gfm-extensions/Footnotes", 23 },
};

static gboolean
is_other (const SuiteExample *example)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].section, example->section) && others[i].number == example->number)
      return TRUE;
  return FALSE;
}

static void
test_section (gconstpointer data)
{
  const SuiteSection *section = data;
  guint n_agree = 0, n_others = 0;

  for (guint i = 0; i < section->examples->len; i++)
    {
      const SuiteExample *example = g_ptr_array_index (section->examples, i);

      if (agrees (example))
        n_agree++;
      else if (is_other (example))
        n_others++;
    }
  g_test_message ("%u of %u agree", n_agree, section->examples->len);
  g_assert_cmpuint (n_agree + n_others, ==, section->examples->len);
}

static void
test_absent (void)
{
  g_test_skip ("the suites are absent: ALCOVE_SHARED names no folder that has them");
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) sections = suite_load ();

  g_test_init (&argc, &argv, NULL);
  if (sections->len == 0)
    g_test_add_func ("/suites/absent", test_absent);
  for (guint i = 0; i < sections->len; i++)
    {
      SuiteSection *section = g_ptr_array_index (sections, i);
      g_autofree char *path = g_strconcat ("/suites/", section->name, NULL);

      g_test_add_data_func (path, section, test_section);
    }
  return g_test_run ();
}
