/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as Markdown that grows, in pieces as long as the bytes themselves say. Every step gives
 * sound blocks and leaves those alone that it calls unchanged; the end is what the whole gives. */

#include "alcove-block-private.h"
#include "alcove-block-slice.h"
#include "alcove-markdown-writer.h"
#include "alcove-markdown.h"
#include "block-dump.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static GPtrArray *
copy_blocks (GPtrArray *blocks)
{
  GPtrArray *copy = g_ptr_array_new_full (blocks->len, (GDestroyNotify) alcove_block_unref);

  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (copy, alcove_block_ref (g_ptr_array_index (blocks, i)));
  return copy;
}

static void
assert_untouched (GPtrArray *before, GPtrArray *blocks, guint first)
{
  g_assert_cmpuint (first, <=, blocks->len);
  g_assert_cmpuint (first, <=, before->len);
  for (guint i = 0; i < first; i++)
    g_assert_true (g_ptr_array_index (before, i) == g_ptr_array_index (blocks, i));
}

static void
append (AlcoveMarkdown *markdown, const char *text, gsize length)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  g_autoptr (GPtrArray) before = copy_blocks (blocks);
  guint first = alcove_markdown_append (markdown, text, (gssize) length);

  assert_untouched (before, blocks, first);
  for (guint i = first; i < blocks->len; i++)
    assert_block_sound (g_ptr_array_index (blocks, i));
}

static void
finish (AlcoveMarkdown *markdown)
{
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  g_autoptr (GPtrArray) before = copy_blocks (blocks);

  assert_untouched (before, blocks, alcove_markdown_finish (markdown));
  g_assert_true (g_utf8_validate (alcove_markdown_get_source (markdown), -1, NULL));
}

/* Written as Markdown, and cut anywhere, it can be read again. */
static void
write_again (GPtrArray *blocks, size_t seed)
{
  g_autoptr (GString) written = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;

  alcove_markdown_append_blocks (written, blocks, seed % 3u);
  g_assert_true (g_utf8_validate (written->str, (gssize) written->len, NULL));
  again = alcove_markdown_parse (written->str, -1);
  assert_blocks_sound (again);
  for (guint i = 0; i < blocks->len; i++)
    {
      AlcoveBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *text = alcove_block_dup_plain_text (block);
      const glong n = g_utf8_strlen (text, -1);
      const glong start = n > 0 ? (glong) (seed % (gulong) n) : 0;
      const glong end = start + (n - start) / 2;
      g_autoptr (AlcoveBlock) slice
          = alcove_block_slice (block, (guint) (g_utf8_offset_to_pointer (text, start) - text),
                                (guint) (g_utf8_offset_to_pointer (text, end) - text));

      assert_block_sound (slice);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
  GPtrArray *blocks = alcove_markdown_get_blocks (markdown);
  g_autoptr (GPtrArray) whole = alcove_markdown_parse ((const char *) data, (gssize) size);

  assert_blocks_sound (whole);
  for (size_t at = 0; at < size;)
    {
      size_t n = MIN (1 + data[at] % 61u, size - at);

      append (markdown, (const char *) data + at, n);
      at += n;
    }
  finish (markdown);
  write_again (whole, size);
  g_assert_cmpuint (blocks->len, ==, whole->len);
  for (guint i = 0; i < whole->len; i++)
    g_assert_true (
        alcove_block_equal (g_ptr_array_index (blocks, i), g_ptr_array_index (whole, i)));
  return 0;
}
