/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Names for chats and messages. They are made where the thing is made, so that a chat has its name before
 * any store has heard of it. Any thread. */

#include "alcove-id.h"

#include <sodium.h>

/**
 * alcove_id_new:
 *
 * Makes a UUID of version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, the rest random, in its canonical
 * form of 36 lower-case characters.
 *
 * Returns: (transfer full): the id
 */
char *
alcove_id_new (void)
{
  const guint64 ms = (guint64) (g_get_real_time () / 1000);
  guint8 b[16];

  randombytes_buf (b, sizeof b);
  for (guint i = 0; i < 6; i++)
    b[i] = (guint8) (ms >> (40 - 8 * i));
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}
