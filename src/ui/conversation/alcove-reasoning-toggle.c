/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The line that opens and closes what a model thought before it answered. Main thread.
 *
 * It says that the model is thinking for as long as reasoning comes and no answer has. */

#include "alcove-reasoning-toggle.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _AlcoveReasoningToggle
{
  GtkWidget parent_instance;

  AlcoveMessage *message;
  GtkWidget *button;
  GtkWidget *arrow;
  GtkWidget *label;
  GtkWidget *spinner;
  gboolean is_open;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveReasoningToggle, alcove_reasoning_toggle, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_reasoning_toggle_dispose (GObject *object)
{
  AlcoveReasoningToggle *self = ALCOVE_REASONING_TOGGLE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (alcove_reasoning_toggle_parent_class)->dispose (object);
}

static void
alcove_reasoning_toggle_class_init (AlcoveReasoningToggleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_reasoning_toggle_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reasoning-toggle");

  /**
   * AlcoveReasoningToggle::toggled:
   * @self: the toggle
   * @is_open: whether the reasoning is to be shown
   */
  signals[TOGGLED] = g_signal_new ("toggled", ALCOVE_TYPE_REASONING_TOGGLE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
show_state (AlcoveReasoningToggle *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->is_open, -1);
}

static void
clicked (AlcoveReasoningToggle *self)
{
  self->is_open = !self->is_open;
  show_state (self);
  g_signal_emit (self, signals[TOGGLED], 0, self->is_open);
}

static void
alcove_reasoning_toggle_init (AlcoveReasoningToggle *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->arrow = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  self->spinner = adw_spinner_new ();
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->spinner);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_cursor_from_name (self->button, "default");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked), self);
}

static void
update (AlcoveReasoningToggle *self)
{
  const gboolean is_thinking = alcove_status_is_open (alcove_message_get_status (self->message))
                               && alcove_message_get_text_length (self->message) == 0;
  const char *words = is_thinking ? _ ("Thinking…") : _ ("Reasoning");

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), words) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (self->spinner, is_thinking);
}

/**
 * alcove_reasoning_toggle_new:
 * @message: whose reasoning it opens
 * @is_open: whether it is shown now
 *
 * Returns: (transfer floating): a toggle that follows the message
 */
GtkWidget *
alcove_reasoning_toggle_new (AlcoveMessage *message, gboolean is_open)
{
  AlcoveReasoningToggle *self = g_object_new (ALCOVE_TYPE_REASONING_TOGGLE, NULL);

  self->message = g_object_ref (message);
  self->is_open = is_open;
  g_signal_connect_object (message, "notify::status", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "appended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  show_state (self);
  update (self);
  return GTK_WIDGET (self);
}
