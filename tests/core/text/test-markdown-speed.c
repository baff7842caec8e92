/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How fast Markdown is read, at once and token by token. Measured with "-m perf", never asserted; without
 * it each text is short and only the end is checked. */

#include "alcove-block-private.h"
#include "alcove-markdown.h"

#include <string.h>
#include <time.h>

#define ANSWER (200 * 1024)
#define TOKEN 4
#define FRAME 64 /* what comes in one frame from a fast server */

static const struct
{
  const char *name;
  const char *begin;
  const char *again;
  gsize piece;
} texts[] = {
  { "answer", "",
    "## A step\n\nSome **bold** words, a [link](https://example.org/a) and `code` in a paragraph "
    "that goes "
    "on for as long as such a paragraph usually does, which is two or three lines.\n\n"
    "1. first, with *stress*\n2. second\n   - inside of it\n   - and again\n3. third\n\n"
    "```c\nint\nmain (void)\n{\n  return 0;\n}\n```\n\n"
    "The sizes are:\n| size | time |\n|------|-----:|\n| S | 4 |\n| L | 8 |\n\n> Said by one\n> "
    "who knows.\n\n",
    TOKEN },
  { "one-code", "```\n", "  for (int i = 0; i < n; i++)\n    total += values[i];\n", FRAME },
  { "one-list", "", "- an item with some **words** in it\n", FRAME },
  { "one-table", "|a|b|c|\n|-|-|-|\n", "| some words | 12 | `x` |\n", FRAME },
  { "one-paragraph", "", "some words of a text without end, *and* more of them\n", FRAME },
};

/* Of this thread alone, whatever else the machine does. */
static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static GPtrArray *
measure_whole (const GString *text)
{
  const guint n_rounds = g_test_perf () ? 20 : 1;
  double begin = seconds ();
  GPtrArray *blocks = NULL;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_clear_pointer (&blocks, g_ptr_array_unref);
      blocks = alcove_markdown_parse (text->str, (gssize) text->len);
    }
  g_test_message ("at once: %.1f MB/s", (double) text->len * n_rounds / (seconds () - begin) / 1e6);
  return blocks;
}

/* The time of an append in each quarter of the text, and the longest. */
static void
measure_growing (AlcoveMarkdown *markdown, const GString *text, gsize piece)
{
  double quarters[4] = { 0 };
  double longest = 0;

  for (gsize at = 0; at < text->len; at += piece)
    {
      double begin = seconds ();
      double taken;

      alcove_markdown_append (markdown, text->str + at, (gssize) MIN (piece, text->len - at));
      taken = seconds () - begin;
      quarters[at * 4 / text->len] += taken;
      longest = MAX (longest, taken);
    }
  for (guint i = 0; i < 4; i++)
    g_test_message ("quarter %u: %.1f us an append of %u bytes", i + 1,
                    quarters[i] * 1e6 / ((double) text->len / 4 / (double) piece), (guint) piece);
  g_test_message ("longest append: %.0f us", longest * 1e6);
}

static void
test_speed (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (GString) text = g_string_new (texts[which].begin);
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  g_autoptr (GPtrArray) whole = NULL;
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);

  while (text->len < (g_test_perf () ? ANSWER : ANSWER / 50))
    g_string_append (text, texts[which].again);
  whole = measure_whole (text);
  measure_growing (markdown, text, texts[which].piece);
  alcove_markdown_finish (markdown);
  g_assert_cmpuint (blocks->len, ==, whole->len);
  for (guint i = 0; i < whole->len; i++)
    g_assert_true (
        alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (whole, i)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/speed/", texts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_speed);
    }
  return g_test_run ();
}
