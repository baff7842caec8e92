/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-accounts.h"
#include "alcove-keyring.h"
#include "alcove-vault.h"

G_BEGIN_DECLS

/* Seen by alcove-accounts*.c alone. */
struct _AlcoveAccounts
{
  GObject parent_instance;

  char *data_dir;
  AlcoveKeyring *keyring;
  GPtrArray *items;
  GHashTable *sessions; /* item → session, neither owned */
  GHashTable
      *borrowed; /* item → how many changes have its session, which nobody else opened; not owned */
  GHashTable *trusted; /* base URL → SHA-256 of the certificate that the user trusts there */
  GError *keyring_error;
  gboolean is_loading;
};

/* What the fiber of a change holds. */
typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item; /* NULL for all */
  char *text;              /* a name */
  AlcoveLockedBytes *key;
  AlcoveCredential *credential;
  gboolean remember;
  DexFuture *opening; /* of its session, which may have no other reference left */
} AlcoveAccountsTask;

typedef gboolean (*AlcoveVaultWork) (AlcoveAccount *account, gpointer data, GError **error);

/* alcove-accounts-task.c */
DexFuture *alcove_accounts_start (AlcoveAccounts *self, AlcoveAccountItem *item, const char *text,
                                  const char *key, DexFiberFunc fiber);
DexFuture *alcove_accounts_start_in_session (AlcoveAccounts *self, AlcoveAccountItem *item,
                                             const char *key, DexFiberFunc fiber);
DexFuture *alcove_accounts_start_with_bytes (AlcoveAccounts *self, const char *text,
                                             AlcoveLockedBytes *key, DexFiberFunc fiber);
DexFuture *alcove_accounts_start_with_credential (AlcoveAccounts *self, AlcoveAccountItem *item,
                                                  AlcoveCredential *credential, gboolean remember,
                                                  DexFiberFunc fiber);
AlcoveSession *alcove_accounts_await_session (const AlcoveAccountsTask *task, GError **error);
void alcove_accounts_leave_session (const AlcoveAccountsTask *task, AlcoveSession *session);
gboolean alcove_accounts_store_in_keyring (AlcoveAccounts *self, AlcoveCredential *credential,
                                           GError **error);
void alcove_accounts_take_credential (const AlcoveAccountsTask *task, AlcoveCredential *credential,
                                      gboolean is_remembered);
DexFuture *alcove_accounts_work_on_vault (AlcoveAccount *account, AlcoveVaultWork work,
                                          gpointer data, GDestroyNotify destroy);

/* alcove-accounts-manage.c */
DexFuture *alcove_accounts_replace_in_vault (AlcoveAccount *account, AlcoveCredential *credential);

/* alcove-accounts-recovery.c */
gboolean alcove_accounts_is_recovery_key (const char *text);
DexFuture *alcove_accounts_try_recovery_key (AlcoveAccounts *self, const char *text,
                                             const char *address);

/* alcove-accounts.c */
void alcove_accounts_set_keyring_error (AlcoveAccounts *self, const GError *error);
void alcove_accounts_add_item (AlcoveAccounts *self, AlcoveAccountItem *item);
AlcoveAccountItem *alcove_accounts_find_id (AlcoveAccounts *self, const char *id);

/* alcove-accounts-sessions.c */
void alcove_accounts_forget_session (AlcoveAccounts *self, AlcoveAccountItem *item);
void alcove_accounts_forget_sessions (AlcoveAccounts *self);
DexFuture *alcove_accounts_borrow (AlcoveAccounts *self, AlcoveAccountItem *item);
gboolean alcove_accounts_give_back (AlcoveAccounts *self, AlcoveAccountItem *item);

G_END_DECLS
