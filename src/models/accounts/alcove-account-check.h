/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-credential.h"

G_BEGIN_DECLS

AlcoveLockedBytes *alcove_account_trim_key (const char *text);
AlcoveCredential *alcove_account_make_credential (const char *name, const char *address,
                                                  const char *api_key, const char *history_key,
                                                  gboolean allow_plain_http, GError **error);
DexFuture *alcove_account_check (AlcoveCredential *credential) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
