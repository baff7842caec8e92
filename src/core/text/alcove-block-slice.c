/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A part of a block as a block of its own: what is left of it when less than all of it is selected. Pure; any
 * thread. Of a table the cells that are touched stay, each with as much of its text as was selected. */

#include "alcove-block-slice.h"

#include <string.h>

#include "alcove-block-private.h"

/* A part of mathematics has lost a delimiter, and would be read as Markdown where it is written as it stands. */
static void
make_code (const AlcoveSpan *whole, guint start, guint end, AlcoveSpan *part)
{
  if ((part->flags & ALCOVE_SPAN_MATH) != 0 && (whole->start < start || whole->end > end))
    part->flags = (part->flags & ~(guint) ALCOVE_SPAN_MATH) | ALCOVE_SPAN_CODE;
}

static void
slice_run (const AlcoveRun *run, guint start, guint end, AlcoveRun *slice)
{
  guint cursor = 0, first;

  while (run->spans != NULL && cursor < run->spans->len
         && (start >= end || g_array_index (run->spans, AlcoveSpan, cursor).end <= start))
    cursor++;
  first = cursor;
  alcove_run_slice (run, start, end, &cursor, slice);
  for (guint i = 0; slice->spans != NULL && i < slice->spans->len; i++)
    make_code (&g_array_index (run->spans, AlcoveSpan, first + i), start, end,
               &g_array_index (slice->spans, AlcoveSpan, i));
}

static AlcoveBlock *
new_text (const AlcoveRun *run, guint start, guint end)
{
  AlcoveBlock *block = alcove_block_new (ALCOVE_BLOCK_PARAGRAPH);

  slice_run (run, start, end, &block->run);
  alcove_block_seal (block);
  return block;
}

static AlcoveBlock *
copy_place (const AlcoveBlock *self)
{
  AlcoveBlock *block = alcove_block_new (self->kind);

  block->level = self->level;
  block->list_depth = self->list_depth;
  block->quote_depth = self->quote_depth;
  block->marker = g_strdup (self->marker);
  block->task = self->task;
  block->is_tight = self->is_tight;
  block->is_continued = self->is_continued;
  block->language = g_strdup (self->language);
  return block;
}

/* ---- tables ---- */

typedef struct
{
  const AlcoveBlock *table;
  guint start; /* in the table's plain text */
  guint end;
  guint first; /* cell that is touched */
  guint last;
  gboolean is_touched;
} CellRange;

/* Whether a part of the cell that begins at a byte is selected; one without text is, between others. */
static gboolean
get_cell_part (const CellRange *range, const AlcoveRun *cell, guint at, guint *start, guint *end)
{
  *start = CLAMP (range->start, at, at + cell->length) - at;
  *end = CLAMP (range->end, at, at + cell->length) - at;
  return *start < *end || (cell->length == 0 && range->start < at && range->end > at);
}

static void
find_cells (CellRange *range)
{
  guint at = 0, start, end;

  for (guint i = 0; i < range->table->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (range->table->cells, i);

      if (get_cell_part (range, cell, at, &start, &end))
        {
          range->first = range->is_touched ? range->first : i;
          range->last = i;
          range->is_touched = TRUE;
        }
      at += cell->length + 1;
    }
}

static AlcoveRun *
new_empty_cell (const AlcoveRun *like)
{
  AlcoveRun *cell = g_new0 (AlcoveRun, 1);

  cell->text = g_strdup ("");
  cell->align = like->align;
  return cell;
}

static void
add_cell (AlcoveBlock *block, const CellRange *range, const AlcoveRun *cell, guint at)
{
  guint start, end;
  AlcoveRun *part;

  if (!get_cell_part (range, cell, at, &start, &end) || cell->length == 0)
    {
      g_ptr_array_add (block->cells, new_empty_cell (cell));
      return;
    }
  part = g_new0 (AlcoveRun, 1);
  slice_run (cell, start, end, part);
  g_ptr_array_add (block->cells, part);
}

/* The columns from the first touched cell to the last one of a row, all of them of more rows. Where the row of
 * headings is not selected there is one without words. */
static AlcoveBlock *
slice_table (const CellRange *range)
{
  const AlcoveBlock *table = range->table;
  const guint n = table->n_columns;
  const gboolean is_one_row = range->first / n == range->last / n;
  const guint from = is_one_row ? range->first % n : 0;
  const guint to = is_one_row ? range->last % n : n - 1;
  AlcoveBlock *block = copy_place (table);
  guint at = 0;

  block->n_columns = to - from + 1;
  block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_run_free);
  for (guint column = from; range->first >= n && column <= to; column++)
    g_ptr_array_add (block->cells, new_empty_cell (g_ptr_array_index (table->cells, column)));
  for (guint i = 0; i < table->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (table->cells, i);

      if (i / n >= range->first / n && i / n <= range->last / n && i % n >= from && i % n <= to)
        add_cell (block, range, cell, at);
      at += cell->length + 1;
    }
  alcove_block_seal (block);
  return block;
}

/* Where a cell of the plain text begins. */
static guint
cell_offset (const AlcoveBlock *table, guint index)
{
  guint at = 0;

  for (guint i = 0; i < index; i++)
    at += ((AlcoveRun *) g_ptr_array_index (table->cells, i))->length + 1;
  return at;
}

static AlcoveBlock *
slice_cells (AlcoveBlock *self, guint start, guint end)
{
  CellRange range = { .table = self, .start = start, .end = end };
  const AlcoveRun *cell;
  guint from, to;

  find_cells (&range);
  if (!range.is_touched)
    return new_text (&self->run, 0, 0);
  if (range.first != range.last)
    return slice_table (&range);
  cell = g_ptr_array_index (self->cells, range.first);
  get_cell_part (&range, cell, cell_offset (self, range.first), &from, &to);
  return new_text (cell, from, to);
}

/* ---- all blocks ---- */

static gboolean
is_all (const AlcoveBlock *self, guint start, guint end)
{
  g_autofree char *text = alcove_block_dup_plain_text (self);

  return start == 0 && end >= strlen (text);
}

/**
 * alcove_block_slice:
 * @self: a block
 * @start: first byte of its plain text that is wanted
 * @end: behind the last one
 *
 * Returns: (transfer full): a block that says what lies between them, in the place that @self has; @self for all
 *   of it; a text for a part of one cell
 */
AlcoveBlock *
alcove_block_slice (AlcoveBlock *self, guint start, guint end)
{
  AlcoveBlock *block;

  if (is_all (self, start, end))
    return alcove_block_ref (self);
  if (self->cells != NULL)
    return slice_cells (self, start, end);
  block = copy_place (self);
  end = MIN (end, self->run.length);
  slice_run (&self->run, MIN (start, end), end, &block->run);
  block->is_continued = self->is_continued && start == 0;
  /* what is left of HTML without its beginning may begin anything */
  if (self->kind == ALCOVE_BLOCK_HTML && start > 0)
    block->kind = ALCOVE_BLOCK_PARAGRAPH;
  alcove_block_seal (block);
  return block;
}

/**
 * alcove_block_slice_text:
 * @self: a block
 * @start: first byte of its plain text that is wanted
 * @end: behind the last one
 *
 * For some words out of one block, which are to be pasted into a line. Code of one line stays code in it; that of
 * more lines, and more than one cell of a table, are what they were.
 *
 * Returns: (transfer full): a block
 */
AlcoveBlock *
alcove_block_slice_text (AlcoveBlock *self, guint start, guint end)
{
  AlcoveSpan code = { .flags = ALCOVE_SPAN_CODE };
  AlcoveBlock *block;

  if (is_all (self, start, end) || self->cells != NULL)
    return alcove_block_slice (self, start, end);
  end = MIN (end, self->run.length);
  start = MIN (start, end);
  if (self->kind == ALCOVE_BLOCK_CODE && memchr (self->run.text + start, '\n', end - start) != NULL)
    return alcove_block_slice (self, start, end);
  block = new_text (&self->run, start, end);
  if (self->kind != ALCOVE_BLOCK_CODE || end == start)
    return block;
  code.end = end - start;
  block->run.spans = alcove_spans_new ();
  g_array_append_val (block->run.spans, code);
  alcove_block_seal (block);
  return block;
}
