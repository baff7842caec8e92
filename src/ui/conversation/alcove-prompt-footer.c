/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The line beneath a prompt. Main thread. */

#include "alcove-prompt-footer.h"

#include <glib/gi18n.h>

#include "alcove-message-button.h"
#include "alcove-variant-switcher.h"

struct _AlcovePromptFooter
{
  GtkWidget parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AlcovePromptFooter, alcove_prompt_footer, GTK_TYPE_WIDGET)

static void
alcove_prompt_footer_dispose (GObject *object)
{
  g_clear_pointer (&ALCOVE_PROMPT_FOOTER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (alcove_prompt_footer_parent_class)->dispose (object);
}

static void
alcove_prompt_footer_class_init (AlcovePromptFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_prompt_footer_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message-footer");
}

static void
alcove_prompt_footer_init (AlcovePromptFooter *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->box, GTK_ALIGN_END);
  gtk_widget_set_cursor_from_name (self->box, "default");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * alcove_prompt_footer_new:
 * @message: a prompt
 *
 * Returns: (transfer floating): its footer
 */
GtkWidget *
alcove_prompt_footer_new (AlcoveMessage *message)
{
  AlcovePromptFooter *self = g_object_new (ALCOVE_TYPE_PROMPT_FOOTER, NULL);
  GtkBox *box = GTK_BOX (self->box);

  gtk_widget_add_css_class (GTK_WIDGET (self), "prompt");
  gtk_box_append (box, alcove_variant_switcher_new (message));
  gtk_box_append (box, alcove_message_button_new (message, "document-edit-symbolic",
                                                  _ ("Edit Prompt"), "message.edit"));
  gtk_box_append (box, alcove_message_button_new (message, "edit-copy-symbolic", _ ("Copy Prompt"),
                                                  "message.copy"));
  gtk_box_append (box, alcove_message_button_new (message, "view-more-symbolic",
                                                  _ ("More for This Prompt"), "message.menu"));
  return GTK_WIDGET (self);
}

/**
 * alcove_prompt_footer_set_message:
 * @self: a footer
 * @message: the prompt that it stands beneath from now on
 */
void
alcove_prompt_footer_set_message (AlcovePromptFooter *self, AlcoveMessage *message)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ALCOVE_IS_VARIANT_SWITCHER (child))
      alcove_variant_switcher_set_message (ALCOVE_VARIANT_SWITCHER (child), message);
    else
      alcove_message_button_set_message (child, message);
}
