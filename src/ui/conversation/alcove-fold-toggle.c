/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A line that opens and closes what stands beneath it. Main thread.
 *
 * Over what a model thought it says that the model is thinking for as long as reasoning comes and no answer has,
 * and then for how long it did. */

#include "alcove-fold-toggle.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _AlcoveFoldToggle
{
  GtkWidget parent_instance;

  AlcoveMessage *message; /* nullable: whose reasoning it opens */
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

G_DEFINE_FINAL_TYPE (AlcoveFoldToggle, alcove_fold_toggle, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_fold_toggle_dispose (GObject *object)
{
  AlcoveFoldToggle *self = ALCOVE_FOLD_TOGGLE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (alcove_fold_toggle_parent_class)->dispose (object);
}

static void
alcove_fold_toggle_class_init (AlcoveFoldToggleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_fold_toggle_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fold-toggle");

  /**
   * AlcoveFoldToggle::toggled:
   * @self: the toggle
   * @is_open: whether what is beneath it is to be shown
   */
  signals[TOGGLED] = g_signal_new ("toggled", ALCOVE_TYPE_FOLD_TOGGLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
show_state (AlcoveFoldToggle *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->is_open, -1);
}

static void
clicked (AlcoveFoldToggle *self)
{
  self->is_open = !self->is_open;
  show_state (self);
  g_signal_emit (self, signals[TOGGLED], 0, self->is_open);
}

static void
alcove_fold_toggle_init (AlcoveFoldToggle *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->arrow
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  self->spinner = adw_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
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

/* "Thought for 12 s"; what is not known is not said. */
static char *
dup_thought (gint64 duration_us)
{
  const int seconds = (int) ((duration_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  if (duration_us < 0)
    return g_strdup (_ ("Reasoning"));
  if (seconds < 60)
    return g_strdup_printf (_ ("Thought for %d s"), MAX (1, seconds));
  return g_strdup_printf (_ ("Thought for %d min %d s"), seconds / 60, seconds % 60);
}

static void
update (AlcoveFoldToggle *self)
{
  const gboolean is_thinking = alcove_status_is_open (alcove_message_get_status (self->message))
                               && alcove_message_get_text_length (self->message) == 0;
  g_autofree char *words = is_thinking
                               ? g_strdup (_ ("Thinking…"))
                               : dup_thought (alcove_message_get_reasoning_us (self->message));

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), words) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (self->spinner, is_thinking);
}

/**
 * alcove_fold_toggle_new:
 * @label: what is beneath it
 * @is_open: whether it is shown now
 *
 * Returns: (transfer floating): a toggle
 */
GtkWidget *
alcove_fold_toggle_new (const char *label, gboolean is_open)
{
  AlcoveFoldToggle *self = g_object_new (ALCOVE_TYPE_FOLD_TOGGLE, NULL);

  self->is_open = is_open;
  gtk_label_set_text (GTK_LABEL (self->label), label);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * alcove_fold_toggle_new_for_reasoning:
 * @message: whose reasoning it opens
 * @is_open: whether it is shown now
 *
 * Returns: (transfer floating): a toggle that follows the message
 */
GtkWidget *
alcove_fold_toggle_new_for_reasoning (AlcoveMessage *message, gboolean is_open)
{
  AlcoveFoldToggle *self = ALCOVE_FOLD_TOGGLE (alcove_fold_toggle_new ("", is_open));

  self->message = g_object_ref (message);
  g_signal_connect_object (message, "notify::status", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "appended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * alcove_fold_toggle_get_label:
 * @self: a toggle
 *
 * Returns: what it says
 */
const char *
alcove_fold_toggle_get_label (AlcoveFoldToggle *self)
{
  return gtk_label_get_text (GTK_LABEL (self->label));
}
