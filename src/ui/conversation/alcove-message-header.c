/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The line above a message: the model's name over an answer, else the role. Main thread. */

#include "alcove-message-header.h"

#include <glib/gi18n.h>

struct _AlcoveMessageHeader
{
  GtkWidget parent_instance;

  AlcoveMessage *message;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (AlcoveMessageHeader, alcove_message_header, GTK_TYPE_WIDGET)

static void
alcove_message_header_dispose (GObject *object)
{
  g_clear_pointer (&ALCOVE_MESSAGE_HEADER (object)->label, gtk_widget_unparent);
  g_clear_object (&ALCOVE_MESSAGE_HEADER (object)->message);
  G_OBJECT_CLASS (alcove_message_header_parent_class)->dispose (object);
}

static void
alcove_message_header_class_init (AlcoveMessageHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_message_header_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message-header");
}

static void
alcove_message_header_init (AlcoveMessageHeader *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (self->label, "caption-heading");
  gtk_widget_add_css_class (self->label, "dimmed");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

static void
update (AlcoveMessageHeader *self)
{
  const AlcoveRole role = alcove_message_get_role (self->message);
  const char *model = alcove_message_get_model (self->message);
  const char *text = model && *model ? model : _ ("Answer");

  if (role == ALCOVE_ROLE_SYSTEM)
    text = _ ("System prompt");
  else if (role == ALCOVE_ROLE_TOOL)
    text = _ ("Tool result");
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (self->label, role == ALCOVE_ROLE_ASSISTANT ? model : NULL);
}

/**
 * alcove_message_header_new:
 * @message: whose author it names
 *
 * Returns: (transfer floating): a header that follows the message
 */
GtkWidget *
alcove_message_header_new (AlcoveMessage *message)
{
  AlcoveMessageHeader *self = g_object_new (ALCOVE_TYPE_MESSAGE_HEADER, NULL);

  alcove_message_header_set_message (self, message);
  return GTK_WIDGET (self);
}

/**
 * alcove_message_header_set_message:
 * @self: a header
 * @message: whose author it names from now on
 */
void
alcove_message_header_set_message (AlcoveMessageHeader *self, AlcoveMessage *message)
{
  if (self->message == message)
    return;
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_func (self->message, update, self);
  g_set_object (&self->message, message);
  g_signal_connect_object (message, "notify::model", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
