/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Leaf blocks from the parts of a Markdown text in their order. Lists and quotes become depths and
 * markers of the leaves in them. Depths, the cells of a table and the text of a paragraph are
 * bounded, whatever the source holds; no text is lost by it. Pure; one thread. */

#include "alcove-leaf-builder.h"
#include "alcove-block-private.h"

static AlcoveListLevel *
innermost_list (AlcoveLeafBuilder *self)
{
  return self->lists->len ? &g_array_index (self->lists, AlcoveListLevel, self->lists->len - 1)
                          : NULL;
}

void
alcove_leaf_builder_begin (AlcoveLeafBuilder *self, AlcoveBlockKind kind)
{
  const AlcoveListLevel *list = innermost_list (self);
  AlcoveBlock *block = alcove_block_new (kind);

  block->list_depth = MIN (self->lists->len, ALCOVE_LEAF_MAX_DEPTH);
  block->quote_depth = MIN (self->quote_depth, ALCOVE_LEAF_MAX_DEPTH);
  block->is_tight = self->marker ? self->item_is_tight : list && list->is_tight;
  block->marker = g_steal_pointer (&self->marker);
  block->task = self->task;
  self->task = ALCOVE_TASK_NONE;
  self->block = block;
  self->first = NULL;
  self->last = NULL;
}

/* Where to cut a long text: behind a blank near the bound, else between two characters. */
static guint
find_piece_end (const AlcoveRun *run, guint start)
{
  guint least = start + ALCOVE_LEAF_MAX_TEXT / 2;
  guint most = start + ALCOVE_LEAF_MAX_TEXT;
  guint end = most;

  if (most >= run->length)
    return run->length;
  while (end > least && run->text[end - 1] != ' ' && run->text[end - 1] != '\n')
    end--;
  if (end > least)
    return end;
  for (end = most; (run->text[end] & 0xc0) == 0x80;)
    end--;
  return end;
}

static AlcoveBlock *
new_piece (const AlcoveBlock *whole, guint start, guint end, guint *cursor)
{
  AlcoveBlock *piece = alcove_block_new (whole->kind);

  piece->level = whole->level;
  piece->list_depth = whole->list_depth;
  piece->quote_depth = whole->quote_depth;
  piece->is_continued = start > 0;
  piece->is_tight = start > 0 || whole->is_tight;
  piece->marker = start == 0 ? g_strdup (whole->marker) : NULL;
  piece->task = start == 0 ? whole->task : ALCOVE_TASK_NONE;
  alcove_run_slice (&whole->run, start, end, cursor, &piece->run);
  alcove_block_seal (piece);
  return piece;
}

/* One layout of a text without end would stop the window. Code stays whole: it is copied and saved as
 * one, and whoever shows it lays out some lines at a time. */
static void
add_block (AlcoveLeafBuilder *self, AlcoveBlock *block)
{
  guint cursor = 0;

  if (block->run.length <= ALCOVE_LEAF_MAX_TEXT || block->kind == ALCOVE_BLOCK_CODE)
    {
      alcove_block_seal (block);
      g_ptr_array_add (self->blocks, alcove_block_ref (block));
      return;
    }
  for (guint start = 0; start < block->run.length;)
    {
      guint end = find_piece_end (&block->run, start);

      g_ptr_array_add (self->blocks, new_piece (block, start, end, &cursor));
      start = end;
    }
}

void
alcove_leaf_builder_end (AlcoveLeafBuilder *self)
{
  g_autoptr (AlcoveBlock) block = g_steal_pointer (&self->block);

  if (!block)
    return;
  /* the line end before a closing fence is no part of the code */
  if ((block->kind == ALCOVE_BLOCK_CODE || block->kind == ALCOVE_BLOCK_HTML)
      && self->pen.text->len > 0 && self->pen.text->str[self->pen.text->len - 1] == '\n')
    g_string_truncate (self->pen.text, self->pen.text->len - 1);
  alcove_run_pen_take (&self->pen, &block->run);
  if (self->n_tops >= self->skip_tops)
    add_block (self, block);
}

/* An item whose marker no block has taken: an empty one, or one that begins with a list. */
static void
flush_marker (AlcoveLeafBuilder *self)
{
  alcove_leaf_builder_end (self);
  if (!self->marker)
    return;
  alcove_leaf_builder_begin (self, ALCOVE_BLOCK_PARAGRAPH);
  alcove_leaf_builder_end (self);
}

void
alcove_leaf_builder_begin_list (AlcoveLeafBuilder *self, AlcoveListLevel level)
{
  flush_marker (self);
  g_array_append_val (self->lists, level);
}

void
alcove_leaf_builder_end_list (AlcoveLeafBuilder *self)
{
  alcove_leaf_builder_end (self);
  if (self->lists->len > 0)
    g_array_set_size (self->lists, self->lists->len - 1);
}

void
alcove_leaf_builder_begin_item (AlcoveLeafBuilder *self, AlcoveTask task)
{
  AlcoveListLevel *list = innermost_list (self);

  alcove_leaf_builder_end (self);
  g_return_if_fail (list != NULL);

  if (list->is_begun)
    self->item_is_tight = list->is_tight;
  else
    self->item_is_tight = self->lists->len > 1 && (list - 1)->is_tight;
  list->is_begun = TRUE;
  g_free (self->marker);
  self->marker
      = list->is_ordered ? g_strdup_printf ("%u%c", list->next++, list->delimiter) : g_strdup ("•");
  self->task = task;
}

void
alcove_leaf_builder_end_item (AlcoveLeafBuilder *self)
{
  flush_marker (self);
}

void
alcove_leaf_builder_begin_table (AlcoveLeafBuilder *self, guint n_columns)
{
  alcove_leaf_builder_begin (self, ALCOVE_BLOCK_TABLE);
  self->block->n_columns = n_columns;
  self->block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_run_free);
}

/* A table that has grown too large goes on as one paragraph a row. */
void
alcove_leaf_builder_begin_row (AlcoveLeafBuilder *self)
{
  AlcoveBlock *block = self->block;

  if (block->cells && block->cells->len + block->n_columns <= ALCOVE_LEAF_MAX_CELLS)
    return;
  alcove_leaf_builder_end (self);
  alcove_leaf_builder_begin (self, ALCOVE_BLOCK_PARAGRAPH);
  self->block->is_tight = TRUE;
}

void
alcove_leaf_builder_begin_cell (AlcoveLeafBuilder *self, AlcoveAlign align)
{
  self->align = align;
  if (!self->block->cells && self->pen.text->len > 0)
    alcove_run_pen_write (&self->pen, "\t", 1);
}

void
alcove_leaf_builder_end_cell (AlcoveLeafBuilder *self)
{
  AlcoveRun *cell;

  if (!self->block->cells)
    return;
  cell = g_new0 (AlcoveRun, 1);
  alcove_run_pen_take (&self->pen, cell);
  cell->align = self->align;
  g_ptr_array_add (self->block->cells, cell);
}

/* The columns from one place of a line to another; tabs stop at every fourth. */
static guint
count_columns (const char *from, const char *to, guint column)
{
  guint begin = column;

  for (; from < to; from++)
    column += *from == '\t' ? 4 - column % 4 : 1;
  return column - begin;
}

/* md4c writes the indentation of a line of code as blanks. Where it hands over a piece of the source, the
 * tabs that stand before it there are put back: a Makefile lives by them. */
static void
restore_tabs (AlcoveLeafBuilder *self, const char *text)
{
  GString *code = self->pen.text;
  gsize begin = code->len;
  const char *line = text;
  guint column, blanks;

  if ((guintptr) text <= (guintptr) self->source
      || (guintptr) text >= (guintptr) self->source + self->source_length)
    return;
  while (begin > 0 && code->str[begin - 1] == ' ')
    begin--;
  if (begin == code->len || (begin > 0 && code->str[begin - 1] != '\n'))
    return;
  while (line > self->source && line[-1] != '\n')
    line--;
  blanks = (guint) (code->len - begin);
  column = count_columns (line, text, 0);
  column -= MIN (column, blanks);
  for (guint at = 0; line < text && at < column; line++)
    at += count_columns (line, line + 1, at);
  if (line < text && count_columns (line, text, column) == blanks)
    {
      g_string_truncate (code, begin);
      alcove_run_pen_write (&self->pen, line, (gsize) (text - line));
    }
}

/* Whole lines of code, or pieces of them. */
void
alcove_leaf_builder_write_code (AlcoveLeafBuilder *self, const char *text, gsize length)
{
  AlcoveRunPen *pen = alcove_leaf_builder_get_pen (self);

  if (self->block->kind == ALCOVE_BLOCK_CODE)
    restore_tabs (self, text);
  alcove_run_pen_write (pen, text, length);
}

AlcoveRunPen *
alcove_leaf_builder_get_pen (AlcoveLeafBuilder *self)
{
  /* the text of a tight item comes without a block around it */
  if (!self->block)
    alcove_leaf_builder_begin (self, ALCOVE_BLOCK_PARAGRAPH);
  return &self->pen;
}

void
alcove_leaf_builder_init (AlcoveLeafBuilder *self, const char *source, gsize length)
{
  *self = (AlcoveLeafBuilder) { .source = source, .source_length = length };
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  self->lists = g_array_new (FALSE, FALSE, sizeof (AlcoveListLevel));
  alcove_run_pen_init (&self->pen);
}

GPtrArray *
alcove_leaf_builder_finish (AlcoveLeafBuilder *self)
{
  alcove_leaf_builder_end (self);
  alcove_run_pen_clear (&self->pen);
  g_clear_pointer (&self->lists, g_array_unref);
  g_clear_pointer (&self->marker, g_free);
  return g_steal_pointer (&self->blocks);
}

void
alcove_leaf_builder_show_source (AlcoveLeafBuilder *self)
{
  g_clear_pointer (&self->block, alcove_block_unref);
  g_ptr_array_set_size (self->blocks, 0);
  g_array_set_size (self->lists, 0);
  alcove_run_pen_clear (&self->pen);
  alcove_run_pen_init (&self->pen);
  self->skip_tops = 0;
  alcove_leaf_builder_begin (self, ALCOVE_BLOCK_CODE);
  alcove_run_pen_write (&self->pen, self->source, self->source_length);
  alcove_leaf_builder_end (self);
}
