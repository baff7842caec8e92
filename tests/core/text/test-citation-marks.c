/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The marks of sources in an answer, and JSON that is broken into lines. */

#include "alcove-citation-marks.h"
#include "alcove-json-indent.h"
#include "alcove-markdown.h"
#include "block-dump.h"

static const char *const targets[] = { "https://a.test/", "https://b.test/", NULL };

static const struct
{
  const char *markdown;
  const char *expected;
} cases[] = {
  { "Plain.", "P \"Plain.\"\n" },
  { "One[1] and[2].",
    "P \"One[1] and[2].\"{3-6 link cite https://a.test/}{10-13 link cite https://b.test/}\n" },
  { "[1][2]", "P \"[1][2]\"{0-3 link cite https://a.test/}{3-6 link cite https://b.test/}\n" },
  { "No [0], [3], [1x], [], [1", "P \"No [0], [3], [1x], [], [1\"\n" },
  { "A [REF]0[/REF] b.", "P \"A [1] b.\"{2-5 link cite https://a.test/}\n" },
  { "A [REF]0,1[/REF].",
    "P \"A [1][2].\"{2-5 link cite https://a.test/}{5-8 link cite https://b.test/}\n" },
  { "A [REF]2[/REF].", "P \"A [REF]2[/REF].\"\n" },
  { "**bold [2] text** end",
    "P \"bold [2] text end\"{0-5 strong}{5-8 strong link cite https://b.test/}{8-13 strong}\n" },
  { "**[1]**", "P \"[1]\"{0-3 strong link cite https://a.test/}\n" },
  { "`a[1]` $b[1]$", "P \"a[1] $b[1]$\"{0-4 code}{5-11 math}\n" },
  { "[text [1]](https://c.test)", "P \"text [1]\"{0-8 link https://c.test}\n" },
  { "```\nx[1]\n```", "CODE \"x[1]\"\n" },
  { "|a|\n|-|\n|b [1]|", "TABLE ||\"a\"||\"b [1]\"{2-5 link cite https://a.test/}\n" },
};

static void
test_marks (gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (cases[which].markdown, -1);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      AlcoveBlock *block = g_ptr_array_index (blocks, i);

      blocks->pdata[i] = alcove_citation_marks_apply (block, targets);
      alcove_block_unref (block);
    }
  assert_blocks_sound (blocks);
  dump = blocks_dump (blocks);
  g_assert_cmpstr (dump, ==, cases[which].expected);
}

/* A block without a mark is the same pointer: what is laid out stays. */
static void
test_same (void)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse ("Nothing [here] [9].", -1);
  AlcoveBlock *block = g_ptr_array_index (blocks, 0);
  g_autoptr (AlcoveBlock) marked = alcove_citation_marks_apply (block, targets);
  const char *const none[] = { NULL };
  g_autoptr (AlcoveBlock) unmarked = alcove_citation_marks_apply (block, none);

  g_assert_true (marked == block);
  g_assert_true (unmarked == block);
}

static void
assert_indented (const char *text, const char *expected)
{
  g_autofree char *indented = alcove_json_indent (text);

  g_assert_cmpstr (indented, ==, expected);
}

static void
test_json (void)
{
  assert_indented (
      "{\"a\":1,\"b\":[true,null],\"c\":{},\"d\":[ ]}",
      "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ],\n  \"c\": {},\n  \"d\": []\n}");
  assert_indented ("{\"a\":\"x,{\\\"y\\\":1}\"}", "{\n  \"a\": \"x,{\\\"y\\\":1}\"\n}");
  assert_indented ("", "");
  assert_indented ("plain, text: {", "plain, text: {");
  assert_indented ("{\n\"a\":1}", "{\n\"a\":1}");
  assert_indented ("{\"a\":\"unfinished", "{\n  \"a\": \"unfinished");
  assert_indented ("{\"a\":\"\\", "{\n  \"a\": \"\\");
  assert_indented ("]}", "]}");
  assert_indented ("[]]}", "[]\n]\n}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/citation-marks/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_marks);
    }
  g_test_add_func ("/citation-marks/same", test_same);
  g_test_add_func ("/json-indent", test_json);
  return g_test_run ();
}
