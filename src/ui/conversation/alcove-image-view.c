/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* An image in a conversation: one that the user attached, or that an answer carries. Main thread.
 *
 * It is a button that shows the image large. While another thread decodes it it is a line that says so. Where it
 * cannot be shown, as WebP where nothing reads it, the line says why and the button saves the file, for another
 * program. When its height changes it tells. */

#include "alcove-image-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "alcove-data-image.h"
#include "alcove-error.h"
#include "alcove-hidden-characters.h"
#include "alcove-image-decoder.h"
#include "alcove-image-dialog.h"

#define MOST_HEIGHT 420
#define LEAST_SIDE 24

struct _AlcoveImageView
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *stack;
  GtkWidget *picture;
  GtkWidget *line;
  GtkWidget *words;
  GtkWidget *icon; /* of a line that can be pressed */
  char *name;
  GBytes *bytes; /* nullable: to be saved, as they cannot be shown */
  GCancellable *cancellable;
};

enum
{
  RESIZED,
  SAVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveImageView, alcove_image_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_image_view_dispose (GObject *object)
{
  AlcoveImageView *self = ALCOVE_IMAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (alcove_image_view_parent_class)->dispose (object);
}

static void
alcove_image_view_finalize (GObject *object)
{
  g_free (ALCOVE_IMAGE_VIEW (object)->name);
  g_clear_pointer (&ALCOVE_IMAGE_VIEW (object)->bytes, g_bytes_unref);
  G_OBJECT_CLASS (alcove_image_view_parent_class)->finalize (object);
}

/* As large as it is, but never wider than its room nor higher than can be seen at once. */
static void
fit (AlcoveImageView *self, int room, int *width, int *height)
{
  GdkPaintable *paintable = alcove_image_view_get_picture (self);
  const double natural_width = gdk_paintable_get_intrinsic_width (paintable);
  const double natural_height = gdk_paintable_get_intrinsic_height (paintable);
  const double by_width = room > 0 ? MIN (1, room / natural_width) : 1;
  const double by = MIN (by_width, MOST_HEIGHT / natural_height);

  *width = MAX (LEAST_SIDE, (int) (natural_width * by));
  *height = MAX (LEAST_SIDE, (int) (natural_height * by));
}

static void
alcove_image_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  AlcoveImageView *self = ALCOVE_IMAGE_VIEW (widget);
  int width, height;

  if (alcove_image_view_get_picture (self) == NULL)
    {
      gtk_widget_measure (self->button, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  fit (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &width, &height);
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : width;
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : LEAST_SIDE;
}

static GtkSizeRequestMode
alcove_image_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
alcove_image_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveImageView *self = ALCOVE_IMAGE_VIEW (widget);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int wide, high, least;

  if (alcove_image_view_get_picture (self) != NULL)
    fit (self, width, &wide, &high);
  else
    {
      gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL, NULL);
      wide = MAX (least, MIN (wide, width));
    }
  gtk_widget_allocate (self->button, wide, height, -1,
                       gsk_transform_translate (
                           NULL, &GRAPHENE_POINT_INIT (is_rtl ? (float) (width - wide) : 0, 0)));
}

static void
alcove_image_view_class_init (AlcoveImageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = alcove_image_view_dispose;
  object_class->finalize = alcove_image_view_finalize;
  widget_class->measure = alcove_image_view_measure;
  widget_class->get_request_mode = alcove_image_view_get_request_mode;
  widget_class->size_allocate = alcove_image_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "image-view");

  /**
   * AlcoveImageView::resized:
   * @self: the image
   *
   * It is higher or lower than it was.
   */
  signals[RESIZED] = g_signal_new ("resized", ALCOVE_TYPE_IMAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AlcoveImageView::save:
   * @self: the image
   * @bytes: what it is
   *
   * It cannot be shown, and is to be written to a file.
   */
  signals[SAVE] = g_signal_new ("save", ALCOVE_TYPE_IMAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
}

static void
clicked (AlcoveImageView *self)
{
  GdkPaintable *paintable = alcove_image_view_get_picture (self);

  if (paintable != NULL)
    alcove_image_dialog_present (GTK_WIDGET (self), paintable, self->name);
  else if (self->bytes != NULL)
    g_signal_emit (self, signals[SAVE], 0, self->bytes);
}

static void
alcove_image_view_init (AlcoveImageView *self)
{
  self->cancellable = g_cancellable_new ();
  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_FILL);
  self->words = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_MIDDLE);
  self->icon = gtk_image_new_from_icon_name ("document-save-as-symbolic");
  gtk_widget_set_visible (self->icon, FALSE);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_box_append (GTK_BOX (self->line), self->words);
  gtk_box_append (GTK_BOX (self->line), self->icon);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_child (GTK_STACK (self->stack), self->line);
  gtk_stack_add_child (GTK_STACK (self->stack), self->picture);
  gtk_widget_set_overflow (self->stack, GTK_OVERFLOW_HIDDEN);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), self->stack);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_overflow (self->button, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked), self);
}

static void
show_words (AlcoveImageView *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->line);
  gtk_widget_set_sensitive (self->button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
show_picture (AlcoveImageView *self, GdkTexture *texture)
{
  g_autofree char *words = g_strdup_printf (_ ("Image: %s"), self->name);

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), self->name);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->picture);
  gtk_widget_add_css_class (self->button, "shown");
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_tooltip_text (self->button, _ ("Show Large"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

/* Another program may show it. */
static void
show_card (AlcoveImageView *self, const GError *error, GBytes *bytes)
{
  const gboolean is_unread = g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT);
  g_autofree char *words
      = g_strdup_printf (is_unread ? _ ("%s: nothing on this computer shows this kind of image")
                                   : _ ("%s: this image cannot be shown"),
                         self->name);
  g_autofree char *label = g_strdup_printf (_ ("%s. Save Image As…"), words);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  GBytes *carried = alcove_data_image_decode (data, size);

  self->bytes = carried ? carried : g_bytes_ref (bytes);
  show_words (self, words);
  gtk_widget_set_visible (self->icon, TRUE);
  gtk_widget_add_css_class (self->button, "unread");
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_tooltip_text (self->button, _ ("Save Image As…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = alcove_image_decoder_finish (ALCOVE_IMAGE_DECODER (source), result, &error);
  AlcoveImageView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the view is gone */
  self = ALCOVE_IMAGE_VIEW (data);
  if (texture != NULL)
    {
      show_picture (self, texture);
      g_clear_pointer (&self->bytes, g_bytes_unref);
    }
  else
    {
      g_autoptr (GBytes) bytes = g_steal_pointer (&self->bytes);

      show_card (self, error, bytes);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[RESIZED], 0);
}

/**
 * alcove_image_view_new:
 * @name: (nullable): what it is called, or shows
 * @key: what its picture is kept by
 * @bytes: the image, or a "data:" address that carries it
 *
 * Returns: (transfer floating): an image
 */
GtkWidget *
alcove_image_view_new (const char *name, guint64 key, GBytes *bytes)
{
  AlcoveImageView *self = g_object_new (ALCOVE_TYPE_IMAGE_VIEW, NULL);
  AlcoveImageDecoder *decoder = alcove_image_decoder_get_default ();
  GdkTexture *texture = alcove_image_decoder_lookup (decoder, key, bytes);
  g_autofree char *words = NULL;

  self->name = name && *name ? alcove_hidden_characters_reveal (name, -1, NULL)
                             : g_strdup (C_ ("image", "without a name"));
  words = g_strdup_printf (_ ("%s: opening…"), self->name);
  if (texture != NULL)
    show_picture (self, texture);
  else
    {
      show_words (self, words);
      self->bytes = g_bytes_ref (bytes);
      alcove_image_decoder_request (decoder, key, bytes, self->cancellable, decoded, self);
    }
  return GTK_WIDGET (self);
}

/**
 * alcove_image_view_get_picture:
 * @self: an image
 *
 * Returns: (transfer none) (nullable): what it shows, once that is there
 */
GdkPaintable *
alcove_image_view_get_picture (AlcoveImageView *self)
{
  return gtk_picture_get_paintable (GTK_PICTURE (self->picture));
}
