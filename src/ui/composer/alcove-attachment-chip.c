/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One attachment above the prompt. Main thread. It shows a picture that was made small elsewhere. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-attachment-chip.h"
#include "alcove-hidden-characters.h"

#define LEAST_CHARS 12 /* a name is cut before its chip gets a line of its own */

struct _AlcoveAttachmentChip
{
  AdwBin parent_instance;
  GtkImage *image;
  GtkLabel *name_label;
  GtkLabel *size_label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (AlcoveAttachmentChip, alcove_attachment_chip, ADW_TYPE_BIN)

static guint remove_signal;

static void
remove_clicked (AlcoveAttachmentChip *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
alcove_attachment_chip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ATTACHMENT_CHIP);
  G_OBJECT_CLASS (alcove_attachment_chip_parent_class)->dispose (object);
}

static void
alcove_attachment_chip_class_init (AlcoveAttachmentChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_attachment_chip_dispose;
  remove_signal = g_signal_new ("remove", ALCOVE_TYPE_ATTACHMENT_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-attachment-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentChip, image);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentChip, name_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentChip, size_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked);
}

static void
alcove_attachment_chip_init (AlcoveAttachmentChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_picture (AlcoveAttachmentChip *self, AlcoveAttachment *attachment)
{
  GBytes *thumbnail = alcove_attachment_get_thumbnail (attachment);
  g_autoptr (GdkTexture) texture = thumbnail ? gdk_texture_new_from_bytes (thumbnail, NULL) : NULL;

  if (texture != NULL)
    gtk_image_set_from_paintable (self->image, GDK_PAINTABLE (texture));
  else
    gtk_image_set_pixel_size (self->image, 20);
  if (texture == NULL)
    gtk_image_set_from_icon_name (self->image, alcove_attachment_get_is_image (attachment)
                                                   ? "image-x-generic-symbolic"
                                                   : "text-x-generic-symbolic");
}

/**
 * alcove_attachment_chip_new:
 * @attachment: what goes with the prompt
 *
 * Returns: (transfer floating): its chip
 */
GtkWidget *
alcove_attachment_chip_new (AlcoveAttachment *attachment)
{
  AlcoveAttachmentChip *self = g_object_new (ALCOVE_TYPE_ATTACHMENT_CHIP, NULL);
  g_autofree char *name
      = alcove_hidden_characters_reveal (alcove_attachment_get_name (attachment), -1, NULL);
  g_autofree char *size = g_format_size (alcove_attachment_get_size (attachment));
  /* Translators: %s is the name of a file */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), name);

  show_picture (self, attachment);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_width_chars (self->name_label, (int) MIN (g_utf8_strlen (name, -1), LEAST_CHARS));
  gtk_label_set_text (self->size_label, size);
  gtk_widget_set_tooltip_text (self->remove_button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  return GTK_WIDGET (self);
}
