/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The recovery key of one account, and encrypting its history again. Main thread. Both are asked about in plain words
 * before anything happens, as both take something away. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-account-protection.h"
#include "alcove-completion.h"
#include "alcove-dialog-toast.h"
#include "alcove-recovery-key-dialog.h"

struct _AlcoveAccountProtection
{
  AdwPreferencesGroup parent_instance;
  AdwActionRow *recovery_row;
  GtkButton *make_button;
  GtkWidget *revoke_button;
  AdwActionRow *reencrypt_row;
  GtkWidget *reencrypt_button;
  GtkWidget *spinner;
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item;
  gint64 has_key; /* 1 or 0; -1: nothing is saved yet, or that is not known */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AlcoveAccountProtection, alcove_account_protection, ADW_TYPE_PREFERENCES_GROUP)

static void ask_for_state (AlcoveAccountProtection *self);

static const char *
words_for_recovery (gint64 has_key)
{
  if (has_key < 0)
    return _ ("A key on paper, for when the API key is lost. It can be made once a chat is saved.");
  if (has_key == 0)
    return _ ("None. One that you keep on paper opens this history when the API key is lost.");
  return _ ("There is one. Whoever has it and this computer’s files can read this history.");
}

static void
update (AlcoveAccountProtection *self)
{
  const gboolean is_ready = self->has_key >= 0 && !self->is_busy;
  const gboolean has_key = self->has_key > 0;

  adw_action_row_set_subtitle (self->recovery_row, words_for_recovery (self->has_key));
  gtk_button_set_label (self->make_button, has_key ? C_ ("recovery key", "_Renew…")
                                                   : C_ ("recovery key", "_Make One…"));
  gtk_button_set_use_underline (self->make_button, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make_button), is_ready);
  gtk_widget_set_visible (self->revoke_button, has_key);
  gtk_widget_set_sensitive (self->revoke_button, is_ready);
  gtk_widget_set_sensitive (self->reencrypt_button, is_ready);
  gtk_widget_set_visible (self->spinner, self->is_busy);
  adw_action_row_set_subtitle (
      self->reencrypt_row,
      self->is_busy ? _ ("Working. A long history takes a while; leave Alcove open.")
                    : _ ("For when somebody may have copied both the history and a key to it."));
}

static void
set_busy (AlcoveAccountProtection *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  update (self);
}

static AdwDialog *
present_question (AlcoveAccountProtection *self, const char *heading, const char *body,
                  const char *label, gboolean is_destructive, GCallback answered)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), "do", label, NULL);
  adw_alert_dialog_set_response_appearance (
      alert, "do", is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", answered, self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return dialog;
}

/* ---- the recovery key ---- */

static void
key_made (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountProtection *self = owner;
  AdwDialog *dialog;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      alcove_dialog_report (GTK_WIDGET (self), error);
      return;
    }
  self->has_key = 1;
  update (self);
  dialog = alcove_recovery_key_dialog_new (alcove_account_item_get_name (self->item),
                                           g_value_get_boxed (value));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
make_answered (AlcoveAccountProtection *self, const char *response)
{
  if (!g_str_equal (response, "do"))
    return;
  set_busy (self, TRUE);
  alcove_completion_await (alcove_accounts_make_recovery_key (self->accounts, self->item), self,
                           key_made, NULL, NULL);
}

static void
make_pressed (AlcoveAccountProtection *self)
{
  if (self->has_key > 0)
    present_question (self, _ ("Make a New Recovery Key?"),
                      _ ("The one on paper then opens nothing any more."),
                      C_ ("button", "_Make a New One"), TRUE, G_CALLBACK (make_answered));
  else
    present_question (self, _ ("Make a Recovery Key?"),
                      _ ("It is a second way into this history, beside the API key: print it or "
                         "write it down, and keep it where nobody else finds it. It is shown only "
                         "once. You can revoke it at any time."),
                      C_ ("button", "_Make Recovery Key"), FALSE, G_CALLBACK (make_answered));
}

static void
key_revoked (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountProtection *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    alcove_dialog_report (GTK_WIDGET (self), error);
  else
    {
      self->has_key = 0;
      update (self);
      alcove_dialog_toast (GTK_WIDGET (self), _ ("The recovery key is revoked"));
    }
}

static void
revoke_answered (AlcoveAccountProtection *self, const char *response)
{
  if (!g_str_equal (response, "do"))
    return;
  set_busy (self, TRUE);
  alcove_completion_await (alcove_accounts_revoke_recovery_key (self->accounts, self->item), self,
                           key_revoked, NULL, NULL);
}

static void
revoke_pressed (AlcoveAccountProtection *self)
{
  present_question (self, _ ("Revoke the Recovery Key?"),
                    _ ("The one on paper then opens nothing any more. If the API key is lost too, "
                       "so is the history."),
                    C_ ("button", "_Revoke"), TRUE, G_CALLBACK (revoke_answered));
}

/* ---- encrypting again ---- */

static void
reencrypted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountProtection *self = owner;

  set_busy (self, FALSE);
  if (error != NULL)
    alcove_dialog_report (GTK_WIDGET (self), error);
  else
    alcove_dialog_toast (GTK_WIDGET (self), _ ("The history is encrypted anew"));
  ask_for_state (self); /* the recovery key is gone */
}

static void
reencrypt_answered (AlcoveAccountProtection *self, const char *response)
{
  if (!g_str_equal (response, "do"))
    return;
  set_busy (self, TRUE);
  alcove_completion_await (alcove_accounts_reencrypt (self->accounts, self->item), self,
                           reencrypted, NULL, NULL);
}

static void
reencrypt_pressed (AlcoveAccountProtection *self)
{
  const char *what = _ ("The whole history is written anew with another inner key, so that a copy "
                        "of the old one is of no use for it. The API key stays. This takes a while "
                        "for a long history and as much free space as it has.");
  const char *gone = _ ("The recovery key is revoked, and the backups that Alcove made by itself "
                        "are removed. Backups in files of your own still open with the API key of "
                        "their time.");
  g_autofree char *body = g_strconcat (what, "\n\n", gone, NULL);

  present_question (self, _ ("Encrypt the History Again?"), body, C_ ("button", "_Encrypt Again"),
                    FALSE, G_CALLBACK (reencrypt_answered));
}

/* ---- the state ---- */

static void
state_known (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountProtection *self = owner;

  self->has_key = error == NULL ? g_value_get_int64 (value) : -1;
  update (self);
}

static void
ask_for_state (AlcoveAccountProtection *self)
{
  alcove_completion_await (alcove_accounts_has_recovery_key (self->accounts, self->item), self,
                           state_known, NULL, NULL);
}

static void
alcove_account_protection_dispose (GObject *object)
{
  AlcoveAccountProtection *self = ALCOVE_ACCOUNT_PROTECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ACCOUNT_PROTECTION);
  g_clear_object (&self->accounts);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (alcove_account_protection_parent_class)->dispose (object);
}

static void
alcove_account_protection_class_init (AlcoveAccountProtectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_account_protection_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-account-protection.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, recovery_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, make_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, revoke_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, reencrypt_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, reencrypt_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountProtection, spinner);
  gtk_widget_class_bind_template_callback (widget_class, make_pressed);
  gtk_widget_class_bind_template_callback (widget_class, revoke_pressed);
  gtk_widget_class_bind_template_callback (widget_class, reencrypt_pressed);
}

static void
alcove_account_protection_init (AlcoveAccountProtection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->has_key = -1;
  update (self);
}

/**
 * alcove_account_protection_set_item:
 * @self: the rows
 * @accounts: the accounts
 * @item: one of them
 *
 * Call it once.
 */
void
alcove_account_protection_set_item (AlcoveAccountProtection *self, AlcoveAccounts *accounts,
                                    AlcoveAccountItem *item)
{
  g_set_object (&self->accounts, accounts);
  g_set_object (&self->item, item);
  ask_for_state (self);
}
