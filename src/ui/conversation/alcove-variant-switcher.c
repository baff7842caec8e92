/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* ‹ 2/3 › beneath a message. Main thread. */

#include "alcove-variant-switcher.h"

#include <glib/gi18n.h>

struct _AlcoveVariantSwitcher
{
  GtkWidget parent_instance;

  AlcoveMessage *message;
  GtkWidget *before;
  GtkWidget *label;
  GtkWidget *after;
};

G_DEFINE_FINAL_TYPE (AlcoveVariantSwitcher, alcove_variant_switcher, GTK_TYPE_WIDGET)

static void
alcove_variant_switcher_dispose (GObject *object)
{
  AlcoveVariantSwitcher *self = ALCOVE_VARIANT_SWITCHER (object);

  g_clear_pointer (&self->before, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->after, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (alcove_variant_switcher_parent_class)->dispose (object);
}

static void
alcove_variant_switcher_class_init (AlcoveVariantSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_variant_switcher_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "variant-switcher");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
before_clicked (AlcoveVariantSwitcher *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "message.variant-before", "s",
                              alcove_message_get_id (self->message));
}

static void
after_clicked (AlcoveVariantSwitcher *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "message.variant-after", "s",
                              alcove_message_get_id (self->message));
}

static GtkWidget *
make_button (AlcoveVariantSwitcher *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

/* Few messages have variants, and a footer is made for each that comes into sight. */
static void
make_children (AlcoveVariantSwitcher *self)
{
  self->before = make_button (self, "pan-start-symbolic", _ ("Previous Variant"),
                              G_CALLBACK (before_clicked));
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->after
      = make_button (self, "pan-end-symbolic", _ ("Next Variant"), G_CALLBACK (after_clicked));
}

static void
alcove_variant_switcher_init (AlcoveVariantSwitcher *self)
{
}

static void
show_variant (AlcoveVariantSwitcher *self, guint variant, guint n_variants)
{
  /* Translators: which of the variants of a message is shown, as in 2/3 */
  g_autofree char *text = g_strdup_printf (C_ ("variants", "%u/%u"), variant, n_variants);
  g_autofree char *name = g_strdup_printf (_ ("Variant %u of %u"), variant, n_variants);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (self->before, variant > 1);
  gtk_widget_set_sensitive (self->after, variant < n_variants);
}

static void
update (AlcoveVariantSwitcher *self)
{
  guint n_variants, variant = alcove_message_get_variant (self->message, &n_variants);

  gtk_widget_set_visible (GTK_WIDGET (self), n_variants > 1);
  if (n_variants > 1 && self->label == NULL)
    make_children (self);
  if (self->label != NULL)
    show_variant (self, variant, n_variants);
}

/**
 * alcove_variant_switcher_new:
 * @message: whose variants it shows
 *
 * Returns: (transfer floating): a switcher that follows the message
 */
GtkWidget *
alcove_variant_switcher_new (AlcoveMessage *message)
{
  AlcoveVariantSwitcher *self = g_object_new (ALCOVE_TYPE_VARIANT_SWITCHER, NULL);

  alcove_variant_switcher_set_message (self, message);
  return GTK_WIDGET (self);
}

/**
 * alcove_variant_switcher_set_message:
 * @self: a switcher
 * @message: whose variants it shows from now on
 */
void
alcove_variant_switcher_set_message (AlcoveVariantSwitcher *self, AlcoveMessage *message)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_func (self->message, update, self);
  g_set_object (&self->message, message);
  g_signal_connect_object (message, "notify::variant", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "notify::n-variants", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
