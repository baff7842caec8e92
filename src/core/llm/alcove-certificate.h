/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A fingerprint is SHA-256 of the certificate as it is sent (DER): 64 lower-case hexadecimal digits. */
char *alcove_certificate_dup_fingerprint (GTlsCertificate *certificate);

/* A database that vouches for no certificate, so that each one is judged by its fingerprint alone. */
#define ALCOVE_TYPE_NO_AUTHORITY (alcove_no_authority_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveNoAuthority, alcove_no_authority, ALCOVE, NO_AUTHORITY, GTlsDatabase)

GTlsDatabase *alcove_no_authority_new (void);

G_END_DECLS
