/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks before unsaved chats go with the window. Main thread. "Do not ask again" is only for discarding:
 * nothing is ever saved without a word. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-close-dialog.h"

struct _AlcoveCloseDialog
{
  AdwAlertDialog parent_instance;
  GtkCheckButton *check;
  gboolean can_keep;
};

G_DEFINE_FINAL_TYPE (AlcoveCloseDialog, alcove_close_dialog, ADW_TYPE_ALERT_DIALOG)

static void
check_changed (AlcoveCloseDialog *self)
{
  gboolean is_active = gtk_check_button_get_active (self->check);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "keep",
                                         self->can_keep && !is_active);
}

static void
alcove_close_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_CLOSE_DIALOG);
  G_OBJECT_CLASS (alcove_close_dialog_parent_class)->dispose (object);
}

static void
alcove_close_dialog_class_init (AlcoveCloseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_close_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-close-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveCloseDialog, check);
  gtk_widget_class_bind_template_callback (widget_class, check_changed);
}

static void
alcove_close_dialog_init (AlcoveCloseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_close_dialog_new:
 * @can_keep: whether there is a history that could take them
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_close_dialog_new (gboolean can_keep)
{
  AlcoveCloseDialog *self = g_object_new (ALCOVE_TYPE_CLOSE_DIALOG, NULL);

  self->can_keep = can_keep;
  check_changed (self);
  return ADW_DIALOG (self);
}

/**
 * alcove_close_dialog_new_for_lock:
 * @can_keep: whether there is a history that could take them
 *
 * Returns: (transfer floating): the question before locking
 */
AdwDialog *
alcove_close_dialog_new_for_lock (gboolean can_keep)
{
  AdwDialog *self = alcove_close_dialog_new (can_keep);

  adw_alert_dialog_set_body (
      ADW_ALERT_DIALOG (self),
      _ ("There are chats that are not saved. They are gone when Alcove is locked."));
  gtk_widget_set_visible (GTK_WIDGET (ALCOVE_CLOSE_DIALOG (self)->check), FALSE);
  return self;
}

gboolean
alcove_close_dialog_get_do_not_ask (AlcoveCloseDialog *self)
{
  return gtk_check_button_get_active (self->check);
}
