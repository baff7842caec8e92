/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>
#include <libsecret/secret.h>

#include "alcove-credential.h"

G_BEGIN_DECLS

/* libsecret's callbacks as futures, for this room alone. Errors are libsecret's own.
 * service: the Secret Service, or NULL to let libsecret choose: in a sandbox that is the Secret
 * portal's file where there is such a portal. */

gboolean alcove_secret_calls_are_in_file (void);
gboolean alcove_secret_calls_are_libsecrets_choice (void);

/* a SecretService with a session of its own */
DexFuture *alcove_secret_calls_open (void) G_GNUC_WARN_UNUSED_RESULT;
/* a boxed GPtrArray of SecretRetrievable; id NULL: of all accounts */
DexFuture *alcove_secret_calls_search (SecretService *service, const char *id,
                                       gboolean may_prompt) G_GNUC_WARN_UNUSED_RESULT;
/* a boxed AlcoveCredential */
DexFuture *alcove_secret_calls_read (SecretRetrievable *item) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_write (SecretService *service,
                                      AlcoveCredential *credential) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_clear (SecretService *service,
                                      const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* a SecretCollection, or NULL where no keyring was made yet */
DexFuture *alcove_secret_calls_get_default (SecretService *service) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_secret_calls_unlock (SecretCollection *collection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
