/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The two ends of an account: its key is forgotten, or its history deleted. Main thread. Each is asked for in its
 * own words, as one can be taken back and the other cannot. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-window-private.h"

/* What was agreed to is done, whether or not the window stays that asked: the process stays as long, too. */
typedef struct
{
  GWeakRef window; /* that asked */
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item;
} Removal;

static Removal *
removal_new (AlcoveAccounts *accounts, AlcoveAccountItem *item, AlcoveWindow *asked)
{
  Removal *removal = g_new0 (Removal, 1);

  g_application_hold (g_application_get_default ());
  g_weak_ref_init (&removal->window, asked);
  removal->accounts = g_object_ref (accounts);
  removal->item = g_object_ref (item);
  return removal;
}

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_weak_ref_clear (&removal->window);
  g_object_unref (removal->accounts);
  g_object_unref (removal->item);
  g_free (removal);
  g_application_release (g_application_get_default ());
}

/* The window that asked, or another that stays open. */
static AlcoveWindow *
dup_window (Removal *removal)
{
  g_autoptr (AlcoveWindow) asked = g_weak_ref_get (&removal->window);
  GListModel *toplevels = gtk_window_get_toplevels ();

  if (asked != NULL && !asked->is_closing)
    return g_steal_pointer (&asked);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (toplevels, i);

      if (ALCOVE_IS_WINDOW (item) && !ALCOVE_WINDOW (item)->is_closing
          && ALCOVE_WINDOW (item)->accounts == removal->accounts)
        return ALCOVE_WINDOW (g_steal_pointer (&item));
    }
  return NULL;
}

static void
forgotten (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autoptr (AlcoveWindow) window = dup_window (data);

  if (window == NULL)
    return;
  if (error != NULL)
    alcove_window_report (window, error);
  alcove_window_settle (window, NULL);
}

static void
session_closed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  Removal *removal = data;
  g_autoptr (AlcoveWindow) window = dup_window (removal);
  g_autoptr (AlcoveWindow) asked = g_weak_ref_get (&removal->window);

  if (error != NULL && window != NULL)
    alcove_window_report (window, error);
  alcove_completion_await (alcove_accounts_remove (removal->accounts, removal->item),
                           removal->accounts, forgotten,
                           removal_new (removal->accounts, removal->item, asked), removal_free);
}

static AlcoveAccountItem *
item_of (AdwAlertDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "item");
}

static void
forget_answered (AlcoveWindow *self, const char *response, AdwAlertDialog *dialog)
{
  AlcoveAccountItem *item = item_of (dialog);
  g_autoptr (AlcoveSession) session = NULL;

  if (!g_str_equal (response, "forget"))
    return;
  session = alcove_window_leave_account (self, item);
  alcove_completion_await (session ? alcove_session_close (session) : dex_future_new_true (),
                           self->accounts, session_closed, removal_new (self->accounts, item, self),
                           removal_free);
}

static void
deleted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  Removal *removal = data;
  g_autoptr (AlcoveWindow) window = dup_window (removal);

  if (window == NULL)
    return;
  if (error != NULL)
    alcove_window_report (window, error);
  else
    alcove_window_toast (window, _ ("The history is deleted"));
  alcove_window_settle (window, alcove_account_item_get_id (removal->item));
}

static void
delete_answered (AlcoveWindow *self, const char *response, AdwAlertDialog *dialog)
{
  AlcoveAccountItem *item = item_of (dialog);
  g_autoptr (AlcoveSession) session = NULL;

  if (!g_str_equal (response, "delete"))
    return;
  session = alcove_window_leave_account (self, item);
  alcove_completion_await (alcove_accounts_delete_history (self->accounts, item), self->accounts,
                           deleted, removal_new (self->accounts, item, self), removal_free);
}

static void
ask (AlcoveWindow *self, AdwDialog *dialog, AlcoveAccountItem *item, const char *response,
     const char *label, GCallback answered)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), response, label, NULL);
  adw_alert_dialog_set_response_appearance (alert, response, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "response", answered, self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_ask_forget_key:
 * @self: a window
 * @item: an account
 *
 * Asks, then closes the account and forgets its key.
 */
void
alcove_window_ask_forget_key (AlcoveWindow *self, AlcoveAccountItem *item)
{
  g_autoptr (AlcoveLockedBytes) history_key = alcove_account_item_dup_history_key (item);
  const char *body
      = history_key
            ? _ ("Its key and its history key are removed from the keyring, and chats that are not "
                 "saved are gone. A saved history stays on this computer, but only the same "
                 "history "
                 "key opens it again: copy it before.")
            : _ ("Its key is removed from the keyring, and chats that are not saved are gone. A "
                 "saved history stays on this computer and opens when the same key is typed "
                 "again, so keep the key in a safe place.");

  ask (self, adw_alert_dialog_new (_ ("Forget the Key?"), body), item, "forget",
       C_ ("button", "_Forget"), G_CALLBACK (forget_answered));
}

static void
counted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  gint64 n_saved = error == NULL ? g_value_get_int64 (value) : -1;
  g_autofree char *body = NULL;

  /* Translators: %d is how many chats there are */
  if (n_saved >= 0)
    body = g_strdup_printf (
        ngettext ("%d saved chat is deleted for good, with the trash, and nobody can bring it "
                  "back. Chats that are not saved are gone too. The key stays.",
                  "%d saved chats are deleted for good, with the trash, and nobody can bring them "
                  "back. Chats that are not saved are gone too. The key stays.",
                  (gulong) n_saved),
        (int) n_saved);
  else
    body = g_strdup (_ ("The history cannot be read now. It is deleted for good all the same, and "
                        "nobody can bring it back. The key stays."));
  ask (owner, adw_alert_dialog_new (_ ("Delete the History?"), body), data, "delete",
       C_ ("button", "_Delete"), G_CALLBACK (delete_answered));
}

/**
 * alcove_window_ask_delete_history:
 * @self: a window
 * @item: an account
 *
 * Counts, asks, then deletes the account's history for good.
 */
void
alcove_window_ask_delete_history (AlcoveWindow *self, AlcoveAccountItem *item)
{
  alcove_completion_await (alcove_accounts_count_saved (self->accounts, item), self, counted,
                           g_object_ref (item), g_object_unref);
}
