/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Blocks as HTML, for what is copied: whole, with its styles, and harmless. */

#include <string.h>

#include "alcove-html-blocks.h"
#include "alcove-markdown.h"

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

/* Words of a link in two styles are judged together. */
static void
test_split_link (void)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (
      "[**pay**pal.com](https://evil.example/) [**a** b](https://c.example/)\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  alcove_html_append_blocks (html, blocks, 0);
  g_assert_null (strstr (html->str, "href=\"https://evil.example/\""));
  g_assert_nonnull (strstr (html->str, "href=\"https://c.example/\"><strong>a</strong>"));
}

static void
test_levels (void)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse ("# One\n\nTwo\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  alcove_html_append_blocks (html, blocks, 0);
  g_assert_cmpstr (html->str, ==, "<h1 dir=\"auto\">One</h1>\n<p dir=\"auto\">Two</p>\n");
}

/* Rows without a row of headings are no headings; a line that was broken stays broken. */
static void
test_rows (void)
{
  g_autoptr (GPtrArray) blocks
      = alcove_markdown_parse ("| | |\n| --- | --: |\n| a | b |\n\nOne\\\ntwo\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  alcove_html_append_blocks (html, blocks, 0);
  g_assert_cmpstr (html->str, ==,
                   "<div class=\"table\"><table dir=\"auto\">\n<tbody>\n<tr><td>a</td><td "
                   "class=\"end\">b</td></tr>\n"
                   "</tbody></table></div>\n<p dir=\"auto\">One<br>two</p>\n");
}

/* What is shown in several pieces, for it is long, is one paragraph. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("");
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = NULL;

  while (text->len < 50000)
    g_string_append (text, "word ");
  g_string_append (text, "end\n\nnext\n");
  blocks = alcove_markdown_parse (text->str, -1);
  g_assert_cmpuint (blocks->len, >, 3);
  alcove_html_append_blocks (html, blocks, 0);
  g_assert_nonnull (strstr (html->str, "word end</p>\n<p dir=\"auto\">next</p>\n"));
  g_assert_null (strstr (html->str, "word </p>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/html-blocks/harmless", test_harmless);
  g_test_add_func ("/text/html-blocks/split-link", test_split_link);
  g_test_add_func ("/text/html-blocks/levels", test_levels);
  g_test_add_func ("/text/html-blocks/rows", test_rows);
  g_test_add_func ("/text/html-blocks/long", test_long);
  return g_test_run ();
}
