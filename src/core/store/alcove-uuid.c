/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The two forms of an id: canonical text outside the database, 16 bytes within (RFC 9562, section 4).
 * Any version is read, for an imported chat may have a name that others gave it. Any thread. */

#include "alcove-uuid.h"

#include <string.h>

/**
 * alcove_uuid_parse: (skip)
 * @text: an id in its canonical form of 36 characters, letters of either case
 * @bytes: (out): its 16 bytes
 *
 * Returns: whether @text is an id
 */
gboolean
alcove_uuid_parse (const char *text, guint8 bytes[static ALCOVE_UUID_SIZE])
{
  guint n = 0;

  if (strlen (text) != 36)
    return FALSE;
  for (guint i = 0; i < 36; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      if (n % 2 == 0)
        bytes[n / 2] = 0;
      bytes[n / 2] = (guint8) (bytes[n / 2] << 4 | g_ascii_xdigit_value (text[i]));
      n++;
    }
  return TRUE;
}

/**
 * alcove_uuid_format: (skip)
 * @bytes: an id
 *
 * Returns: (transfer full): its canonical form of 36 lower-case characters
 */
char *
alcove_uuid_format (const guint8 bytes[static ALCOVE_UUID_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (37);
  char *p = text;

  for (guint i = 0; i < ALCOVE_UUID_SIZE; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *p++ = '-';
      *p++ = digits[bytes[i] >> 4];
      *p++ = digits[bytes[i] & 15];
    }
  *p = '\0';
  return text;
}
