/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* All accounts, each with its page. Removing is the window's: it activates "win.forget-key" and
 * "win.delete-history" with the account's id. */
#define ALCOVE_TYPE_ACCOUNTS_DIALOG (alcove_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountsDialog, alcove_accounts_dialog, ALCOVE, ACCOUNTS_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *alcove_accounts_dialog_new (AlcoveAccounts *accounts);
void alcove_accounts_dialog_show_account (AlcoveAccountsDialog *self, AlcoveAccountItem *item);
void alcove_accounts_dialog_ask_for_key (AlcoveAccountsDialog *self, AlcoveAccountItem *item);

G_END_DECLS
