/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"
#include "alcove-provider.h"

G_BEGIN_DECLS

/**
 * AlcoveAccountForm:
 *
 * Address and key of a server. Nothing that was typed is lost by a failure.
 *
 * ::added (AlcoveAccountItem): the server answered and took the key.
 */
#define ALCOVE_TYPE_ACCOUNT_FORM (alcove_account_form_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountForm, alcove_account_form, ALCOVE, ACCOUNT_FORM,
                      AdwNavigationPage)

GtkWidget *alcove_account_form_new (void);
void alcove_account_form_set_accounts (AlcoveAccountForm *self, AlcoveAccounts *accounts);
void alcove_account_form_set_provider (AlcoveAccountForm *self, AlcoveProvider *provider);
void alcove_account_form_set_item (AlcoveAccountForm *self, AlcoveAccountItem *item);
void alcove_account_form_show_error (AlcoveAccountForm *self, const GError *error);

G_END_DECLS
