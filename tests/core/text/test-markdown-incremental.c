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

static void
assert_same (GPtrArray *blocks, GPtrArray *expected, const char *text, gsize length)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gboolean is_same = blocks->len == expected->len;

  for (guint i = 0; is_same && i < blocks->len; i++)
    is_same = alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (expected, i));
  if (is_same)
    return;
  a = blocks_dump (blocks);
  b = blocks_dump (expected);
  g_test_message ("text: %.*s", (int) length, text);
  g_assert_cmpstr (a, ==, b);
  g_assert_not_reached ();
}

/* While definitions come, a frozen block may wait for them; the number of blocks and the tail are right. */
static void
assert_same_but_for_definitions (AlcoveMarkdown *markdown, GPtrArray *expected, const char *text,
                                 gsize length)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);

  if (!alcove_markdown_may_define (text, length))
    assert_same (blocks, expected, text, length);
  g_assert_cmpuint (blocks->len, ==, expected->len);
  for (guint i = alcove_markdown_get_n_frozen (markdown); i < blocks->len; i++)
    g_assert_true (
        alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (expected, i)));
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

static void
check_grown (AlcoveMarkdown *markdown, const char *text, gsize length)
{
  g_autoptr (GPtrArray) whole = NULL;

  if (!is_whole (text, length))
    return;
  whole = alcove_markdown_parse (text, (gssize) length);
  assert_same_but_for_definitions (markdown, whole, text, length);
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
  check_grown (markdown, text, at);
  append_checked (markdown, text + at, length - at);
  check_grown (markdown, text, length);
  check_finished (markdown, text, length);
}

static void
check_bytes (const char *text, gsize length)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();

  for (gsize i = 0; i < length; i++)
    {
      append_checked (markdown, text + i, 1);
      check_grown (markdown, text, i + 1);
    }
  check_finished (markdown, text, length);
}

static void
check_text (const char *text)
{
  gsize length = strlen (text);

  for (gsize at = 0; at <= length; at++)
    check_split (text, length, at);
  check_bytes (text, length);
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
static void
check_pieces (GRand *rand, const char *text, gsize length)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();

  for (gsize at = 0; at < length;)
    {
      gsize n = (gsize) g_rand_int_range (rand, 1, 41);

      n = MIN (n, length - at);
      append_checked (markdown, text + at, n);
      at += n;
      check_grown (markdown, text, at);
    }
  check_finished (markdown, text, length);
}

static void
check_random (GPtrArray *texts, guint32 seed, guint n_texts, gboolean by_bytes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = rounds (n_texts); i > 0; i--)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gint n = g_rand_int_range (rand, 2, 6); n > 0; n--)
        {
          g_string_append (text, g_ptr_array_index (
                                     texts, (guint) g_rand_int_range (rand, 0, (gint) texts->len)));
          g_string_append (text, g_rand_boolean (rand) ? "\n\n" : "\n");
        }
      if (by_bytes)
        check_bytes (text->str, text->len);
      else
        check_pieces (rand, text->str, text->len);
    }
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
add_suites (GPtrArray *sections)
{
  if (sections->len == 0)
    g_test_message ("the suites are absent: ALCOVE_SHARED names no folder with them");
  for (guint i = 0; i < sections->len; i++)
    {
      SuiteSection *section = g_ptr_array_index (sections, i);
      g_autofree char *path = g_strconcat ("/incremental/", section->name, NULL);

      g_test_add_data_func (path, section, test_section);
    }
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
  return g_test_run ();
}
