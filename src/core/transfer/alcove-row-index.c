/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which rows of a table belong to what, where the table itself has no index: 16 bytes a row. The key is kept as a keyed
 * hash, so who asks must look whether a row is really of it. Pure; any thread, one at a time. */

#include "alcove-row-index.h"

#include <sodium.h>
#include <string.h>

/* More than anyone has written, and little enough for the memory. */
#define ROWS_MAX 3000000

typedef struct
{
  guint64 key;
  gint64 row;
} Entry;

struct _AlcoveRowIndex
{
  GArray *entries; /* Entry */
  guchar secret[crypto_shorthash_KEYBYTES];
};

AlcoveRowIndex *
alcove_row_index_new (void)
{
  AlcoveRowIndex *self = g_new0 (AlcoveRowIndex, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  crypto_shorthash_keygen (self->secret);
  return self;
}

void
alcove_row_index_free (AlcoveRowIndex *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

static guint64
hash (AlcoveRowIndex *self, const char *key)
{
  guint64 out;

  G_STATIC_ASSERT (sizeof out == crypto_shorthash_BYTES);
  crypto_shorthash ((guchar *) &out, (const guchar *) key, strlen (key), self->secret);
  return out;
}

/* FALSE where there are too many. */
gboolean
alcove_row_index_add (AlcoveRowIndex *self, const char *key, gint64 row)
{
  const Entry entry = { hash (self, key), row };

  if (self->entries->len >= ROWS_MAX)
    return FALSE;
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return (one->row > other->row) - (one->row < other->row);
}

/* Behind the last row that is added. */
void
alcove_row_index_sort (AlcoveRowIndex *self)
{
  g_array_sort (self->entries, compare);
}

/**
 * alcove_row_index_find:
 * @self: an index that is sorted
 * @key: what rows belong to
 * @first: (out): the first place
 *
 * Returns: how many places there are from @first, in the order of the rows
 */
guint
alcove_row_index_find (AlcoveRowIndex *self, const char *key, guint *first)
{
  const Entry *entries = (const Entry *) (gpointer) self->entries->data;
  const guint64 wanted = hash (self, key);
  guint low = 0, high = self->entries->len, end;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (entries[middle].key < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  for (end = low; end < self->entries->len && entries[end].key == wanted; end++)
    ;
  *first = low;
  return end - low;
}

gint64
alcove_row_index_get (AlcoveRowIndex *self, guint at)
{
  return g_array_index (self->entries, Entry, at).row;
}
