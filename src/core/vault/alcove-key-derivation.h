/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"
#include "alcove-slots.h"

G_BEGIN_DECLS

/* What an API key, and the history key of a weak one, can be turned into. Remembers what it has
 * derived for each head it met, so that accounts that share a salt cost one Argon2id. Not for
 * several threads at once. */
typedef struct _AlcoveKeyDerivation AlcoveKeyDerivation;

#define ALCOVE_HISTORY_KEY_SIZE 32

gboolean alcove_key_derivation_key_is_weak (AlcoveLockedBytes *api_key);
AlcoveKeyDerivation *alcove_key_derivation_new (AlcoveLockedBytes *api_key,
                                                AlcoveLockedBytes *history_key, GError **error);
AlcoveKeyDerivation *alcove_key_derivation_new_recovery (AlcoveLockedBytes *recovery_key);
AlcoveKeyDerivation *alcove_key_derivation_copy (AlcoveKeyDerivation *self);
void alcove_key_derivation_free (AlcoveKeyDerivation *self);
gboolean alcove_key_derivation_equal (AlcoveKeyDerivation *self, AlcoveKeyDerivation *other);
gboolean alcove_key_derivation_get (AlcoveKeyDerivation *self, const AlcoveSlotsHead *head,
                                    const guint8 **slot_id, AlcoveLockedBytes **kek,
                                    GError **error);

/* the steps of it, pure */
AlcoveLockedBytes *alcove_key_derivation_run_argon2 (AlcoveLockedBytes *material,
                                                     const AlcoveSlotsHead *head);
AlcoveLockedBytes *alcove_key_derivation_hash (AlcoveLockedBytes *prk, const char *message,
                                               gsize size);
AlcoveLockedBytes *alcove_key_derivation_subkey (AlcoveLockedBytes *account_key,
                                                 AlcoveSubkey which);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveKeyDerivation, alcove_key_derivation_free)

G_END_DECLS
