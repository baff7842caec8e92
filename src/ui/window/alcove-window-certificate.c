/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A server of an account that shows a certificate which nobody vouches for, or another one than was trusted: the
 * person decides, and to say no is what Enter and Escape do. Main thread. Each certificate is asked about once. */

#include "alcove-window-private.h"

#include "alcove-certificate-dialog.h"
#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-error.h"

#define ASKED "alcove-asked-certificate"

static void
trusted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (text != NULL)
    gtk_widget_activate_action (GTK_WIDGET (owner), "win.toast", "s", text);
}

static void
answered (AlcoveCertificateDialog *dialog, const char *response, AlcoveWindow *self)
{
  AlcoveAccountItem *item = g_object_get_data (G_OBJECT (dialog), "item");

  if (g_str_equal (response, "trust") && self->accounts != NULL)
    alcove_completion_await (
        alcove_accounts_set_certificate (self->accounts, item,
                                         alcove_certificate_dialog_get_fingerprint (dialog)),
        self, trusted, NULL, NULL);
}

/**
 * alcove_window_ask_about_certificate:
 * @self: a window
 *
 * Asks, where the account that is shown could not be reached for its certificate.
 */
void
alcove_window_ask_about_certificate (AlcoveWindow *self)
{
  AlcoveSession *session = self->place ? self->place->session : NULL;
  AlcoveAccountItem *item = session ? alcove_session_get_account_item (session) : NULL;
  const GError *error = session ? alcove_session_get_models_error (session) : NULL;
  const char *fingerprint = error ? alcove_error_get_fingerprint (error) : NULL;
  AdwDialog *dialog;

  if (fingerprint == NULL || item == NULL || !alcove_window_speaks_for (self, session)
      || g_strcmp0 (g_object_get_data (G_OBJECT (session), ASKED), fingerprint) == 0)
    return;
  g_object_set_data_full (G_OBJECT (session), ASKED, g_strdup (fingerprint), g_free);
  dialog = alcove_certificate_dialog_new_changed (alcove_account_item_get_base_url (item),
                                                  alcove_account_item_get_certificate (item),
                                                  fingerprint);
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}
