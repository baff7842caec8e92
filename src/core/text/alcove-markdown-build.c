/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A whole text through md4c to leaf blocks: what each of its events means to the builder, and whether
 * the code that ends the text is still open, which md4c does not say. Takes time in proportion to
 * the text, whatever it holds. Pure; any thread. */

#include "alcove-markdown-private.h"
#include "alcove-block-private.h"
#include "alcove-empty-cells.h"
#include "alcove-entity.h"
#include "alcove-late-table.h"
#include "alcove-leaf-builder.h"

#include <md4c.h>
#include <string.h>

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
begin_code (AlcoveLeafBuilder *self, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_autofree char *language = dup_attribute (&detail->lang);

  alcove_leaf_builder_begin (self, ALCOVE_BLOCK_CODE);
  if (language)
    self->block->language = alcove_hidden_characters_reveal (language, -1, NULL);
  self->is_fenced = detail->fence_char != 0;
}

static AlcoveTask
task_of (const MD_BLOCK_LI_DETAIL *detail)
{
  if (!detail->is_task)
    return ALCOVE_TASK_NONE;
  return detail->task_mark == ' ' ? ALCOVE_TASK_OPEN : ALCOVE_TASK_DONE;
}

static AlcoveAlign
align_of (const MD_BLOCK_TD_DETAIL *detail)
{
  static const AlcoveAlign aligns[] = {
    [MD_ALIGN_DEFAULT] = ALCOVE_ALIGN_DEFAULT,
    [MD_ALIGN_LEFT] = ALCOVE_ALIGN_START,
    [MD_ALIGN_CENTER] = ALCOVE_ALIGN_CENTER,
    [MD_ALIGN_RIGHT] = ALCOVE_ALIGN_END,
  };

  return aligns[detail->align];
}

static void
begin_leaf (AlcoveLeafBuilder *self, AlcoveBlockKind kind)
{
  alcove_leaf_builder_end (self);
  alcove_leaf_builder_begin (self, kind);
}

static int
enter_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  AlcoveLeafBuilder *self = data;

  self->depth++;
  self->is_fenced = FALSE;
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      alcove_leaf_builder_end (self);
      self->quote_depth++;
      break;
    case MD_BLOCK_UL:
      alcove_leaf_builder_begin_list (
          self, (AlcoveListLevel) { .is_tight = ((MD_BLOCK_UL_DETAIL *) detail)->is_tight });
      break;
    case MD_BLOCK_OL:
      alcove_leaf_builder_begin_list (
          self, (AlcoveListLevel) { .is_ordered = TRUE,
                                    .is_tight = ((MD_BLOCK_OL_DETAIL *) detail)->is_tight,
                                    .delimiter = ((MD_BLOCK_OL_DETAIL *) detail)->mark_delimiter,
                                    .next = ((MD_BLOCK_OL_DETAIL *) detail)->start });
      break;
    case MD_BLOCK_LI:
      alcove_leaf_builder_begin_item (self, task_of (detail));
      break;
    case MD_BLOCK_HR:
      begin_leaf (self, ALCOVE_BLOCK_RULE);
      break;
    case MD_BLOCK_H:
      begin_leaf (self, ALCOVE_BLOCK_HEADING);
      self->block->level = ((MD_BLOCK_H_DETAIL *) detail)->level;
      break;
    case MD_BLOCK_CODE:
      alcove_leaf_builder_end (self);
      begin_code (self, detail);
      break;
    case MD_BLOCK_HTML:
      begin_leaf (self, ALCOVE_BLOCK_HTML);
      break;
    case MD_BLOCK_P:
      begin_leaf (self, ALCOVE_BLOCK_PARAGRAPH);
      break;
    case MD_BLOCK_TABLE:
      alcove_leaf_builder_end (self);
      alcove_leaf_builder_begin_table (self, ((MD_BLOCK_TABLE_DETAIL *) detail)->col_count);
      break;
    case MD_BLOCK_TR:
      alcove_leaf_builder_begin_row (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      alcove_leaf_builder_begin_cell (self, align_of (detail));
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
      break;
    }
  return 0;
}

static GPtrArray *build (const char *text, gsize length, guint skip_tops, gboolean is_plain,
                         guint *n_tops, gboolean *is_fenced);

static GPtrArray *
build_part (const char *begin, const char *end)
{
  guint n_tops;
  gboolean is_fenced;

  return build (begin, (gsize) (end - begin), 0, TRUE, &n_tops, &is_fenced);
}

static gboolean
ends_with (const GPtrArray *blocks, guint from, const GPtrArray *part)
{
  if (blocks->len - from != part->len)
    return FALSE;
  for (guint i = 0; i < part->len; i++)
    if (!alcove_block_equal (g_ptr_array_index (blocks, from + i), g_ptr_array_index (part, i)))
      return FALSE;
  return TRUE;
}

/* Puts text and a table in the place of the paragraph that the last blocks are. It is done only where the
 * source that it is thought to have does make this paragraph, and the rest a table; a paragraph whose
 * links are defined elsewhere stays one. */
static void
part_table (AlcoveLeafBuilder *self, guint from, const char *begin, const char *header,
            const char *end)
{
  g_autoptr (GPtrArray) whole = build_part (begin, end);
  g_autoptr (GPtrArray) text = NULL;
  g_autoptr (GPtrArray) table = NULL;

  if (!ends_with (self->blocks, from, whole))
    return;
  table = build_part (header, end);
  if (table->len == 0 || ((AlcoveBlock *) g_ptr_array_index (table, 0))->kind != ALCOVE_BLOCK_TABLE)
    return;
  text = build_part (begin, header);
  g_ptr_array_set_size (self->blocks, (gint) from);
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&text));
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&table));
}

static void
end_paragraph (AlcoveLeafBuilder *self)
{
  const char *begin = self->first;
  const char *end = self->last;
  guint n_before = self->blocks->len;
  gsize header;

  alcove_leaf_builder_end (self);
  /* depth 2: in no list and no quote, so that the lines are the paragraph's alone */
  if (self->is_plain || self->depth != 2 || !begin || self->blocks->len == n_before)
    return;
  while (begin > self->source && begin[-1] != '\n')
    begin--;
  while (end < self->source + self->source_length && *end != '\n')
    end++;
  header = alcove_late_table_find (begin, (gsize) (end - begin));
  if (header > 0)
    part_table (self, n_before, begin, begin + header, end);
}

/* Of a table in no list and no quote, whose lines are its own. It is taken only where all its words are the same. */
static void
end_table (AlcoveLeafBuilder *self)
{
  const char *begin = self->first;
  const char *end = self->last;
  const guint n_before = self->blocks->len;
  g_autofree char *opened = NULL;
  g_autoptr (GPtrArray) again = NULL;

  alcove_leaf_builder_end (self);
  if (self->is_plain || self->depth != 2 || !begin || self->blocks->len != n_before + 1)
    return;
  while (begin > self->source && begin[-1] != '\n')
    begin--;
  while (end < self->source + self->source_length && *end != '\n')
    end++;
  opened = alcove_empty_cells_open (begin, (gsize) (end - begin));
  if (opened == NULL)
    return;
  again = build_part (opened, opened + strlen (opened));
  if (again->len != 1
      || !alcove_empty_cells_are_all (g_ptr_array_index (self->blocks, n_before),
                                      g_ptr_array_index (again, 0)))
    return;
  g_ptr_array_set_size (self->blocks, (gint) n_before);
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&again));
}

static void
leave_one (AlcoveLeafBuilder *self, MD_BLOCKTYPE type)
{
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      alcove_leaf_builder_end (self);
      self->quote_depth--;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      alcove_leaf_builder_end_list (self);
      break;
    case MD_BLOCK_LI:
      alcove_leaf_builder_end_item (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      alcove_leaf_builder_end_cell (self);
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
      alcove_leaf_builder_end (self);
      break;
    case MD_BLOCK_TABLE:
      end_table (self);
      break;
    case MD_BLOCK_P:
      end_paragraph (self);
      break;
    }
}

static int
leave_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  AlcoveLeafBuilder *self = data;

  leave_one (self, type);
  if (--self->depth == 1)
    self->n_tops++;
  return 0;
}

static int
enter_span (MD_SPANTYPE type, void *detail, void *data)
{
  AlcoveRunPen *p = alcove_leaf_builder_get_pen (data);

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
  AlcoveRunPen *p = alcove_leaf_builder_get_pen (data);

  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY)
    alcove_run_pen_write (p, "$$", type == MD_SPAN_LATEXMATH ? 1 : 2);
  alcove_run_pen_close (p);
  return 0;
}

static void
note_source (AlcoveLeafBuilder *self, const char *text, gsize length)
{
  guintptr at = (guintptr) text;

  if (at < (guintptr) self->source || at >= (guintptr) self->source + self->source_length)
    return;
  if (!self->first)
    self->first = text;
  self->last = text + length;
}

/* In a table a bar is written "\\|", in code too (GFM, example 200); md4c hands on both characters. */
static void
write_code_of_cell (AlcoveRunPen *p, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *escape = g_strstr_len (text, end - text, "\\|");

      alcove_run_pen_write (p, text, (gsize) ((escape ? escape : end) - text));
      text = escape ? escape + 1 : end;
      if (escape)
        alcove_run_pen_write (p, text++, 1);
    }
}

static int
write_text (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  AlcoveRunPen *p = alcove_leaf_builder_get_pen (data);
  g_autoptr (GString) decoded = NULL;

  note_source (data, text, size);
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
      if (((AlcoveLeafBuilder *) data)->block->kind == ALCOVE_BLOCK_TABLE)
        write_code_of_cell (p, text, size);
      else
        alcove_leaf_builder_write_code (data, text, size);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
      alcove_run_pen_write (p, text, size);
      break;
    }
  return 0;
}

static GPtrArray *
build (const char *text, gsize length, guint skip_tops, gboolean is_plain, guint *n_tops,
       gboolean *is_fenced)
{
  const MD_PARSER parser = {
    .flags = ALCOVE_MARKDOWN_FLAGS,
    .enter_block = enter_block,
    .leave_block = leave_block,
    .enter_span = enter_span,
    .leave_span = leave_span,
    .text = write_text,
  };
  AlcoveLeafBuilder builder;
  GPtrArray *blocks;

  alcove_leaf_builder_init (&builder, text, length);
  builder.skip_tops = skip_tops;
  builder.is_plain = is_plain;
  if (md_parse (text, (MD_SIZE) length, &parser, &builder) != 0)
    alcove_leaf_builder_show_source (&builder); /* for lack of memory */
  *n_tops = builder.n_tops - MIN (builder.n_tops, skip_tops);
  blocks = alcove_leaf_builder_finish (&builder);
  *is_fenced = builder.is_fenced && blocks->len > 0;
  return blocks;
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
  g_autoptr (GPtrArray) before = build (text, line, skip_tops, FALSE, &n_tops, &is_fenced);

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
  GPtrArray *blocks
      = build (text, length, skip_tops, FALSE, n_tops ? n_tops : &ignored, &is_fenced);

  if (is_fenced && is_code_open (blocks, text, length, skip_tops))
    {
      AlcoveBlock *code = g_ptr_array_index (blocks, blocks->len - 1);

      code->is_open = TRUE;
      alcove_block_seal (code);
    }
  return blocks;
}
