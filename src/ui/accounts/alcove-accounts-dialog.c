/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The accounts, and the way to the page of each. Main thread. */

#include "alcove-accounts-dialog.h"

#include "alcove-account-form.h"
#include "alcove-account-page.h"

struct _AlcoveAccountsDialog
{
  AdwPreferencesDialog parent_instance;
  AdwPreferencesGroup *group;
  AlcoveAccounts *accounts;
  GPtrArray *rows;
  AlcoveAccountPage *page; /* a weak pointer: the one that is shown */
};

G_DEFINE_FINAL_TYPE (AlcoveAccountsDialog, alcove_accounts_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
row_pressed (GtkButton *arrow, AlcoveAccountsDialog *self)
{
  alcove_accounts_dialog_show_account (self, g_object_get_data (G_OBJECT (arrow), "item"));
}

/* A row alone cannot be pressed by assistive tools. */
static GtkWidget *
new_arrow (AlcoveAccountItem *item)
{
  GtkWidget *arrow = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_valign (arrow, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (arrow, FALSE); /* the row is */
  gtk_widget_add_css_class (arrow, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alcove_account_item_get_name (item), -1);
  return arrow;
}

static void
add_row (AlcoveAccountsDialog *self, AlcoveAccountItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = new_arrow (item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_bind_property (item, "name", row, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "host", row, "subtitle", G_BINDING_SYNC_CREATE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), arrow);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  g_object_set_data_full (G_OBJECT (arrow), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (arrow, "clicked", G_CALLBACK (row_pressed), self, 0);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static gboolean
has_item (AlcoveAccountsDialog *self, AlcoveAccountItem *item)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_object_get_data (g_ptr_array_index (self->rows, i), "item") == item)
      return TRUE;
  return FALSE;
}

static void
fill (AlcoveAccountsDialog *self)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AlcoveAccountItem) item = g_list_model_get_item (accounts, i);

      add_row (self, item);
    }
  if (self->page != NULL && !has_item (self, alcove_account_page_get_item (self->page)))
    adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (self));
  if (g_list_model_get_n_items (accounts) == 0 && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    adw_dialog_close (
        ADW_DIALOG (self)); /* where it is still open: the welcome page is behind it */
}

static void
add_account (AlcoveAccountsDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-account", NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

/**
 * alcove_accounts_dialog_show_account:
 * @self: a dialog
 * @item: an account
 *
 * Shows its page.
 */
void
alcove_accounts_dialog_show_account (AlcoveAccountsDialog *self, AlcoveAccountItem *item)
{
  AdwNavigationPage *page = alcove_account_page_new (self->accounts, item);

  g_set_weak_pointer (&self->page, ALCOVE_ACCOUNT_PAGE (page));
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), page);
}

static void
key_given (AlcoveAccountsDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/**
 * alcove_accounts_dialog_ask_for_key:
 * @self: a dialog
 * @item: an account that its recovery key opened
 *
 * Asks for the server and the API key that it shall have, and closes behind it.
 */
void
alcove_accounts_dialog_ask_for_key (AlcoveAccountsDialog *self, AlcoveAccountItem *item)
{
  GtkWidget *form = alcove_account_form_new ();

  alcove_account_form_set_accounts (ALCOVE_ACCOUNT_FORM (form), self->accounts);
  alcove_account_form_set_item (ALCOVE_ACCOUNT_FORM (form), item);
  g_signal_connect_object (form, "added", G_CALLBACK (key_given), self, G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), ADW_NAVIGATION_PAGE (form));
}

static void
alcove_accounts_dialog_dispose (GObject *object)
{
  AlcoveAccountsDialog *self = ALCOVE_ACCOUNTS_DIALOG (object);

  g_clear_weak_pointer (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ACCOUNTS_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (alcove_accounts_dialog_parent_class)->dispose (object);
}

static void
alcove_accounts_dialog_class_init (AlcoveAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_accounts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountsDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, add_account);
}

static void
alcove_accounts_dialog_init (AlcoveAccountsDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_accounts_dialog_new:
 * @accounts: what to show
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_accounts_dialog_new (AlcoveAccounts *accounts)
{
  AlcoveAccountsDialog *self = g_object_new (ALCOVE_TYPE_ACCOUNTS_DIALOG, NULL);

  g_set_object (&self->accounts, accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
