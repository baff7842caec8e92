/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How a row of the sidebar looks. Main thread.
 *
 * A GtkListView keeps two hundred rows: as trees of labels and images they were half of the list's memory and most
 * of its first frame. Here a row is one widget, and all share one layout, one context and the icons. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-painter.h"

#define PADDING 6
#define SPACING 6
#define ICON 16
#define DOT 8
#define LINES 2 /* pixels between the lines */
#define CAPTION 0.82

struct _AlcoveSidebarPainter
{
  GObject parent_instance;
  GtkWidget *list; /* not owned: it owns us */
  PangoLayout *layout;
  GHashTable *icons; /* name → GtkIconPaintable */
  guint serial;
  int scale;
  int title_height;
  int caption_height;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarPainter, alcove_sidebar_painter, G_TYPE_OBJECT)

/* A line being laid out from both ends. */
typedef struct
{
  AlcoveSidebarPainter *painter;
  GtkWidget *row;
  GtkSnapshot *snapshot;
  GdkRGBA color;
  GdkRGBA dim;
  int left; /* mirrored where text runs from right to left */
  int right;
  gboolean is_rtl;
} Line;

static void
alcove_sidebar_painter_finalize (GObject *object)
{
  AlcoveSidebarPainter *self = ALCOVE_SIDEBAR_PAINTER (object);

  g_clear_object (&self->layout);
  g_hash_table_unref (self->icons);
  G_OBJECT_CLASS (alcove_sidebar_painter_parent_class)->finalize (object);
}

static void
alcove_sidebar_painter_class_init (AlcoveSidebarPainterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_sidebar_painter_finalize;
}

static void
alcove_sidebar_painter_init (AlcoveSidebarPainter *self)
{
  self->icons = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/**
 * alcove_sidebar_painter_new:
 * @list: the list whose rows are drawn, with its font
 *
 * Returns: (transfer full): a painter
 */
AlcoveSidebarPainter *
alcove_sidebar_painter_new (GtkWidget *list)
{
  AlcoveSidebarPainter *self = g_object_new (ALCOVE_TYPE_SIDEBAR_PAINTER, NULL);

  self->list = list;
  return self;
}

/* Font, text size and scale are those of now. */
static void
ensure (AlcoveSidebarPainter *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->list);
  PangoFontMetrics *metrics;
  int height;

  if (self->layout != NULL && self->serial == pango_context_get_serial (context))
    return;
  self->serial = pango_context_get_serial (context);
  g_clear_object (&self->layout);
  self->layout = pango_layout_new (context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  height = pango_font_metrics_get_height (metrics);
  if (height == 0)
    height = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);
  pango_font_metrics_unref (metrics);
  self->title_height = MAX (PANGO_PIXELS_CEIL (height), ICON);
  self->caption_height = PANGO_PIXELS_CEIL ((int) (height * CAPTION));
}

/**
 * alcove_sidebar_painter_get_height:
 * @self: a painter
 *
 * Returns: the height of every row
 */
int
alcove_sidebar_painter_get_height (AlcoveSidebarPainter *self)
{
  ensure (self);
  return self->title_height + LINES + self->caption_height + 2 * PADDING;
}

/* Where something of this width stands, counted from the start of the text's direction. */
static int
mirror (const Line *line, int x, int width)
{
  return line->is_rtl ? gtk_widget_get_width (line->row) - x - width : x;
}

static PangoAttrList *
get_attributes (gboolean is_caption)
{
  static PangoAttrList *lists[2];

  if (lists[is_caption] != NULL)
    return lists[is_caption];
  lists[is_caption] = pango_attr_list_new ();
  if (is_caption)
    {
      pango_attr_list_insert (lists[is_caption], pango_attr_scale_new (CAPTION));
      pango_attr_list_insert (lists[is_caption], pango_attr_font_features_new ("tnum=1"));
    }
  return lists[is_caption];
}

static int
set_text (AlcoveSidebarPainter *self, const char *text, gboolean is_caption, int width)
{
  PangoRectangle extents;

  pango_layout_set_attributes (self->layout, get_attributes (is_caption));
  pango_layout_set_width (self->layout, width < 0 ? -1 : width * PANGO_SCALE);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_extents (self->layout, NULL, &extents);
  return extents.width;
}

/* At the start of what is left of the line, or at its end, which it takes then. */
static void
draw_text (Line *line, const char *text, gboolean is_caption, gboolean at_end, int limit, int y)
{
  AlcoveSidebarPainter *self = line->painter;
  const int height = is_caption ? self->caption_height : self->title_height;
  const int room = MIN (line->right - line->left, limit);
  PangoRectangle extents;
  int width, x;

  if (text == NULL || *text == '\0' || room <= 0)
    return;
  width = MIN (set_text (self, text, is_caption, room), room);
  pango_layout_get_pixel_extents (self->layout, NULL, &extents);
  x = mirror (line, at_end ? line->right - width : line->left, width);
  if (line->snapshot != NULL)
    {
      gtk_snapshot_save (line->snapshot);
      gtk_snapshot_translate (line->snapshot,
                              &GRAPHENE_POINT_INIT ((float) (x - extents.x),
                                                    (float) (y + (height - extents.height) / 2)));
      gtk_snapshot_append_layout (line->snapshot, self->layout,
                                  is_caption ? &line->dim : &line->color);
      gtk_snapshot_restore (line->snapshot);
    }
  if (at_end)
    line->right -= width + SPACING;
}

static GtkIconPaintable *
get_icon (AlcoveSidebarPainter *self, const char *name)
{
  const int scale = gtk_widget_get_scale_factor (self->list);
  GtkIconPaintable *icon;

  if (self->scale != scale)
    g_hash_table_remove_all (self->icons);
  self->scale = scale;
  icon = g_hash_table_lookup (self->icons, name);
  if (icon == NULL)
    {
      icon = gtk_icon_theme_lookup_icon (
          gtk_icon_theme_get_for_display (gtk_widget_get_display (self->list)), name, NULL, ICON,
          scale, gtk_widget_get_direction (self->list), 0);
      g_hash_table_insert (self->icons, (char *) name, icon);
    }
  return icon;
}

static void
draw_icon_at (Line *line, const char *name, int x, int y, const GdkRGBA *color)
{
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  gtk_snapshot_save (line->snapshot);
  gtk_snapshot_translate (line->snapshot,
                          &GRAPHENE_POINT_INIT ((float) mirror (line, x, ICON), (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (get_icon (line->painter, name)),
                                            line->snapshot, ICON, ICON, colors,
                                            G_N_ELEMENTS (colors));
  gtk_snapshot_restore (line->snapshot);
}

/* At the end of the line, which it takes. */
static void
draw_icon (Line *line, const char *name, int y)
{
  if (line->snapshot != NULL)
    draw_icon_at (line, name, line->right - ICON, y + (line->painter->title_height - ICON) / 2,
                  &line->dim);
  line->right -= ICON + SPACING;
}

static void
get_accent (GdkRGBA *accent)
{
  GdkRGBA *color = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());

  *accent = *color;
  gdk_rgba_free (color);
}

static void
fill_round (Line *line, int x, int y, int size, const GdkRGBA *color)
{
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle,
                                   &GRAPHENE_RECT_INIT ((float) mirror (line, x, size), (float) y,
                                                        (float) size, (float) size),
                                   (float) size / 2);
  gtk_snapshot_push_rounded_clip (line->snapshot, &circle);
  gtk_snapshot_append_color (line->snapshot, color, &circle.bounds);
  gtk_snapshot_pop (line->snapshot);
}

static void
draw_dot (Line *line, int y)
{
  GdkRGBA accent;

  get_accent (&accent);
  if (line->snapshot != NULL)
    fill_round (line, line->right - DOT, y + (line->painter->title_height - DOT) / 2, DOT, &accent);
  line->right -= DOT + SPACING;
}

static void
draw_check (Line *line, gboolean is_chosen)
{
  const int size = ICON + 4;
  const int y = (gtk_widget_get_height (line->row) - size) / 2;
  GdkRGBA accent;
  GskRoundedRect circle;

  if (line->snapshot != NULL && is_chosen)
    {
      get_accent (&accent);
      fill_round (line, line->left, y, size, &accent);
      draw_icon_at (line, "object-select-symbolic", line->left + 2, y + 2,
                    &(GdkRGBA) { 1, 1, 1, 1 });
    }
  else if (line->snapshot != NULL)
    {
      gsk_rounded_rect_init_from_rect (&circle,
                                       &GRAPHENE_RECT_INIT ((float) mirror (line, line->left, size),
                                                            (float) y, (float) size, (float) size),
                                       (float) size / 2);
      gtk_snapshot_append_border (line->snapshot, &circle, (const float[4]) { 2, 2, 2, 2 },
                                  (const GdkRGBA[4]) { line->dim, line->dim, line->dim,
                                                       line->dim });
    }
  line->left += size + SPACING + 2;
}

static Line
begin_line (AlcoveSidebarPainter *self, GtkWidget *row, GtkSnapshot *snapshot,
            const AlcoveSidebarRowLook *look)
{
  Line line = { .painter = self, .row = row, .snapshot = snapshot };

  ensure (self);
  line.is_rtl = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;
  line.right = gtk_widget_get_width (row);
  gtk_widget_get_color (row, &line.color);
  line.dim = line.color;
  line.dim.alpha
      *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.9f : 0.55f;
  if (look->is_choosing && look->icon == NULL)
    draw_check (&line, look->is_chosen);
  if (look->icon != NULL && snapshot != NULL)
    draw_icon_at (&line, look->icon, line.left, (gtk_widget_get_height (row) - ICON) / 2,
                  &line.dim);
  if (look->icon != NULL)
    line.left += ICON + SPACING + 4;
  return line;
}

/* What stands at the end of the first line. Returns where the spinner is. */
static int
draw_marks (Line *line, const AlcoveSidebarRowLook *look)
{
  int spinner = 0;

  if (look->has_spinner)
    {
      line->right -= ICON + SPACING;
      spinner = line->right + SPACING;
    }
  else
    draw_text (line, look->time, TRUE, TRUE, line->right - line->left, PADDING + 1);
  if (look->has_news)
    draw_dot (line, PADDING);
  if (look->is_unsaved)
    draw_icon (line, "view-conceal-symbolic", PADDING);
  if (look->is_pinned)
    draw_icon (line, "view-pin-symbolic", PADDING);
  return spinner;
}

/**
 * alcove_sidebar_painter_place:
 * @self: a painter
 * @row: a row that has its size
 * @look: what stands in it
 * @title: (out): where the title stands
 * @spinner: (out): where a spinner stands
 */
void
alcove_sidebar_painter_place (AlcoveSidebarPainter *self, GtkWidget *row,
                              const AlcoveSidebarRowLook *look, GdkRectangle *title,
                              GdkRectangle *spinner)
{
  Line line = begin_line (self, row, NULL, look);
  const int at = draw_marks (&line, look);

  *spinner = (GdkRectangle) { mirror (&line, at, ICON), PADDING + (self->title_height - ICON) / 2,
                              ICON, ICON };
  title->width = MAX (line.right - line.left, 1);
  title->x = mirror (&line, line.left, title->width);
  title->y = PADDING;
  title->height = self->title_height;
}

static void
draw_bar (Line *line, double share, int height, int y, float alpha)
{
  const int width = (int) ((line->right - line->left) * share);
  GdkRGBA color = line->color;
  GskRoundedRect bar;

  color.alpha *= alpha;
  gsk_rounded_rect_init_from_rect (&bar,
                                   &GRAPHENE_RECT_INIT ((float) mirror (line, line->left, width),
                                                        (float) (y + height / 4), (float) width,
                                                        (float) (height / 2)),
                                   (float) height / 4);
  gtk_snapshot_push_rounded_clip (line->snapshot, &bar);
  gtk_snapshot_append_color (line->snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (line->snapshot);
}

static void
draw_target (Line *line)
{
  GdkRGBA accent;
  GskRoundedRect frame;

  get_accent (&accent);
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT (0, 0,
                                                        (float) gtk_widget_get_width (line->row),
                                                        (float) gtk_widget_get_height (line->row)),
                                   6);
  gtk_snapshot_append_border (line->snapshot, &frame, (const float[4]) { 2, 2, 2, 2 },
                              (const GdkRGBA[4]) { accent, accent, accent, accent });
}

/**
 * alcove_sidebar_painter_draw:
 * @self: a painter
 * @row: a row
 * @snapshot: where to
 * @look: what stands in it
 */
void
alcove_sidebar_painter_draw (AlcoveSidebarPainter *self, GtkWidget *row, GtkSnapshot *snapshot,
                             const AlcoveSidebarRowLook *look)
{
  Line line = begin_line (self, row, snapshot, look);
  const int second = PADDING + self->title_height + LINES;
  const int right = line.right;

  if (look->is_target)
    draw_target (&line);
  if (look->is_unknown)
    {
      draw_bar (&line, 0.62, self->title_height, PADDING, 0.14f);
      draw_bar (&line, 0.88, self->caption_height, second, 0.08f);
      return;
    }
  draw_marks (&line, look);
  if (!look->has_entry)
    draw_text (&line, look->title, FALSE, FALSE, G_MAXINT,
               look->preview ? PADDING : (gtk_widget_get_height (row) - self->title_height) / 2);
  line.right = right;
  draw_text (&line, look->note, TRUE, TRUE, (line.right - line.left) * 2 / 5, second);
  draw_text (&line, look->preview, TRUE, FALSE, G_MAXINT, second);
}
