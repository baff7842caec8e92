/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks for a chat's title. Main thread. */

#include "alcove-rename-dialog.h"

struct _AlcoveRenameDialog
{
  AdwAlertDialog parent_instance;
  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (AlcoveRenameDialog, alcove_rename_dialog, ADW_TYPE_ALERT_DIALOG)

static void
text_changed (AlcoveRenameDialog *self)
{
  g_autofree char *title = alcove_rename_dialog_dup_title (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "rename", *title != '\0');
}

static void
alcove_rename_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_RENAME_DIALOG);
  G_OBJECT_CLASS (alcove_rename_dialog_parent_class)->dispose (object);
}

static void
alcove_rename_dialog_class_init (AlcoveRenameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_rename_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-rename-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveRenameDialog, entry);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
}

static void
alcove_rename_dialog_init (AlcoveRenameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_rename_dialog_new:
 * @title: (nullable): the title now
 *
 * Returns: (transfer floating): the question, with the title selected
 */
AdwDialog *
alcove_rename_dialog_new (const char *title)
{
  AlcoveRenameDialog *self = g_object_new (ALCOVE_TYPE_RENAME_DIALOG, NULL);

  gtk_editable_set_text (self->entry, title ? title : "");
  text_changed (self);
  return ADW_DIALOG (self);
}

/**
 * alcove_rename_dialog_dup_title:
 * @self: a dialog
 *
 * Returns: (transfer full): what stands in it, trimmed
 */
char *
alcove_rename_dialog_dup_title (AlcoveRenameDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}
