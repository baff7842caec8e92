/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks for a folder's name. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-folder-dialog.h"

struct _AlcoveFolderDialog
{
  AdwAlertDialog parent_instance;
  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (AlcoveFolderDialog, alcove_folder_dialog, ADW_TYPE_ALERT_DIALOG)

static void
text_changed (AlcoveFolderDialog *self)
{
  g_autofree char *name = alcove_folder_dialog_dup_name (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "take", *name != '\0');
}

static void
alcove_folder_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_FOLDER_DIALOG);
  G_OBJECT_CLASS (alcove_folder_dialog_parent_class)->dispose (object);
}

static void
alcove_folder_dialog_class_init (AlcoveFolderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_folder_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-folder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveFolderDialog, entry);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
}

static void
alcove_folder_dialog_init (AlcoveFolderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_folder_dialog_new:
 * @name: (nullable): its name now; %NULL for a new folder
 *
 * Returns: (transfer floating): the question, with the name selected
 */
AdwDialog *
alcove_folder_dialog_new (const char *name)
{
  AlcoveFolderDialog *self = g_object_new (ALCOVE_TYPE_FOLDER_DIALOG, NULL);

  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self),
                                name ? _ ("Rename Folder") : _ ("New Folder"));
  adw_alert_dialog_set_response_label (ADW_ALERT_DIALOG (self), "take",
                                       name ? C_ ("button", "_Rename") : C_ ("button", "C_reate"));
  gtk_editable_set_text (self->entry, name ? name : "");
  text_changed (self);
  return ADW_DIALOG (self);
}

/**
 * alcove_folder_dialog_dup_name:
 * @self: a dialog
 *
 * Returns: (transfer full): what stands in it, trimmed
 */
char *
alcove_folder_dialog_dup_name (AlcoveFolderDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}
