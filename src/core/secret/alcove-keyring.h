/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-credential.h"

G_BEGIN_DECLS

/* The accounts in the keyring (or the Secret portal's). Asynchronous throughout; main thread.
 * Errors: ALCOVE_ERROR_KEYRING_MISSING, _LOCKED, _REFUSED, _FAILED. "Nothing there" is an empty list,
 * given only when the keyring is known to be open. */
#define ALCOVE_TYPE_KEYRING (alcove_keyring_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveKeyring, alcove_keyring, ALCOVE, KEYRING, GObject)

AlcoveKeyring *alcove_keyring_new (void);
/* a future of a boxed GPtrArray of AlcoveCredential, oldest first; may_prompt: whether to ask to unlock */
DexFuture *alcove_keyring_load (AlcoveKeyring *self, gboolean may_prompt) G_GNUC_WARN_UNUSED_RESULT;
/* replaces the item of the same id; TRUE */
DexFuture *alcove_keyring_store (AlcoveKeyring *self,
                                 AlcoveCredential *credential) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE also where there was none */
DexFuture *alcove_keyring_clear (AlcoveKeyring *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
