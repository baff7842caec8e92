/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Shows where a link of an answer leads. Main thread. Nothing is opened but by pressing Open here, and
 * never what the link policy refuses. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-link-dialog.h"

struct _AlcoveLinkDialog
{
  AdwAlertDialog parent_instance;
  GtkLabel *target_label;
  char *target;
  AlcoveLinkVerdict verdict;
};

G_DEFINE_FINAL_TYPE (AlcoveLinkDialog, alcove_link_dialog, ADW_TYPE_ALERT_DIALOG)

static void
alcove_link_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_LINK_DIALOG);
  G_OBJECT_CLASS (alcove_link_dialog_parent_class)->dispose (object);
}

static void
alcove_link_dialog_finalize (GObject *object)
{
  g_clear_pointer (&ALCOVE_LINK_DIALOG (object)->target, g_free);
  G_OBJECT_CLASS (alcove_link_dialog_parent_class)->finalize (object);
}

static void
alcove_link_dialog_class_init (AlcoveLinkDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = alcove_link_dialog_dispose;
  object_class->finalize = alcove_link_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveLinkDialog, target_label);
}

static void
alcove_link_dialog_init (AlcoveLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_verdict (AlcoveLinkDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  switch (self->verdict)
    {
    case ALCOVE_LINK_PLAIN:
      adw_alert_dialog_set_body (dialog, _ ("It leads out of Alcove, to this address:"));
      adw_alert_dialog_set_response_appearance (dialog, "open", ADW_RESPONSE_SUGGESTED);
      break;
    case ALCOVE_LINK_SUSPICIOUS:
      adw_alert_dialog_set_heading (dialog, _ ("This Link Is Misleading"));
      adw_alert_dialog_set_body (
          dialog, _ ("Its text looks like another address, or its address is made to be "
                     "mistaken for another. It really leads here:"));
      adw_alert_dialog_set_response_appearance (dialog, "open", ADW_RESPONSE_DESTRUCTIVE);
      adw_alert_dialog_set_default_response (dialog, "cancel");
      break;
    case ALCOVE_LINK_REFUSED:
    default:
      adw_alert_dialog_set_heading (dialog, _ ("This Link Cannot Be Opened"));
      adw_alert_dialog_set_body (
          dialog,
          _ ("Alcove opens only plain web and mail addresses from an answer. This is not one:"));
      adw_alert_dialog_remove_response (dialog, "open");
      adw_alert_dialog_set_default_response (dialog, "cancel");
      break;
    }
}

/**
 * alcove_link_dialog_new:
 * @target: the address of the link
 * @label: (nullable): the text of the link
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_link_dialog_new (const char *target, const char *label)
{
  AlcoveLinkDialog *self = g_object_new (ALCOVE_TYPE_LINK_DIALOG, NULL);
  g_autofree char *shown = NULL;

  self->target = g_strdup (target);
  self->verdict = alcove_link_policy_judge (target, label, &shown);
  gtk_label_set_label (self->target_label, shown ? shown : target);
  show_verdict (self);
  return ADW_DIALOG (self);
}

AlcoveLinkVerdict
alcove_link_dialog_get_verdict (AlcoveLinkDialog *self)
{
  return self->verdict;
}

static void
launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  gtk_widget_activate_action (parent, "win.toast", "s",
                              _ ("No program could open this link. Copy its address instead."));
}

static void
open_target (AlcoveLinkDialog *self, GtkWidget *parent)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (self->target);
  GtkRoot *root = gtk_widget_get_root (parent);

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched, g_object_ref (parent));
}

static void
answered (AlcoveLinkDialog *self, const char *response, GtkWidget *parent)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (parent), self->target);
  else if (g_str_equal (response, "open") && self->verdict != ALCOVE_LINK_REFUSED)
    open_target (self, parent);
}

/**
 * alcove_link_dialog_ask:
 * @parent: where to show it
 * @target: the address of the link
 * @label: (nullable): the text of the link
 *
 * Asks, and opens or copies the address as the user says.
 */
void
alcove_link_dialog_ask (GtkWidget *parent, const char *target, const char *label)
{
  AdwDialog *dialog = alcove_link_dialog_new (target, label);

  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), parent, 0);
  adw_dialog_present (dialog, parent);
}
