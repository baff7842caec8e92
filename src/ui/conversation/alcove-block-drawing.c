/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Puts a laid out block into a snapshot: text, selection, markers, bars, rows. Main thread; keeps nothing. */

#include "alcove-block-drawing.h"

static GdkRGBA
faded (const GdkRGBA *color, float by)
{
  GdkRGBA faint = *color;

  faint.alpha *= by;
  return faint;
}

/* Lines and bars: faint, but not for who asked for contrast. */
static GdkRGBA
line_color (const GdkRGBA *color, const AlcoveBlockStyle *style, float by)
{
  return faded (color, style->is_high_contrast ? 0.6f : by);
}

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (
      snapshot, color, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
draw_range (const AlcoveBlockChunk *chunk, guint start, guint end, const GdkRGBA *color,
            GtkSnapshot *snapshot)
{
  int range[2];
  cairo_region_t *region;

  if (start >= end || start >= chunk->end || end <= chunk->start)
    return;
  range[0] = (int) (MAX (start, chunk->start) - chunk->start);
  range[1] = (int) (MIN (end, chunk->end) - chunk->start);
  region = gdk_pango_layout_get_clip_region (chunk->layout, 0, 0, range, 1);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t part;

      cairo_region_get_rectangle (region, i, &part);
      fill (snapshot, color, part.x, part.y, part.width, part.height);
    }
  cairo_region_destroy (region);
}

static void
draw_found (const AlcoveBlockChunk *chunk, const AlcoveBlockStyle *style,
            const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  for (guint i = 0; look->found != NULL && i < look->found->len; i++)
    {
      const AlcoveFound *found = &g_array_index (look->found, AlcoveFound, i);
      const gboolean is_current
          = found->start < look->current_end && look->current_start < found->end;

      draw_range (chunk, found->start, found->end,
                  is_current ? &style->found_current : &style->found, snapshot);
    }
}

/* The ring around a link, for each line that it stands in. */
static void
draw_focus (const AlcoveBlockChunk *chunk, const AlcoveBlockStyle *style,
            const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const float widths[4] = { 2, 2, 2, 2 };
  const GdkRGBA colors[4] = { style->link, style->link, style->link, style->link };
  int range[2];
  cairo_region_t *region;

  if (look->focus_start >= look->focus_end || look->focus_start >= chunk->end
      || look->focus_end <= chunk->start)
    return;
  range[0] = (int) (MAX (look->focus_start, chunk->start) - chunk->start);
  range[1] = (int) (MIN (look->focus_end, chunk->end) - chunk->start);
  region = gdk_pango_layout_get_clip_region (chunk->layout, 0, 0, range, 1);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t part;
      GskRoundedRect ring;

      cairo_region_get_rectangle (region, i, &part);
      gsk_rounded_rect_init_from_rect (&ring,
                                       &GRAPHENE_RECT_INIT ((float) part.x - 3, (float) part.y,
                                                            (float) part.width + 6,
                                                            (float) part.height),
                                       5);
      gtk_snapshot_append_border (snapshot, &ring, widths, colors);
    }
  cairo_region_destroy (region);
}

/**
 * alcove_block_drawing_text:
 * @layout: a laid out block
 * @style: its fonts and colours
 * @look: how it is to look
 * @snapshot: where to
 *
 * Draws the text, and what is found and selected of it.
 */
void
alcove_block_drawing_text (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
                           const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const GdkRGBA color = layout->block->quote_depth > 0 || layout->block->kind == ALCOVE_BLOCK_HTML
                            ? faded (&look->color, style->is_high_contrast ? 1 : 0.8f)
                            : look->color;

  for (guint i = 0; i < layout->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (layout->chunks, AlcoveBlockChunk, i);

      if (layout->chunks->len > 1
          && (chunk->y + chunk->height < look->top || chunk->y > look->bottom))
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (chunk->x + chunk->indent),
                                                              (float) chunk->y));
      draw_found (chunk, style, look, snapshot);
      draw_range (chunk, look->selection_start, look->selection_end, &style->selection, snapshot);
      gtk_snapshot_append_layout (snapshot, chunk->layout, &color);
      draw_focus (chunk, style, look, snapshot);
      gtk_snapshot_restore (snapshot);
    }
}

static void
draw_bars (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
           const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const GdkRGBA color = line_color (&look->color, style, 0.2f);
  const int step = alcove_block_style_scale (style, 16);
  const int thick = alcove_block_style_scale (style, 3);

  for (guint i = 0; i < layout->block->quote_depth; i++)
    {
      const int into = -layout->inset + (int) i * step;
      const int x = layout->is_rtl ? look->width - into - thick : into;

      fill (snapshot, &color, x, -look->bar_above, thick, look->height + look->bar_above);
    }
}

static void
draw_marker (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
             const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const int gap = alcove_block_style_scale (style, 8);
  int width, x;

  pango_layout_get_pixel_size (layout->marker, &width, NULL);
  x = layout->is_rtl ? look->width + gap : -gap - width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, 0));
  gtk_snapshot_append_layout (snapshot, layout->marker, &look->color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_check (const GdkRGBA *color, float x, float y, float size, GtkSnapshot *snapshot)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  GskStroke *stroke = gsk_stroke_new (size / 7);
  GskPath *path;

  gsk_path_builder_move_to (builder, x + size * 0.24f, y + size * 0.53f);
  gsk_path_builder_line_to (builder, x + size * 0.43f, y + size * 0.72f);
  gsk_path_builder_line_to (builder, x + size * 0.77f, y + size * 0.31f);
  path = gsk_path_builder_free_to_path (builder);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gsk_path_unref (path);
  gsk_stroke_free (stroke);
}

static void
draw_task (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
           const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const float size = (float) alcove_block_style_scale (style, 14);
  const float gap = (float) alcove_block_style_scale (style, 7);
  const float x = layout->is_rtl ? (float) look->width + gap : -gap - size;
  const float y = ((float) style->line * 1.28f - size) / 2;
  const GdkRGBA edge = line_color (&look->color, style, 0.45f);
  const float widths[4] = { size / 9, size / 9, size / 9, size / 9 };
  const GdkRGBA edges[4] = { edge, edge, edge, edge };
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (x, y, size, size), size / 4);
  if (layout->block->task == ALCOVE_TASK_OPEN)
    {
      gtk_snapshot_append_border (snapshot, &box, widths, edges);
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &style->link, &box.bounds);
  gtk_snapshot_pop (snapshot);
  draw_check (style->is_dark ? &(GdkRGBA) { 0, 0, 0, 0.8f } : &(GdkRGBA) { 1, 1, 1, 1 }, x, y, size,
              snapshot);
}

static void
draw_rows (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
           const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  const GdkRGBA head = faded (&look->color, 0.06f), line = line_color (&look->color, style, 0.12f);

  fill (snapshot, &head, 0, 0, look->width, layout->header_row);
  for (guint i = 0; i + 1 < layout->row_ends->len; i++)
    {
      const int y = g_array_index (layout->row_ends, int, i);

      if (y >= look->top && y <= look->bottom)
        fill (snapshot, &line, 0, y, look->width, 1);
    }
}

/**
 * alcove_block_drawing_around:
 * @layout: a laid out block
 * @style: its fonts and colours
 * @look: how it is to look
 * @snapshot: where to
 *
 * Draws what stands beside and under the text: bars of quotes, the marker of an item, the rows of a table.
 */
void
alcove_block_drawing_around (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
                             const AlcoveBlockLook *look, GtkSnapshot *snapshot)
{
  draw_bars (layout, style, look, snapshot);
  if (layout->block->task != ALCOVE_TASK_NONE)
    draw_task (layout, style, look, snapshot);
  else if (layout->marker != NULL)
    draw_marker (layout, style, look, snapshot);
  if (layout->block->kind == ALCOVE_BLOCK_TABLE)
    draw_rows (layout, style, look, snapshot);
  if (layout->block->kind == ALCOVE_BLOCK_RULE)
    {
      const GdkRGBA line = line_color (&look->color, style, 0.15f);

      fill (snapshot, &line, 0, 0, look->width, 1);
    }
}
