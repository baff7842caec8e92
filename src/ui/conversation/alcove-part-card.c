/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What stands for a part that is no text: a file, the call of a tool and its result, an image that is somewhere
 * else. Main thread. It names the part, and unfolds what it says; it opens, writes and fetches nothing. */

#include "alcove-part-card.h"

#include <glib/gi18n.h>

#include "alcove-hidden-characters.h"
#include "alcove-link-policy.h"

struct _AlcovePartCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *head; /* a button where it unfolds, else a box */
  GtkWidget *arrow;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  gboolean is_open;
};

enum
{
  TOGGLED,
  SAVE,
  COPY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcovePartCard, alcove_part_card, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_part_card_dispose (GObject *object)
{
  g_clear_pointer (&ALCOVE_PART_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (alcove_part_card_parent_class)->dispose (object);
}

static void
alcove_part_card_class_init (AlcovePartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = ALCOVE_TYPE_PART_CARD;

  G_OBJECT_CLASS (klass)->dispose = alcove_part_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "part-card");

  /**
   * AlcovePartCard::toggled:
   * @self: the card
   * @is_open: whether what the part says is to be shown
   */
  signals[TOGGLED] = g_signal_new ("toggled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  /**
   * AlcovePartCard::save:
   * @self: the card
   *
   * The part is to be written to a file.
   */
  signals[SAVE]
      = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AlcovePartCard::copy:
   * @self: the card
   *
   * The address is to be copied.
   */
  signals[COPY]
      = g_signal_new ("copy", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_part_card_init (AlcovePartCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_halign (self->box, GTK_ALIGN_START);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_words (AlcovePartCard *self, const char *icon, const char *title, const char *detail)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->title = gtk_label_new (title);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  self->detail = gtk_label_new (detail);
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "detail");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->detail);
  gtk_box_append (GTK_BOX (row), self->icon);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

static void
show_state (AlcovePartCard *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->is_open, -1);
}

static void
clicked (AlcovePartCard *self)
{
  self->is_open = !self->is_open;
  show_state (self);
  g_signal_emit (self, signals[TOGGLED], 0, self->is_open);
}

static void
make_head (AlcovePartCard *self, GtkWidget *words, const char *label, gboolean can_open)
{
  self->head = words;
  if (can_open)
    {
      self->arrow = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_box_append (GTK_BOX (words), self->arrow);
      self->head = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->head), words);
      gtk_widget_add_css_class (self->head, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
      g_signal_connect_swapped (self->head, "clicked", G_CALLBACK (clicked), self);
      show_state (self);
    }
  gtk_widget_add_css_class (self->head, "head");
  gtk_box_append (GTK_BOX (self->box), self->head);
}

static void
emit_save (AlcovePartCard *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
emit_copy (AlcovePartCard *self)
{
  g_signal_emit (self, signals[COPY], 0);
}

static void
add_button (AlcovePartCard *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->box), button);
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
      *icon = "object-select-symbolic";
      return _ ("Result of a tool");
    case ALCOVE_PART_TEXT:
    case ALCOVE_PART_REASONING:
    case ALCOVE_PART_REFUSAL:
    case ALCOVE_PART_CITATION:
    case ALCOVE_PART_FILE:
    default:
      *icon = "text-x-generic-symbolic";
      return _ ("File");
    }
}

/**
 * alcove_part_card_new:
 * @part: what it stands for
 * @can_open: whether it has words to unfold
 * @is_open: whether they are shown now
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
alcove_part_card_new (const AlcovePart *part, gboolean can_open, gboolean is_open)
{
  AlcovePartCard *self = g_object_new (ALCOVE_TYPE_PART_CARD, NULL);
  const char *icon, *kind = kind_words (part->kind, &icon);
  const gsize size = part->data ? g_bytes_get_size (part->data) : 0;
  g_autofree char *title
      = alcove_hidden_characters_reveal (part->name && *part->name ? part->name : kind, -1, NULL);
  g_autofree char *shown_size = size > 0 ? g_format_size (size) : NULL;
  g_autofree char *detail = shown_size ? g_strdup_printf ("%s, %s", kind, shown_size)
                                       : g_strdup (part->name && *part->name ? kind : "");
  g_autofree char *label = g_strdup_printf ("%s, %s", title, detail);

  self->is_open = is_open;
  make_head (self, make_words (self, icon, title, detail), label, can_open);
  gtk_widget_set_visible (self->detail, *detail != '\0');
  if (size > 0)
    add_button (self, "document-save-symbolic", _ ("Save As…"), G_CALLBACK (emit_save));
  return GTK_WIDGET (self);
}

/**
 * alcove_part_card_new_for_address:
 * @target: where the image is
 *
 * Returns: (transfer floating): a card that says where the image is, and that it was not fetched
 */
GtkWidget *
alcove_part_card_new_for_address (const char *target)
{
  AlcovePartCard *self = g_object_new (ALCOVE_TYPE_PART_CARD, NULL);
  g_autofree char *address = NULL, *title = NULL;
  g_autoptr (GUri) uri = NULL;

  if (alcove_link_policy_judge (target, target, &address) != ALCOVE_LINK_REFUSED)
    uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_NON_DNS, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL)
    title = g_strdup_printf (_ ("Image on %s"), g_uri_get_host (uri));
  else
    title = g_strdup (_ ("Image that cannot be reached"));
  make_head (self, make_words (self, "image-x-generic-symbolic", title, _ ("Not loaded")), NULL,
             FALSE);
  gtk_widget_set_tooltip_text (self->head, address);
  add_button (self, "edit-copy-symbolic", _ ("Copy Address"), G_CALLBACK (emit_copy));
  return GTK_WIDGET (self);
}
