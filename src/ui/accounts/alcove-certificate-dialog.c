/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks whether to trust a certificate that nobody vouches for, by its fingerprint. Main thread. To say no is what
 * Enter and Escape do. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-certificate-dialog.h"
#include "alcove-fingerprint.h"

struct _AlcoveCertificateDialog
{
  AdwAlertDialog parent_instance;
  GtkLabel *fingerprint_label;
  GtkWidget *old_title;
  GtkLabel *old_label;
  GtkWidget *new_title;
  GtkLabel *note_label;
  char *fingerprint;
};

G_DEFINE_FINAL_TYPE (AlcoveCertificateDialog, alcove_certificate_dialog, ADW_TYPE_ALERT_DIALOG)

static void
alcove_certificate_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_CERTIFICATE_DIALOG);
  G_OBJECT_CLASS (alcove_certificate_dialog_parent_class)->dispose (object);
}

static void
alcove_certificate_dialog_finalize (GObject *object)
{
  g_free (ALCOVE_CERTIFICATE_DIALOG (object)->fingerprint);
  G_OBJECT_CLASS (alcove_certificate_dialog_parent_class)->finalize (object);
}

static void
alcove_certificate_dialog_class_init (AlcoveCertificateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_certificate_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = alcove_certificate_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-certificate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveCertificateDialog, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveCertificateDialog, old_title);
  gtk_widget_class_bind_template_child (widget_class, AlcoveCertificateDialog, old_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveCertificateDialog, new_title);
  gtk_widget_class_bind_template_child (widget_class, AlcoveCertificateDialog, note_label);
}

static void
alcove_certificate_dialog_init (AlcoveCertificateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  return g_strdup (host ? host : address);
}

/**
 * alcove_certificate_dialog_new:
 * @address: where the server is, as it was typed
 * @fingerprint: 64 hexadecimal digits
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_certificate_dialog_new (const char *address, const char *fingerprint)
{
  AlcoveCertificateDialog *self = g_object_new (ALCOVE_TYPE_CERTIFICATE_DIALOG, NULL);
  g_autofree char *host = dup_host (address);
  g_autofree char *groups = alcove_fingerprint_dup_groups (fingerprint);
  g_autofree char *body = g_strdup_printf (
      /* Translators: %s is the name of a server */
      _ ("Nobody that this computer trusts vouches for “%s”. Go on only if this is the SHA-256 "
         "fingerprint that the server’s owner gave you."),
      host);

  self->fingerprint = g_strdup (fingerprint);
  adw_alert_dialog_set_body_use_markup (ADW_ALERT_DIALOG (self), FALSE);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  gtk_label_set_text (self->fingerprint_label, groups);
  return ADW_DIALOG (self);
}

/**
 * alcove_certificate_dialog_new_changed:
 * @address: where the server is
 * @trusted: (nullable): 64 hexadecimal digits: what the user trusted
 * @fingerprint: 64 hexadecimal digits: what the server shows instead
 *
 * Returns: (transfer floating): the question whether to trust another certificate from now on
 */
AdwDialog *
alcove_certificate_dialog_new_changed (const char *address, const char *trusted,
                                       const char *fingerprint)
{
  AdwDialog *dialog = alcove_certificate_dialog_new (address, fingerprint);
  AlcoveCertificateDialog *self = ALCOVE_CERTIFICATE_DIALOG (dialog);
  g_autofree char *host = dup_host (address);
  g_autofree char *groups = trusted ? alcove_fingerprint_dup_groups (trusted) : NULL;
  g_autofree char *body = NULL;

  if (groups == NULL)
    return dialog;
  body = g_strdup_printf (
      /* Translators: %s is the name of a server */
      _ ("“%s” shows another certificate than the one that you trusted. Somebody may be reading "
         "along on "
         "the way. Go on only if the server’s owner told you about the new one."),
      host);
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self), _ ("This Server Has Changed"));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  gtk_label_set_text (self->old_label, groups);
  gtk_label_set_label (self->note_label,
                       _ ("Nothing was sent to it, not even your key. Cancel keeps it that way."));
  gtk_widget_set_visible (self->old_title, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->old_label), TRUE);
  gtk_widget_set_visible (self->new_title, TRUE);
  return dialog;
}

/**
 * alcove_certificate_dialog_get_fingerprint:
 * @self: a dialog
 *
 * Returns: (transfer none): what is asked about
 */
const char *
alcove_certificate_dialog_get_fingerprint (AlcoveCertificateDialog *self)
{
  return self->fingerprint;
}
