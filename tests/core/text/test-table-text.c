/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A table that is copied makes the same table again, as Markdown and as HTML. */

#include <string.h>

#include "alcove-html-blocks.h"
#include "alcove-markdown.h"
#include "alcove-table-text.h"

static const char *const tables[] = {
  "| a | b |\n| --- | --- |\n| c | d |\n",
  "| a | b | c | d |\n| --- | :-- | :-: | --: |\n| 1 | 2 | 3 | 4 |\n| 5 | 6 | 7 | 8 |\n",
  "| pipe \\| in a cell | back\\\\slash |\n| --- | --- |\n| x | y |\n",
  "| only a head |\n| --- |\n",
};

static void
test_again (gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (data, -1);
  const AlcoveBlock *table = g_ptr_array_index (blocks, 0);
  g_autofree char *markdown = alcove_table_text_to_markdown (table);
  g_autoptr (GPtrArray) again = alcove_markdown_parse (markdown, -1);

  g_assert_cmpuint (blocks->len, ==, 1);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (((AlcoveBlock *) g_ptr_array_index (again, 0))->hash, ==, table->hash);
}

/* What is pasted elsewhere fetches nothing, and leads nowhere that the window would not. */
static void
test_harmless (void)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (
      "<script>alert(1)</script>\n\n![x](https://tracker.test/a.png) [y](javascript:alert(1)) "
      "[z](https://example.org/)\n",
      -1);
  g_autoptr (GString) html = g_string_new (NULL);

  alcove_html_append_blocks (html, blocks, 0);
  g_assert_null (strstr (html->str, "<script"));
  g_assert_null (strstr (html->str, "<img"));
  g_assert_null (strstr (html->str, "href=\"javascript"));
  g_assert_nonnull (strstr (html->str, "href=\"https://example.org/\""));
}

static void
test_levels (void)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse ("# One\n\nTwo\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  alcove_html_append_blocks (html, blocks, 0);
  g_assert_cmpstr (html->str, ==, "<h1>One</h1>\n<p>Two</p>\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text/table-text/again/%u", i);

      g_test_add_data_func (path, tables[i], test_again);
    }
  g_test_add_func ("/text/table-text/harmless", test_harmless);
  g_test_add_func ("/text/table-text/levels", test_levels);
  return g_test_run ();
}
