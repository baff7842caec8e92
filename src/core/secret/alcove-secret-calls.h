/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

#include "alcove-credential.h"

G_BEGIN_DECLS

/* libsecret's callbacks as futures, for this room alone. Errors are libsecret's own. */

/* a boxed GPtrArray of SecretRetrievable; id NULL: of all accounts */
DexFuture *alcove_secret_calls_search (const char *id,
                                       gboolean may_prompt) G_GNUC_WARN_UNUSED_RESULT;
/* a boxed AlcoveCredential */
DexFuture *alcove_secret_calls_read (SecretRetrievable *item) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_write (AlcoveCredential *credential) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_clear (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* a SecretCollection, or NULL where no keyring was made yet */
DexFuture *alcove_secret_calls_get_default (void) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_unlock (SecretCollection *collection) G_GNUC_WARN_UNUSED_RESULT;

gboolean alcove_secret_calls_uses_service (void);
gboolean alcove_secret_calls_reconnect (const GError *error);

G_END_DECLS
