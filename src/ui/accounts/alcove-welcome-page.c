/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where an account begins. Main thread. The providers are a list of the models; local servers appear on
 * top as soon as they answer. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-welcome-page.h"

#include "alcove-account-form.h"
#include "alcove-error-text.h"
#include "alcove-provider-row.h"

struct _AlcoveWelcomePage
{
  AdwBin parent_instance;
  AdwNavigationView *navigation;
  GtkWidget *back_button;
  AdwBanner *keyring_banner;
  GtkWidget *found_group;
  AdwPreferencesGroup *providers_group;
  AdwPreferencesGroup *other_group;
  AlcoveAccountForm *form;
  AlcoveAccounts *accounts;
  GListModel *providers;
};

G_DEFINE_FINAL_TYPE (AlcoveWelcomePage, alcove_welcome_page, ADW_TYPE_BIN)

enum
{
  ADDED,
  RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_chosen (AlcoveWelcomePage *self, AlcoveProviderRow *row)
{
  alcove_account_form_set_provider (self->form, alcove_provider_row_get_provider (row));
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->form));
}

static void
add_row (AlcoveWelcomePage *self, AdwPreferencesGroup *group, AlcoveProvider *provider)
{
  GtkWidget *row = alcove_provider_row_new (provider);

  g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  if (provider != NULL && alcove_provider_get_is_local (provider))
    g_object_bind_property (provider, "is-found", row, "visible", G_BINDING_SYNC_CREATE);
}

static void
update_found (AlcoveWelcomePage *self)
{
  gboolean has_found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (self->providers); i++)
    {
      g_autoptr (AlcoveProvider) provider = g_list_model_get_item (self->providers, i);

      has_found |= alcove_provider_get_is_found (provider);
    }
  gtk_widget_set_visible (self->found_group, has_found);
}

static void
fill (AlcoveWelcomePage *self)
{
  self->providers = alcove_providers_new ();
  for (guint i = 0; i < g_list_model_get_n_items (self->providers); i++)
    {
      g_autoptr (AlcoveProvider) provider = g_list_model_get_item (self->providers, i);
      gboolean is_local = alcove_provider_get_is_local (provider);

      add_row (self, is_local ? ADW_PREFERENCES_GROUP (self->found_group) : self->providers_group,
               provider);
      if (is_local)
        g_signal_connect_object (provider, "notify::is-found", G_CALLBACK (update_found), self,
                                 G_CONNECT_SWAPPED);
    }
  add_row (self, self->other_group, NULL);
  update_found (self);
}

/* Reading it again asks for its password then. */
static const char *
label_for (const GError *error)
{
  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_LOCKED)
      || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_REFUSED))
    return C_ ("button", "Unlock");
  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_EMPTY))
    return NULL; /* it was read well */
  return C_ ("button", "Retry");
}

static void
update_keyring (AlcoveWelcomePage *self)
{
  const GError *error = self->accounts ? alcove_accounts_get_keyring_error (self->accounts) : NULL;
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;
  gboolean is_loading = FALSE;

  if (self->accounts != NULL)
    g_object_get (self->accounts, "is-loading", &is_loading, NULL);
  if (is_loading)
    g_set_str (&text,
               _ ("Waiting for the keyring to be unlocked. You can enter a key here instead."));
  if (text != NULL)
    adw_banner_set_title (self->keyring_banner, text);
  adw_banner_set_button_label (self->keyring_banner, is_loading ? NULL : label_for (error));
  adw_banner_set_revealed (self->keyring_banner, text != NULL);
}

static void
retry_keyring (AlcoveWelcomePage *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
form_added (AlcoveWelcomePage *self, AlcoveAccountItem *item)
{
  g_signal_emit (self, signals[ADDED], 0, item);
}

static void
alcove_welcome_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (alcove_welcome_page_parent_class)->map (widget);
  alcove_providers_look_around (ALCOVE_WELCOME_PAGE (widget)->providers);
}

static void
alcove_welcome_page_dispose (GObject *object)
{
  AlcoveWelcomePage *self = ALCOVE_WELCOME_PAGE (object);

  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_WELCOME_PAGE);
  g_clear_object (&self->form);
  g_clear_object (&self->accounts);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (alcove_welcome_page_parent_class)->dispose (object);
}

static void
alcove_welcome_page_class_init (AlcoveWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_welcome_page_dispose;
  widget_class->map = alcove_welcome_page_map;
  signals[ADDED] = g_signal_new ("added", ALCOVE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_ACCOUNT_ITEM);
  signals[RETRY] = g_signal_new ("retry", ALCOVE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, navigation);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, keyring_banner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, found_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, providers_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWelcomePage, other_group);
  gtk_widget_class_bind_template_callback (widget_class, retry_keyring);
}

static void
alcove_welcome_page_init (AlcoveWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->form = g_object_ref_sink (ALCOVE_ACCOUNT_FORM (alcove_account_form_new ()));
  g_signal_connect_object (self->form, "added", G_CALLBACK (form_added), self, G_CONNECT_SWAPPED);
  fill (self);
}

/**
 * alcove_welcome_page_new:
 * @accounts: where a new account goes
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
alcove_welcome_page_new (AlcoveAccounts *accounts)
{
  AlcoveWelcomePage *self = g_object_new (ALCOVE_TYPE_WELCOME_PAGE, NULL);

  g_set_object (&self->accounts, accounts);
  alcove_account_form_set_accounts (self->form, accounts);
  g_signal_connect_object (accounts, "notify::keyring-error", G_CALLBACK (update_keyring), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::is-loading", G_CALLBACK (update_keyring), self,
                           G_CONNECT_SWAPPED);
  update_keyring (self);
  return GTK_WIDGET (self);
}

/**
 * alcove_welcome_page_restart:
 * @self: a page
 * @can_leave: whether there is something to go back to
 *
 * Goes to the beginning.
 */
void
alcove_welcome_page_restart (AlcoveWelcomePage *self, gboolean can_leave)
{
  gtk_widget_set_visible (self->back_button, can_leave);
  adw_navigation_view_pop_to_tag (self->navigation, "providers");
}

/**
 * alcove_welcome_page_show_error:
 * @self: a page
 * @error: why an account could not be opened
 *
 * Says it beneath what was typed.
 */
void
alcove_welcome_page_show_error (AlcoveWelcomePage *self, const GError *error)
{
  alcove_account_form_show_error (self->form, error);
}
