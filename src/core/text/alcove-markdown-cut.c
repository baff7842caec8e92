/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finds where a growing text can be cut. md4c gives no places in the source and a scanner of our own
 * would be wrong somewhere, so a place is guessed and then proven: the two sides, parsed alone, must
 * come to the same top-level blocks as the whole. A line of text behind the end makes visible what
 * would still be open there. Pure; any thread. */

#include "alcove-markdown-cut.h"
#include "alcove-block-private.h"
#include "alcove-markdown-private.h"

#include <md4c.h>
#include <string.h>

#define SENTINEL "zq\n"
#define MAX_TRIES 3
#define MAX_LABEL 1000

/* All that md4c says about one top-level block, written down and then hashed. How it divides a text
 * into pieces does not count. */
typedef struct
{
  GArray *hashes; /* (element-type guint64) one for each top-level block */
  GString *events;
  guint depth;
} Outline;

static void
write_event (Outline *self, char what, guint a, guint b)
{
  /* the text holds no NUL, so an event cannot be taken for text */
  const guint numbers[] = { a, b };

  g_string_append_c (self->events, '\0');
  g_string_append_c (self->events, what);
  g_string_append_len (self->events, (const char *) numbers, sizeof numbers);
}

static void
write_attribute (Outline *self, const MD_ATTRIBUTE *attribute)
{
  write_event (self, 'a', attribute->size, 0);
  if (attribute->text)
    g_string_append_len (self->events, attribute->text, attribute->size);
}

/* What of a block's details can be seen. */
static void
write_detail (Outline *self, MD_BLOCKTYPE type, void *detail)
{
  if (type == MD_BLOCK_UL)
    {
      const MD_BLOCK_UL_DETAIL *list = detail;

      write_event (self, 'd', (guint) list->is_tight, (guint) list->mark);
    }
  else if (type == MD_BLOCK_OL)
    {
      const MD_BLOCK_OL_DETAIL *list = detail;

      write_event (self, 'd', (guint) list->is_tight, (guint) list->mark_delimiter);
      write_event (self, 'd', list->start, 0);
    }
  else if (type == MD_BLOCK_LI)
    {
      const MD_BLOCK_LI_DETAIL *item = detail;

      write_event (self, 'd', (guint) item->is_task, item->is_task ? (guint) item->task_mark : 0);
    }
  else if (type == MD_BLOCK_CODE)
    {
      const MD_BLOCK_CODE_DETAIL *code = detail;

      write_event (self, 'd', (guint) code->fence_char, 0);
      write_attribute (self, &code->info);
    }
  else if (type == MD_BLOCK_H)
    write_event (self, 'd', ((MD_BLOCK_H_DETAIL *) detail)->level, 0);
  else if (type == MD_BLOCK_TABLE)
    write_event (self, 'd', ((MD_BLOCK_TABLE_DETAIL *) detail)->col_count, 0);
  else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
    write_event (self, 'd', ((MD_BLOCK_TD_DETAIL *) detail)->align, 0);
}

static int
enter_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Outline *self = data;

  /* the document around them belongs to none of its blocks */
  if (self->depth++ == 0)
    return 0;
  write_event (self, 'b', type, 0);
  write_detail (self, type, detail);
  return 0;
}

static int
leave_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Outline *self = data;
  guint64 hash;

  write_event (self, 'B', type, 0);
  if (--self->depth != 1)
    return 0;
  hash = alcove_hash_bytes (0, self->events->str, self->events->len);
  g_array_append_val (self->hashes, hash);
  g_string_truncate (self->events, 0);
  return 0;
}

static int
enter_span (MD_SPANTYPE type, void *detail, void *data)
{
  write_event (data, 's', type, 0);
  if (type == MD_SPAN_A)
    write_attribute (data, &((MD_SPAN_A_DETAIL *) detail)->href);
  else if (type == MD_SPAN_IMG)
    write_attribute (data, &((MD_SPAN_IMG_DETAIL *) detail)->src);
  return 0;
}

static int
leave_span (MD_SPANTYPE type, void *detail, void *data)
{
  write_event (data, 'S', type, 0);
  return 0;
}

static int
write_text (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  Outline *self = data;

  if (type != MD_TEXT_NORMAL && type != MD_TEXT_CODE && type != MD_TEXT_HTML)
    write_event (self, 't', type, 0);
  g_string_append_len (self->events, text, size);
  return 0;
}

/* The hashes of the top-level blocks, or NULL. */
static GArray *
outline (const char *text, gsize length)
{
  const MD_PARSER parser = {
    .flags = ALCOVE_MARKDOWN_FLAGS,
    .enter_block = enter_block,
    .leave_block = leave_block,
    .enter_span = enter_span,
    .leave_span = leave_span,
    .text = write_text,
  };
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GString) events = g_string_new (NULL);
  Outline self = { .hashes = hashes, .events = events };

  if (md_parse (text, (MD_SIZE) length, &parser, &self) != 0)
    return NULL;
  return g_steal_pointer (&hashes);
}

static gboolean
begins_with (const GArray *whole, guint from, const GArray *part)
{
  for (guint i = 0; i < part->len; i++)
    if (g_array_index (whole, guint64, from + i) != g_array_index (part, guint64, i))
      return FALSE;
  return TRUE;
}

static gboolean
holds_at (const GString *text, gsize at, const GArray *whole)
{
  g_autoptr (GArray) before = outline (text->str, at);
  g_autoptr (GArray) after = NULL;

  if (!before || before->len >= whole->len || !begins_with (whole, 0, before))
    return FALSE;
  after = outline (text->str + at, text->len - at);
  return after && before->len + after->len == whole->len && begins_with (whole, before->len, after);
}

static gsize
line_start (const char *text, gsize at)
{
  while (at > 0 && text[at - 1] != '\n')
    at--;
  return at;
}

static gboolean
is_blank (const char *text, gsize from, gsize to)
{
  for (; from < to; from++)
    if (!g_ascii_isspace (text[from]))
      return FALSE;
  return TRUE;
}

/* A line that begins at once, after a blank line: the next one before a place, or 0. */
static gsize
previous_candidate (const char *text, gsize before)
{
  for (gsize line = line_start (text, before - 1); line > 0; line = line_start (text, line - 1))
    if (!g_ascii_isspace (text[line]) && is_blank (text, line_start (text, line - 1), line - 1))
      return line;
  return 0;
}

gsize
alcove_markdown_find_cut (const char *text, gsize length)
{
  g_autoptr (GString) lines = NULL;
  g_autoptr (GArray) whole = NULL;
  gsize at;

  /* a line whose end has not come may still become anything */
  length = line_start (text, length);
  if (length == 0)
    return 0;
  at = previous_candidate (text, length);
  if (at == 0)
    return 0;
  lines = g_string_sized_new (length + sizeof SENTINEL);
  g_string_append_len (lines, text, (gssize) length);
  g_string_append (lines, SENTINEL);
  whole = outline (lines->str, lines->len);
  if (!whole || whole->len < 2)
    return 0;
  for (guint tries = 0; at > 0 && tries < MAX_TRIES; tries++)
    {
      if (holds_at (lines, at, whole))
        return at;
      at = previous_candidate (text, at);
    }
  return 0;
}

/* Behind nothing but markers of lists and quotes, "[" and before long "]:". */
gboolean
alcove_markdown_may_define (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *line = text; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));

      while (line < end && (strchr (" \t>-+*.)", *line) || g_ascii_isdigit (*line)))
        line++;
      if (line < end && *line == '[' && g_strstr_len (line, MIN (end - line, MAX_LABEL + 4), "]:"))
        return TRUE;
      line = next ? next + 1 : end;
    }
  return FALSE;
}
