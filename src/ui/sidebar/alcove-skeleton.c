/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Grey bars that stand where text is about to be. Still, so that waiting costs no frames. Main thread. */

#include "alcove-skeleton.h"

#define BAR_HEIGHT 11
#define LINE_SPACING 8

typedef enum
{
  PROP_ROWS = 1,
  PROP_LINES,
  PROP_ROW_SPACING,
} AlcoveSkeletonProperty;

struct _AlcoveSkeleton
{
  GtkWidget parent_instance;
  guint rows;
  guint lines;
  guint row_spacing;
};

G_DEFINE_FINAL_TYPE (AlcoveSkeleton, alcove_skeleton, GTK_TYPE_WIDGET)

static GParamSpec *props[PROP_ROW_SPACING + 1];

static int
row_height (AlcoveSkeleton *self)
{
  return (int) (self->lines * (BAR_HEIGHT + LINE_SPACING) - LINE_SPACING);
}

static void
alcove_skeleton_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  AlcoveSkeleton *self = ALCOVE_SKELETON (widget);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? 200
                 : (int) self->rows * (row_height (self) + (int) self->row_spacing);
}

/* Widths that look like text: a heading of middle length, then longer lines, none like its neighbour. */
static float
share_of (AlcoveSkeleton *self, guint row, guint line)
{
  static const float shares[] = { 0.62f, 0.88f, 0.47f, 0.94f, 0.71f, 0.80f, 0.55f };

  return shares[(row * self->lines + line) % G_N_ELEMENTS (shares)];
}

static void
alcove_skeleton_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AlcoveSkeleton *self = ALCOVE_SKELETON (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float bottom = (float) gtk_widget_get_height (widget);
  float y = 0;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  for (guint row = 0; row < self->rows; row++)
    {
      for (guint line = 0; line < self->lines && y + BAR_HEIGHT <= bottom; line++)
        {
          float length = width * share_of (self, row, line);
          GdkRGBA shade = color;
          GskRoundedRect bar;

          shade.alpha *= line == 0 ? 0.14f : 0.08f;
          gsk_rounded_rect_init_from_rect (
              &bar, &GRAPHENE_RECT_INIT (rtl ? width - length : 0, y, length, BAR_HEIGHT),
              BAR_HEIGHT / 2.f);
          gtk_snapshot_push_rounded_clip (snapshot, &bar);
          gtk_snapshot_append_color (snapshot, &shade, &bar.bounds);
          gtk_snapshot_pop (snapshot);
          y += BAR_HEIGHT + LINE_SPACING;
        }
      y += (float) self->row_spacing - LINE_SPACING;
    }
}

static guint *
field_of (AlcoveSkeleton *self, guint prop_id)
{
  switch ((AlcoveSkeletonProperty) prop_id)
    {
    case PROP_ROWS:
      return &self->rows;
    case PROP_LINES:
      return &self->lines;
    case PROP_ROW_SPACING:
      return &self->row_spacing;
    default:
      return NULL;
    }
}

static void
alcove_skeleton_set_property (GObject *object, guint prop_id, const GValue *value,
                              GParamSpec *pspec)
{
  guint *field = field_of (ALCOVE_SKELETON (object), prop_id);

  if (*field == g_value_get_uint (value))
    return;
  *field = g_value_get_uint (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
alcove_skeleton_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, *field_of (ALCOVE_SKELETON (object), prop_id));
}

static void
install (AlcoveSkeletonProperty property, const char *name, guint value)
{
  props[property]
      = g_param_spec_uint (name, NULL, NULL, 1, 100, value,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
alcove_skeleton_class_init (AlcoveSkeletonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = alcove_skeleton_set_property;
  object_class->get_property = alcove_skeleton_get_property;
  widget_class->measure = alcove_skeleton_measure;
  widget_class->snapshot = alcove_skeleton_snapshot;
  install (PROP_ROWS, "rows", 8);
  install (PROP_LINES, "lines", 2);
  install (PROP_ROW_SPACING, "row-spacing", 26);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  gtk_widget_class_set_css_name (widget_class, "skeleton");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
alcove_skeleton_init (AlcoveSkeleton *self)
{
  self->rows = 8;
  self->lines = 2;
  self->row_spacing = 26;
}
