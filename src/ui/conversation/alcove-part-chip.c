/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What stands for a part that is no text. Main thread. It names the part; it decodes and opens nothing. */

#include "alcove-part-chip.h"

#include <glib/gi18n.h>

#include "alcove-hidden-characters.h"

struct _AlcovePartChip
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (AlcovePartChip, alcove_part_chip, GTK_TYPE_WIDGET)

static void
alcove_part_chip_dispose (GObject *object)
{
  g_clear_pointer (&ALCOVE_PART_CHIP (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (alcove_part_chip_parent_class)->dispose (object);
}

static void
alcove_part_chip_class_init (AlcovePartChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_part_chip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "part-chip");
}

static void
alcove_part_chip_init (AlcovePartChip *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_halign (self->box, GTK_ALIGN_START);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static const char *
kind_words (AlcovePartKind kind, const char **icon)
{
  switch (kind)
    {
    case ALCOVE_PART_IMAGE:
      *icon = "image-x-generic-symbolic";
      return _ ("Image");
    case ALCOVE_PART_TOOL_CALL:
      *icon = "system-run-symbolic";
      return _ ("Call of a tool");
    case ALCOVE_PART_TOOL_RESULT:
      *icon = "system-run-symbolic";
      return _ ("Result of a tool");
    case ALCOVE_PART_CITATION:
      *icon = "web-browser-symbolic";
      return _ ("Source");
    case ALCOVE_PART_TEXT:
    case ALCOVE_PART_REASONING:
    case ALCOVE_PART_REFUSAL:
    case ALCOVE_PART_FILE:
    default:
      *icon = "text-x-generic-symbolic";
      return _ ("File");
    }
}

/**
 * alcove_part_chip_new:
 * @part: what it stands for
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
alcove_part_chip_new (const AlcovePart *part)
{
  AlcovePartChip *self = g_object_new (ALCOVE_TYPE_PART_CHIP, NULL);
  const char *icon, *words = kind_words (part->kind, &icon);
  const char *name = part->name && *part->name ? part->name : NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (name == NULL && part->kind == ALCOVE_PART_CITATION)
    name = part->text;
  if (name != NULL)
    shown = alcove_hidden_characters_reveal (name, -1, NULL);
  text = shown ? g_strdup_printf ("%s: %s", words, shown) : g_strdup (words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  return GTK_WIDGET (self);
}
