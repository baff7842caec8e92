/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The small buttons beneath a message. Main thread. Where nobody offers the action a button cannot be pressed. */

#include "alcove-message-button.h"

/**
 * alcove_message_button_new:
 * @message: what it is about
 * @icon: name of its icon
 * @name: what it does, for the tooltip and for a screen reader
 * @action: an action that takes the id of a message
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
alcove_message_button_new (AlcoveMessage *message, const char *icon, const char *name,
                           const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  alcove_message_button_set_message (button, message);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/**
 * alcove_message_button_set_message:
 * @button: such a button
 * @message: what it is about from now on
 */
void
alcove_message_button_set_message (GtkWidget *button, AlcoveMessage *message)
{
  const char *id = alcove_message_get_id (message);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id ? id : "");
}
