/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* One account: its name, a new key for it, its history key, its end. */
#define ALCOVE_TYPE_ACCOUNT_PAGE (alcove_account_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountPage, alcove_account_page, ALCOVE, ACCOUNT_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *alcove_account_page_new (AlcoveAccounts *accounts, AlcoveAccountItem *item);
AlcoveAccountItem *alcove_account_page_get_item (AlcoveAccountPage *self);

G_END_DECLS
