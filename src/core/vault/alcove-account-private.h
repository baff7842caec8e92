/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"
#include "alcove-key-derivation.h"
#include "alcove-recovery-key.h"
#include "alcove-vault-folder.h"

G_BEGIN_DECLS

/* For the room alone: the account's state, shared by the files alcove-account*.c. */
struct _AlcoveAccount
{
  GObject parent_instance;

  char *accounts_dir;
  char *id;
  char *folder;
  guint8 id_bytes[ALCOVE_SLOTS_ACCOUNT_SIZE];

  GMutex mutex; /* guards what follows */
  AlcoveKeyDerivation *derivation;
  GPtrArray *keys; /* of AlcoveSlotKey, newest generation first */
  gboolean exists;
  gboolean is_by_recovery_key; /* derivation is of a recovery key */
  int first_save;              /* the mark of our first save while it goes on, else -1 */
};

AlcoveAccount *alcove_account_new (const char *accounts_dir, const char *id,
                                   AlcoveKeyDerivation *derivation, GPtrArray *keys);

/* with the mutex and the vault's lock held */
gboolean alcove_account_refuse_taken (AlcoveAccount *self, AlcoveKeyDerivation *derivation,
                                      int code, GError **error);
gboolean alcove_account_add_keys (AlcoveAccount *self, AlcoveSlots *slots,
                                  AlcoveKeyDerivation *derivation, AlcoveSlotKind kind,
                                  GError **error);
GPtrArray *alcove_account_read_keys (AlcoveAccount *self, AlcoveKeyDerivation *derivation,
                                     AlcoveSlots **slots, GError **error);
gboolean alcove_account_same_keys (GPtrArray *a, GPtrArray *b);
gboolean alcove_account_write_slots (AlcoveAccount *self, const AlcoveSlots *slots,
                                     AlcoveKeyDerivation *derivation, GError **error);

/* Changes the file in memory and the account's keys with it; FALSE where there is nothing to write. */
typedef gboolean (*AlcoveSlotsChange) (AlcoveAccount *self, AlcoveSlots *slots, gpointer data);

gboolean alcove_account_change_slots (AlcoveAccount *self, AlcoveSlotsChange change, gpointer data,
                                      GError **error);
gboolean alcove_account_finish_replace (AlcoveAccount *self, GError **error);

G_END_DECLS
