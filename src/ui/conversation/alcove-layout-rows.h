/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thing of a message that has a height: a block, a heading line, a row of buttons. */
typedef struct
{
  int height;        /* pixels, without the space above */
  int above;         /* space to the item before it, 0 on the first */
  gboolean is_exact; /* measured at this width; else an estimate */
  gboolean is_loose; /* a placeholder: nothing on it is read, so it is no anchor */
} AlcoveLayoutItem;

typedef struct
{
  /* Appends the items of row from index from on, with estimates, and says what room the row needs
   * before its first item and after its last one. At least one item. */
  void (*expand) (gpointer owner, guint row, guint from, GArray *items, int *before, int *after);
  /* The height of one item at the current width. */
  int (*measure) (gpointer owner, guint row, guint item);
} AlcoveLayoutSource;

/* The heights of a conversation: known, or guessed. */
typedef struct _AlcoveLayoutRows AlcoveLayoutRows;

AlcoveLayoutRows *alcove_layout_rows_new (const AlcoveLayoutSource *source, gpointer owner);
void alcove_layout_rows_free (AlcoveLayoutRows *self);
guint alcove_layout_rows_get_n_rows (AlcoveLayoutRows *self);
guint alcove_layout_rows_get_n_items (AlcoveLayoutRows *self, guint row); /* 0: not expanded */
const AlcoveLayoutItem *alcove_layout_rows_get_item (AlcoveLayoutRows *self, guint row, guint item);
int alcove_layout_rows_get_before (AlcoveLayoutRows *self, guint row);
int alcove_layout_rows_get_after (AlcoveLayoutRows *self, guint row);
void alcove_layout_rows_splice (AlcoveLayoutRows *self, guint position, guint removed, guint added);
void alcove_layout_rows_set_length (AlcoveLayoutRows *self, guint row, gsize length);
void alcove_layout_rows_resync (AlcoveLayoutRows *self, guint row, guint from);
void alcove_layout_rows_collapse (AlcoveLayoutRows *self, guint row);
void alcove_layout_rows_let_go (AlcoveLayoutRows *self, guint row);
void alcove_layout_rows_invalidate (AlcoveLayoutRows *self);
void alcove_layout_rows_expand (AlcoveLayoutRows *self, guint row);
int alcove_layout_rows_measure (AlcoveLayoutRows *self, guint row, guint item);
double alcove_layout_rows_get_offset (AlcoveLayoutRows *self, guint row, guint item);
double alcove_layout_rows_get_total (AlcoveLayoutRows *self);
double alcove_layout_rows_locate (AlcoveLayoutRows *self, double y, guint *row, guint *item);
gboolean alcove_layout_rows_step_down (AlcoveLayoutRows *self, guint *row, guint *item,
                                       int *distance);
gboolean alcove_layout_rows_step_up (AlcoveLayoutRows *self, guint *row, guint *item,
                                     int *distance);
void alcove_layout_rows_take_factor (AlcoveLayoutRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveLayoutRows, alcove_layout_rows_free)

G_END_DECLS
