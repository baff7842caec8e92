/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Blocks as text for comparing, and what must hold for every block. For tests. */

#include "block-dump.h"

#include <string.h>

static const char *const span_names[]
    = { "em", "strong", "code", "strike", "link", "image", "math", "cite" };

static void
dump_run (GString *out, const AlcoveRun *run)
{
  g_string_append_c (out, '"');
  for (const char *p = run->text; *p; p++)
    if (*p == '\n')
      g_string_append (out, "\\n");
    else if (*p == '\t')
      g_string_append (out, "\\t");
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      g_string_append_printf (out, "{%u-%u", span->start, span->end);
      for (guint bit = 0; bit < G_N_ELEMENTS (span_names); bit++)
        if (span->flags & (1u << bit))
          g_string_append_printf (out, " %s", span_names[bit]);
      if (span->target)
        g_string_append_printf (out, " %s", span->target);
      g_string_append_c (out, '}');
    }
}

static void
dump_cells (GString *out, const AlcoveBlock *block)
{
  static const char *const aligns[] = { "", "<", "^", ">" };

  for (guint i = 0; i < block->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (block->cells, i);

      g_string_append (out, i % block->n_columns == 0 ? "||" : "|");
      g_string_append (out, aligns[cell->align]);
      dump_run (out, cell);
    }
}

char *
block_dump (const AlcoveBlock *block)
{
  static const char *const kinds[] = { "P", "H", "CODE", "TABLE", "RULE", "HTML" };
  GString *out = g_string_new (kinds[block->kind]);

  if (block->kind == ALCOVE_BLOCK_HEADING)
    g_string_append_printf (out, "%u", block->level);
  if (block->quote_depth)
    g_string_append_printf (out, " >%u", block->quote_depth);
  if (block->list_depth)
    g_string_append_printf (out, " -%u", block->list_depth);
  if (block->marker)
    g_string_append_printf (out, " %s", block->marker);
  if (block->task != ALCOVE_TASK_NONE)
    g_string_append (out, block->task == ALCOVE_TASK_DONE ? " [x]" : " [ ]");
  if (block->is_tight)
    g_string_append (out, " ~");
  if (block->is_continued)
    g_string_append (out, " +");
  if (block->language)
    g_string_append_printf (out, " lang=%s", block->language);
  if (block->is_open)
    g_string_append (out, " open");
  g_string_append_c (out, ' ');
  if (block->cells)
    dump_cells (out, block);
  else
    dump_run (out, &block->run);
  return g_string_free_and_steal (out);
}

char *
blocks_dump (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *line = block_dump (g_ptr_array_index (blocks, i));

      g_string_append_printf (out, "%s\n", line);
    }
  return g_string_free_and_steal (out);
}

static void
assert_boundary (const AlcoveRun *run, guint at)
{
  g_assert_cmpuint (at, <=, run->length);
  g_assert_true (at == run->length || (run->text[at] & 0xc0) != 0x80);
}

static void
assert_run_sound (const AlcoveRun *run)
{
  guint last = 0;

  g_assert_nonnull (run->text);
  g_assert_cmpuint (strlen (run->text), ==, run->length);
  g_assert_true (g_utf8_validate_len (run->text, run->length, NULL));
  g_assert_null (strchr (run->text, '\r'));
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      g_assert_cmpuint (span->start, >=, last);
      g_assert_cmpuint (span->start, <, span->end);
      g_assert_cmpuint (span->flags, >, 0);
      g_assert_true (!span->target || g_utf8_validate (span->target, -1, NULL));
      assert_boundary (run, span->start);
      assert_boundary (run, span->end);
      last = span->end;
    }
}

void
assert_block_sound (const AlcoveBlock *block)
{
  assert_run_sound (&block->run);
  g_assert_true (!block->marker || g_utf8_validate (block->marker, -1, NULL));
  g_assert_true (!block->language || g_utf8_validate (block->language, -1, NULL));
  g_assert_true ((block->kind == ALCOVE_BLOCK_TABLE) == (block->cells != NULL));
  g_assert_true ((block->kind == ALCOVE_BLOCK_HEADING) == (block->level > 0));
  if (!block->cells)
    return;
  g_assert_cmpuint (block->n_columns, >, 0);
  g_assert_cmpuint (block->cells->len % block->n_columns, ==, 0);
  for (guint i = 0; i < block->cells->len; i++)
    assert_run_sound (g_ptr_array_index (block->cells, i));
}

void
assert_blocks_sound (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    assert_block_sound (g_ptr_array_index (blocks, i));
}
