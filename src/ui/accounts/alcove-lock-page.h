/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* What is left after locking: it asks for a key.
 *
 * ::unlocked (AlcoveAccountItem): the key belongs to an account of the keyring.
 * ::use-keyring: all accounts of the keyring are wanted. */
#define ALCOVE_TYPE_LOCK_PAGE (alcove_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveLockPage, alcove_lock_page, ALCOVE, LOCK_PAGE, AdwBin)

GtkWidget *alcove_lock_page_new (AlcoveAccounts *accounts, gboolean may_use_keyring);
void alcove_lock_page_show_error (AlcoveLockPage *self, const GError *error);

G_END_DECLS
