/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Bars. Main thread. They begin where reading begins, take the accent colour, and have an edge where the contrast is
 * to be high. The value of each is in its tooltip; who does not see them has the table and the greatest of them as
 * the picture's name. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-usage-chart.h"

#define HEIGHT 140      /* of upright bars, without their words */
#define THICKNESS 8     /* of a lying bar */
#define GAP 6           /* between a lying bar and the next name */
#define SHARE 0.72F     /* of its slot that an upright bar takes */
#define MAX_LYING 8     /* the table has the rest */
#define LEAST_WIDTH 160 /* px */

struct _AlcoveUsageChart
{
  GtkWidget parent_instance;
  GListModel *rows; /* nullable */
  AlcoveUsageMeasure measure;
  double max;
  gboolean is_lying;
};

G_DEFINE_FINAL_TYPE (AlcoveUsageChart, alcove_usage_chart, GTK_TYPE_WIDGET)

static guint
count (AlcoveUsageChart *self)
{
  const guint n = self->rows ? g_list_model_get_n_items (self->rows) : 0;

  return self->is_lying ? MIN (n, MAX_LYING) : n;
}

static AlcoveUsageRow *
dup_row (AlcoveUsageChart *self, guint i)
{
  return g_list_model_get_item (self->rows, i);
}

static int
line_height (AlcoveUsageChart *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
slot_height (AlcoveUsageChart *self)
{
  return line_height (self) + 2 + THICKNESS + GAP;
}

static gboolean
is_rtl (AlcoveUsageChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
name_it (AlcoveUsageChart *self)
{
  g_autoptr (AlcoveUsageRow) greatest = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  self->max = 0;
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (AlcoveUsageRow) row = dup_row (self, i);
      const double size = alcove_usage_text_measure (row, self->measure);

      if (greatest != NULL && size <= self->max)
        continue;
      self->max = size;
      g_set_object (&greatest, row);
    }
  if (greatest != NULL)
    {
      name = alcove_usage_text_dup_name (greatest);
      value = alcove_usage_text_dup_value (greatest, self->measure);
      text = g_strdup_printf (
          /* Translators: a picture's name for those who do not see it: a day or a model, and its number */
          _ ("Bars; the greatest is %s with %s. The table below has them all."), name, value);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text ? text : _ ("No bars"), -1);
}

static void
draw_bar (AlcoveUsageChart *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  AdwStyleManager *manager
      = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  const float radius = MIN (3.0F, MIN (bounds->size.width, bounds->size.height) / 2);
  GskRoundedRect outline;
  GdkRGBA bar, text;

  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                       adw_style_manager_get_dark (manager), &bar);
  gsk_rounded_rect_init_from_rect (&outline, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &bar, bounds);
  gtk_snapshot_pop (snapshot);
  if (!adw_style_manager_get_high_contrast (manager))
    return;
  gtk_widget_get_color (GTK_WIDGET (self), &text);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { text, text, text, text });
}

/* At the beginning of a line, or at its end, as read. */
static void
draw_text (AlcoveUsageChart *self, GtkSnapshot *snapshot, const char *text, gboolean at_end,
           float y, int max_width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  PangoRectangle extents;
  GdkRGBA color;
  float x;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_width (layout, MAX (max_width, 1) * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = (float) (at_end != is_rtl (self) ? width - extents.width : 0) - (float) extents.x;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_upright (AlcoveUsageChart *self, GtkSnapshot *snapshot, int width, int height)
{
  const guint n = count (self);
  const int line = line_height (self);
  const float slot = (float) width / (float) n;
  const float base = (float) (height - line - 2);
  GdkRGBA color;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveUsageRow) row = dup_row (self, is_rtl (self) ? n - 1 - i : i);
      const double size = alcove_usage_text_measure (row, self->measure);
      const float tall = self->max > 0 ? (base - (float) line - 4) * (float) (size / self->max) : 0;

      if (size > 0)
        draw_bar (self, snapshot,
                  &GRAPHENE_RECT_INIT (slot * ((float) i + (1 - SHARE) / 2), base - MAX (tall, 2),
                                       slot * SHARE, MAX (tall, 2)));
    }
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.4F;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, base, (float) width, 1));
}

/* The greatest value above; the first and the last day below. */
static void
write_upright (AlcoveUsageChart *self, GtkSnapshot *snapshot, int width, int height)
{
  const float y = (float) (height - line_height (self));
  g_autoptr (AlcoveUsageRow) first = dup_row (self, 0);
  g_autoptr (AlcoveUsageRow) last = dup_row (self, count (self) - 1);
  g_autofree char *from = alcove_usage_text_dup_name (first);
  g_autofree char *to = alcove_usage_text_dup_name (last);

  draw_text (self, snapshot, from, FALSE, y, width / 2 - 6);
  draw_text (self, snapshot, to, TRUE, y, width / 2 - 6);
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (AlcoveUsageRow) row = dup_row (self, i);
      g_autofree char *value = NULL;

      if (self->max <= 0 || alcove_usage_text_measure (row, self->measure) < self->max)
        continue;
      value = alcove_usage_text_dup_value (row, self->measure);
      draw_text (self, snapshot, value, FALSE, 0, width);
      return;
    }
}

static void
draw_lying (AlcoveUsageChart *self, GtkSnapshot *snapshot, int width)
{
  const int slot = slot_height (self);

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (AlcoveUsageRow) row = dup_row (self, i);
      g_autofree char *name = alcove_usage_text_dup_name (row);
      g_autofree char *value = alcove_usage_text_dup_value (row, self->measure);
      const double size = alcove_usage_text_measure (row, self->measure);
      const float y = (float) ((int) i * slot);
      const float length = self->max > 0 ? MAX (2, (float) width * (float) (size / self->max)) : 0;

      draw_text (self, snapshot, name, FALSE, y, width * 3 / 5 - 6);
      draw_text (self, snapshot, value, TRUE, y, width * 2 / 5 - 6);
      if (size > 0)
        draw_bar (self, snapshot,
                  &GRAPHENE_RECT_INIT (is_rtl (self) ? (float) width - length : 0,
                                       y + (float) (slot - THICKNESS - GAP), length, THICKNESS));
    }
}

static void
alcove_usage_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AlcoveUsageChart *self = ALCOVE_USAGE_CHART (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);

  if (count (self) == 0)
    return;
  if (self->is_lying)
    {
      draw_lying (self, snapshot, width);
      return;
    }
  draw_upright (self, snapshot, width, height);
  write_upright (self, snapshot, width, height);
}

static void
alcove_usage_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  AlcoveUsageChart *self = ALCOVE_USAGE_CHART (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else if (self->is_lying)
    *minimum = *natural = (int) count (self) * slot_height (self);
  else
    *minimum = *natural = HEIGHT + 2 * line_height (self);
}

static gboolean
alcove_usage_chart_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard_tip,
                                  GtkTooltip *tooltip)
{
  AlcoveUsageChart *self = ALCOVE_USAGE_CHART (widget);
  const int n = (int) count (self);
  const int width = gtk_widget_get_width (widget);
  g_autoptr (AlcoveUsageRow) row = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  int i;

  if (keyboard_tip || n == 0 || width == 0)
    return FALSE;
  i = self->is_lying ? y / slot_height (self) : x * n / width;
  if (!self->is_lying && is_rtl (self))
    i = n - 1 - i;
  if (i < 0 || i >= n)
    return FALSE;
  row = dup_row (self, (guint) i);
  name = alcove_usage_text_dup_name (row);
  value = alcove_usage_text_dup_value (row, self->measure);
  text = g_strdup_printf ("%s: %s", name, value);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
alcove_usage_chart_dispose (GObject *object)
{
  g_clear_object (&ALCOVE_USAGE_CHART (object)->rows);
  G_OBJECT_CLASS (alcove_usage_chart_parent_class)->dispose (object);
}

static void
alcove_usage_chart_class_init (AlcoveUsageChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_usage_chart_dispose;
  widget_class->snapshot = alcove_usage_chart_snapshot;
  widget_class->measure = alcove_usage_chart_measure;
  widget_class->query_tooltip = alcove_usage_chart_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
alcove_usage_chart_init (AlcoveUsageChart *self)
{
  AdwStyleManager *manager
      = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (manager, "notify", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * alcove_usage_chart_set_rows:
 * @self: a chart
 * @rows: of #AlcoveUsageRow, in the order in which they are read
 * @is_lying: whether the bars lie, each below its name, else they stand side by side
 */
void
alcove_usage_chart_set_rows (AlcoveUsageChart *self, GListModel *rows, gboolean is_lying)
{
  g_set_object (&self->rows, rows);
  self->is_lying = is_lying;
  name_it (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * alcove_usage_chart_set_measure:
 * @self: a chart
 * @measure: what the bars show
 */
void
alcove_usage_chart_set_measure (AlcoveUsageChart *self, AlcoveUsageMeasure measure)
{
  self->measure = measure;
  name_it (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
