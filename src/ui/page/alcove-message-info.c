/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is known of an answer beside its words, in a popover. Main thread. Filled when it is made, which is when it is
 * opened: nothing of it costs anything before. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-message-facts.h"
#include "alcove-message-info.h"

struct _AlcoveMessageInfo
{
  GtkPopover parent_instance;
  GtkGrid *grid;
  GPtrArray *facts;
};

G_DEFINE_FINAL_TYPE (AlcoveMessageInfo, alcove_message_info, GTK_TYPE_POPOVER)

static void
copy (AlcoveMessageInfo *self)
{
  g_autofree char *text = alcove_message_facts_to_text (self->facts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
alcove_message_info_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_MESSAGE_INFO);
  g_clear_pointer (&ALCOVE_MESSAGE_INFO (object)->facts, g_ptr_array_unref);
  G_OBJECT_CLASS (alcove_message_info_parent_class)->dispose (object);
}

static void
alcove_message_info_class_init (AlcoveMessageInfoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_message_info_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-message-info.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveMessageInfo, grid);
  gtk_widget_class_bind_template_callback (widget_class, copy);
}

static void
alcove_message_info_init (AlcoveMessageInfo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (AlcoveMessageInfo *self, const AlcoveMessageFact *fact, int row)
{
  GtkWidget *title = gtk_label_new (fact->title);
  GtkWidget *value = gtk_label_new (fact->value);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_set_valign (title, GTK_ALIGN_BASELINE_FILL);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (value), 26);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "fact");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  gtk_grid_attach (self->grid, title, 0, row, 1, 1);
  gtk_grid_attach (self->grid, value, 1, row, 1, 1);
}

/**
 * alcove_message_info_new:
 * @message: an answer that has ended
 *
 * Returns: (transfer floating): a popover of what is known of it now
 */
GtkWidget *
alcove_message_info_new (AlcoveMessage *message)
{
  AlcoveMessageInfo *self = g_object_new (ALCOVE_TYPE_MESSAGE_INFO, NULL);

  self->facts = alcove_message_facts_new (message);
  for (guint i = 0; i < self->facts->len; i++)
    add_row (self, g_ptr_array_index (self->facts, i), (int) i);
  return GTK_WIDGET (self);
}

static void
make_popover (GtkMenuButton *button, gpointer message)
{
  gtk_menu_button_set_popover (button, alcove_message_info_new (message));
}

/**
 * alcove_message_info_button_new:
 * @message: an answer
 *
 * Returns: (transfer floating): the button that opens what is known of it
 */
GtkWidget *
alcove_message_info_button_new (AlcoveMessage *message)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-about-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _ ("About This Answer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("About This Answer"), -1);
  alcove_message_info_button_set_message (button, message);
  return button;
}

/**
 * alcove_message_info_button_set_message:
 * @button: such a button
 * @message: the answer that it is about from now on
 */
void
alcove_message_info_button_set_message (GtkWidget *button, AlcoveMessage *message)
{
  if (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL)
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover,
                                         g_object_ref (message), g_object_unref);
}
