/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* What else opens an account's history, and a new encryption of it: rows of the account's page. */
#define ALCOVE_TYPE_ACCOUNT_PROTECTION (alcove_account_protection_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountProtection, alcove_account_protection, ALCOVE,
                      ACCOUNT_PROTECTION, AdwPreferencesGroup)

void alcove_account_protection_set_item (AlcoveAccountProtection *self, AlcoveAccounts *accounts,
                                         AlcoveAccountItem *item);

G_END_DECLS
