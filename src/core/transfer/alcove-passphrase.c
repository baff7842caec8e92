/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Passphrases of sealed files: one that nobody guesses, and a careful guess at how good a typed one is. Pure but for
 * the randomness; any thread. */

#include "alcove-passphrase.h"

#include <sodium.h>
#include <string.h>

/* No letter that looks like another, so that it can be read out. */
static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";

#define N_GROUPS 5
#define GROUP 4
#define GENERATED_BITS 99

/**
 * alcove_passphrase_generate:
 *
 * Returns: (transfer full): five groups of four letters, some 99 bits
 */
char *
alcove_passphrase_generate (void)
{
  GString *text = g_string_new (NULL);

  if (sodium_init () < 0)
    g_error ("no randomness");
  for (guint i = 0; i < N_GROUPS * GROUP; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, letters[randombytes_uniform (sizeof letters - 1)]);
    }
  return g_string_free_and_steal (text);
}

/* Whether it is one of ours: then its letters were drawn, and are worth what they are. */
static gboolean
is_generated (const char *passphrase)
{
  if (strlen (passphrase) != N_GROUPS * GROUP + N_GROUPS - 1)
    return FALSE;
  for (guint i = 0; passphrase[i] != '\0'; i++)
    if (i % (GROUP + 1) == GROUP ? passphrase[i] != '-' : strchr (letters, passphrase[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * alcove_passphrase_estimate_bits:
 * @passphrase: as typed
 *
 * Counts low: a character that goes on from the one before (the same, the next, the one before it) is worth one bit,
 * one that was there already half, and a letter in a word as much as in English text.
 *
 * Returns: how many bits it may be worth: below 40 anybody opens it, below 60 somebody with means
 */
guint
alcove_passphrase_estimate_bits (const char *passphrase)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gunichar last = 0;
  double bits = 0;

  if (is_generated (passphrase))
    return GENERATED_BITS;
  for (const char *p = passphrase; *p; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      double worth = g_unichar_isdigit (c) ? 3.3 : g_unichar_islower (c) ? 2.8 : 4.5;

      if (!g_hash_table_add (seen, GUINT_TO_POINTER (c)))
        worth /= 2;
      if (last != 0 && (c == last || c == last + 1 || c + 1 == last))
        worth = 1;
      bits += worth;
      last = c;
    }
  return (guint) bits;
}
