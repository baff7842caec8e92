/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Address and key of a server, tried before anything is kept. Main thread. The key lives in GTK's own secure
 * entry buffer, is handed on once, and is wiped from the row when the server took it or when another
 * provider is chosen: what was typed for one server is never sent to another. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-account-form.h"
#include "alcove-certificate-dialog.h"
#include "alcove-completion.h"
#include "alcove-details-dialog.h"
#include "alcove-error-text.h"

struct _AlcoveAccountForm
{
  AdwNavigationPage parent_instance;
  GtkEditable *address_row;
  GtkEditable *key_row;
  AdwSwitchRow *remember_row;
  GtkEditable *name_row;
  GtkEditable *history_row;
  GtkWidget *problem;
  GtkLabel *problem_label;
  GtkWidget *connect_button;
  GtkLabel *connect_label;
  GtkWidget *spinner;
  GtkWidget *key_page_button;
  AlcoveAccounts *accounts;
  AlcoveProvider *provider; /* nullable */
  AlcoveAccountItem *item;  /* nullable: who gets the key, a new account otherwise */
  GError *error;            /* nullable: what is shown */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AlcoveAccountForm, alcove_account_form, ADW_TYPE_NAVIGATION_PAGE)

static guint added_signal;

static void try_connecting (AlcoveAccountForm *self, gboolean allow_plain_http);

static void
update (AlcoveAccountForm *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address_row)));

  gtk_editable_set_editable (self->address_row, !self->is_busy);
  gtk_editable_set_editable (self->key_row, !self->is_busy);
  gtk_widget_set_sensitive (self->connect_button, !self->is_busy && *address != '\0');
  gtk_widget_set_visible (self->spinner, self->is_busy);
  gtk_label_set_label (self->connect_label,
                       self->is_busy ? _ ("Asking the server…") : C_ ("button", "Connect"));
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !self->is_busy);
}

static void
clear_error (AlcoveAccountForm *self)
{
  g_clear_error (&self->error);
  gtk_widget_set_visible (self->problem, FALSE);
}

/**
 * alcove_account_form_show_error:
 * @self: a form
 * @error: what went wrong
 *
 * Shows a sentence beneath what was typed, which stays.
 */
void
alcove_account_form_show_error (AlcoveAccountForm *self, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);

  if (self->item != NULL && g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT))
    g_set_str (&text, _ ("This key has a history of its own already, or is no API key."));
  clear_error (self);
  self->error = g_error_copy (error);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (self->problem, TRUE);
}

static void
fields_changed (AlcoveAccountForm *self)
{
  clear_error (self);
  update (self);
}

static void
plain_http_answered (AlcoveAccountForm *self, const char *response)
{
  if (g_str_equal (response, "connect"))
    try_connecting (self, TRUE);
}

static void
ask_about_plain_http (AlcoveAccountForm *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Connect Without Encryption?"),
                                            _ ("Everybody on this network could read your key and "
                                               "your chats on their way to this server. "
                                               "Go on only if you trust the network."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", C_ ("button", "_Cancel"),
                                  "connect", C_ ("button", "_Connect Anyway"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "connect",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (plain_http_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
certificate_answered (AlcoveCertificateDialog *dialog, const char *response,
                      AlcoveAccountForm *self)
{
  if (!g_str_equal (response, "trust") || self->accounts == NULL)
    return;
  alcove_accounts_trust (self->accounts, gtk_editable_get_text (self->address_row),
                         alcove_certificate_dialog_get_fingerprint (dialog));
  try_connecting (self, FALSE);
}

static void
ask_about_certificate (AlcoveAccountForm *self, const char *fingerprint)
{
  AdwDialog *dialog
      = alcove_certificate_dialog_new (gtk_editable_get_text (self->address_row), fingerprint);

  g_signal_connect_object (dialog, "response", G_CALLBACK (certificate_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
tried (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountForm *self = owner;
  gboolean had_leave = GPOINTER_TO_INT (data);

  self->is_busy = FALSE;
  update (self);
  if (error == NULL)
    {
      gtk_editable_set_text (self->key_row, "");
      gtk_editable_set_text (self->history_row, "");
      g_signal_emit (self, added_signal, 0, g_value_get_object (value));
    }
  else if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_INSECURE) && !had_leave
           && alcove_accounts_may_be_plain (gtk_editable_get_text (self->address_row)))
    ask_about_plain_http (self);
  else if (alcove_error_get_fingerprint (error) != NULL)
    ask_about_certificate (self, alcove_error_get_fingerprint (error));
  else
    alcove_account_form_show_error (self, error);
}

static const char *
text_or_null (GtkEditable *row)
{
  const char *text = gtk_editable_get_text (row);

  return *text != '\0' ? text : NULL;
}

static DexFuture *
ask_server (AlcoveAccountForm *self, gboolean allow_plain_http)
{
  const char *name = text_or_null (self->name_row);
  const char *address = gtk_editable_get_text (self->address_row);
  const char *key = gtk_editable_get_text (self->key_row);
  const char *history_key = text_or_null (self->history_row);
  const gboolean remember = adw_switch_row_get_active (self->remember_row);

  if (self->item != NULL)
    return alcove_accounts_give_key (self->accounts, self->item, name, address, key, history_key,
                                     remember, allow_plain_http);
  return alcove_accounts_add (self->accounts, name, address, key, history_key, remember,
                              allow_plain_http);
}

static void
try_connecting (AlcoveAccountForm *self, gboolean allow_plain_http)
{
  if (self->is_busy || self->accounts == NULL)
    return;
  clear_error (self);
  self->is_busy = TRUE;
  update (self);
  alcove_completion_await (ask_server (self, allow_plain_http), self, tried,
                           GINT_TO_POINTER (allow_plain_http), NULL);
}

static void
connect_pressed (AlcoveAccountForm *self)
{
  if (gtk_widget_get_sensitive (self->connect_button))
    try_connecting (self, FALSE);
}

static void
show_details (AlcoveAccountForm *self)
{
  if (self->error != NULL)
    adw_dialog_present (alcove_details_dialog_new (self->error), GTK_WIDGET (self));
}

static void
open_key_page (AlcoveAccountForm *self)
{
  const char *page = self->provider ? alcove_provider_get_key_page (self->provider) : NULL;
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (page != NULL)
    gtk_uri_launcher_launch (launcher, GTK_WINDOW (root), NULL, NULL, NULL);
}

/**
 * alcove_account_form_set_provider:
 * @self: a form
 * @provider: (nullable): whose address to fill in; none for any other server
 *
 * Makes the form ready. What was typed for the same provider stays.
 */
void
alcove_account_form_set_provider (AlcoveAccountForm *self, AlcoveProvider *provider)
{
  const char *key_page = provider ? alcove_provider_get_key_page (provider) : NULL;
  g_autofree char *tip = NULL;
  gboolean is_first = !gtk_widget_get_visible (self->key_page_button) && self->provider == NULL;

  gtk_widget_set_visible (self->key_page_button, key_page != NULL);
  gtk_widget_set_tooltip_text (self->key_page_button, key_page);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 provider ? alcove_provider_get_name (provider)
                                          : _ ("Other Server"));
  if (!g_set_object (&self->provider, provider) && !is_first)
    return;
  gtk_editable_set_text (self->address_row,
                         provider ? alcove_provider_get_base_url (provider) : "");
  gtk_editable_set_text (self->name_row, provider ? alcove_provider_get_name (provider) : "");
  gtk_editable_set_text (self->key_row, "");
  gtk_editable_set_text (self->history_row, "");
  clear_error (self);
  update (self);
}

static void
alcove_account_form_shown (AdwNavigationPage *page)
{
  AlcoveAccountForm *self = ALCOVE_ACCOUNT_FORM (page);
  gboolean has_address = *gtk_editable_get_text (self->address_row) != '\0';

  gtk_widget_grab_focus (GTK_WIDGET (has_address ? self->key_row : self->address_row));
}

static void
alcove_account_form_dispose (GObject *object)
{
  AlcoveAccountForm *self = ALCOVE_ACCOUNT_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ACCOUNT_FORM);
  g_clear_object (&self->accounts);
  g_clear_object (&self->provider);
  g_clear_object (&self->item);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (alcove_account_form_parent_class)->dispose (object);
}

static void
alcove_account_form_class_init (AlcoveAccountFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_account_form_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = alcove_account_form_shown;
  added_signal = g_signal_new ("added", ALCOVE_TYPE_ACCOUNT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_ACCOUNT_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-account-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, key_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, remember_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, history_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, connect_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, connect_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountForm, key_page_button);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed);
  gtk_widget_class_bind_template_callback (widget_class, connect_pressed);
  gtk_widget_class_bind_template_callback (widget_class, show_details);
  gtk_widget_class_bind_template_callback (widget_class, open_key_page);
}

static void
alcove_account_form_init (AlcoveAccountForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
alcove_account_form_new (void)
{
  return g_object_new (ALCOVE_TYPE_ACCOUNT_FORM, NULL);
}

void
alcove_account_form_set_accounts (AlcoveAccountForm *self, AlcoveAccounts *accounts)
{
  g_set_object (&self->accounts, accounts);
}

/**
 * alcove_account_form_set_item:
 * @self: a form with its accounts set
 * @item: an account that its recovery key opened
 *
 * What is entered becomes the key of this account.
 */
void
alcove_account_form_set_item (AlcoveAccountForm *self, AlcoveAccountItem *item)
{
  const char *address = alcove_account_item_get_typed_address (item);

  g_set_object (&self->item, item);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Enter API Key"));
  gtk_editable_set_text (self->address_row, address ? address : "");
  gtk_widget_set_visible (self->key_page_button, FALSE);
  update (self);
}
