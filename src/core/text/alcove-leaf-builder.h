/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-run-pen.h"

G_BEGIN_DECLS

/* Bounds on what a hostile text can make of the window. */
#define ALCOVE_LEAF_MAX_DEPTH 10
#define ALCOVE_LEAF_MAX_CELLS 65536
#define ALCOVE_LEAF_MAX_TEXT 16384

typedef struct
{
  gboolean is_ordered;
  gboolean is_tight;
  gboolean is_begun; /* its first item has come */
  char delimiter;
  guint next;
} AlcoveListLevel;

typedef struct
{
  const char *source;
  gsize source_length;
  GPtrArray *blocks;
  guint skip_tops;
  guint n_tops;
  guint depth; /* of md4c's blocks; the document is 1 */
  guint quote_depth;
  GArray *lists;

  char *marker; /* of the item whose first block has not come */
  AlcoveTask task;
  gboolean item_is_tight; /* the block that comes first in the item stands close */

  AlcoveBlock *block; /* the one being written, or NULL */
  AlcoveAlign align;  /* of the cell being written */
  AlcoveRunPen pen;
  const char *first; /* of the source, what the block was made of; NULL where that is not known */
  const char *last;
  gboolean is_plain;  /* tables behind text are left in their paragraph */
  gboolean is_fenced; /* the last block was fenced code */
} AlcoveLeafBuilder;

void alcove_leaf_builder_init (AlcoveLeafBuilder *self, const char *source, gsize length);
/* Answers with the blocks, (transfer full). */
GPtrArray *alcove_leaf_builder_finish (AlcoveLeafBuilder *self);
/* Forgets all and makes one block of the source as it is. */
void alcove_leaf_builder_show_source (AlcoveLeafBuilder *self);

void alcove_leaf_builder_begin (AlcoveLeafBuilder *self, AlcoveBlockKind kind);
void alcove_leaf_builder_end (AlcoveLeafBuilder *self);
void alcove_leaf_builder_begin_list (AlcoveLeafBuilder *self, AlcoveListLevel level);
void alcove_leaf_builder_end_list (AlcoveLeafBuilder *self);
void alcove_leaf_builder_begin_item (AlcoveLeafBuilder *self, AlcoveTask task);
void alcove_leaf_builder_end_item (AlcoveLeafBuilder *self);
void alcove_leaf_builder_begin_table (AlcoveLeafBuilder *self, guint n_columns);
void alcove_leaf_builder_begin_row (AlcoveLeafBuilder *self);
void alcove_leaf_builder_begin_cell (AlcoveLeafBuilder *self, AlcoveAlign align);
void alcove_leaf_builder_end_cell (AlcoveLeafBuilder *self);
void alcove_leaf_builder_write_code (AlcoveLeafBuilder *self, const char *text, gsize length);
/* To write text with; begins a paragraph where no block is open. */
AlcoveRunPen *alcove_leaf_builder_get_pen (AlcoveLeafBuilder *self);

G_END_DECLS
