/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks what becomes of the saved chats when saving is switched off. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-stop-saving-dialog.h"

struct _AlcoveStopSavingDialog
{
  AdwAlertDialog parent_instance;
};

G_DEFINE_FINAL_TYPE (AlcoveStopSavingDialog, alcove_stop_saving_dialog, ADW_TYPE_ALERT_DIALOG)

static void
alcove_stop_saving_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_STOP_SAVING_DIALOG);
  G_OBJECT_CLASS (alcove_stop_saving_dialog_parent_class)->dispose (object);
}

static void
alcove_stop_saving_dialog_class_init (AlcoveStopSavingDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_stop_saving_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/alcovechat/Alcove/alcove-stop-saving-dialog.ui");
}

static void
alcove_stop_saving_dialog_init (AlcoveStopSavingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_stop_saving_dialog_new:
 * @n_saved: how many chats are saved
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_stop_saving_dialog_new (guint n_saved)
{
  AdwDialog *self = g_object_new (ALCOVE_TYPE_STOP_SAVING_DIALOG, NULL);
  g_autofree char *body = g_strdup_printf (
      ngettext ("New chats will not be saved. %u chat is saved: keep it, or delete it? "
                "Deleting cannot be undone.",
                "New chats will not be saved. %u chats are saved: keep them, or delete them all? "
                "Deleting cannot be undone.",
                n_saved),
      n_saved);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  return self;
}
