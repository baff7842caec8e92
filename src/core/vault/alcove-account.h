/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_SUBKEY_DATABASE = 1,
  ALCOVE_SUBKEY_SYNC_ROWS = 2,
  ALCOVE_SUBKEY_SYNC_IDS = 3,
  ALCOVE_SUBKEY_SERVER_ROLE = 4,
  ALCOVE_SUBKEY_BACKUP = 5,
  ALCOVE_SUBKEY_ATTACHMENTS = 6,
} AlcoveSubkey;

/**
 * AlcoveAccount:
 *
 * One opened account: its id, its folder and its account key. An account whose key is unknown is
 * empty and exists only in memory until the first save: then the store makes the database as
 * "history.db.new" in the folder, renames it, and calls [method@Account.commit] last.
 * Safe to use from any thread after it was made; commit and the key changes block on the disk.
 */
#define ALCOVE_TYPE_ACCOUNT (alcove_account_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccount, alcove_account, ALCOVE, ACCOUNT, GObject)

const char *alcove_account_get_id (AlcoveAccount *self); /* 32 hex digits */
const char *alcove_account_get_folder (AlcoveAccount *self);
char *alcove_account_dup_database_path (AlcoveAccount *self);
gboolean alcove_account_exists (AlcoveAccount *self); /* a slots file stands */
/* The subkeys to try on the database, newest generation first: one in the ordinary case. */
guint alcove_account_get_n_keys (AlcoveAccount *self);
AlcoveLockedBytes *alcove_account_dup_subkey (AlcoveAccount *self, guint nth, AlcoveSubkey which);

gboolean alcove_account_prepare_folder (AlcoveAccount *self,
                                        GError **error); /* 0700; before the first save */
gboolean alcove_account_commit (AlcoveAccount *self,
                                GError **error); /* writes the slots file, fsyncs file and folder */
gboolean alcove_account_replace_key (AlcoveAccount *self, AlcoveLockedBytes *api_key,
                                     AlcoveLockedBytes *history_key, GError **error);
gboolean alcove_account_begin_reencrypt (AlcoveAccount *self,
                                         GError **error); /* adds a record of the next generation */
gboolean alcove_account_end_reencrypt (AlcoveAccount *self,
                                       GError **error); /* drops the older generations */
/* keeps the key that the database was opened with and drops the others: what is left of a
 * re-encryption that was cut short, where get_n_keys is above 1 */
gboolean alcove_account_keep_key (AlcoveAccount *self, guint nth, GError **error);
gboolean alcove_account_refresh (AlcoveAccount *self); /* whether its keys are others now */
/* A second way in, to be kept on paper: 20 bytes for alcove_recovery_key_to_text(). One at most. */
AlcoveLockedBytes *alcove_account_make_recovery_key (AlcoveAccount *self, GError **error);
gboolean alcove_account_revoke_recovery_key (AlcoveAccount *self, GError **error);
int alcove_account_has_recovery_key (AlcoveAccount *self, GError **error); /* -1: unknown */
gboolean alcove_account_is_open_by_recovery_key (AlcoveAccount *self);
/* deletes the history for good; close its store before, and use the account no more */
gboolean alcove_account_delete (AlcoveAccount *self, GError **error);

/* a folder of the same API key that stands elsewhere, as in an unpacked backup: to read from */
/* the same by a key of its time: an API key, or a recovery key as it is written */
AlcoveAccount *alcove_account_open_copy_by (AlcoveAccount *self, const char *accounts_dir,
                                            const char *id, AlcoveLockedBytes *old_key,
                                            GError **error);
AlcoveAccount *alcove_account_open_copy (AlcoveAccount *self, const char *accounts_dir,
                                         const char *id, GError **error);

G_END_DECLS
