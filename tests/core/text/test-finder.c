/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is found where, and that no text leads it astray. */

#include "alcove-finder.h"
#include "alcove-markdown.h"
#include "suite.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *query;
  const char *text;
  const char *found; /* what was found, between bars; NULL: nothing can be looked for */
} Vector;

static const Vector pieces[] = {
  { "plain", "cat", "A cat, concatenated. CAT", "cat|cat|CAT" },
  { "nothing", "dog", "A cat", "" },
  { "blank", " \t", "A cat", NULL },
  { "empty", "", "A cat", NULL },
  { "empty-text", "cat", "", "" },
  { "accents", "uber", "Über u\314\210ber uber", "Über|u\314\210ber|uber" },
  { "accents-typed", "é", "e é E", "e|é|E" },
  { "marks-behind", "e", "e\314\201\314\202!", "e\314\201\314\202" },
  { "spaces", "two  words", "two words, two\n  words, two\302\240words, twowords",
    "two words|two\n  words|two\302\240words" },
  { "spaces-around", "  word ", "words", "word" },
  { "overlap", "aa", "aaaaa", "aa|aa" },
  { "sigma", "ΟΔΟΣ", "οδος", "οδος" },
  { "dotted-i", "istanbul", "İstanbul ISTANBUL", "İstanbul|ISTANBUL" },
  { "ligature", "fish", "\357\254\201sh", "\357\254\201sh" },
  { "half-a-ligature", "f", "\357\254\201", "" },
  { "han", "中文", "学中文吗", "中文" },
  { "quotes-are-text", "\"a\"", "say \"a\"", "\"a\"" },
  { "at-the-end", "end", "the en", "" },
};

static const Vector words[] = {
  { "begin", "cat", "A cat, concatenated. CATS", "cat|CAT" },
  { "several", "red fox", "The fox is red, foxes redder", "fox|red|fox|red" },
  { "longest", "re red", "red re", "red|re" },
  { "phrase", "\"red fox\" den", "red den fox, red fox", "den|red fox" },
  { "open-phrase", "\"red fo", "red fox", "red fo" },
  { "unwanted", "-red fox", "red fox", "fox" },
  { "unwanted-phrase", "-\"red fox\" den", "red fox den", "den" },
  { "filters", "model:gpt is:pinned before:2024-01-01 after:2023-01-01 fox", "model gpt is fox",
    "fox" },
  { "only-filters", "is:pinned", "pinned", NULL },
  { "han", "文", "学中文吗", "文" },
  { "empty", "", "x", NULL },
  { "quote", "\"", "x", NULL },
};

static void
check (AlcoveFinder *finder, const Vector *vector)
{
  g_autoptr (GArray) found = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true ((finder == NULL) == (vector->found == NULL));
  if (finder == NULL)
    return;
  found = alcove_finder_find (finder, vector->text, strlen (vector->text));
  for (guint i = 0; i < found->len; i++)
    {
      const AlcoveFound *place = &g_array_index (found, AlcoveFound, i);

      g_string_append (text, i > 0 ? "|" : "");
      g_string_append_len (text, vector->text + place->start, place->end - place->start);
    }
  g_assert_cmpstr (text->str, ==, vector->found);
}

static void
test_piece (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece (vector->query);

  check (finder, vector);
}

static void
test_words (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_words (vector->query);

  check (finder, vector);
}

static char *
random_text (GRand *rand, guint n)
{
  static const char *const bits[]
      = { "a",  "A",        "\303\251", "e\314\201",    " ",        "\n", "\"",         "-",
          "中", "\314\201", "is:",      "\357\254\201", "\302\240", "Σ",  "\U0001f600", "b" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
  return g_string_free_and_steal (text);
}

static guint
count_in_markdown (AlcoveFinder *finder, const char *text)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (text, -1);
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *plain = alcove_block_dup_plain_text (g_ptr_array_index (blocks, i));
      g_autoptr (GArray) found = alcove_finder_find (finder, plain, strlen (plain));

      n += found->len;
    }
  return n;
}

static void
test_may_find (void)
{
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece ("needle");

  g_assert_false (alcove_finder_may_find (finder, "hay hay", 7));
  g_assert_false (alcove_finder_may_find (finder, "no eager dragon left", 20));
  g_assert_true (alcove_finder_may_find (finder, "[NEE](https://a.b/ 't')dle", 26));
  g_assert_true (alcove_finder_may_find (finder, "nee\\dle", 7));
  g_assert_true (alcove_finder_may_find (finder, "**nee**dle", 10));
  g_assert_cmpuint (count_in_markdown (finder, "**nee**dle"), ==, 1);
  g_assert_true (alcove_finder_may_find (finder, "&#78;eedle", 10));
  g_assert_cmpuint (count_in_markdown (finder, "&#78;eedle"), ==, 1);
}

/* A text that need not be parsed is one in which nothing is found: every piece of what the examples of the
 * specifications look like may be found in them. */
static void
test_may_find_examples (void)
{
  g_autoptr (GPtrArray) examples = suite_load_examples ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_pieces = 0;

  for (guint i = 0; i < examples->len; i++)
    {
      const SuiteExample *example = g_ptr_array_index (examples, i);
      g_autoptr (GPtrArray) blocks = alcove_markdown_parse (example->markdown, -1);

      for (guint k = 0; k < 30 * blocks->len; k++)
        {
          g_autofree char *plain = alcove_block_dup_plain_text (blocks->pdata[k % blocks->len]);
          const glong n = g_utf8_strlen (plain, -1);
          const int from = g_rand_int_range (rand, 0, (int) n + 1);
          const int length = g_rand_int_range (rand, 1, 12);
          const int to = MIN ((int) n, from + length);
          g_autofree char *piece = g_utf8_substring (plain, from, to);
          g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece (piece);
          g_autoptr (GArray) found
              = finder ? alcove_finder_find (finder, plain, strlen (plain)) : NULL;

          if (found == NULL || found->len == 0)
            continue;
          n_pieces++;
          if (!alcove_finder_may_find (finder, example->markdown, strlen (example->markdown)))
            g_error ("%s: \"%s\" is not found", example->markdown, piece);
        }
    }
  if (examples->len > 0)
    g_assert_cmpuint (n_pieces, >, 10000);
  else
    g_test_skip ("the suites are not here");
}

/* Places are in order, apart, not empty, and begin and end with whole characters; a piece of the text that has a
 * letter is found in it. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = random_text (rand, (guint) g_rand_int_range (rand, 0, 24));
      g_autofree char *query = random_text (rand, (guint) g_rand_int_range (rand, 0, 4));
      g_autoptr (AlcoveFinder) finder
          = i % 2 ? alcove_finder_new_words (query) : alcove_finder_new_piece (query);
      g_autofree char *around = g_strconcat ("a", query, "a", NULL);
      g_autoptr (GArray) found = NULL;
      g_autoptr (GArray) self = NULL;
      guint last = 0;

      if (finder == NULL)
        continue;
      found = alcove_finder_find (finder, text, strlen (text));
      if (!alcove_finder_may_find (finder, text, strlen (text)))
        g_assert_cmpuint (count_in_markdown (finder, text), ==, 0);
      for (guint j = 0; j < found->len; j++)
        {
          const AlcoveFound *place = &g_array_index (found, AlcoveFound, j);

          g_assert_cmpuint (place->start, >=, last);
          g_assert_cmpuint (place->end, >, place->start);
          g_assert_cmpuint (place->end, <=, strlen (text));
          g_assert_true (g_utf8_validate (text + place->start, place->end - place->start, NULL));
          last = place->end;
        }
      if (i % 2 == 0 && !g_unichar_ismark (g_utf8_get_char (query)))
        {
          self = alcove_finder_find (finder, around, strlen (around));
          g_assert_cmpuint (self->len, >, 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *path = g_strconcat ("/text/finder/piece/", pieces[i].name, NULL);

      g_test_add_data_func (path, &pieces[i], test_piece);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *path = g_strconcat ("/text/finder/words/", words[i].name, NULL);

      g_test_add_data_func (path, &words[i], test_words);
    }
  g_test_add_func ("/text/finder/may-find", test_may_find);
  g_test_add_func ("/text/finder/may-find/examples", test_may_find_examples);
  g_test_add_func ("/text/finder/random", test_random);
  return g_test_run ();
}
