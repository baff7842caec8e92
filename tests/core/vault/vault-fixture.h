/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <alcove-key-derivation.h>
#include <alcove-slots.h>
#include <alcove-vault.h>

/* A vault in a throw-away folder, and accounts written into it by hand with the cheapest parameters
 * that a slots file may have. */
typedef struct
{
  char *data_dir;
  char *accounts_dir;
  AlcoveVault *vault;
} VaultFixture;

#define STRONG_KEY "sk-proj-ABCDEFGHIJKLMNOPqrstuvwxyz0123456789"
#define OTHER_KEY "sk-other-9876543210zyxwvutsrqPONMLKJIHGFEDCBA"

void vault_fixture_set_up (VaultFixture *self, gconstpointer data);
void vault_fixture_tear_down (VaultFixture *self, gconstpointer data);

char *vault_fixture_write (VaultFixture *self, const char *id, AlcoveLockedBytes *api_key,
                           AlcoveLockedBytes *history_key, guint8 salt);
char *vault_fixture_slots_path (VaultFixture *self, const char *id);
guint vault_fixture_count (const char *folder);
AlcoveAccount *vault_fixture_open (VaultFixture *self, const char *api_key);
AlcoveAccount *vault_fixture_save (VaultFixture *self, const char *api_key);
void vault_fixture_assert_keys_equal (AlcoveAccount *a, AlcoveAccount *b);

AlcoveLockedBytes *vault_bytes (guint8 first, gsize size);
void vault_assert_hex (AlcoveLockedBytes *bytes, const char *hex);
AlcoveSlotsHead vault_cheap_head (guint8 salt);
