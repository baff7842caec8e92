/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/**
 * AlcoveWelcomePage:
 *
 * Where an account begins: who shall answer, then address and key.
 *
 * ::added (AlcoveAccountItem): a new account is ready to be opened. ::retry (): look into the keyring again.
 */
#define ALCOVE_TYPE_WELCOME_PAGE (alcove_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveWelcomePage, alcove_welcome_page, ALCOVE, WELCOME_PAGE, AdwBin)

GtkWidget *alcove_welcome_page_new (AlcoveAccounts *accounts);
void alcove_welcome_page_restart (AlcoveWelcomePage *self, gboolean can_leave);
void alcove_welcome_page_show_error (AlcoveWelcomePage *self, const GError *error);

G_END_DECLS
