/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *alcove_passphrase_generate (void);
guint alcove_passphrase_estimate_bits (const char *passphrase);

G_END_DECLS
