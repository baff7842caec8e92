/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Parts of blocks: between any two places they say what lies there, and are sound. */

#include <string.h>

#include "alcove-block-slice.h"
#include "alcove-markdown-writer.h"
#include "alcove-markdown.h"
#include "block-dump.h"

typedef struct
{
  const char *name, *markdown, *expected;
} Example;

static const Example examples[] = {
#include "markdown-examples.h"
};

static void
assert_slice (AlcoveBlock *block, const char *text, guint start, guint end)
{
  g_autoptr (AlcoveBlock) slice = alcove_block_slice (block, start, end);
  g_autoptr (AlcoveBlock) words = alcove_block_slice_text (block, start, end);
  g_autofree char *expected = g_strndup (text + start, end - start);
  g_autofree char *is = alcove_block_dup_plain_text (slice);
  g_autofree char *markdown = alcove_markdown_write_block (slice);

  assert_block_sound (slice);
  assert_block_sound (words);
  if (block->cells != NULL)
    {
      /* empty cells stand around a part, and a separator alone is nothing */
      g_strstrip (is);
      g_strstrip (expected);
      g_assert_true (*is == '\0' || strstr (expected, is) != NULL || strstr (is, expected) != NULL);
      return;
    }
  g_assert_cmpstr (is, ==, expected);
  if (block->kind != ALCOVE_BLOCK_HTML || start == 0)
    g_assert_cmpuint (slice->kind, ==, block->kind);
  g_assert_cmpstr (words->run.text, ==, expected);
}

static void
test_every_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GPtrArray) blocks = alcove_markdown_parse (examples[i].markdown, -1);

      for (guint j = 0; j < blocks->len; j++)
        {
          g_autofree char *text = alcove_block_dup_plain_text (g_ptr_array_index (blocks, j));
          const guint length = (guint) strlen (text);

          for (guint start = 0; start <= MIN (length, 60); start++)
            for (guint end = start; end <= MIN (length, 60); end++)
              if ((text[start] & 0xc0) != 0x80 && (text[end] & 0xc0) != 0x80)
                assert_slice (g_ptr_array_index (blocks, j), text, start, end);
        }
    }
}

static void
assert_markdown (const char *markdown, const char *from, const char *to, const char *expected,
                 const char *expected_text)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (markdown, -1);
  g_autofree char *plain = alcove_block_dup_plain_text (g_ptr_array_index (blocks, 0));
  const guint start = (guint) (strstr (plain, from) - plain);
  const guint end = (guint) (strstr (plain + start, to) - plain + strlen (to));
  g_autoptr (AlcoveBlock) slice = alcove_block_slice (g_ptr_array_index (blocks, 0), start, end);
  g_autoptr (AlcoveBlock) words
      = alcove_block_slice_text (g_ptr_array_index (blocks, 0), start, end);
  g_autofree char *is = alcove_markdown_write_block (slice);
  g_autofree char *is_text = alcove_markdown_write_block (words);

  g_assert_cmpstr (is, ==, expected);
  g_assert_cmpstr (is_text, ==, expected_text);
}

static const char table[] = "| ha hb | hc | hd |\n| --- | --: | :-: |\n| a **b** | c | d |\n| e | "
                            "f | g |\n| h | i | j |\n";

static void
test_parts (void)
{
  assert_markdown ("## One **two** three", "tw", "th", "## **two** th\n", "**two** th\n");
  assert_markdown ("- [x] One *two*", "ne", "tw", "- [x] ne *tw*\n", "ne *tw*\n");
  assert_markdown ("a [link](https://b.c) d", "in", "k d", "[ink](https://b.c) d\n",
                   "[ink](https://b.c) d\n");
  assert_markdown ("```c\nint a;\nint b;\n```", "t a", "b", "```c\nt a;\nint b\n```\n",
                   "```c\nt a;\nint b\n```\n");
  assert_markdown ("```c\nint a;\nint b;\n```", "t a", "a", "```c\nt a\n```\n", "`t a`\n");
}

/* What is left of a construct is text, and reads as what was selected. */
static void
test_broken (void)
{
  assert_markdown ("**a**\\\nb", "a", "\n", "**a**\n", "**a**\n");
  assert_markdown ("# C # and", "C", "# ", "# C \\#\n", "C #\n");
  assert_markdown ("a $b_1 * c_2 * d$ e", "b_1", "e", "`b_1 * c_2 * d$` e\n",
                   "`b_1 * c_2 * d$` e\n");
  assert_markdown ("a $b_1$`c` d", "_1", "d", "`_1$c` d\n", "`_1$c` d\n");
  assert_markdown ("**a [b](https://c.d)**", " b", "b", "**[b](https://c.d)**\n",
                   "**[b](https://c.d)**\n");
  assert_markdown ("a `# b` c", " #", "c", "`# b` c\n", "`# b` c\n");
  assert_markdown ("a $b$ c", "$b$", "c", "$b$ c\n", "$b$ c\n");
  assert_markdown ("<b>\n> c\n</b>", "> c", "</b", "\\> c\\\n\\</b\n", "\\> c\\\n\\</b\n");
  assert_markdown ("[https://a.b/c](https://d.e)", "https", "//", "[https\\://](https://d.e)\n",
                   "[https\\://](https://d.e)\n");
}

static void
test_cells (void)
{
  assert_markdown (table, "b\tc", "b", "**b**\n", "**b**\n");
  assert_markdown (table, "b\tc", "c\td", "|  |  |  |\n| --- | --: | :-: |\n| **b** | c | d |\n",
                   "|  |  |  |\n| --- | --: | :-: |\n| **b** | c | d |\n");
  assert_markdown (table, "c\td", "d\ne\tf",
                   "|  |  |  |\n| --- | --: | :-: |\n|  | c | d |\n| e | f |  |\n",
                   "|  |  |  |\n| --- | --: | :-: |\n|  | c | d |\n| e | f |  |\n");
  assert_markdown (table, "hb", "hc", "| hb | hc |\n| --- | --: |\n",
                   "| hb | hc |\n| --- | --: |\n");
  assert_markdown (table, "hc", "a b", "|  | hc | hd |\n| --- | --: | :-: |\n| a **b** |  |  |\n",
                   "|  | hc | hd |\n| --- | --: | :-: |\n| a **b** |  |  |\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/block-slice/every-place", test_every_place);
  g_test_add_func ("/text/block-slice/parts", test_parts);
  g_test_add_func ("/text/block-slice/broken", test_broken);
  g_test_add_func ("/text/block-slice/cells", test_cells);
  return g_test_run ();
}
