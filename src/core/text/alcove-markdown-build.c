/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* md4c's events to flat leaf blocks. Lists and quotes become depths and markers of the leaves in
 * them. Depths, cells and the text of a leaf are bounded, whatever the source holds; no text is
 * lost by it. md4c takes linear time and does not recurse. Pure; any thread. */

#include "alcove-markdown-private.h"
#include "alcove-block-private.h"
#include "alcove-entity.h"
#include "alcove-run-pen.h"

#include <md4c.h>
#include <string.h>

typedef struct
{
  gboolean is_ordered;
  gboolean is_tight;
  gboolean is_begun; /* its first item has come */
  char delimiter;
  guint next;
} ListLevel;

typedef struct
{
  const char *source;
  gsize source_length;
  GPtrArray *blocks;
  guint skip_tops;
  guint n_tops;
  guint depth; /* of md4c's blocks; the document is 1 */
  guint quote_depth;
  GArray *lists;

  char *marker; /* of the item whose first block has not come */
  AlcoveTask task;
  gboolean item_is_tight; /* the block that comes first in the item stands close */

  AlcoveBlock *block; /* the one being written, or NULL */
  AlcoveAlign align;  /* of the cell being written */
  AlcoveRunPen pen;
  gboolean is_fenced; /* the last block was fenced code */
} Builder;

static ListLevel *
innermost_list (Builder *self)
{
  return self->lists->len ? &g_array_index (self->lists, ListLevel, self->lists->len - 1) : NULL;
}

static void
begin_block (Builder *self, AlcoveBlockKind kind)
{
  const ListLevel *list = innermost_list (self);
  AlcoveBlock *block = alcove_block_new (kind);

  block->list_depth = MIN (self->lists->len, ALCOVE_MARKDOWN_MAX_DEPTH);
  block->quote_depth = MIN (self->quote_depth, ALCOVE_MARKDOWN_MAX_DEPTH);
  block->is_tight = self->marker ? self->item_is_tight : list && list->is_tight;
  block->marker = g_steal_pointer (&self->marker);
  block->task = self->task;
  self->task = ALCOVE_TASK_NONE;
  self->is_fenced = FALSE;
  self->block = block;
}

static void
end_block (Builder *self)
{
  g_autoptr (AlcoveBlock) block = g_steal_pointer (&self->block);

  if (!block)
    return;
  /* the line end before a closing fence is no part of the code */
  if ((block->kind == ALCOVE_BLOCK_CODE || block->kind == ALCOVE_BLOCK_HTML)
      && self->pen.text->len > 0 && self->pen.text->str[self->pen.text->len - 1] == '\n')
    g_string_truncate (self->pen.text, self->pen.text->len - 1);
  alcove_run_pen_take (&self->pen, &block->run);
  alcove_block_seal (block);
  if (self->n_tops >= self->skip_tops)
    g_ptr_array_add (self->blocks, g_steal_pointer (&block));
}

/* An item whose marker no block has taken: an empty one, or one that begins with a list. */
static void
flush_marker (Builder *self)
{
  end_block (self);
  if (!self->marker)
    return;
  begin_block (self, ALCOVE_BLOCK_PARAGRAPH);
  end_block (self);
}

static void
enter_list (Builder *self, ListLevel level)
{
  flush_marker (self);
  g_array_append_val (self->lists, level);
}

static void
leave_list (Builder *self)
{
  end_block (self);
  if (self->lists->len > 0)
    g_array_set_size (self->lists, self->lists->len - 1);
}

static void
enter_item (Builder *self, const MD_BLOCK_LI_DETAIL *detail)
{
  ListLevel *list = innermost_list (self);

  end_block (self);
  g_return_if_fail (list != NULL);

  if (list->is_begun)
    self->item_is_tight = list->is_tight;
  else
    self->item_is_tight = self->lists->len > 1 && (list - 1)->is_tight;
  list->is_begun = TRUE;
  g_free (self->marker);
  self->marker
      = list->is_ordered ? g_strdup_printf ("%u%c", list->next++, list->delimiter) : g_strdup ("•");
  if (detail->is_task)
    self->task = detail->task_mark == ' ' ? ALCOVE_TASK_OPEN : ALCOVE_TASK_DONE;
}

/* The value of an attribute, with entities decoded; NULL where it is empty. */
static char *
dup_attribute (const MD_ATTRIBUTE *attribute)
{
  GString *value;

  if (!attribute->text || attribute->size == 0)
    return NULL;
  value = g_string_new (NULL);
  for (guint i = 0; attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *text = attribute->text + attribute->substr_offsets[i];
      gsize length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        alcove_entity_append (value, text, length);
      else
        g_string_append_len (value, text, (gssize) length);
    }
  return g_string_free_and_steal (value);
}

static void
begin_code (Builder *self, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_autofree char *language = dup_attribute (&detail->lang);

  begin_block (self, ALCOVE_BLOCK_CODE);
  if (language)
    self->block->language = alcove_hidden_characters_reveal (language, -1, NULL);
  self->is_fenced = detail->fence_char != 0;
}

static void
begin_table (Builder *self, const MD_BLOCK_TABLE_DETAIL *detail)
{
  begin_block (self, ALCOVE_BLOCK_TABLE);
  self->block->n_columns = detail->col_count;
  self->block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_run_free);
}

/* A table that has grown too large goes on as one paragraph a row. */
static void
begin_row (Builder *self)
{
  AlcoveBlock *block = self->block;

  if (block->cells && block->cells->len + block->n_columns <= ALCOVE_MARKDOWN_MAX_CELLS)
    return;
  end_block (self);
  begin_block (self, ALCOVE_BLOCK_PARAGRAPH);
  self->block->is_tight = TRUE;
}

static void
begin_cell (Builder *self, const MD_BLOCK_TD_DETAIL *detail)
{
  static const AlcoveAlign aligns[] = {
    [MD_ALIGN_DEFAULT] = ALCOVE_ALIGN_DEFAULT,
    [MD_ALIGN_LEFT] = ALCOVE_ALIGN_START,
    [MD_ALIGN_CENTER] = ALCOVE_ALIGN_CENTER,
    [MD_ALIGN_RIGHT] = ALCOVE_ALIGN_END,
  };

  self->align = aligns[detail->align];
  if (!self->block->cells && self->pen.text->len > 0)
    alcove_run_pen_write (&self->pen, "\t", 1);
}

static void
end_cell (Builder *self)
{
  AlcoveRun *cell;

  if (!self->block->cells)
    return;
  cell = g_new0 (AlcoveRun, 1);
  alcove_run_pen_take (&self->pen, cell);
  cell->align = self->align;
  g_ptr_array_add (self->block->cells, cell);
}

static void
begin_leaf (Builder *self, AlcoveBlockKind kind)
{
  end_block (self);
  begin_block (self, kind);
}

static int
enter_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Builder *self = data;

  self->depth++;
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      end_block (self);
      self->quote_depth++;
      break;
    case MD_BLOCK_UL:
      enter_list (self, (ListLevel) { .is_tight = ((MD_BLOCK_UL_DETAIL *) detail)->is_tight });
      break;
    case MD_BLOCK_OL:
      enter_list (self, (ListLevel) { .is_ordered = TRUE,
                                      .is_tight = ((MD_BLOCK_OL_DETAIL *) detail)->is_tight,
                                      .delimiter = ((MD_BLOCK_OL_DETAIL *) detail)->mark_delimiter,
                                      .next = ((MD_BLOCK_OL_DETAIL *) detail)->start });
      break;
    case MD_BLOCK_LI:
      enter_item (self, detail);
      break;
    case MD_BLOCK_HR:
      begin_leaf (self, ALCOVE_BLOCK_RULE);
      break;
    case MD_BLOCK_H:
      begin_leaf (self, ALCOVE_BLOCK_HEADING);
      self->block->level = ((MD_BLOCK_H_DETAIL *) detail)->level;
      break;
    case MD_BLOCK_CODE:
      end_block (self);
      begin_code (self, detail);
      break;
    case MD_BLOCK_HTML:
      begin_leaf (self, ALCOVE_BLOCK_HTML);
      break;
    case MD_BLOCK_P:
      begin_leaf (self, ALCOVE_BLOCK_PARAGRAPH);
      break;
    case MD_BLOCK_TABLE:
      end_block (self);
      begin_table (self, detail);
      break;
    case MD_BLOCK_TR:
      begin_row (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      begin_cell (self, detail);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
      break;
    }
  return 0;
}

static void
leave_one (Builder *self, MD_BLOCKTYPE type)
{
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      end_block (self);
      self->quote_depth--;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      leave_list (self);
      break;
    case MD_BLOCK_LI:
      flush_marker (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      end_cell (self);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
      break;
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
      end_block (self);
      break;
    }
}

static int
leave_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Builder *self = data;

  leave_one (self, type);
  if (--self->depth == 1)
    self->n_tops++;
  return 0;
}

/* The text of a tight item comes without a block around it. */
static AlcoveRunPen *
pen (Builder *self)
{
  if (!self->block)
    begin_block (self, ALCOVE_BLOCK_PARAGRAPH);
  return &self->pen;
}

static int
enter_span (MD_SPANTYPE type, void *detail, void *data)
{
  AlcoveRunPen *p = pen (data);

  switch (type)
    {
    case MD_SPAN_EM:
      alcove_run_pen_open (p, ALCOVE_SPAN_EMPHASIS, NULL);
      break;
    case MD_SPAN_STRONG:
      alcove_run_pen_open (p, ALCOVE_SPAN_STRONG, NULL);
      break;
    case MD_SPAN_A:
      alcove_run_pen_open (p, ALCOVE_SPAN_LINK,
                           dup_attribute (&((MD_SPAN_A_DETAIL *) detail)->href));
      break;
    case MD_SPAN_IMG:
      alcove_run_pen_open (p, ALCOVE_SPAN_IMAGE,
                           dup_attribute (&((MD_SPAN_IMG_DETAIL *) detail)->src));
      break;
    case MD_SPAN_CODE:
      alcove_run_pen_open (p, ALCOVE_SPAN_CODE, NULL);
      break;
    case MD_SPAN_DEL:
      alcove_run_pen_open (p, ALCOVE_SPAN_STRIKE, NULL);
      break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
      alcove_run_pen_open (p, ALCOVE_SPAN_MATH, NULL);
      alcove_run_pen_write (p, "$$", type == MD_SPAN_LATEXMATH ? 1 : 2);
      break;
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
      alcove_run_pen_open (p, 0, NULL);
      break;
    }
  return 0;
}

static int
leave_span (MD_SPANTYPE type, void *detail, void *data)
{
  AlcoveRunPen *p = pen (data);

  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY)
    alcove_run_pen_write (p, "$$", type == MD_SPAN_LATEXMATH ? 1 : 2);
  alcove_run_pen_close (p);
  return 0;
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
restore_tabs (Builder *self, const char *text)
{
  GString *code = self->pen.text;
  gsize begin = code->len;
  const char *line = text;
  guint column, blanks;

  if (!self->block || self->block->kind != ALCOVE_BLOCK_CODE || text <= self->source
      || text >= self->source + self->source_length)
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

static int
write_text (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  AlcoveRunPen *p = pen (data);
  g_autoptr (GString) decoded = NULL;

  switch (type)
    {
    case MD_TEXT_BR:
      alcove_run_pen_write (p, "\n", 1);
      break;
    case MD_TEXT_SOFTBR:
      alcove_run_pen_write (p, " ", 1);
      break;
    case MD_TEXT_ENTITY:
      decoded = g_string_new (NULL);
      alcove_entity_append (decoded, text, size);
      alcove_run_pen_write (p, decoded->str, decoded->len);
      break;
    case MD_TEXT_NULLCHAR:
      alcove_run_pen_write (p, "\357\277\275", 3);
      break;
    case MD_TEXT_CODE:
      restore_tabs (data, text);
      alcove_run_pen_write (p, text, size);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
      alcove_run_pen_write (p, text, size);
      break;
    }
  return 0;
}

/* Whatever goes wrong inside of md4c (it can only be a lack of memory), the text is shown. */
static void
show_as_it_is (Builder *self, const char *text, gsize length)
{
  g_clear_pointer (&self->block, alcove_block_unref);
  g_ptr_array_set_size (self->blocks, 0);
  alcove_run_pen_clear (&self->pen);
  alcove_run_pen_init (&self->pen);
  begin_block (self, ALCOVE_BLOCK_CODE);
  alcove_run_pen_write (&self->pen, text, length);
  self->skip_tops = 0;
  end_block (self);
}

static GPtrArray *
build (const char *text, gsize length, guint skip_tops, guint *n_tops, gboolean *is_fenced)
{
  const MD_PARSER parser = {
    .flags = ALCOVE_MARKDOWN_FLAGS,
    .enter_block = enter_block,
    .leave_block = leave_block,
    .enter_span = enter_span,
    .leave_span = leave_span,
    .text = write_text,
  };
  Builder self = { .source = text, .source_length = length, .skip_tops = skip_tops };

  self.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  self.lists = g_array_new (FALSE, FALSE, sizeof (ListLevel));
  alcove_run_pen_init (&self.pen);
  if (md_parse (text, (MD_SIZE) length, &parser, &self) != 0)
    show_as_it_is (&self, text, length);
  *n_tops = self.n_tops - MIN (self.n_tops, skip_tops);
  *is_fenced = self.is_fenced && self.blocks->len > 0;
  alcove_run_pen_clear (&self.pen);
  g_array_unref (self.lists);
  g_free (self.marker);
  return self.blocks;
}

static const AlcoveBlock *
last_block (const GPtrArray *blocks)
{
  return blocks->len ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;
}

/* A line of three ticks at the end closes the code if, and only if, the code is the same without it. */
static gboolean
is_closed_by_line (const GPtrArray *blocks, const char *text, gsize line, guint skip_tops)
{
  guint n_tops;
  gboolean is_fenced;
  g_autoptr (GPtrArray) before = build (text, line, skip_tops, &n_tops, &is_fenced);

  return is_fenced && before->len == blocks->len
         && alcove_block_equal (last_block (before), last_block (blocks));
}

/* md4c does not tell whether it met the closing fence of the code that ends the text. */
static gboolean
is_code_open (const GPtrArray *blocks, const char *text, gsize length, guint skip_tops)
{
  const AlcoveRun *run = &last_block (blocks)->run;
  gsize line, code, end = run->length;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  for (line = length; line > 0 && text[line - 1] != '\n';)
    line--;
  if (length >= 3
      && (memcmp (text + length - 3, "```", 3) == 0 || memcmp (text + length - 3, "~~~", 3) == 0))
    return !is_closed_by_line (blocks, text, line, skip_tops);
  while (end > 0 && g_ascii_isspace (run->text[end - 1]))
    end--;
  for (code = end; code > 0 && run->text[code - 1] != '\n';)
    code--;
  while (code < end && g_ascii_isspace (run->text[code]))
    code++;
  if (code == end) /* nothing but the opening fence */
    return g_strstr_len (text + line, (gssize) (length - line), "```")
           || g_strstr_len (text + line, (gssize) (length - line), "~~~");
  return length - line >= end - code
         && memcmp (text + length - (end - code), run->text + code, end - code) == 0;
}

GPtrArray *
alcove_markdown_build (const char *text, gsize length, guint skip_tops, guint *n_tops)
{
  guint ignored;
  gboolean is_fenced;
  GPtrArray *blocks = build (text, length, skip_tops, n_tops ? n_tops : &ignored, &is_fenced);

  if (is_fenced && is_code_open (blocks, text, length, skip_tops))
    {
      AlcoveBlock *code = g_ptr_array_index (blocks, blocks->len - 1);

      code->is_open = TRUE;
      alcove_block_seal (code);
    }
  return blocks;
}
