/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-account-item.h"
#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveAccounts:
 *
 * The accounts the keyring knows, and those typed for this session only: a GListModel of AlcoveAccountItem.
 * Properties: is-loading; keyring-error (GError, boxed; NULL while the keyring is well).
 */
#define ALCOVE_TYPE_ACCOUNTS (alcove_accounts_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccounts, alcove_accounts, ALCOVE, ACCOUNTS, GObject)

/* data_dir: NULL for the user's; a test gives its own. */
AlcoveAccounts *alcove_accounts_new (const char *data_dir);
const GError *alcove_accounts_get_keyring_error (AlcoveAccounts *self);
DexFuture *alcove_accounts_load (AlcoveAccounts *self)
    G_GNUC_WARN_UNUSED_RESULT; /* TRUE; may ask to unlock the keyring */

/* Checks the address and the key against the server's model list, then remembers it where asked.
 * A future of an AlcoveAccountItem; rejects with one clear error and changes nothing.
 * history_key: what the user copied from another computer, or NULL. allow_plain_http: after the user's word. */
DexFuture *alcove_accounts_add (AlcoveAccounts *self, const char *name, const char *address,
                                const char *api_key, const char *history_key, gboolean remember,
                                gboolean allow_plain_http) G_GNUC_WARN_UNUSED_RESULT;
/* The user's word, for accounts that are added from now on: the server at this address is the one that shows the
 * certificate with this SHA-256, as an error of alcove_accounts_add() told it. */
void alcove_accounts_trust (AlcoveAccounts *self, const char *address, const char *fingerprint);
/* Forgets the key; the history stays where it is. */
DexFuture *alcove_accounts_remove (AlcoveAccounts *self,
                                   AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* The name in the switcher. */
DexFuture *alcove_accounts_rename (AlcoveAccounts *self, AlcoveAccountItem *item,
                                   const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* "My provider gave me a new key": it is tried on the server, then opens the history instead of the old one. A
 * future of whether the keyring has it; rejects where the history does not open with it. */
DexFuture *alcove_accounts_replace_key (AlcoveAccounts *self, AlcoveAccountItem *item,
                                        const char *api_key) G_GNUC_WARN_UNUSED_RESULT;
/* A second way in, off until it is made: a key to be kept on paper. A future of the text to show, an
 * AlcoveLockedBytes; a former one opens nothing any more. */
DexFuture *alcove_accounts_make_recovery_key (AlcoveAccounts *self,
                                              AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_accounts_revoke_recovery_key (AlcoveAccounts *self,
                                                AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* A future of a 64-bit integer: 1 where there is one, 0 where there is none, -1 where nothing is saved yet. */
DexFuture *alcove_accounts_has_recovery_key (AlcoveAccounts *self,
                                             AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* An account that its recovery key opened (alcove_accounts_add() and alcove_accounts_unlock() know one when they see
 * it) gets an API key, which opens the history instead of the lost one. A future of the item; as for an account
 * that is added the server is asked before. */
DexFuture *alcove_accounts_give_key (AlcoveAccounts *self, AlcoveAccountItem *item,
                                     const char *name, const char *address, const char *api_key,
                                     const char *history_key, gboolean remember,
                                     gboolean allow_plain_http) G_GNUC_WARN_UNUSED_RESULT;
/* A new account key, and the whole history encrypted with it: for when somebody may have the former one. The API key
 * stays, the recovery key is revoked, the backups in the account's folder go. TRUE, after a while. */
DexFuture *alcove_accounts_reencrypt (AlcoveAccounts *self,
                                      AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* Deletes the history for good, and closes its session; the key stays. */
DexFuture *alcove_accounts_delete_history (AlcoveAccounts *self,
                                           AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* A future of how many chats are saved there. */
DexFuture *alcove_accounts_count_saved (AlcoveAccounts *self,
                                        AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* The accounts of one key alone, after locking: of the keyring's, those that this API key, or for a weak one
 * this history key, belongs to. A future of the first; rejects with ALCOVE_ERROR_WRONG_KEY where there is none. */
DexFuture *alcove_accounts_unlock (AlcoveAccounts *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
/* A future of an AlcoveSession. The first one is open before its history is read. */
DexFuture *alcove_accounts_open (AlcoveAccounts *self,
                                 AlcoveAccountItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* The demo: a session with the built-in server; never saves until asked like any keyless server. */
DexFuture *alcove_accounts_open_demo (AlcoveAccounts *self) G_GNUC_WARN_UNUSED_RESULT;

/* What the server is like, for the account alone; TRUE once it is kept. */
DexFuture *alcove_accounts_set_certificate (AlcoveAccounts *self, AlcoveAccountItem *item,
                                            const char *fingerprint) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_accounts_set_extras (AlcoveAccounts *self, AlcoveAccountItem *item,
                                       const char *headers,
                                       const char *body) G_GNUC_WARN_UNUSED_RESULT;
/* Whether plain http there may be asked about: a private address or a name of the local network. */
gboolean alcove_accounts_may_be_plain (const char *address);

G_END_DECLS
