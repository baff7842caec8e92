/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which pieces of a growing text are frozen, and which of them a definition concerns that comes later. What a piece
 * uses is written down when it is frozen, so that a definition costs nothing for the pieces that do not know its
 * label. Pure; one thread. */

#include "alcove-frozen-pieces.h"

#include "alcove-link-labels.h"

struct _AlcoveFrozenPieces
{
  GArray *pieces;   /* AlcoveFrozenPiece, in order */
  GHashTable *uses; /* key of a label → GArray of indices of pieces, in order */
  GArray *stale;    /* indices of pieces */
};

AlcoveFrozenPieces *
alcove_frozen_pieces_new (void)
{
  AlcoveFrozenPieces *self = g_new0 (AlcoveFrozenPieces, 1);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (AlcoveFrozenPiece));
  self->uses
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->stale = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
alcove_frozen_pieces_free (AlcoveFrozenPieces *self)
{
  g_array_unref (self->pieces);
  g_hash_table_unref (self->uses);
  g_array_unref (self->stale);
  g_free (self);
}

/* By the newest piece. */
static void
add_use (const char *key, gpointer data)
{
  AlcoveFrozenPieces *self = data;
  const guint piece = self->pieces->len - 1;
  GArray *users = g_hash_table_lookup (self->uses, key);

  if (users == NULL)
    {
      users = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->uses, g_strdup (key), users);
    }
  if (users->len == 0 || g_array_index (users, guint, users->len - 1) != piece)
    g_array_append_val (users, piece);
}

void
alcove_frozen_pieces_add (AlcoveFrozenPieces *self, const char *source, gsize from, gsize to,
                          guint n_blocks)
{
  const AlcoveFrozenPiece piece = { .from = from, .to = to, .n_blocks = n_blocks };

  g_array_append_val (self->pieces, piece);
  alcove_link_labels_used (source + from, to - from, add_use, self);
}

static void
mark_users (const char *key, gpointer data)
{
  AlcoveFrozenPieces *self = data;
  const GArray *users = g_hash_table_lookup (self->uses, key);

  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      const guint index = g_array_index (users, guint, i);
      AlcoveFrozenPiece *piece = &g_array_index (self->pieces, AlcoveFrozenPiece, index);

      if (!piece->is_stale)
        g_array_append_val (self->stale, index);
      piece->is_stale = TRUE;
    }
}

void
alcove_frozen_pieces_define (AlcoveFrozenPieces *self, const char *text, gsize length)
{
  alcove_link_labels_defined (text, length, mark_users, self);
}

AlcoveFrozenPiece *
alcove_frozen_pieces_take_stale (AlcoveFrozenPieces *self, guint *first_block)
{
  AlcoveFrozenPiece *piece;
  guint index;

  if (self->stale->len == 0)
    return NULL;
  index = g_array_index (self->stale, guint, self->stale->len - 1);
  g_array_set_size (self->stale, self->stale->len - 1);
  *first_block = 0;
  for (guint i = 0; i < index; i++)
    *first_block += g_array_index (self->pieces, AlcoveFrozenPiece, i).n_blocks;
  piece = &g_array_index (self->pieces, AlcoveFrozenPiece, index);
  piece->is_stale = FALSE;
  return piece;
}
