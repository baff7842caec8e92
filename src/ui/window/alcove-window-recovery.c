/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's part for recovery keys: one is offered once, and an account that one opened asks for an API key. Main
 * thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-accounts-dialog.h"
#include "alcove-completion.h"
#include "alcove-session-care.h"
#include "alcove-toast.h"
#include "alcove-window-private.h"

#define OFFER_SECONDS 10

static AlcoveAccountsDialog *
get_dialog (AlcoveWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (dialog == NULL || !ALCOVE_IS_ACCOUNTS_DIALOG (dialog))
    {
      dialog = alcove_accounts_dialog_new (self->accounts);
      adw_dialog_present (dialog, GTK_WIDGET (self));
    }
  return ALCOVE_ACCOUNTS_DIALOG (dialog);
}

/**
 * alcove_window_show_account_page:
 * @self: a window
 * @item: an account
 *
 * Shows its page in the accounts dialog.
 */
void
alcove_window_show_account_page (AlcoveWindow *self, AlcoveAccountItem *item)
{
  alcove_accounts_dialog_show_account (get_dialog (self), item);
}

/**
 * alcove_window_ask_for_key:
 * @self: a window
 * @item: an account that its recovery key opened
 *
 * Asks for the API key that opens it from then on.
 */
void
alcove_window_ask_for_key (AlcoveWindow *self, AlcoveAccountItem *item)
{
  alcove_accounts_dialog_ask_for_key (get_dialog (self), item);
}

/* ---- the offer ---- */

static void
offer_taken (AdwToast *toast, AlcoveWindow *self)
{
  g_autoptr (AlcoveAccountItem) item
      = alcove_window_find_item (self, g_object_get_data (G_OBJECT (toast), "account"));

  if (item != NULL)
    alcove_window_show_account_page (self, item);
}

static void
present_offer (AlcoveWindow *self, AlcoveAccountItem *item)
{
  AdwToast *toast
      = alcove_toast_new (GTK_WIDGET (self->toasts), _ ("Only the API key opens what is saved"),
                          C_ ("button", "Recovery Key…"));

  adw_toast_set_timeout (toast, OFFER_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "account", g_strdup (alcove_account_item_get_id (item)),
                          g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (offer_taken), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
state_known (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error == NULL && g_value_get_int64 (value) == 0)
    present_offer (owner, data);
}

static void
offer_known (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  AlcoveAccountItem *item = data;

  if (error == NULL && g_value_get_boolean (value) && !self->is_closing)
    alcove_completion_await (alcove_accounts_has_recovery_key (self->accounts, item), self,
                             state_known, g_object_ref (item), g_object_unref);
}

/**
 * alcove_window_offer_recovery_key:
 * @self: a window
 *
 * Offers a recovery key behind the first chat that an account saves, once in the life of its history.
 */
void
alcove_window_offer_recovery_key (AlcoveWindow *self)
{
  AlcovePlace *place = self->place;

  if (place == NULL || place->item == NULL || alcove_session_get_n_saved (place->session) != 1
      || !alcove_window_speaks_for (self, place->session))
    return;
  alcove_completion_await (alcove_session_take_recovery_offer (place->session), self, offer_known,
                           g_object_ref (place->item), g_object_unref);
}
