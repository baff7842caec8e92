/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-extras.h"

G_BEGIN_DECLS

/* What the keyring holds for one account, as one small JSON. Boxed, immutable once shared. */
typedef struct
{
  char *id;   /* random account id, 32 hex digits; not the vault folder's name */
  char *name; /* shown in the account switcher */
  char *base_url;
  AlcoveLockedBytes *api_key;     /* never NULL, may be empty */
  AlcoveLockedBytes *history_key; /* 32 bytes, or NULL for a strong key */
  gboolean allow_plain_http;
  char *certificate; /* SHA-256 of the one that is trusted, 64 hexadecimal digits; NULL for none */
  AlcoveExtras *extras; /* headers and fields of each request; NULL for none */
  /*< private >*/
  gint64 created_at; /* milliseconds of the Unix time; what "oldest first" means */
  gatomicrefcount refs;
} AlcoveCredential;

#define ALCOVE_TYPE_CREDENTIAL (alcove_credential_get_type ())

GType alcove_credential_get_type (void) G_GNUC_CONST;
/* id: NULL for a new, random one; history_key: NULL for a strong key */
AlcoveCredential *alcove_credential_new (const char *id, const char *name, const char *base_url,
                                         AlcoveLockedBytes *api_key,
                                         AlcoveLockedBytes *history_key);
AlcoveCredential *alcove_credential_ref (AlcoveCredential *self);
void alcove_credential_unref (AlcoveCredential *self);

void alcove_credential_take_settings (AlcoveCredential *self, AlcoveCredential *from);
gboolean alcove_credential_id_is_valid (const char *id);
/* one line of UTF-8; from_json refuses what it did not make: ALCOVE_ERROR_INVALID_INPUT or
 * ALCOVE_ERROR_NEWER_VERSION */
AlcoveLockedBytes *alcove_credential_to_json (AlcoveCredential *self);
AlcoveCredential *alcove_credential_from_json (const char *json, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveCredential, alcove_credential_unref)

G_END_DECLS
