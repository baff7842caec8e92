/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks for the key that opened the history when a backup was made. Main thread. The key lives in GTK's secure buffer
 * and goes with the dialog. */

#include "alcove-old-key-dialog.h"

struct _AlcoveOldKeyDialog
{
  AdwAlertDialog parent_instance;
  GtkEditable *key_row;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (AlcoveOldKeyDialog, alcove_old_key_dialog, ADW_TYPE_ALERT_DIALOG)

static void
key_changed (AlcoveOldKeyDialog *self)
{
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "open",
                                         *gtk_editable_get_text (self->key_row) != '\0');
  gtk_widget_set_visible (self->problem, FALSE);
}

static void
alcove_old_key_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_OLD_KEY_DIALOG);
  G_OBJECT_CLASS (alcove_old_key_dialog_parent_class)->dispose (object);
}

static void
alcove_old_key_dialog_class_init (AlcoveOldKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_old_key_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-old-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveOldKeyDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveOldKeyDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, key_changed);
}

static void
alcove_old_key_dialog_init (AlcoveOldKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_old_key_dialog_new:
 * @is_second_try: whether a key was typed that does not open it
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_old_key_dialog_new (gboolean is_second_try)
{
  AlcoveOldKeyDialog *self = g_object_new (ALCOVE_TYPE_OLD_KEY_DIALOG, NULL);

  gtk_widget_set_visible (self->problem, is_second_try);
  return ADW_DIALOG (self);
}

/**
 * alcove_old_key_dialog_get_key:
 * @self: a question
 *
 * Returns: (transfer none): what was typed
 */
const char *
alcove_old_key_dialog_get_key (AlcoveOldKeyDialog *self)
{
  return gtk_editable_get_text (self->key_row);
}
