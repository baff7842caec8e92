/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"

G_BEGIN_DECLS

/* All accounts of this user: <data>/accounts/. Blocks on the disk and on Argon2id: not for the
 * main thread of a window. */
#define ALCOVE_TYPE_VAULT (alcove_vault_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveVault, alcove_vault, ALCOVE, VAULT, GObject)

/* data_dir: the folder that holds "accounts", NULL for <user data>/alcove. Nothing is made on disk. */
AlcoveVault *alcove_vault_new (const char *data_dir);

gboolean alcove_vault_key_is_weak (AlcoveLockedBytes *api_key);
AlcoveLockedBytes *alcove_vault_new_history_key (void); /* 32 random bytes */

/* Opens the account of this key. history_key: 32 bytes, needed where the key is weak (without it
 * such an account cannot exist and the error is ALCOVE_ERROR_NO_VAULT), ignored where it is not.
 * An unknown key gives a new, empty account, and no error. Read-only on the disk, but for folders of
 * aborted first saves, which it removes. */
AlcoveAccount *alcove_vault_open (AlcoveVault *self, AlcoveLockedBytes *api_key,
                                  AlcoveLockedBytes *history_key, GError **error);

/* The same, and every further account that this key opens (a folder copied from another computer),
 * last used first; n_damaged (optional): slots files that nobody can read. Never an empty list. */
GPtrArray *alcove_vault_open_all (AlcoveVault *self, AlcoveLockedBytes *api_key,
                                  AlcoveLockedBytes *history_key, guint *n_damaged, GError **error);

/* Opens the account of this recovery key, 20 bytes as of alcove_recovery_key_parse(); ALCOVE_ERROR_RECOVERY_UNKNOWN
 * where no account has it. An API key is given to it by alcove_account_replace_key(). */
AlcoveAccount *alcove_vault_open_recovery (AlcoveVault *self, AlcoveLockedBytes *recovery_key,
                                           GError **error);

gboolean alcove_vault_has_histories (AlcoveVault *self); /* of whatever key */

/* Hardens this process: no core dumps, freed memory overwritten. Call first in main(). */
void alcove_vault_harden_process (void);
void alcove_vault_overwrite_freed (void);

G_END_DECLS
