/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* The account in use and a menu of the others. Properties: accounts (nullable), name (nullable: of the
 * one in use). It speaks to the window through win.account(id), win.add-account, win.try-demo and
 * win.accounts. */
#define ALCOVE_TYPE_ACCOUNT_SWITCHER (alcove_account_switcher_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountSwitcher, alcove_account_switcher, ALCOVE, ACCOUNT_SWITCHER,
                      AdwBin)

GtkWidget *alcove_account_switcher_new (void);

G_END_DECLS
