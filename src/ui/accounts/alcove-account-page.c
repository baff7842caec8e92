/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One account's page. Main thread. A key that is typed lives in GTK's secure buffer, is handed on once and wiped
 * when the server and the history took it. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-account-page.h"
#include "alcove-account-protection.h"
#include "alcove-completion.h"
#include "alcove-dialog-toast.h"
#include "alcove-error-text.h"
#include "alcove-error.h"
#include "alcove-extras-dialog.h"
#include "alcove-secret-clipboard.h"

struct _AlcoveAccountPage
{
  AdwNavigationPage parent_instance;
  GtkEditable *name_row;
  AdwActionRow *address_row;
  GtkWidget *extras_group;
  GtkWidget *recovered_group;
  AlcoveAccountProtection *protection;
  GtkWidget *key_group;
  GtkEditable *key_row;
  GtkButton *replace_button;
  GtkLabel *problem;
  GtkWidget *history_group;
  AdwPreferencesRow *history_row;
  GtkToggleButton *show_button;
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AlcoveAccountPage, alcove_account_page, ADW_TYPE_NAVIGATION_PAGE)

static void
say (AlcoveAccountPage *self, const char *text)
{
  gtk_label_set_label (self->problem, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
update_buttons (AlcoveAccountPage *self)
{
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (self->key_row)));

  gtk_editable_set_editable (self->key_row, !self->is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_button), !self->is_busy && *key != '\0');
  gtk_button_set_label (self->replace_button,
                        self->is_busy ? _ ("Asking the server…") : C_ ("button", "_Replace Key"));
}

static void
key_changed (AlcoveAccountPage *self)
{
  say (self, NULL);
  update_buttons (self);
}

static void
renamed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountPage *self = owner;

  if (error != NULL)
    alcove_dialog_report (GTK_WIDGET (self), error);
  gtk_editable_set_text (self->name_row, alcove_account_item_get_name (self->item));
}

static void
rename_account (AlcoveAccountPage *self)
{
  alcove_completion_await (alcove_accounts_rename (self->accounts, self->item,
                                                   gtk_editable_get_text (self->name_row)),
                           self, renamed, NULL, NULL);
}

static void
show_history_key (AlcoveAccountPage *self)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_account_item_dup_history_key (self->item);
  const gboolean is_shown = gtk_toggle_button_get_active (self->show_button);

  gtk_widget_set_visible (self->history_group, key != NULL);
  adw_preferences_row_set_title (self->history_row, key != NULL && is_shown
                                                        ? alcove_locked_bytes_get_string (key)
                                                        : _ ("Hidden"));
}

static void
show_toggled (AlcoveAccountPage *self)
{
  show_history_key (self);
}

static void
copy_history_key (AlcoveAccountPage *self)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_account_item_dup_history_key (self->item);

  if (key == NULL)
    return;
  alcove_secret_clipboard_copy (GTK_WIDGET (self), alcove_locked_bytes_get_string (key));
  alcove_dialog_toast (GTK_WIDGET (self), _ ("Copied for 30 seconds"));
}

static void
replaced (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAccountPage *self = owner;
  g_autofree char *text = NULL;

  self->is_busy = FALSE;
  update_buttons (self);
  if (error != NULL)
    {
      if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT))
        text = g_strdup (_ ("This key has a history of its own already. Add it as an account."));
      else
        text = alcove_error_text_dup (error);
      say (self, text);
      return;
    }
  gtk_editable_set_text (self->key_row, "");
  show_history_key (self);
  if (g_value_get_boolean (value))
    alcove_dialog_toast (GTK_WIDGET (self), _ ("The key is replaced"));
  else
    say (self, _ ("The key is replaced, but the keyring does not have it: type it next time."));
}

static void
replace_key (AlcoveAccountPage *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->replace_button)))
    return;
  say (self, NULL);
  self->is_busy = TRUE;
  update_buttons (self);
  alcove_completion_await (alcove_accounts_replace_key (self->accounts, self->item,
                                                        gtk_editable_get_text (self->key_row)),
                           self, replaced, NULL, NULL);
}

static void
enter_key (AlcoveAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.enter-key", "s",
                              alcove_account_item_get_id (self->item));
}

static void
forget_key (AlcoveAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.forget-key", "s",
                              alcove_account_item_get_id (self->item));
}

static void
delete_history (AlcoveAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.delete-history", "s",
                              alcove_account_item_get_id (self->item));
}

static void
show_extras (AlcoveAccountPage *self)
{
  adw_dialog_present (alcove_extras_dialog_new (self->accounts, self->item), GTK_WIDGET (self));
}

static void
alcove_account_page_dispose (GObject *object)
{
  AlcoveAccountPage *self = ALCOVE_ACCOUNT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ACCOUNT_PAGE);
  g_clear_object (&self->accounts);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (alcove_account_page_parent_class)->dispose (object);
}

static void
alcove_account_page_class_init (AlcoveAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ALCOVE_TYPE_ACCOUNT_PROTECTION);
  G_OBJECT_CLASS (klass)->dispose = alcove_account_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, extras_group);
  gtk_widget_class_bind_template_callback (widget_class, show_extras);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, replace_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, recovered_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, protection);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, history_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountPage, show_button);
  gtk_widget_class_bind_template_callback_full (widget_class, "rename",
                                                G_CALLBACK (rename_account));
  gtk_widget_class_bind_template_callback (widget_class, key_changed);
  gtk_widget_class_bind_template_callback (widget_class, replace_key);
  gtk_widget_class_bind_template_callback (widget_class, show_toggled);
  gtk_widget_class_bind_template_callback (widget_class, copy_history_key);
  gtk_widget_class_bind_template_callback (widget_class, enter_key);
  gtk_widget_class_bind_template_callback (widget_class, forget_key);
  gtk_widget_class_bind_template_callback (widget_class, delete_history);
}

static void
alcove_account_page_init (AlcoveAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* An account that its recovery key opened has no key to replace, and no server. */
static void
update_groups (AlcoveAccountPage *self)
{
  const gboolean is_demo = alcove_account_item_get_is_demo (self->item);
  const gboolean is_recovered = alcove_account_item_get_is_recovered (self->item);

  adw_action_row_set_subtitle (self->address_row,
                               is_demo ? _ ("Inside Alcove")
                                       : alcove_account_item_get_base_url (self->item));
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), !is_recovered);
  gtk_widget_set_visible (self->extras_group, !is_demo && !is_recovered);
  gtk_widget_set_visible (self->recovered_group, is_recovered);
  gtk_widget_set_visible (self->key_group, !is_demo && !is_recovered);
  gtk_widget_set_visible (GTK_WIDGET (self->protection), !is_recovered);
}

/**
 * alcove_account_page_new:
 * @accounts: the accounts
 * @item: one of them
 *
 * Returns: (transfer floating): its page
 */
AdwNavigationPage *
alcove_account_page_new (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  AlcoveAccountPage *self = g_object_new (ALCOVE_TYPE_ACCOUNT_PAGE, NULL);

  g_set_object (&self->accounts, accounts);
  g_set_object (&self->item, item);
  g_object_bind_property (item, "name", self, "title", G_BINDING_SYNC_CREATE);
  gtk_editable_set_text (self->name_row, alcove_account_item_get_name (item));
  alcove_account_protection_set_item (self->protection, accounts, item);
  g_signal_connect_object (item, "notify::is-recovered", G_CALLBACK (update_groups), self,
                           G_CONNECT_SWAPPED);
  update_groups (self);
  show_history_key (self);
  return ADW_NAVIGATION_PAGE (self);
}

AlcoveAccountItem *
alcove_account_page_get_item (AlcoveAccountPage *self)
{
  return self->item;
}
