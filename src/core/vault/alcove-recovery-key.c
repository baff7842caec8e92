/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A recovery key as people write and type it. Pure; any thread.
 * Always holds: what is written parses to the same bytes, with any white space and dashes between its letters and in
 * either case; one wrong letter is noticed with 65,535 in 65,536. No vowels, so that no words come of it, and none of
 * the letters that look like a digit or like each other. */

#include "alcove-recovery-key.h"

#include <sodium.h>
#include <string.h>

#include "alcove-error.h"

#define ALPHABET "BCDFGHJKMNPRSTWX" /* each letter is four bits */
#define CHECK_SIZE 2
#define WRITTEN_SIZE (ALCOVE_RECOVERY_KEY_SIZE + CHECK_SIZE)
#define N_LETTERS (ALCOVE_RECOVERY_KEY_GROUPS * ALCOVE_RECOVERY_KEY_GROUP_LETTERS)
/* what is still taken for one, and then refused: some letters too many, too few or wrong, or words around it */
#define MAX_SLIPS 4
#define MAX_LETTERS (N_LETTERS + MAX_SLIPS)
#define MIN_FIT_GROUPS 7

G_STATIC_ASSERT (N_LETTERS == 2 * WRITTEN_SIZE);

/**
 * alcove_recovery_key_new:
 *
 * Returns: (transfer full): 20 random bytes
 */
AlcoveLockedBytes *
alcove_recovery_key_new (void)
{
  return alcove_locked_bytes_new_random (ALCOVE_RECOVERY_KEY_SIZE);
}

/* The first bytes of its BLAKE2b-256. */
static void
make_check (const guint8 *key, guint8 check[CHECK_SIZE])
{
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, key, ALCOVE_RECOVERY_KEY_SIZE, NULL, 0);
  memcpy (check, hash, CHECK_SIZE);
  sodium_memzero (hash, sizeof hash);
}

/**
 * alcove_recovery_key_to_text:
 * @key: 20 bytes
 *
 * Returns: (transfer full): 11 groups of 4 letters with dashes between them
 */
AlcoveLockedBytes *
alcove_recovery_key_to_text (AlcoveLockedBytes *key)
{
  g_autoptr (AlcoveLockedBytes) written = alcove_locked_bytes_new (NULL, WRITTEN_SIZE);
  AlcoveLockedBytes *text
      = alcove_locked_bytes_new (NULL, N_LETTERS + ALCOVE_RECOVERY_KEY_GROUPS - 1);
  guint8 *bytes = alcove_locked_bytes_get_writable (written);
  guint8 *at = alcove_locked_bytes_get_writable (text);

  memcpy (bytes, alcove_locked_bytes_get_data (key, NULL), ALCOVE_RECOVERY_KEY_SIZE);
  make_check (bytes, bytes + ALCOVE_RECOVERY_KEY_SIZE);
  for (guint i = 0; i < N_LETTERS; i++)
    {
      const guint8 byte = bytes[i / 2];

      if (i > 0 && i % ALCOVE_RECOVERY_KEY_GROUP_LETTERS == 0)
        *at++ = '-';
      *at++ = (guint8) ALPHABET[i % 2 == 0 ? byte >> 4 : byte & 0xf];
    }
  return text;
}

typedef struct
{
  AlcoveLockedBytes *letters; /* in upper case, the first MAX_LETTERS of them */
  guint n_letters;
  guint n_foreign;    /* of them, that a key never has */
  guint n_fit_groups; /* of four letters that a key may have */
  gboolean has_other; /* characters that are neither letters nor between them */
} Typed;

static void
end_group (Typed *typed, guint *length, gboolean is_fit)
{
  typed->n_fit_groups += is_fit && *length == ALCOVE_RECOVERY_KEY_GROUP_LETTERS;
  *length = 0;
}

static void
collect (const char *text, Typed *typed)
{
  guint8 *letters = alcove_locked_bytes_get_writable (typed->letters);
  guint length = 0;
  gboolean is_fit = TRUE;

  for (; *text != '\0'; text++)
    {
      const char letter = g_ascii_toupper (*text);
      const gboolean fits = g_ascii_isalpha (letter) && strchr (ALPHABET, letter) != NULL;

      if (!g_ascii_isalnum (letter))
        {
          typed->has_other |= !g_ascii_isspace (letter) && letter != '-';
          end_group (typed, &length, is_fit);
          is_fit = TRUE;
          continue;
        }
      if (typed->n_letters < MAX_LETTERS)
        letters[typed->n_letters] = (guint8) letter;
      typed->n_letters++;
      typed->n_foreign += !fits;
      is_fit &= fits;
      length++;
    }
  end_group (typed, &length, is_fit);
}

/* By its groups; or by its letters, of which an API key as long has more that do not fit. */
static gboolean
is_meant_as_one (const Typed *typed)
{
  return typed->n_fit_groups >= MIN_FIT_GROUPS
         || (!typed->has_other && typed->n_letters >= N_LETTERS - MAX_SLIPS
             && typed->n_letters <= MAX_LETTERS && typed->n_foreign <= MAX_SLIPS);
}

static AlcoveLockedBytes *
decode (const Typed *typed)
{
  const guint8 *letters = alcove_locked_bytes_get_data (typed->letters, NULL);
  g_autoptr (AlcoveLockedBytes) written = alcove_locked_bytes_new (NULL, WRITTEN_SIZE);
  guint8 *bytes = alcove_locked_bytes_get_writable (written);
  guint8 check[CHECK_SIZE];

  if (typed->n_letters != N_LETTERS || typed->n_foreign > 0 || typed->has_other)
    return NULL;
  for (guint i = 0; i < N_LETTERS; i++)
    bytes[i / 2] = (guint8) (bytes[i / 2] << 4 | (strchr (ALPHABET, letters[i]) - ALPHABET));
  make_check (bytes, check);
  if (memcmp (check, bytes + ALCOVE_RECOVERY_KEY_SIZE, CHECK_SIZE) != 0)
    return NULL;
  return alcove_locked_bytes_new (bytes, ALCOVE_RECOVERY_KEY_SIZE);
}

/**
 * alcove_recovery_key_parse:
 * @text: what was typed where a key is asked for
 * @key: (out) (nullable) (transfer full): the 20 bytes of a recovery key, %NULL where it is something else
 * @error: %ALCOVE_ERROR_RECOVERY_MISTYPED where it is meant as a recovery key and has a mistake
 *
 * Tells a recovery key from an API key, so that it is never sent to a server.
 *
 * Returns: whether @text is a good recovery key, or no recovery key at all
 */
gboolean
alcove_recovery_key_parse (const char *text, AlcoveLockedBytes **key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) letters = alcove_locked_bytes_new (NULL, MAX_LETTERS);
  Typed typed = { .letters = letters };

  *key = NULL;
  collect (text, &typed);
  if (!is_meant_as_one (&typed))
    return TRUE;
  *key = decode (&typed);
  if (*key == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_MISTYPED,
                         "a recovery key with a mistake in it");
  return *key != NULL;
}
