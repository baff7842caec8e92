/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is written as Markdown is read as the same blocks: for our own examples and those of CommonMark and GFM. */

#include <string.h>

#include "alcove-markdown-writer.h"
#include "alcove-markdown.h"
#include "block-dump.h"
#include "suite.h"

typedef struct
{
  const char *name, *markdown, *expected;
} Example;

static const Example examples[] = {
  { "head-only", "| only a head |\n| --- |\n", NULL },
  { "bars",
    "| pipe \\| in `a\\|b` **cell** | back\\\\slash |\n| --- | :-: |\n| [x\\|y](<a\\|b>) | |\n",
    NULL },
  { "styles-overlap", "**a *b* c** *d **e***f ~~g [h](x)~~ [*i* `j`](y)k**\"l\"**m", NULL },
  { "no-address", "http\\://a.b www\\.c.d e\\@f.g https://h.i <j@k.l> [m](mailto:m@n.o)", NULL },
  { "deep",
    "> 1. a\n>    - b\n>\n>      > c\n>\n>      ```\n>      d\n>\n>      ```\n> 2. e\n\nf\n",
    NULL },
  { "line-starts",
    "\\# a\\\n\\- b\\\n1\\. c\\\n\\> d\\\n\\---\\\na | b\\\n\\--- | ---\\\n\\+ e\\\n-f", NULL },
  { "revealed", "\\[U+202E](https://a.b) \\[U+200B][c] [U+200B]\n\n\\[U+200B]: d\n\n[c]: e\n",
    NULL },
#include "markdown-examples.h"
};

/* What a copy keeps: all but how close blocks stand, and whether a fence is still open. */
static char *
dump (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *line = block_dump (g_ptr_array_index (blocks, i));
      g_auto (GStrv) words = g_strsplit (line, " ~", -1);
      g_autofree char *close = g_strjoinv ("", words);
      g_auto (GStrv) pieces = g_strsplit (close, " open ", -1);
      g_autofree char *shut = g_strjoinv (" ", pieces);

      g_string_append_printf (out, "%s\n", shut);
    }
  return g_string_free_and_steal (out);
}

static gboolean
comes_back (const char *name, const char *markdown)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (markdown, -1);
  g_autoptr (GString) written = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *before = dump (blocks);
  g_autofree char *after = NULL;

  alcove_markdown_append_blocks (written, blocks, 0);
  again = alcove_markdown_parse (written->str, -1);
  after = dump (again);
  if (g_str_equal (before, after))
    return TRUE;
  g_test_message ("%s\n--- from\n%s\n--- written\n%s\n--- was\n%s--- is\n%s", name, markdown,
                  written->str, before, after);
  return FALSE;
}

static void
test_examples (void)
{
  guint n_lost = 0;

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    n_lost += !comes_back (examples[i].name, examples[i].markdown);
  g_assert_cmpuint (n_lost, ==, 0);
}

/* What is too long for one layout comes in pieces; its lines stay lines, and HTML stays HTML. */
static void
test_long (void)
{
  static const char *const beginnings[] = { "", "1. ", "<div>\n", "> " };
  static const char *const lines[] = { "line\\\n", "line\\\n   ", "line\n", "line\\\n> " };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) text = g_string_new (beginnings[i]);

      while (text->len < 50000)
        g_string_append (text, lines[i]);
      g_string_append (text, "end\n");
      g_assert_true (comes_back (lines[i], text->str));
    }
}

/* What does not, and why. */
static const struct
{
  const char *section;
  gint64 number;
} others[] = {
  /* a tab as the first character of a text: a line does not begin with one */
  { "commonmark/Entity and numeric character references", 40 },
  { "gfm/Entity and numeric character references", 336 },
  /* a paragraph in which there is nothing */
  { "commonmark/Links", 486 },
  { "commonmark/Links", 489 },
  { "gfm/Links", 495 },
  /* a link in the description of an image */
  { "commonmark/Links", 522 },
  { "commonmark/Images", 577 },
  { "gfm/Links", 528 },
  { "gfm/Images", 583 },
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
test_suites (void)
{
  g_autoptr (GPtrArray) all = suite_load_examples ();
  guint n_lost = 0;

  if (all->len == 0)
    {
      g_test_skip ("the suites are absent: ALCOVE_SHARED names no folder that has them");
      return;
    }
  for (guint i = 0; i < all->len; i++)
    {
      const SuiteExample *example = g_ptr_array_index (all, i);
      g_autofree char *name
          = g_strdup_printf ("%s %" G_GINT64_FORMAT, example->section, example->number);

      n_lost += !is_other (example) && !comes_back (name, example->markdown);
    }
  g_test_message ("%u of %u come back", all->len - n_lost, all->len);
  g_assert_cmpuint (n_lost, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/markdown-writer/examples", test_examples);
  g_test_add_func ("/text/markdown-writer/long", test_long);
  g_test_add_func ("/text/markdown-writer/suites", test_suites);
  return g_test_run ();
}
