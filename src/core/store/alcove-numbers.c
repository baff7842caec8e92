/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* n, the name of a row within the file: its time in milliseconds (48 bits), then a counter (15 bits).
 * One sequence for chats, messages and parts, so that a rowid of the search index means one thing and newest
 * first is the order of keys, also after an import. Thread of the connection, within a transaction. */

#include "alcove-numbers.h"

#define COUNTER_BITS 15
#define COUNTER_MAX ((G_GINT64_CONSTANT (1) << COUNTER_BITS) - 1)
#define TIME_MAX ((G_GINT64_CONSTANT (1) << 48) - 2)

/* Unix milliseconds. */
gint64
alcove_numbers_now (void)
{
  return g_get_real_time () / 1000;
}

/**
 * alcove_numbers_next: (skip)
 * @db: a connection
 * @time_ms: when the row came to be; clamped to what has a place
 * @n: (out): a number that no row has, at that millisecond or the next that has room
 * @error: return location for an error
 *
 * Returns: whether there is one
 */
gboolean
alcove_numbers_next (AlcoveDb *db, gint64 time_ms, gint64 *n, GError **error)
{
  for (gint64 ms = CLAMP (time_ms, 1, TIME_MAX);; ms++)
    {
      const gint64 first = ms << COUNTER_BITS;
      gint64 last;

      if (!alcove_db_get_int (db, &last, error, "next-number", "ii", first, first | COUNTER_MAX))
        return FALSE;
      *n = last > 0 ? last + 1 : first;
      if (*n <= (first | COUNTER_MAX))
        return TRUE;
    }
}
