/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256 of a certificate: 64 lower-case hexadecimal digits here, in groups for a person. */
char *alcove_fingerprint_parse (const char *text);
char *alcove_fingerprint_dup_groups (const char *fingerprint);

G_END_DECLS
