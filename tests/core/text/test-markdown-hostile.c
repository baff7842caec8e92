/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Texts made to do harm: whatever comes in, what comes out is valid, bounded, and nothing is lost. */

#include "alcove-leaf-builder.h"
#include "alcove-markdown.h"
#include "block-dump.h"

#include <string.h>

static const char *const pieces[] = {
  "*",
  "**",
  "_",
  "~~",
  "`",
  "```",
  "~~~",
  "$",
  "$$",
  "[",
  "]",
  "(",
  ")",
  "![",
  "](",
  "]:",
  "<",
  ">",
  "&",
  "&amp;",
  "&#x202E;",
  "&#0;",
  "&#xFFFFFFF;",
  "&zwj;",
  "|",
  "|--|",
  "---",
  "===",
  "#",
  "- ",
  "+ ",
  "1. ",
  "9) ",
  "- [ ] ",
  "> ",
  "\n",
  "\n\n",
  "\r",
  "\r\n",
  "\t",
  " ",
  "    ",
  "\\",
  "a",
  "b c",
  "https://a.b",
  "www.c.de",
  "x@y.z",
  "<b>",
  "</b>",
  "<!--",
  "-->",
  "<script>",
  "<a href=\"",
  "\303\274",
  "\346\227\245",
  "\360\237\230\200",
  "\342\200\215",
  "\342\200\256",
  "\342\200\213",
  "\357\273\277",
  "\363\240\201\201",
  "\377",
  "\303",
  "\360\237",
  "\001",
  "\033",
  "[a]: b",
  "[a]",
  "\"",
  "'",
  ":",
  ".",
  "!",
};

static void
append_piece (GRand *rand, GString *text)
{
  guint which = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces) + 2);

  if (which < G_N_ELEMENTS (pieces))
    g_string_append (text, pieces[which]);
  else
    g_string_append_c (text, (char) g_rand_int_range (rand, 0, 256));
}

static void
check_growing (GRand *rand, const GString *text)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);

  for (gsize at = 0; at < text->len;)
    {
      gsize n = (gsize) g_rand_int_range (rand, 1, 30);
      guint first;

      n = MIN (n, text->len - at);
      first = alcove_markdown_append (markdown, text->str + at, (gssize) n);
      g_assert_cmpuint (first, <=, blocks->len);
      assert_blocks_sound (blocks);
      at += n;
    }
  alcove_markdown_finish (markdown);
  assert_blocks_sound (blocks);
  g_assert_true (g_utf8_validate (alcove_markdown_get_source (markdown), -1, NULL));
}

static void
test_random (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));

  for (guint i = 0; i < 30000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) blocks = NULL;

      for (gint n = g_rand_int_range (rand, 1, 40); n > 0; n--)
        append_piece (rand, text);
      blocks = alcove_markdown_parse (text->str, (gssize) text->len);
      assert_blocks_sound (blocks);
      if (i % 20 == 0)
        check_growing (rand, text);
    }
}

/* A piece again and again: what a parser that takes more than linear time, or recurses, does not survive. */
static const struct
{
  const char *name, *begin, *again, *end;
} repeated[] = {
  { "quotes", "", ">", "a" },
  { "quotes-with-blanks", "", "> ", "a" },
  { "lists", "", "- ", "a" },
  { "numbers", "", "1. ", "a" },
  { "quotes-and-lists", "", "> - ", "a" },
  { "stars", "", "*", "a" },
  { "stars-and-letters", "", "*a", "" },
  { "stars-and-underscores", "", "*a_ ", "" },
  { "brackets", "", "[", "a" },
  { "brackets-closed", "", "]", "" },
  { "links-open", "", "[a](", "" },
  { "links-angle", "", "[a](<b", "" },
  { "images", "", "![", "](a)" },
  { "references", "", "[a][", "" },
  { "definitions", "", "[a]: b\n", "[a]" },
  { "definitions-long", "[", "a", "]: b\n\n[a]" },
  { "ticks", "", "`a``b", "" },
  { "tick-runs", "", "a`", "" },
  { "fences", "", "```\n", "" },
  { "fences-open", "", "````````````\n", "" },
  { "angles", "", "<", "" },
  { "tags-open", "", "<a ", "" },
  { "comments-open", "", "<!--", "" },
  { "declarations-open", "", "<!A ", "" },
  { "instructions-open", "", "<?", "" },
  { "cdata-open", "", "<![CDATA[", "" },
  { "entities", "", "&#38;", "" },
  { "entities-named", "", "&CounterClockwiseContourIntegral;", "" },
  { "entities-unknown", "", "&nosuchname;", "" },
  { "entities-open", "", "&", "" },
  { "dollars", "", "$a", "" },
  { "tildes", "", "~~a", "" },
  { "backslashes", "", "\\", "" },
  { "colons", "", "http://", "" },
  { "at-signs", "", "a@", "" },
  { "dots", "", "www.", "" },
  { "headings", "", "# a\n", "" },
  { "rules", "", "---\n", "" },
  { "underlines", "a\n", "=", "" },
  { "blank-lines", "a\n", "\n", "b" },
  { "blanks", "", " ", "a" },
  { "tabs", "", "\t", "a" },
  { "code-lines", "```\n", "\t  \ta\n", "" },
  { "rows", "|a|\n|-|\n", "|b\n", "" },
  { "rows-behind-text", "t\n", "|a|\n|-|\n", "" },
  { "returns", "", "\r", "" },
  { "joiners", "a", "\342\200\215", "" },
  { "tag-characters", "\360\237\217\264", "\363\240\201\247", "" },
  { "selectors", "a", "\357\270\217", "" },
  { "marks", "a", "\314\201", "" },
  { "broken-bytes", "", "\360\237", "" },
  { "nested-list-lines", "", "- a\n  - b\n", "" },
};

static void
test_repeated (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (GString) text = g_string_new (repeated[which].begin);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();

  while (text->len < 100000)
    g_string_append (text, repeated[which].again);
  g_string_append (text, repeated[which].end);
  blocks = alcove_markdown_parse (text->str, (gssize) text->len);
  assert_blocks_sound (blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpuint (block->list_depth, <=, ALCOVE_LEAF_MAX_DEPTH);
      g_assert_cmpuint (block->quote_depth, <=, ALCOVE_LEAF_MAX_DEPTH);
      if (block->kind != ALCOVE_BLOCK_CODE)
        g_assert_cmpuint (block->run.length, <=, ALCOVE_LEAF_MAX_TEXT);
    }
  for (gsize at = 0; at < text->len; at += 10007)
    alcove_markdown_append (markdown, text->str + at, (gssize) MIN (10007, text->len - at));
  alcove_markdown_finish (markdown);
  g_assert_cmpuint (alcove_markdown_get_blocks (markdown)->len, ==, blocks->len);
}

static char *
join (GPtrArray *blocks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpint (block->is_continued, ==, i > 0);
      g_string_append (text, block->run.text);
    }
  return g_string_free_and_steal (text);
}

/* A paragraph too long for one layout comes in pieces that are, joined, what it was. */
static void
test_long_paragraph (gconstpointer data)
{
  const char *again = data;
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *joined = NULL;

  while (plain->len < 10 * ALCOVE_LEAF_MAX_TEXT)
    g_string_append (plain, again);
  g_string_append (plain, "end");
  g_string_append_printf (source, "**%s**", plain->str);
  blocks = alcove_markdown_parse (source->str, -1);
  joined = join (blocks);
  assert_blocks_sound (blocks);
  g_assert_cmpuint (blocks->len, >=, 10);
  g_assert_cmpstr (joined, ==, plain->str);
  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);
      const AlcoveSpan *span = &g_array_index (block->run.spans, AlcoveSpan, 0);

      g_assert_cmpuint (block->run.spans->len, ==, 1);
      g_assert_cmpuint (span->end - span->start, ==, block->run.length);
      g_assert_cmpint (span->flags, ==, ALCOVE_SPAN_STRONG);
    }
}

/* A table without end is bounded; its rows go on as text. */
static void
test_large_table (void)
{
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = NULL;
  const AlcoveBlock *table, *last;
  const guint n_columns = 100, n_rows = 2000;

  for (guint i = 0; i < n_columns; i++)
    g_string_append (source, "|a");
  g_string_append (source, "|\n");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (source, "|-");
  g_string_append (source, "|\n");
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (source, "|r%u|s|\n", i);
  blocks = alcove_markdown_parse (source->str, -1);
  assert_blocks_sound (blocks);
  table = g_ptr_array_index (blocks, 0);
  last = g_ptr_array_index (blocks, blocks->len - 1);
  g_assert_cmpuint (table->cells->len, <=, ALCOVE_LEAF_MAX_CELLS);
  g_assert_cmpuint (table->cells->len / n_columns - 1 + blocks->len - 1, ==, n_rows);
  g_assert_cmpint (last->kind, ==, ALCOVE_BLOCK_PARAGRAPH);
  g_assert_true (g_str_has_prefix (last->run.text, "r1999\ts"));
}

/* However long the text before it and the table itself are, a table behind text is one. */
static void
test_large_table_behind_text (void)
{
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = NULL;
  const AlcoveBlock *table;
  const guint n_rows = 3000;

  while (source->len < 2 * ALCOVE_LEAF_MAX_TEXT)
    g_string_append (source, "some words\n");
  g_string_append (source, "|a|b|\n|-|-|\n");
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (source, "|r%u|s|\n", i);
  blocks = alcove_markdown_parse (source->str, -1);
  assert_blocks_sound (blocks);
  table = g_ptr_array_index (blocks, blocks->len - 1);
  g_assert_cmpuint (blocks->len, ==, 2 + 1);
  g_assert_cmpint (table->kind, ==, ALCOVE_BLOCK_TABLE);
  g_assert_cmpuint (table->cells->len, ==, 2 * (n_rows + 1));
}

static void
add_repeated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/repeated/", repeated[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_repeated);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/random/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_random);
    }
  add_repeated ();
  g_test_add_data_func ("/hostile/long-paragraph/words", "word ", test_long_paragraph);
  g_test_add_data_func ("/hostile/long-paragraph/no-blanks", "a", test_long_paragraph);
  g_test_add_data_func ("/hostile/long-paragraph/wide", "\346\227\245", test_long_paragraph);
  g_test_add_data_func ("/hostile/long-paragraph/emoji", "x\360\237\230\200", test_long_paragraph);
  g_test_add_func ("/hostile/large-table", test_large_table);
  g_test_add_func ("/hostile/large-table-behind-text", test_large_table_behind_text);
  return g_test_run ();
}
