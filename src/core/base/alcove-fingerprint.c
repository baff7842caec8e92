/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The fingerprint of a certificate as people write it: with colons or spaces, in any case, after "SHA256:" or
 * "sha256 Fingerprint=". Pure. */

#include "alcove-fingerprint.h"

#include <string.h>

#define N_DIGITS 64
#define GROUP 4
#define GROUPS_A_LINE 4

/**
 * alcove_fingerprint_parse:
 * @text: (nullable): what was typed or kept
 *
 * Returns: (transfer full) (nullable): 64 lower-case hexadecimal digits; %NULL where @text is no SHA-256
 */
char *
alcove_fingerprint_parse (const char *text)
{
  const char *start = text ? strrchr (text, '=') : NULL;
  g_autoptr (GString) digits = g_string_new (NULL);

  if (text == NULL)
    return NULL;
  start = start ? start + 1 : text;
  if (g_ascii_strncasecmp (start, "sha256:", 7) == 0)
    start += 7;
  for (const char *p = start; *p; p++)
    if (g_ascii_isxdigit (*p))
      g_string_append_c (digits, g_ascii_tolower (*p));
    else if (*p != ':' && !g_ascii_isspace (*p))
      return NULL;
  return digits->len == N_DIGITS ? g_string_free_and_steal (g_steal_pointer (&digits)) : NULL;
}

/**
 * alcove_fingerprint_dup_groups:
 * @fingerprint: 64 hexadecimal digits
 *
 * Returns: (transfer full): the same in capitals, four lines of four groups, to be compared by eye
 */
char *
alcove_fingerprint_dup_groups (const char *fingerprint)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; fingerprint[i]; i++)
    {
      if (i > 0 && i % (GROUP * GROUPS_A_LINE) == 0)
        g_string_append_c (text, '\n');
      else if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, g_ascii_toupper (fingerprint[i]));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
