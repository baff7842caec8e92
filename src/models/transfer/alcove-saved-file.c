/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Writes what the user takes out of a chat: a file of a message, code. Main thread. The user alone chooses
 * where; nothing is executable, and nothing is left half written. */

#include "alcove-saved-file.h"

#include "alcove-hidden-characters.h"

#define MOST_CHARACTERS 120

/**
 * alcove_saved_file_dup_name:
 * @name: (nullable): what a message calls the file; written by anybody
 * @otherwise: the name where that is no name
 *
 * Returns: (transfer full): a name without folders and without what nobody sees
 */
char *
alcove_saved_file_dup_name (const char *name, const char *otherwise)
{
  g_autofree char *clean
      = name ? alcove_hidden_characters_strip (name, -1, NULL) : g_strdup (otherwise);
  g_autofree char *cut = NULL;

  g_strdelimit (clean, "/\\:*?\"<>|\r\n\t", '_');
  g_strstrip (clean);
  if (*clean == '.')
    *clean = '_';
  cut = g_utf8_substring (clean, 0, MIN (MOST_CHARACTERS, g_utf8_strlen (clean, -1)));
  return g_strdup (*cut != '\0' ? cut : otherwise);
}

/**
 * alcove_saved_file_write:
 * @file: where the user wants it
 * @bytes: what it holds
 *
 * Returns: (transfer full): a future of %TRUE; its error is the system's
 */
DexFuture *
alcove_saved_file_write (GFile *file, GBytes *bytes)
{
  return dex_file_replace_contents_bytes (file, bytes, NULL, FALSE,
                                          G_FILE_CREATE_REPLACE_DESTINATION);
}
