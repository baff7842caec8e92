/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Trust by fingerprint, for a server that vouches for itself. The fingerprint is pure; the database is asked on the
 * threads of the TLS library and has no state. Holds always: with this database the TLS library calls no
 * certificate good, so that one that an authority signed is refused too where another was trusted. */

#include "alcove-certificate.h"

struct _AlcoveNoAuthority
{
  GTlsDatabase parent_instance;
};

G_DEFINE_FINAL_TYPE (AlcoveNoAuthority, alcove_no_authority, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
alcove_no_authority_verify_chain (GTlsDatabase *database, GTlsCertificate *chain,
                                  const char *purpose, GSocketConnectable *identity,
                                  GTlsInteraction *interaction, GTlsDatabaseVerifyFlags flags,
                                  GCancellable *cancellable, GError **error)
{
  return G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static void
alcove_no_authority_class_init (AlcoveNoAuthorityClass *klass)
{
  G_TLS_DATABASE_CLASS (klass)->verify_chain = alcove_no_authority_verify_chain;
}

static void
alcove_no_authority_init (AlcoveNoAuthority *self)
{
}

/**
 * alcove_no_authority_new: (skip)
 *
 * Returns: (transfer full): a database that vouches for nothing
 */
GTlsDatabase *
alcove_no_authority_new (void)
{
  return g_object_new (ALCOVE_TYPE_NO_AUTHORITY, NULL);
}

/**
 * alcove_certificate_dup_fingerprint: (skip)
 * @certificate: a certificate
 *
 * Returns: (transfer full): SHA-256 of it as it is sent, as 64 lower-case hexadecimal digits
 */
char *
alcove_certificate_dup_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}
