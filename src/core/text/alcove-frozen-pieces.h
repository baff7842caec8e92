/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize from; /* bytes of the source */
  gsize to;
  guint n_blocks;
  gboolean is_stale; /* a definition came that it may want */
} AlcoveFrozenPiece;

/* The pieces of a growing text that are frozen, and what of links each of them says. */
typedef struct _AlcoveFrozenPieces AlcoveFrozenPieces;

AlcoveFrozenPieces *alcove_frozen_pieces_new (void);
void alcove_frozen_pieces_free (AlcoveFrozenPieces *self);
void alcove_frozen_pieces_add (AlcoveFrozenPieces *self, const char *source, gsize from, gsize to,
                               guint n_blocks);
/* Pieces that use a label which the text may define are stale from now on. */
void alcove_frozen_pieces_define (AlcoveFrozenPieces *self, const char *text, gsize length);
/* (nullable) (transfer none) a stale one, which is not stale any more, and the index of its first block */
AlcoveFrozenPiece *alcove_frozen_pieces_take_stale (AlcoveFrozenPieces *self, guint *first_block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveFrozenPieces, alcove_frozen_pieces_free)

G_END_DECLS
