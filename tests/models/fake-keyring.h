/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-error.h"
#include "alcove-keyring.h"

/* Stands in for the real keyring at link time: what is stored stays in this process. */
void fake_keyring_reset (void);
void fake_keyring_fail (AlcoveError code); /* 0: works */
guint fake_keyring_get_n_items (void);
guint fake_keyring_get_n_stores (void);
AlcoveCredential *fake_keyring_get_item (guint position);
