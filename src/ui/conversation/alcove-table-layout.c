/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A table as a grid of PangoLayouts. Main thread; knows no widget.
 *
 * A table that grows keeps the layouts of the cells that it had, as they are: a cell is measured once, and again only
 * where its column is too narrow for it and becomes another width. One that is narrower than its column is shifted, not
 * laid out for it.
 *
 * Columns get the width of their text; where that is too much the wide ones share what is left, and where even
 * that is too narrow to read the table becomes wider than its room and is scrolled sideways. */

#include "alcove-block-layout.h"

#include <string.h>

#define CELL_PADDING_X 10
#define CELL_PADDING_Y 6
/* No column becomes narrower than this many lines are high, unless its text is. */
#define LEAST_COLUMN 5

static const AlcoveRun *
cell_at (const AlcoveBlockLayout *self, guint index)
{
  return g_ptr_array_index (self->block->cells, index);
}

static PangoAlignment
alignment_of (AlcoveAlign align)
{
  switch (align)
    {
    case ALCOVE_ALIGN_CENTER:
      return PANGO_ALIGN_CENTER;
    case ALCOVE_ALIGN_END:
      return PANGO_ALIGN_RIGHT;
    case ALCOVE_ALIGN_START:
    case ALCOVE_ALIGN_DEFAULT:
    default:
      return PANGO_ALIGN_LEFT;
    }
}

static PangoLayout *
make_cell (AlcoveBlockLayout *self, const AlcoveBlockStyle *style, guint index)
{
  const AlcoveRun *cell = cell_at (self, index);
  PangoLayout *layout = pango_layout_new (style->context);
  g_autoptr (PangoAttrList) attributes
      = alcove_block_style_dup_run (style, self->block, cell, 0, cell->length);

  if (index < self->block->n_columns)
    pango_attr_list_insert_before (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_text (layout, cell->text, (int) cell->length);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment_of (cell->align));
  return layout;
}

static gboolean
same_spans (const GArray *a, const GArray *b)
{
  const guint n = a ? a->len : 0;

  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const AlcoveSpan *left = &g_array_index (a, AlcoveSpan, i);
      const AlcoveSpan *right = &g_array_index (b, AlcoveSpan, i);

      if (left->start != right->start || left->end != right->end || left->flags != right->flags
          || g_strcmp0 (left->target, right->target) != 0)
        return FALSE;
    }
  return TRUE;
}

/* A cell of a table that grows is mostly what it was. */
static gboolean
take_cell (AlcoveBlockLayout *self, guint index, GArray *old, const AlcoveBlock *old_block,
           AlcoveBlockChunk *chunk)
{
  const AlcoveRun *cell = cell_at (self, index);
  const AlcoveRun *before;
  AlcoveBlockChunk *taken;

  if (old == NULL || index >= old->len || old_block->n_columns != self->block->n_columns)
    return FALSE;
  before = g_ptr_array_index (old_block->cells, index);
  if (before->length != cell->length || before->align != cell->align
      || memcmp (before->text, cell->text, cell->length) != 0
      || !same_spans (before->spans, cell->spans))
    return FALSE;
  taken = &g_array_index (old, AlcoveBlockChunk, index);
  *chunk = *taken;
  taken->layout = NULL;
  return TRUE;
}

/* Pango sets a text that runs against the direction of the window at the other side of its room. */
static gboolean
is_ended (const AlcoveBlockStyle *style, PangoLayout *layout)
{
  const PangoDirection direction
      = pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0));

  return (direction == PANGO_DIRECTION_RTL)
         != (pango_context_get_base_dir (style->context) == PANGO_DIRECTION_RTL);
}

static void
make_cells (AlcoveBlockLayout *self, const AlcoveBlockStyle *style, GArray *old,
            const AlcoveBlock *old_block, int *naturals)
{
  guint start = 0;

  for (guint i = 0; i < self->block->cells->len; i++)
    {
      AlcoveBlockChunk chunk = { 0 };
      const guint column = i % self->block->n_columns;

      if (!take_cell (self, i, old, old_block, &chunk))
        {
          chunk.layout = make_cell (self, style, i);
          pango_layout_get_pixel_size (chunk.layout, &chunk.natural, &chunk.height);
          chunk.is_ended = is_ended (style, chunk.layout);
        }
      chunk.start = start;
      chunk.end = start + cell_at (self, i)->length;
      naturals[column] = MAX (naturals[column], chunk.natural);
      g_array_append_val (self->chunks, chunk);
      start = chunk.end + 1;
    }
}

/* The widest columns give until all fit: the largest cap under which the sum does not exceed room. */
static void
share_width (int *widths, guint n_columns, int room, int least)
{
  int low = least, high = room, sum = 0;

  for (guint i = 0; i < n_columns; i++)
    sum += widths[i];
  if (sum <= room)
    return;
  while (low < high)
    {
      const int cap = (low + high + 1) / 2;

      sum = 0;
      for (guint i = 0; i < n_columns; i++)
        sum += MIN (widths[i], cap);
      if (sum <= room)
        low = cap;
      else
        high = cap - 1;
    }
  for (guint i = 0; i < n_columns; i++)
    widths[i] = MIN (widths[i], low);
}

/* The first header says which way the columns go. */
static gboolean
is_rtl_cell (const AlcoveBlockChunk *chunk)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (chunk->layout, 0);

  return pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL;
}

/* Lines are broken where the column is narrower than the text, and for no other reason. */
static void
fit_cell (AlcoveBlockChunk *chunk, AlcoveAlign align, int width)
{
  const int wrapped = chunk->natural > width ? width : 0, room = width - chunk->natural;

  chunk->width = width;
  if (chunk->wrapped != wrapped)
    {
      pango_layout_set_width (chunk->layout, wrapped > 0 ? wrapped * PANGO_SCALE : -1);
      pango_layout_get_pixel_size (chunk->layout, NULL, &chunk->height);
      chunk->wrapped = wrapped;
    }
  if (wrapped > 0)
    chunk->indent = 0;
  else if (align == ALCOVE_ALIGN_CENTER)
    chunk->indent = room / 2;
  else
    chunk->indent = (align == ALCOVE_ALIGN_END) != chunk->is_ended ? room : 0;
}

static int
place_row (AlcoveBlockLayout *self, guint row, int y, const int *widths, int pad_x, int pad_y,
           gboolean is_rtl)
{
  const guint n_columns = self->block->n_columns;
  int x = 0, height = 0;

  for (guint column = 0; column < n_columns; column++)
    {
      const guint index = row * n_columns + column;
      AlcoveBlockChunk *chunk = &g_array_index (self->chunks, AlcoveBlockChunk, index);

      fit_cell (chunk, cell_at (self, index)->align, widths[column]);
      chunk->x = is_rtl ? self->natural_width - x - pad_x - chunk->width : x + pad_x;
      chunk->y = y + pad_y;
      height = MAX (height, chunk->height);
      x += widths[column] + 2 * pad_x;
    }
  return height + 2 * pad_y;
}

/**
 * alcove_table_layout_build:
 * @self: a layout whose block is a table
 * @style: fonts and colours
 * @old_chunks: (nullable) (element-type AlcoveBlockChunk): the cells before, to take from
 * @old_block: (nullable): the table before
 */
void
alcove_table_layout_build (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                           GArray *old_chunks, const AlcoveBlock *old_block)
{
  const guint n_columns = MAX (1, self->block->n_columns);
  const guint n_rows = self->block->cells->len / n_columns;
  const int pad_x = alcove_block_style_scale (style, CELL_PADDING_X);
  const int pad_y = alcove_block_style_scale (style, CELL_PADDING_Y);
  const int room = self->width - self->inset - (int) n_columns * 2 * pad_x;
  g_autofree int *widths = g_new0 (int, n_columns);
  gboolean is_rtl;
  int y = 0;

  g_array_set_size (self->row_ends, 0);
  make_cells (self, style, old_chunks, old_block, widths);
  is_rtl
      = self->chunks->len > 0 && is_rtl_cell (&g_array_index (self->chunks, AlcoveBlockChunk, 0));
  share_width (widths, n_columns, MAX (room, 1), LEAST_COLUMN * style->line);
  self->natural_width = (int) n_columns * 2 * pad_x;
  for (guint i = 0; i < n_columns; i++)
    self->natural_width += widths[i];
  for (guint row = 0; row < n_rows; row++)
    {
      y += place_row (self, row, y, widths, pad_x, pad_y, is_rtl);
      g_array_append_val (self->row_ends, y);
      if (row == 0)
        self->header_row = y;
    }
  self->height = y;
}
