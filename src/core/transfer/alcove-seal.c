/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The head of a sealed file, and its key (docs/sealed-format.md). No cryptography of our own: Argon2id and the
 * secretstream are libsodium's. Blocks for as long as the derivation takes; any thread. */

#include "alcove-seal.h"

#include <string.h>

#include "alcove-error.h"

/* A stranger's file must not make us work for minutes or fill the memory. */
#define PASSES_MAX 16
#define MEMORY_MIN_KIB 8
#define MEMORY_MAX_KIB (256 * 1024)

/**
 * alcove_seal_is_sealed:
 * @head: (array length=length): the first bytes of a file
 * @length: how many
 *
 * Returns: whether it is a sealed file
 */
gboolean
alcove_seal_is_sealed (const guint8 *head, gsize length)
{
  return length >= ALCOVE_SEAL_MAGIC_SIZE
         && memcmp (head, ALCOVE_SEAL_MAGIC, ALCOVE_SEAL_MAGIC_SIZE) == 0;
}

static void
put_u32 (guint8 *bytes, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (bytes, &value, sizeof value);
}

static guint32
get_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_LE (value);
}

void
alcove_seal_write_parameters (const AlcoveSealParameters *parameters,
                              guint8 bytes[static ALCOVE_SEAL_PARAMETERS_SIZE])
{
  memset (bytes, 0, ALCOVE_SEAL_PARAMETERS_SIZE);
  memcpy (bytes, ALCOVE_SEAL_MAGIC, ALCOVE_SEAL_MAGIC_SIZE);
  bytes[8] = ALCOVE_SEAL_VERSION;
  put_u32 (bytes + 12, parameters->passes);
  put_u32 (bytes + 16, parameters->memory_kib);
  memcpy (bytes + 20, parameters->salt, sizeof parameters->salt);
}

/**
 * alcove_seal_read_parameters:
 * @bytes: the head of a file
 * @parameters: (out caller-allocates): how its key is derived
 * @error: return location for an error
 *
 * Returns: whether it can be; %ALCOVE_ERROR_UNKNOWN_FORMAT, %ALCOVE_ERROR_NEWER_VERSION or
 *   %ALCOVE_ERROR_DAMAGED_FILE for parameters that nobody wrote
 */
gboolean
alcove_seal_read_parameters (const guint8 bytes[static ALCOVE_SEAL_PARAMETERS_SIZE],
                             AlcoveSealParameters *parameters, GError **error)
{
  parameters->passes = get_u32 (bytes + 12);
  parameters->memory_kib = get_u32 (bytes + 16);
  memcpy (parameters->salt, bytes + 20, sizeof parameters->salt);
  if (!alcove_seal_is_sealed (bytes, ALCOVE_SEAL_PARAMETERS_SIZE))
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT, "no sealed file");
  else if (bytes[8] != ALCOVE_SEAL_VERSION)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                         "sealed by a newer Alcove");
  else if (parameters->passes < 1 || parameters->passes > PASSES_MAX
           || parameters->memory_kib < MEMORY_MIN_KIB || parameters->memory_kib > MEMORY_MAX_KIB)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE,
                         "no such parameters are ever written");
  else
    return TRUE;
  return FALSE;
}

/**
 * alcove_seal_derive:
 * @passphrase: as typed; composed or decomposed letters are the same
 * @parameters: how
 * @key: (out): 32 bytes, to be wiped
 * @error: return location for an error
 *
 * Returns: whether there was enough memory
 */
gboolean
alcove_seal_derive (const char *passphrase, const AlcoveSealParameters *parameters,
                    guint8 key[static crypto_secretstream_xchacha20poly1305_KEYBYTES],
                    GError **error)
{
  char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  const char *bytes = normal ? normal : passphrase;
  const gboolean ok
      = crypto_pwhash (key, crypto_secretstream_xchacha20poly1305_KEYBYTES, bytes, strlen (bytes),
                       parameters->salt, parameters->passes, (gsize) parameters->memory_kib * 1024,
                       crypto_pwhash_ALG_ARGON2ID13)
        == 0;

  if (normal != NULL)
    sodium_memzero (normal, strlen (normal));
  g_free (normal);
  if (!ok)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FAILED,
                         "not enough memory to derive a key");
  return ok;
}
