/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The examples of the CommonMark and GFM specifications: our blocks are those of the expected HTML, with the same
 * depths, items, languages, cells and looks of the text. Left out are examples with raw HTML, which is text to us,
 * and those listed here; docs/markdown.md says them, too. */

#include "alcove-markdown.h"
#include "html-blocks.h"
#include "suite.h"

#include <string.h>

static const struct
{
  const char *section;
  gint64 number;
} others[] = {
  /* raw HTML stands between the text: it is text to us */
  { "commonmark/HTML blocks", 169 },
  { "commonmark/HTML blocks", 170 },
  { "commonmark/HTML blocks", 189 },
  { "commonmark/Code spans", 346 },
  { "commonmark/Emphasis and strong emphasis", 477 },
  { "commonmark/Emphasis and strong emphasis", 478 },
  { "commonmark/Emphasis and strong emphasis", 479 },
  { "commonmark/Raw HTML", 618 },
  { "commonmark/Raw HTML", 632 },
  { "commonmark/Raw HTML", 633 },
  { "commonmark/Hard line breaks", 645 },
  { "commonmark/Hard line breaks", 646 },
  { "gfm/HTML blocks", 138 },
  { "gfm/HTML blocks", 156 },
  { "gfm/Code spans", 354 },
  { "gfm/Emphasis and strong emphasis", 484 },
  { "gfm/Emphasis and strong emphasis", 485 },
  { "gfm/Emphasis and strong emphasis", 486 },
  { "gfm/Raw HTML", 635 },
  { "gfm/Raw HTML", 650 },
  { "gfm/Raw HTML", 651 },
  { "gfm/Hard line breaks", 663 },
  { "gfm/Hard line breaks", 664 },
  { "gfm-extensions/Embedded HTML", 12 },
  /* an item that begins with a list has its marker on a line of its own */
  { "commonmark/List items", 300 },
  { "commonmark/List items", 301 },
  { "gfm/List items", 276 },
  { "gfm/List items", 277 },
  /* bare addresses are links, as GitHub has it */
  { "commonmark/Autolinks", 610 },
  { "commonmark/Autolinks", 613 },
  { "commonmark/Autolinks", 614 },
  { "gfm/Autolinks", 616 },
  { "gfm/Autolinks", 619 },
  { "gfm/Autolinks", 620 },
  /* md4c has bounds of its own for bare addresses */
  { "gfm/Autolinks (extension)", 625 },
  { "gfm/Autolinks (extension)", 626 },
  { "gfm/Autolinks (extension)", 627 },
  { "gfm-extensions/Autolinks", 19 },
  /* md4c takes a delimiter row of another width */
  { "gfm/Tables (extension)", 203 },
  { "gfm-extensions/Table cell count mismatches", 7 },
};

static gboolean
is_other (const SuiteExample *example)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].section, example->section) && others[i].number == example->number)
      return TRUE;
  return FALSE;
}

static gboolean
has_html (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    if (((AlcoveBlock *) g_ptr_array_index (blocks, i))->kind == ALCOVE_BLOCK_HTML)
      return TRUE;
  return FALSE;
}

typedef enum
{
  EQUAL,
  RAW,
  DIFFERENT
} Verdict;

static Verdict
judge (const SuiteExample *example)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (example->markdown, -1);
  g_autofree char *expected = html_blocks_dump (example->html);
  g_autofree char *ours = html_blocks_dump_ours (blocks);

  if (expected == NULL || has_html (blocks))
    {
      g_test_message ("raw HTML: %s %" G_GINT64_FORMAT, example->section, example->number);
      return RAW;
    }
  if (g_str_equal (ours, expected))
    return EQUAL;
  g_test_message ("%s %" G_GINT64_FORMAT "\nours:\n%sexpected:\n%s", example->section,
                  example->number, ours, expected);
  return DIFFERENT;
}

static void
test_section (gconstpointer data)
{
  const SuiteSection *section = data;
  guint n_equal = 0, n_raw = 0, n_others = 0;

  for (guint i = 0; i < section->examples->len; i++)
    {
      const SuiteExample *example = g_ptr_array_index (section->examples, i);
      const Verdict verdict = judge (example);

      n_equal += verdict == EQUAL ? 1 : 0;
      n_raw += verdict == RAW ? 1 : 0;
      n_others += verdict == DIFFERENT && is_other (example) ? 1 : 0;
      if (verdict != DIFFERENT)
        g_assert_false (is_other (example)); /* the list is no longer than it must be */
    }
  g_test_message ("%u of %u equal, %u with raw HTML", n_equal, section->examples->len, n_raw);
  g_assert_cmpuint (n_equal + n_raw + n_others, ==, section->examples->len);
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
    g_test_add_func ("/structure/absent", test_absent);
  for (guint i = 0; i < sections->len; i++)
    {
      SuiteSection *section = g_ptr_array_index (sections, i);
      g_autofree char *path = g_strconcat ("/structure/", section->name, NULL);

      g_test_add_data_func (path, section, test_section);
    }
  return g_test_run ();
}
