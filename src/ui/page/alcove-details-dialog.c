/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What stands behind "Details": the sentence, and what the server or the system said in its own words.
 * Main thread. */

#include "alcove-details-dialog.h"
#include "alcove-error-text.h"

struct _AlcoveDetailsDialog
{
  AdwAlertDialog parent_instance;
  GtkLabel *details_label;
  GtkActionable *help_button;
};

G_DEFINE_FINAL_TYPE (AlcoveDetailsDialog, alcove_details_dialog, ADW_TYPE_ALERT_DIALOG)

static void
alcove_details_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  AlcoveDetailsDialog *self = ALCOVE_DETAILS_DIALOG (dialog);

  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            gtk_label_get_label (self->details_label));
}

static void
alcove_details_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_DETAILS_DIALOG);
  G_OBJECT_CLASS (alcove_details_dialog_parent_class)->dispose (object);
}

static void
alcove_details_dialog_class_init (AlcoveDetailsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_details_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = alcove_details_dialog_response;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-details-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveDetailsDialog, details_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveDetailsDialog, help_button);
}

static void
alcove_details_dialog_init (AlcoveDetailsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_details_dialog_new:
 * @error: what went wrong
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_details_dialog_new (const GError *error)
{
  AlcoveDetailsDialog *self = g_object_new (ALCOVE_TYPE_DETAILS_DIALOG, NULL);
  g_autofree char *sentence = alcove_error_text_dup (error);
  g_autofree char *details = alcove_error_text_dup_details (error);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), sentence);
  gtk_label_set_label (self->details_label, details);
  gtk_actionable_set_action_target (self->help_button, "s",
                                    alcove_error_text_get_help_page (error));
  return ADW_DIALOG (self);
}
