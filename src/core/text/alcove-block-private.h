/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

AlcoveBlock *alcove_block_new (AlcoveBlockKind kind);
/* Computes the hash. Nothing of the block may change after it. */
void alcove_block_seal (AlcoveBlock *self);
gboolean alcove_block_equal (const AlcoveBlock *a, const AlcoveBlock *b);

GArray *alcove_spans_new (void);
void alcove_run_free (AlcoveRun *run);
/* Copies a piece of a run. Called for one piece after the other, with the cursor at first 0. */
void alcove_run_slice (const AlcoveRun *run, guint start, guint end, guint *cursor,
                       AlcoveRun *slice);

/* A hash for comparing, not for secrets: as fast as memory for long texts. */
guint64 alcove_hash_bytes (guint64 hash, const void *data, gsize length);
guint64 alcove_hash_number (guint64 hash, guint64 number);
guint64 alcove_hash_string (guint64 hash, const char *text);

G_END_DECLS
