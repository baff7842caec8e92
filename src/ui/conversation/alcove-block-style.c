/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Fonts, colours and attributes of blocks. Main thread.
 *
 * Spans become Pango attributes; no markup is ever put together from what an answer says. All distances
 * are in units of a line's height: at 200 % text they double with it. */

#include "alcove-block-style.h"

#include <adwaita.h>

#include "alcove-data-image.h"
#include "alcove-preferences.h"

#define USUAL_LINE 18
#define LINE_SPREAD 1.28f
#define CODE_SPREAD 1.18f
/* Numbers of sources: small and high, without making their line higher. */
#define CITATION_SCALE 0.75
#define CITATION_RISE 24 /* percent of a line */

static int
line_of (PangoContext *context)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int height
      = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (height);
}

/* The document font's size on the screen, in the system's monospace family. */
static PangoFontDescription *
monospace_of (PangoContext *context)
{
  const char *name = adw_style_manager_get_monospace_font_name (adw_style_manager_get_default ());
  PangoFontDescription *font = pango_font_description_from_string (name ? name : "Monospace 11");
  PangoFontDescription *body = pango_context_get_font_description (context);
  const double size = 0.93 * pango_font_description_get_size (body);

  if (pango_font_description_get_size_is_absolute (body))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
  return font;
}

/**
 * alcove_block_style_new:
 * @widget: whose fonts and colours these are
 *
 * Returns: (transfer full): the style now
 */
AlcoveBlockStyle *
alcove_block_style_new (GtkWidget *widget)
{
  AlcoveBlockStyle *self = g_new0 (AlcoveBlockStyle, 1);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);

  self->context = gtk_widget_create_pango_context (widget);
  /* Pango turns sides around where a text's direction is not the context's: from one fixed point only
   * the text counts, not the language of the window */
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->monospace = monospace_of (self->context);
  self->line = MAX (8, line_of (self->context));
  self->is_dark = adw_style_manager_get_dark (manager);
  self->wraps_code = alcove_preferences_get_wrap_code (alcove_preferences_get_default ());
  self->is_high_contrast = adw_style_manager_get_high_contrast (manager);
  adw_rgba_to_standalone (accent, self->is_dark, &self->link);
  self->selection = *accent;
  self->selection.alpha = self->is_dark ? 0.45f : 0.3f;
  self->found = (GdkRGBA) { 0.97f, 0.8f, 0.1f, self->is_dark ? 0.32f : 0.5f };
  self->found_current = (GdkRGBA) { 1, 0.47f, 0, self->is_dark ? 0.65f : 0.6f };
  return self;
}

/**
 * alcove_block_style_free:
 * @self: (transfer full): a style
 */
void
alcove_block_style_free (AlcoveBlockStyle *self)
{
  g_object_unref (self->context);
  pango_font_description_free (self->monospace);
  g_free (self);
}

/**
 * alcove_block_style_same_metrics:
 * @a: a style
 * @b: another
 *
 * Returns: whether text is as high and as wide in both
 */
gboolean
alcove_block_style_same_metrics (const AlcoveBlockStyle *a, const AlcoveBlockStyle *b)
{
  return a->line == b->line && pango_font_description_equal (a->monospace, b->monospace);
}

/**
 * alcove_block_style_scale:
 * @self: a style
 * @pixels: a distance at the usual size of text
 *
 * Returns: the distance at this size of text
 */
int
alcove_block_style_scale (const AlcoveBlockStyle *self, int pixels)
{
  return (pixels * self->line + USUAL_LINE / 2) / USUAL_LINE;
}

static void
put (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
put_color (PangoAttrList *list, const GdkRGBA *color, guint start, guint end)
{
  put (list,
       pango_attr_foreground_new ((guint16) (color->red * 65535), (guint16) (color->green * 65535),
                                  (guint16) (color->blue * 65535)),
       start, end);
}

static void
put_monospace (const AlcoveBlockStyle *self, PangoAttrList *list, guint start, guint end)
{
  put (list, pango_attr_family_new (pango_font_description_get_family (self->monospace)), start,
       end);
  put (list, pango_attr_scale_new (0.93), start, end);
}

/**
 * alcove_block_style_leads:
 * @span: a span
 *
 * Returns: whether it leads somewhere: a link, or an image that is not carried inside the answer
 */
gboolean
alcove_block_style_leads (const AlcoveSpan *span)
{
  return span->target != NULL
         && ((span->flags & ALCOVE_SPAN_LINK) || !alcove_data_image_is_one (span->target));
}

static void
put_link (const AlcoveBlockStyle *self, PangoAttrList *list, AlcoveSpanFlags flags, guint start,
          guint end)
{
  put_color (list, &self->link, start, end);
  if (!(flags & ALCOVE_SPAN_CITATION))
    {
      put (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      return;
    }
  put (list, pango_attr_rise_new (CITATION_RISE * self->line * PANGO_SCALE / 100), start, end);
  put (list, pango_attr_scale_new (CITATION_SCALE), start, end);
}

static void
put_chip (const AlcoveBlockStyle *self, PangoAttrList *list, guint start, guint end)
{
  put (list, pango_attr_background_new (32768, 32768, 32768), start, end);
  put (list, pango_attr_background_alpha_new (self->is_dark ? 14000 : 8500), start, end);
}

static void
put_span (const AlcoveBlockStyle *self, PangoAttrList *list, const AlcoveSpan *span, guint start,
          guint end)
{
  const AlcoveSpanFlags flags = span->flags;

  /* an image's own words are its caption */
  if (flags & (ALCOVE_SPAN_EMPHASIS | ALCOVE_SPAN_IMAGE))
    put (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (flags & ALCOVE_SPAN_STRONG)
    put (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (flags & ALCOVE_SPAN_STRIKE)
    put (list, pango_attr_strikethrough_new (TRUE), start, end);
  if (flags & (ALCOVE_SPAN_CODE | ALCOVE_SPAN_MATH))
    put_monospace (self, list, start, end);
  if (flags & ALCOVE_SPAN_CODE)
    put_chip (self, list, start, end);
  if (alcove_block_style_leads (span))
    put_link (self, list, flags, start, end);
}

static void
put_heading (PangoAttrList *list, guint level)
{
  static const double scales[] = { 1, 1.5, 1.3, 1.15, 1.05, 1, 1 };

  put (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, G_MAXUINT);
  put (list, pango_attr_scale_new (scales[MIN (level, 6)]), 0, G_MAXUINT);
}

/**
 * alcove_block_style_dup_run:
 * @self: a style
 * @block: the block that it stands in
 * @run: text with spans: the block's own, or that of a cell
 * @start: first byte of the piece
 * @end: behind its last byte
 *
 * Returns: (transfer full): the attributes of the piece, counted from its start
 */
PangoAttrList *
alcove_block_style_dup_run (const AlcoveBlockStyle *self, const AlcoveBlock *block,
                            const AlcoveRun *run, guint start, guint end)
{
  PangoAttrList *list = pango_attr_list_new ();

  put (list, pango_attr_line_height_new (LINE_SPREAD), 0, G_MAXUINT);
  if (block->kind == ALCOVE_BLOCK_HEADING)
    put_heading (list, block->level);
  if (block->kind == ALCOVE_BLOCK_HTML)
    put_monospace (self, list, 0, G_MAXUINT);
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      const guint from = MAX (span->start, start) - start;
      const guint to = MAX (MIN (span->end, end), start) - start;

      if (from >= to)
        continue;
      /* beneath a paragraph a card stands for an image by address; in a table the words do */
      if (block->kind == ALCOVE_BLOCK_TABLE && (span->flags & ALCOVE_SPAN_IMAGE)
          && alcove_block_style_leads (span))
        put_chip (self, list, from, to);
      put_span (self, list, span, from, to);
    }
  return list;
}

/**
 * alcove_block_style_dup_code:
 * @self: a style
 * @highlights: (nullable) (element-type AlcoveHighlight): colours of the whole code, in order
 * @start: first byte of the piece
 * @end: behind its last byte
 *
 * Returns: (transfer full): the attributes of the piece, counted from its start
 */
PangoAttrList *
alcove_block_style_dup_code (const AlcoveBlockStyle *self, GArray *highlights, guint start,
                             guint end)
{
  PangoAttrList *list = pango_attr_list_new ();

  put (list, pango_attr_font_desc_new (self->monospace), 0, G_MAXUINT);
  put (list, pango_attr_line_height_new (CODE_SPREAD), 0, G_MAXUINT);
  for (guint i = 0; highlights && i < highlights->len; i++)
    {
      const AlcoveHighlight *one = &g_array_index (highlights, AlcoveHighlight, i);
      const guint from = MAX (one->start, start) - start, to = MIN (one->end, end) - start;

      if (one->end <= start || one->start >= end)
        continue;
      if (one->has_color)
        put_color (list, &one->color, from, to);
      if (one->is_bold)
        put (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, to);
      if (one->is_italic)
        put (list, pango_attr_style_new (PANGO_STYLE_ITALIC), from, to);
    }
  return list;
}
