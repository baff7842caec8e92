/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A credential of any bytes: what is taken for one survives its own JSON. */

#include <alcove-credential.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_from_json ((const char *) data, size, &error);
  g_autoptr (AlcoveCredential) again = NULL;
  g_autoptr (AlcoveLockedBytes) json = NULL;

  g_assert_true ((credential == NULL) == (error != NULL));
  if (credential == NULL)
    return 0;
  g_assert_true (alcove_credential_id_is_valid (credential->id));
  json = alcove_credential_to_json (credential);
  again = alcove_credential_from_json (alcove_locked_bytes_get_string (json),
                                       alcove_locked_bytes_get_size (json), NULL);
  g_assert_nonnull (again);
  g_assert_true (alcove_locked_bytes_equal (credential->api_key, again->api_key));
  g_assert_cmpstr (credential->name, ==, again->name);
  return 0;
}
