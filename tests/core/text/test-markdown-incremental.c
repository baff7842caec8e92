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

/* While definitions come, a frozen block may wait for them; the number of blocks and the tail are right. */
static gboolean
is_grown_right (AlcoveMarkdown *markdown, const char *text, gsize length)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  g_autoptr (GPtrArray) whole = NULL;
  guint from = 0;

  if (!is_whole (text, length))
    return TRUE;
  whole = alcove_markdown_parse (text, (gssize) length);
  if (alcove_markdown_may_define (text, length))
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
  g_test_add_func ("/incremental/late-definition", test_late_definition);
  return g_test_run ();
}
