/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* A second way into one account, to be kept on paper: 20 random bytes, written as 11 groups of 4 letters.
 * docs/vault-format.md; frozen: tests/core/vault/test-recovery-key.c. */
#define ALCOVE_RECOVERY_KEY_SIZE 20
#define ALCOVE_RECOVERY_KEY_GROUPS 11
#define ALCOVE_RECOVERY_KEY_GROUP_LETTERS 4

AlcoveLockedBytes *alcove_recovery_key_new (void);
AlcoveLockedBytes *alcove_recovery_key_to_text (AlcoveLockedBytes *key);
gboolean alcove_recovery_key_parse (const char *text, AlcoveLockedBytes **key, GError **error);

G_END_DECLS
