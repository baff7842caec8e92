/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account-item.h"
#include "alcove-credential.h"

G_BEGIN_DECLS

/* The address that stands for the built-in server in the keyring: its port is another each time. */
#define ALCOVE_DEMO_ADDRESS "demo:"

AlcoveAccountItem *alcove_account_item_new (AlcoveCredential *credential, gboolean is_remembered);
AlcoveAccountItem *alcove_account_item_new_recovered (AlcoveCredential *credential,
                                                      AlcoveLockedBytes *recovery_key,
                                                      const char *typed_address);
AlcoveLockedBytes *alcove_account_item_get_recovery_key (AlcoveAccountItem *self);
void alcove_account_item_forget_recovery_key (AlcoveAccountItem *self);
AlcoveCredential *alcove_account_item_get_credential (AlcoveAccountItem *self);
void alcove_account_item_set_credential (AlcoveAccountItem *self, AlcoveCredential *credential,
                                         gboolean is_remembered);

G_END_DECLS
