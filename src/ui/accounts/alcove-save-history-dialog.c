/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The notice that stands before every switching on of Save History. Main thread. */

#include "alcove-save-history-dialog.h"

struct _AlcoveSaveHistoryDialog
{
  AdwAlertDialog parent_instance;
  GtkWidget *keyless_label;
};

G_DEFINE_FINAL_TYPE (AlcoveSaveHistoryDialog, alcove_save_history_dialog, ADW_TYPE_ALERT_DIALOG)

enum
{
  PROP_IS_KEYLESS = 1,
};

static void
alcove_save_history_dialog_set_property (GObject *object, guint prop_id, const GValue *value,
                                         GParamSpec *pspec)
{
  AlcoveSaveHistoryDialog *self = ALCOVE_SAVE_HISTORY_DIALOG (object);

  if (prop_id == PROP_IS_KEYLESS)
    gtk_widget_set_visible (self->keyless_label, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
alcove_save_history_dialog_get_property (GObject *object, guint prop_id, GValue *value,
                                         GParamSpec *pspec)
{
  AlcoveSaveHistoryDialog *self = ALCOVE_SAVE_HISTORY_DIALOG (object);

  if (prop_id == PROP_IS_KEYLESS)
    g_value_set_boolean (value, gtk_widget_get_visible (self->keyless_label));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
alcove_save_history_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SAVE_HISTORY_DIALOG);
  G_OBJECT_CLASS (alcove_save_history_dialog_parent_class)->dispose (object);
}

static void
alcove_save_history_dialog_class_init (AlcoveSaveHistoryDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = alcove_save_history_dialog_set_property;
  object_class->get_property = alcove_save_history_dialog_get_property;
  object_class->dispose = alcove_save_history_dialog_dispose;
  g_object_class_install_property (object_class, PROP_IS_KEYLESS,
                                   g_param_spec_boolean ("is-keyless", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE
                                                             | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-save-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSaveHistoryDialog, keyless_label);
}

static void
alcove_save_history_dialog_init (AlcoveSaveHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_save_history_dialog_new:
 * @is_keyless: whether the server needs no key, so that a history key is made
 *
 * Returns: (transfer floating): the notice
 */
AdwDialog *
alcove_save_history_dialog_new (gboolean is_keyless)
{
  return g_object_new (ALCOVE_TYPE_SAVE_HISTORY_DIALOG, "is-keyless", is_keyless, NULL);
}
