/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A text that grows comes to what it comes to at once, wherever it is cut on the way, and blocks that
 * did not change stay the blocks they were. */

#include "alcove-block-private.h"
#include "alcove-hidden-characters-private.h"
#include "alcove-markdown-cut.h"
#include "alcove-markdown-private.h"
#include "block-dump.h"
#include "suite.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *markdown;
  const char *blocks;
} examples[] = {
#include "markdown-examples.h"
};

static gboolean
is_same_from (guint from, GPtrArray *blocks, GPtrArray *expected)
{
  if (blocks->len != expected->len)
    return FALSE;
  for (guint i = from; i < blocks->len; i++)
    if (!alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (expected, i)))
      return FALSE;
  return TRUE;
}

static void
show_difference (GPtrArray *blocks, GPtrArray *expected, const char *text, gsize length)
{
  g_autofree char *a = blocks_dump (blocks);
  g_autofree char *b = blocks_dump (expected);

  g_test_message ("text:\n%.*s\ngrown:\n%s\nat once:\n%s", (int) length, text, a, b);
}

static void
assert_same (GPtrArray *blocks, GPtrArray *expected, const char *text, gsize length)
{
  gboolean is_same = is_same_from (0, blocks, expected);

  if (!is_same)
    show_difference (blocks, expected, text, length);
  g_assert_true (is_same);
}

/* Appends a piece and checks the answer: what stands before it is untouched, it itself is not. */
static guint
append_checked (AlcoveMarkdown *markdown, const char *piece, gsize length)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  g_autoptr (GPtrArray) before
      = g_ptr_array_copy (blocks, (GCopyFunc) (void *) alcove_block_ref, NULL);
  guint first = alcove_markdown_append (markdown, piece, (gssize) length);

  g_ptr_array_set_free_func (before, (GDestroyNotify) alcove_block_unref);
  g_assert_cmpuint (first, <=, blocks->len);
  for (guint i = 0; i < first; i++)
    g_assert_true (g_ptr_array_index (blocks, i) == g_ptr_array_index (before, i));
  if (first < MIN (blocks->len, before->len))
    g_assert_false (
        alcove_block_equal (g_ptr_array_index (blocks, first), g_ptr_array_index (before, first)));
  for (guint i = first; i < MIN (blocks->len, before->len); i++)
    if (alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (before, i))
        && blocks->len == before->len)
      g_assert_true (g_ptr_array_index (blocks, i) == g_ptr_array_index (before, i));
  return first;
}

static gboolean
is_whole (const char *text, gsize length)
{
  return g_utf8_validate_len (text, length, NULL)
         && alcove_hidden_characters_settled (text, length) == length;
}

/* While a definition stands in the tail, a frozen block may wait for it; the number of blocks and the tail are right. */
static gboolean
is_grown_right (AlcoveMarkdown *markdown, const char *text, gsize length)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  const char *tail = alcove_markdown_get_source (markdown) + alcove_markdown_get_tail (markdown);
  g_autoptr (GPtrArray) whole = NULL;
  guint from = 0;

  if (!is_whole (text, length))
    return TRUE;
  whole = alcove_markdown_parse (text, (gssize) length);
  if (alcove_markdown_may_define (tail, strlen (tail)))
    from = alcove_markdown_get_n_frozen (markdown);
  if (is_same_from (from, blocks, whole))
    return TRUE;
  show_difference (blocks, whole, text, length);
  return FALSE;
}

static void
check_finished (AlcoveMarkdown *markdown, const char *text, gsize length)
{
  g_autoptr (GPtrArray) whole = alcove_markdown_parse (text, (gssize) length);

  alcove_markdown_finish (markdown);
  assert_same (alcove_markdown_get_blocks (markdown), whole, text, length);
  g_assert_cmpuint (alcove_markdown_finish (markdown), ==, whole->len);
}

static void
check_split (const char *text, gsize length, gsize at)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();

  append_checked (markdown, text, at);
  g_assert_true (is_grown_right (markdown, text, at));
  append_checked (markdown, text + at, length - at);
  g_assert_true (is_grown_right (markdown, text, length));
  check_finished (markdown, text, length);
}

/* Answers whether it was right all the way; at the end it must be. */
static gboolean
check_bytes (const char *text, gsize length)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  gboolean is_right = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      append_checked (markdown, text + i, 1);
      is_right = is_right && is_grown_right (markdown, text, i + 1);
    }
  check_finished (markdown, text, length);
  return is_right;
}

static void
check_text (const char *text)
{
  gsize length = strlen (text);

  for (gsize at = 0; at <= length; at++)
    check_split (text, length, at);
  g_assert_true (check_bytes (text, length));
}

static void
test_example (gconstpointer data)
{
  check_text (data);
}

static void
test_section (gconstpointer data)
{
  const SuiteSection *section = data;

  for (guint i = 0; i < section->examples->len; i++)
    check_text (((SuiteExample *) g_ptr_array_index (section->examples, i))->markdown);
}

static guint
rounds (guint usual)
{
  const char *factor = g_getenv ("ALCOVE_TEST_FACTOR");

  return factor ? usual * (guint) g_ascii_strtoull (factor, NULL, 10) : usual;
}

/* Pieces of one to forty bytes. */
static gboolean
check_pieces (GRand *rand, const char *text, gsize length)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  gboolean is_right = TRUE;

  for (gsize at = 0; at < length;)
    {
      gsize n = (gsize) g_rand_int_range (rand, 1, 41);

      n = MIN (n, length - at);
      append_checked (markdown, text + at, n);
      at += n;
      is_right = is_right && is_grown_right (markdown, text, at);
    }
  check_finished (markdown, text, length);
  return is_right;
}

static char *
random_text (GRand *rand, GPtrArray *texts)
{
  GString *text = g_string_new (NULL);

  for (gint n = g_rand_int_range (rand, 2, 6); n > 0; n--)
    {
      guint i = (guint) g_rand_int_range (rand, 0, (gint) texts->len);

      g_string_append (text, g_ptr_array_index (texts, i));
      g_string_append (text, g_rand_boolean (rand) ? "\n\n" : "\n");
    }
  return g_string_free_and_steal (text);
}

/* md4c itself reads one list in some 100,000 of such texts differently, for what stands far before it;
 * the end is right then too. */
static void
check_random (GPtrArray *texts, guint32 seed, guint n_texts, gboolean by_bytes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_wrong = 0;

  n_texts = rounds (n_texts);
  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = random_text (rand, texts);
      gsize length = strlen (text);

      if (by_bytes ? !check_bytes (text, length) : !check_pieces (rand, text, length))
        n_wrong++;
    }
  g_assert_cmpuint (n_wrong, <=, n_texts / 300);
}

static GPtrArray *
all_texts (void)
{
  g_autoptr (GPtrArray) suite = suite_load_examples ();
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    g_ptr_array_add (texts, g_strdup (examples[i].markdown));
  for (guint i = 0; i < suite->len; i++)
    g_ptr_array_add (texts, g_strdup (((SuiteExample *) g_ptr_array_index (suite, i))->markdown));
  return texts;
}

static void
test_random_bytes (gconstpointer data)
{
  g_autoptr (GPtrArray) texts = all_texts ();

  check_random (texts, GPOINTER_TO_UINT (data), 60, TRUE);
}

static void
test_random_pieces (gconstpointer data)
{
  g_autoptr (GPtrArray) texts = all_texts ();

  check_random (texts, GPOINTER_TO_UINT (data), 300, FALSE);
}

static void
test_absent (void)
{
  g_test_skip ("the suites are absent: ALCOVE_SHARED names no folder that has them");
}

static void
add_suites (GPtrArray *sections)
{
  if (sections->len == 0)
    g_test_add_func ("/incremental/absent", test_absent);
  for (guint i = 0; i < sections->len; i++)
    {
      SuiteSection *section = g_ptr_array_index (sections, i);
      g_autofree char *path = g_strconcat ("/incremental/", section->name, NULL);

      g_test_add_data_func (path, section, test_section);
    }
}

static guint
count_links (AlcoveMarkdown *markdown, guint index)
{
  const AlcoveBlock *block = g_ptr_array_index (alcove_markdown_get_blocks (markdown), index);
  guint n = 0;

  for (guint i = 0; block->run.spans != NULL && i < block->run.spans->len; i++)
    n += g_array_index (block->run.spans, AlcoveSpan, i).target != NULL ? 1 : 0;
  return n;
}

static void
append_text (AlcoveMarkdown *markdown, const char *text)
{
  append_checked (markdown, text, strlen (text));
}

/* The definition of a link that stands far above comes while more is to come: that block alone is another one then,
 * long before the end. */
static void
test_late_definition (void)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  g_autoptr (GPtrArray) before = NULL;

  append_text (markdown, "See [later] for it.\n\n");
  for (guint i = 0; i < 20; i++)
    append_text (markdown, "A paragraph of [some] words.\n\n");
  g_assert_cmpuint (alcove_markdown_get_n_frozen (markdown), >, 15);
  g_assert_cmpuint (count_links (markdown, 0), ==, 0);
  before = g_ptr_array_copy (alcove_markdown_get_blocks (markdown),
                             (GCopyFunc) (void *) alcove_block_ref, NULL);
  g_ptr_array_set_free_func (before, (GDestroyNotify) alcove_block_unref);
  append_text (markdown, "[later]: https://example.org/\n\n");
  append_text (markdown, "And on it goes.\n\nAnd on.\n\n");
  g_assert_cmpuint (count_links (markdown, 0), ==, 1);
  for (guint i = 1; i < before->len; i++)
    g_assert_true (g_ptr_array_index (before, i)
                   == g_ptr_array_index (alcove_markdown_get_blocks (markdown), i));
}

/* What a frozen block calls a link, and how it is defined far behind it. */
static const struct
{
  const char *name;
  const char *use;
  const char *definition;
} labels[] = {
  { "shortcut", "See [later].", "[later]: https://example.org/" },
  { "full", "See [these words][later].", "[later]: https://example.org/" },
  { "image", "![A picture][later]", "[later]: https://example.org/" },
  { "case", "See [\303\204RGER und STRASSE].",
    "[\303\244rger und stra\303\237e]: https://example.org/" },
  { "blanks", "See [some\n  more  words].", "[Some more words]: https://example.org/" },
  { "quote", "> See [some\n> more words].", "[some more words]: https://example.org/" },
  { "defined-in-quote", "See [some more].", "> [some\n> more]: https://example.org/" },
  { "defined-in-list", "See [later].", "1. - [later]: https://example.org/" },
  { "defined-in-task", "See [later].", "- [ ] [later]: https://example.org/" },
  { "item", "- one\n- two, see [later]", "[later]: https://example.org/" },
  { "cell", "| a | b |\n|---|---|\n| [later] | 2 |", "[later]: https://example.org/" },
  { "brackets", "See [a \\[b\\] c].", "[a \\[b\\] c]: https://example.org/" },
  { "inner", "See [[later]] and ![[later]](x).", "[later]: https://example.org/" },
  { "code", "See [`a` b].", "[`a` b]: https://example.org/" },
  { "second", "See [later].", "[first]: https://example.org/1\n[later]: https://example.org/" },
};

/* Behind so many paragraphs that nothing of the use is in the tail any more. */
static void
test_label (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  g_autoptr (GPtrArray) alone = alcove_markdown_parse (labels[i].use, -1);
  g_autoptr (GPtrArray) whole = NULL;
  guint n_frozen;

  append_text (markdown, "# Before\n\n");
  append_text (markdown, labels[i].use);
  append_text (markdown, "\n\n");
  for (guint k = 0; k < 5; k++)
    append_text (markdown, "# A heading\n\nA paragraph.\n\n");
  append_text (markdown, labels[i].definition);
  append_text (markdown, "\n\n");
  for (guint k = 0; k < 5; k++)
    append_text (markdown, "# A heading\n\nA paragraph.\n\n");
  n_frozen = alcove_markdown_get_n_frozen (markdown);
  g_assert_cmpuint (n_frozen, >, 10);
  whole = alcove_markdown_parse (alcove_markdown_get_source (markdown), -1);
  assert_same (alcove_markdown_get_blocks (markdown), whole, labels[i].use, strlen (labels[i].use));
  g_assert_false (alcove_block_equal (g_ptr_array_index (whole, alone->len),
                                      g_ptr_array_index (alone, alone->len - 1)));
}

#define LONG_ANSWER (200 * 1024)
#define PIECE 64

/* An answer as it comes from a server; what the text of a definition behind it costs is what is asked. */
static AlcoveMarkdown *
grow_long_answer (void)
{
  AlcoveMarkdown *markdown = alcove_markdown_new ();
  g_autoptr (GString) text = g_string_new ("See [later] for it, and [that].\n\n");

  for (guint i = 0; text->len < LONG_ANSWER; i++)
    g_string_append_printf (text, "%s\n\nA paragraph of [some] words, with a [link](/%u).\n\n",
                            i % 500 == 250 ? "Again [LATER]." : "## A step", i);
  for (gsize at = 0; at < text->len; at += PIECE)
    alcove_markdown_append (markdown, text->str + at, (gssize) MIN (PIECE, text->len - at));
  return markdown;
}

/* Only the pieces that know its label are read again: bytes, whatever the machine does. */
static void
test_late_definition_is_cheap (void)
{
  g_autoptr (AlcoveMarkdown) markdown = grow_long_answer ();
  g_autoptr (GPtrArray) whole = NULL;
  gsize before = alcove_markdown_get_n_read (markdown);

  g_assert_cmpuint (count_links (markdown, 0), ==, 0);
  alcove_markdown_append (markdown, "[later]: https://example.org/\n\nAnd on it goes.\n\n", -1);
  alcove_markdown_append (markdown, "And on.\n\n", -1);
  g_test_message ("%" G_GSIZE_FORMAT " bytes read for a definition",
                  alcove_markdown_get_n_read (markdown) - before);
  g_assert_cmpuint (count_links (markdown, 0), ==, 1);
  g_assert_cmpuint (alcove_markdown_get_n_read (markdown) - before, <, 4096);
  whole = alcove_markdown_parse (alcove_markdown_get_source (markdown), -1);
  assert_same (alcove_markdown_get_blocks (markdown), whole, "", 0);
}

/* One that nearly all pieces want is read for over the next appends, not at once. */
static void
test_wanted_definition_is_spread (void)
{
  g_autoptr (AlcoveMarkdown) markdown = grow_long_answer ();
  g_autoptr (GPtrArray) whole = NULL;
  gsize before = alcove_markdown_get_n_read (markdown);

  alcove_markdown_append (markdown, "[some]: https://example.org/\n\nAnd on it goes.\n\n", -1);
  g_assert_cmpuint (alcove_markdown_get_n_read (markdown) - before, <, 40 * 1024);
  for (guint i = 0; i < 20; i++)
    {
      before = alcove_markdown_get_n_read (markdown);
      alcove_markdown_append (markdown, "And on.\n\n", -1);
      g_assert_cmpuint (alcove_markdown_get_n_read (markdown) - before, <, 40 * 1024);
    }
  whole = alcove_markdown_parse (alcove_markdown_get_source (markdown), -1);
  assert_same (alcove_markdown_get_blocks (markdown), whole, "", 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) sections = suite_load ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/incremental/own/", examples[i].name, NULL);

      g_test_add_data_func (path, examples[i].markdown, test_example);
    }
  add_suites (sections);
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *bytes = g_strdup_printf ("/incremental/random-bytes/%u", i);
      g_autofree char *pieces = g_strdup_printf ("/incremental/random-pieces/%u", i);

      g_test_add_data_func (bytes, GUINT_TO_POINTER (i), test_random_bytes);
      g_test_add_data_func (pieces, GUINT_TO_POINTER (100 + i), test_random_pieces);
    }
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *path = g_strconcat ("/incremental/label/", labels[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_label);
    }
  g_test_add_func ("/incremental/late-definition", test_late_definition);
  g_test_add_func ("/incremental/late-definition-is-cheap", test_late_definition_is_cheap);
  g_test_add_func ("/incremental/wanted-definition-is-spread", test_wanted_definition_is_spread);
  return g_test_run ();
}
