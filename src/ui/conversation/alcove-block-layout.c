/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The PangoLayouts of one block. Main thread; knows no widget.
 *
 * A paragraph is one layout, code is one for 40 lines, a table one for a cell. When code grows, only its last
 * layout is made anew. Bytes are those of the block's plain text everywhere. */

#include "alcove-block-layout.h"

#include <string.h>

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"
#define CHUNK_LINES 40
#define CHUNK_BYTES 8192
#define QUOTE_INSET 16
#define LIST_INSET 24

static void
chunk_clear (gpointer data)
{
  AlcoveBlockChunk *chunk = data;

  g_clear_object (&chunk->layout);
}

static GArray *
chunks_new (void)
{
  GArray *chunks = g_array_new (FALSE, TRUE, sizeof (AlcoveBlockChunk));

  g_array_set_clear_func (chunks, chunk_clear);
  return chunks;
}

/**
 * alcove_block_layout_new:
 *
 * Returns: (transfer full): a layout of nothing yet
 */
AlcoveBlockLayout *
alcove_block_layout_new (void)
{
  AlcoveBlockLayout *self = g_new0 (AlcoveBlockLayout, 1);

  self->chunks = chunks_new ();
  self->row_ends = g_array_new (FALSE, FALSE, sizeof (int));
  self->text = "";
  return self;
}

/**
 * alcove_block_layout_free:
 * @self: (transfer full): a layout
 */
void
alcove_block_layout_free (AlcoveBlockLayout *self)
{
  g_array_unref (self->chunks);
  g_array_unref (self->row_ends);
  g_clear_pointer (&self->highlights, g_array_unref);
  g_clear_object (&self->marker);
  g_clear_pointer (&self->block, alcove_block_unref);
  g_free (self->owned_text);
  g_free (self);
}

static gboolean
is_code (const AlcoveBlock *block)
{
  return block->kind == ALCOVE_BLOCK_CODE;
}

/* Text that is laid out at once: up to 40 lines or 8 KiB. Pango's time is not linear in a long line. */
static guint
chunk_end (const char *text, guint start, guint length)
{
  guint end = start, lines = 0;

  while (end < length && lines < CHUNK_LINES && end - start < CHUNK_BYTES)
    {
      const char *newline = memchr (text + end, '\n', length - end);
      const guint next = newline ? (guint) (newline - text) + 1 : length;

      if (next - start > CHUNK_BYTES && end > start)
        break;
      end = next;
      lines++;
    }
  if (end - start > CHUNK_BYTES)
    end = (guint) (g_utf8_find_prev_char (text, text + start + CHUNK_BYTES + 1) - text);
  return end;
}

/* What goes on from the line above stands a little further in. */
static void
wrap_code (const AlcoveBlockLayout *self, const AlcoveBlockStyle *style, PangoLayout *layout)
{
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout,
                          MAX (1, self->width - self->inset - 2 * self->padding) * PANGO_SCALE);
  pango_layout_set_indent (layout, -alcove_block_style_scale (style, 16) * PANGO_SCALE);
}

static PangoLayout *
make_layout (AlcoveBlockLayout *self, const AlcoveBlockStyle *style, guint start, guint end)
{
  PangoLayout *layout = pango_layout_new (style->context);
  g_autoptr (PangoAttrList) attributes = NULL;
  guint shown = end;

  if (shown > start && self->text[shown - 1] == '\n' && shown < self->length)
    shown--;
  pango_layout_set_text (layout, self->text + start, (int) (shown - start));
  if (is_code (self->block))
    {
      pango_layout_set_auto_dir (layout, FALSE);
      if (style->wraps_code)
        wrap_code (self, style, layout);
      attributes = alcove_block_style_dup_code (style, self->highlights, start, end);
    }
  else
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (layout, MAX (1, self->width - self->inset) * PANGO_SCALE);
      attributes = alcove_block_style_dup_run (style, self->block, &self->block->run, start, end);
    }
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Code that grew: the layouts before the first difference stay. */
static guint
take_unchanged (AlcoveBlockLayout *self, GArray *old, const char *old_text)
{
  guint kept = 0;

  while (kept + 1 < old->len)
    {
      AlcoveBlockChunk *chunk = &g_array_index (old, AlcoveBlockChunk, kept);

      if (chunk->end >= self->length
          || memcmp (old_text + chunk->start, self->text + chunk->start, chunk->end - chunk->start))
        break;
      g_array_append_vals (self->chunks, chunk, 1);
      chunk->layout = NULL;
      kept++;
    }
  return kept;
}

static void
build_text (AlcoveBlockLayout *self, const AlcoveBlockStyle *style, GArray *old,
            const char *old_text)
{
  guint start = 0;
  int y = self->header + self->padding;

  if (old != NULL && is_code (self->block) && take_unchanged (self, old, old_text) > 0)
    {
      const AlcoveBlockChunk *last
          = &g_array_index (self->chunks, AlcoveBlockChunk, self->chunks->len - 1);

      start = last->end;
      y = last->y + last->height;
    }
  do
    {
      AlcoveBlockChunk chunk
          = { .start = start, .end = chunk_end (self->text, start, self->length) };

      chunk.x = self->padding;
      chunk.y = y;
      chunk.layout = make_layout (self, style, chunk.start, chunk.end);
      pango_layout_get_pixel_size (chunk.layout, &chunk.width, &chunk.height);
      y += chunk.height;
      g_array_append_val (self->chunks, chunk);
      start = chunk.end;
    }
  while (start < self->length);
  self->natural_width = 0;
  for (guint i = 0; i < self->chunks->len; i++)
    self->natural_width
        = MAX (self->natural_width, g_array_index (self->chunks, AlcoveBlockChunk, i).width);
  self->height = y + self->padding;
}

/* A number has no direction of its own: it takes that of its item, not that of the window. */
static void
build_marker (AlcoveBlockLayout *self, const AlcoveBlockStyle *style)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *text = NULL;

  g_clear_object (&self->marker);
  if (self->block->marker == NULL)
    return;
  pango_attr_list_insert (attributes, pango_attr_line_height_new (1.28f));
  self->marker = pango_layout_new (style->context);
  text = g_strconcat (self->is_rtl ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK, self->block->marker,
                      NULL);
  pango_layout_set_text (self->marker, text, -1);
  pango_layout_set_attributes (self->marker, attributes);
}

static void
take_text (AlcoveBlockLayout *self)
{
  self->owned_text
      = self->block->kind == ALCOVE_BLOCK_TABLE ? alcove_block_dup_plain_text (self->block) : NULL;
  self->text = self->owned_text ? self->owned_text : self->block->run.text;
  self->length = self->owned_text ? (guint) strlen (self->owned_text) : self->block->run.length;
}

/* A paragraph stands by its own direction, whatever the language of the window. */
static gboolean
is_rtl_text (const AlcoveBlockLayout *self)
{
  const AlcoveBlockChunk *first = &g_array_index (self->chunks, AlcoveBlockChunk, 0);
  PangoLayoutLine *line = pango_layout_get_line_readonly (first->layout, 0);

  return pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL;
}

/* The colours of code that did not change stay until the new ones come. */
static void
trim_highlights (AlcoveBlockLayout *self, const char *old_text, guint old_length)
{
  guint same = 0;

  if (self->highlights == NULL)
    return;
  while (same < MIN (self->length, old_length) && self->text[same] == old_text[same])
    same++;
  while (self->highlights->len > 0
         && g_array_index (self->highlights, AlcoveHighlight, self->highlights->len - 1).end > same)
    g_array_set_size (self->highlights, self->highlights->len - 1);
}

/**
 * alcove_block_layout_update:
 * @self: a layout
 * @style: fonts and colours; the same as at the last time
 * @block: what it shows
 * @width: room for it, in pixels
 *
 * Lays @block out, unless it is laid out so already.
 */
void
alcove_block_layout_update (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                            AlcoveBlock *block, int width)
{
  g_autoptr (AlcoveBlock) old_block = NULL;
  g_autoptr (GArray) old_chunks = NULL;
  g_autofree char *old_owned = NULL;
  const char *old_text = self->text;
  const guint old_length = self->length;
  gboolean is_reusable;

  if (self->block == block && self->width == width)
    return;
  is_reusable = self->block && self->block->kind == block->kind
                && ((is_code (block) && !style->wraps_code) || self->width == width);
  old_block = g_steal_pointer (&self->block);
  old_chunks = g_steal_pointer (&self->chunks);
  old_owned = g_steal_pointer (&self->owned_text);
  self->chunks = chunks_new ();
  self->block = alcove_block_ref (block);
  self->width = width;
  take_text (self);
  self->is_rtl = FALSE;
  self->inset = (int) block->quote_depth * alcove_block_style_scale (style, QUOTE_INSET)
                + (int) block->list_depth * alcove_block_style_scale (style, LIST_INSET);
  self->inset = MIN (self->inset, width / 2);
  self->padding = is_code (block) ? alcove_block_style_scale (style, 12) : 0;
  self->header = is_code (block) ? MAX (30, style->line + 12) : 0;
  if (block->kind == ALCOVE_BLOCK_RULE)
    {
      build_marker (self, style);
      self->height = 1;
      return;
    }
  if (old_block && is_reusable)
    trim_highlights (self, old_text, old_length);
  if (block->kind == ALCOVE_BLOCK_TABLE)
    alcove_table_layout_build (self, style, is_reusable ? old_chunks : NULL, old_block);
  else
    build_text (self, style, is_reusable ? old_chunks : NULL, old_text);
  if (alcove_block_layout_is_wide (self))
    self->height += is_code (block) ? 0 : alcove_block_style_scale (style, 8);
  else if (is_code (block))
    self->height -= self->padding / 2;
  if (!is_code (block))
    self->is_rtl = self->chunks->len > 0 && is_rtl_text (self);
  build_marker (self, style);
}

/**
 * alcove_block_layout_set_highlights:
 * @self: a layout of code
 * @style: fonts and colours
 * @from: first byte whose colours are new
 * @highlights: (transfer none) (element-type AlcoveHighlight): the colours from there on
 */
void
alcove_block_layout_set_highlights (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                                    guint from, GArray *highlights)
{
  if (self->highlights == NULL)
    self->highlights = g_array_new (FALSE, FALSE, sizeof (AlcoveHighlight));
  while (self->highlights->len > 0
         && g_array_index (self->highlights, AlcoveHighlight, self->highlights->len - 1).end > from)
    g_array_set_size (self->highlights, self->highlights->len - 1);
  if (highlights->len > 0)
    g_array_append_vals (self->highlights, highlights->data, highlights->len);
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (self->chunks, AlcoveBlockChunk, i);
      g_autoptr (PangoAttrList) attributes = NULL;

      if (chunk->end <= from && chunk->end < self->length)
        continue;
      attributes = alcove_block_style_dup_code (style, self->highlights, chunk->start, chunk->end);
      pango_layout_set_attributes (chunk->layout, attributes);
    }
}

/**
 * alcove_block_layout_get_span_width:
 * @self: a layout
 *
 * Returns: the width of all that it shows, padding included, which may be more than it was given
 */
int
alcove_block_layout_get_span_width (const AlcoveBlockLayout *self)
{
  return self->natural_width + 2 * self->padding;
}

/**
 * alcove_block_layout_is_wide:
 * @self: a layout
 *
 * Returns: whether it must be scrolled sideways to be read
 */
gboolean
alcove_block_layout_is_wide (const AlcoveBlockLayout *self)
{
  return (self->block->kind == ALCOVE_BLOCK_CODE || self->block->kind == ALCOVE_BLOCK_TABLE)
         && alcove_block_layout_get_span_width (self) > self->width - self->inset;
}

static double
distance (double at, int start, int length)
{
  return at < start ? start - at : at > start + length ? at - start - length : 0;
}

static const AlcoveBlockChunk *
nearest_chunk (const AlcoveBlockLayout *self, double x, double y)
{
  const AlcoveBlockChunk *best = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (self->chunks, AlcoveBlockChunk, i);
      const double away = 1e4 * distance (y, chunk->y, chunk->height)
                          + (self->owned_text ? distance (x, chunk->x, chunk->width) : 0);

      if (away < least)
        {
          least = away;
          best = chunk;
        }
    }
  return best;
}

/**
 * alcove_block_layout_get_byte:
 * @self: a layout
 * @x: a place in it
 * @y: a place in it
 * @is_inside: (out) (optional): whether the place is on a character
 *
 * Returns: the byte of the plain text that is nearest
 */
guint
alcove_block_layout_get_byte (const AlcoveBlockLayout *self, double x, double y,
                              gboolean *is_inside)
{
  const AlcoveBlockChunk *chunk = nearest_chunk (self, x, y);
  int index, trailing;
  gboolean inside;
  const char *at;

  if (is_inside != NULL)
    *is_inside = FALSE;
  if (chunk == NULL)
    return 0;
  inside = pango_layout_xy_to_index (chunk->layout,
                                     (int) ((x - chunk->x - chunk->indent) * PANGO_SCALE),
                                     (int) ((y - chunk->y) * PANGO_SCALE), &index, &trailing);
  if (is_inside != NULL)
    *is_inside = inside;
  at = self->text + chunk->start + index;
  while (trailing-- > 0 && *at != '\0')
    at = g_utf8_next_char (at);
  return (guint) (at - self->text);
}

/**
 * alcove_block_layout_get_place:
 * @self: a layout
 * @byte: of the plain text
 * @at: (out): where the character stands
 */
void
alcove_block_layout_get_place (const AlcoveBlockLayout *self, guint byte, GdkRectangle *at)
{
  *at = (GdkRectangle) { 0, 0, 0, 0 };
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (self->chunks, AlcoveBlockChunk, i);
      PangoRectangle pos;

      if (byte < chunk->start || (i + 1 < self->chunks->len && byte >= chunk[1].start))
        continue;
      pango_layout_index_to_pos (chunk->layout, (int) (MIN (byte, chunk->end) - chunk->start),
                                 &pos);
      pango_extents_to_pixels (&pos, NULL);
      *at = (GdkRectangle) { chunk->x + chunk->indent + MIN (pos.x, pos.x + pos.width),
                             chunk->y + pos.y, ABS (pos.width), pos.height };
      return;
    }
}

/* The run that a byte of the plain text stands in, and where the run starts. */
static const AlcoveRun *
run_of (const AlcoveBlockLayout *self, const AlcoveBlockChunk *chunk, guint *start)
{
  const guint index = (guint) (chunk - (AlcoveBlockChunk *) (void *) self->chunks->data);

  *start = self->owned_text ? chunk->start : 0;
  return self->owned_text ? g_ptr_array_index (self->block->cells, index) : &self->block->run;
}

/**
 * alcove_block_layout_get_link:
 * @self: a layout
 * @x: a place in it
 * @y: a place in it
 * @label: (out) (transfer full) (optional): the text of the link
 *
 * Returns: (transfer none) (nullable): the link there, or the image that is somewhere else
 */
const AlcoveSpan *
alcove_block_layout_get_link (const AlcoveBlockLayout *self, double x, double y, char **label)
{
  const AlcoveBlockChunk *chunk = nearest_chunk (self, x, y);
  const AlcoveRun *run;
  int index, trailing;
  guint start, byte;

  if (chunk == NULL
      || !pango_layout_xy_to_index (chunk->layout,
                                    (int) ((x - chunk->x - chunk->indent) * PANGO_SCALE),
                                    (int) ((y - chunk->y) * PANGO_SCALE), &index, &trailing))
    return NULL;
  run = run_of (self, chunk, &start);
  byte = chunk->start + (guint) index - start;
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      if (byte < span->start || byte >= span->end || !alcove_block_style_leads (span))
        continue;
      if (label != NULL)
        *label = alcove_run_dup_link_text (run, i);
      return span;
    }
  return NULL;
}

/**
 * alcove_block_layout_get_word:
 * @self: a layout
 * @byte: of the plain text
 * @start: (out): where the word there starts
 * @end: (out): behind its end
 */
void
alcove_block_layout_get_word (const AlcoveBlockLayout *self, guint byte, guint *start, guint *end)
{
  const guint here = MIN (byte, self->length), from = here > 512 ? here - 512 : 0;
  const guint to = MIN (self->length, here + 512);
  const char *text = g_utf8_find_prev_char (self->text, self->text + from + 1);
  const char *behind
      = to < self->length ? g_utf8_find_prev_char (text, self->text + to + 1) : self->text + to;
  const int length = (int) (behind - text);
  const glong n_chars = g_utf8_strlen (text, length);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n_chars + 1);
  glong at = g_utf8_strlen (text, (gssize) (self->text + here - text)), left, right;

  pango_get_log_attrs (text, length, -1, NULL, attrs, (int) n_chars + 1);
  at = MIN (at, n_chars);
  for (left = at; left > 0 && !attrs[left].is_word_boundary; left--)
    ;
  for (right = MIN (at + 1, n_chars); right < n_chars && !attrs[right].is_word_boundary; right++)
    ;
  *start = (guint) (g_utf8_offset_to_pointer (text, left) - self->text);
  *end = (guint) (g_utf8_offset_to_pointer (text, right) - self->text);
}
