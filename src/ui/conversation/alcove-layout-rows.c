/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The heights of a conversation. Pure bookkeeping, no GTK; main thread.
 *
 * A row is a message. It is a guess by the length of its text until it is expanded to items; an item is a
 * guess by its source until it is measured. The factor of the first guess learns from the rows that were
 * measured whole. Positions are sums: over stretches of rows, of which only those are added up anew in which
 * a row changed. */

#include "alcove-layout-rows.h"

#include <math.h>

/* Pixels of a message that was not measured: base + factor * bytes; the factor learns. */
#define FIRST_FACTOR 0.27
#define ROW_BASE 48
/* Rows whose heights are added up together. */
#define STRETCH 128
#define NOT_SUMMED -1.0

typedef struct
{
  GArray *items; /* AlcoveLayoutItem; NULL: not expanded */
  gsize length;
  int before;
  int after;
  int height; /* of the expanded row with before and after */
  int kept;   /* what it was when its items were let go; 0: not known */
  guint n_exact;
  gboolean is_learned;
} Row;

struct _AlcoveLayoutRows
{
  const AlcoveLayoutSource *source;
  gpointer owner;
  GArray *rows;
  GArray *stretches; /* double: the height of STRETCH rows each */
  double factor;
  double learned_pixels;
  double learned_bytes;
};

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->items, g_array_unref);
}

static Row *
row_at (AlcoveLayoutRows *self, guint index)
{
  return &g_array_index (self->rows, Row, index);
}

/* The height of a row is another one, or may be. */
static void
touch (AlcoveLayoutRows *self, guint row)
{
  g_array_index (self->stretches, double, row / STRETCH) = NOT_SUMMED;
}

/* All rows from one on are others. */
static void
touch_from (AlcoveLayoutRows *self, guint row)
{
  g_array_set_size (self->stretches, (self->rows->len + STRETCH - 1) / STRETCH);
  for (guint i = row / STRETCH; i < self->stretches->len; i++)
    g_array_index (self->stretches, double, i) = NOT_SUMMED;
}

static AlcoveLayoutItem *
item_at (AlcoveLayoutRows *self, guint row, guint item)
{
  return &g_array_index (row_at (self, row)->items, AlcoveLayoutItem, item);
}

/**
 * alcove_layout_rows_new:
 * @source: what expands and measures; outlives the rows
 * @owner: handed to @source
 *
 * Returns: (transfer full): no rows
 */
AlcoveLayoutRows *
alcove_layout_rows_new (const AlcoveLayoutSource *source, gpointer owner)
{
  AlcoveLayoutRows *self = g_new0 (AlcoveLayoutRows, 1);

  self->source = source;
  self->owner = owner;
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->stretches = g_array_new (FALSE, FALSE, sizeof (double));
  self->factor = FIRST_FACTOR;
  return self;
}

/**
 * alcove_layout_rows_free:
 * @self: (transfer full): rows
 */
void
alcove_layout_rows_free (AlcoveLayoutRows *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->stretches);
  g_free (self);
}

static void
sum_row (Row *row)
{
  row->height = row->before + row->after;
  row->n_exact = 0;
  for (guint i = 0; i < row->items->len; i++)
    {
      const AlcoveLayoutItem *item = &g_array_index (row->items, AlcoveLayoutItem, i);

      row->height += item->above + item->height;
      row->n_exact += item->is_exact ? 1 : 0;
    }
}

/* A placeholder: its content is not here. */
static gboolean
is_loose (const Row *row)
{
  return row->items->len == 1 && g_array_index (row->items, AlcoveLayoutItem, 0).is_loose;
}

/* A placeholder of what was here before is as high as that was. */
static int
loose_height (const Row *row, const AlcoveLayoutItem *item)
{
  return MAX (1, row->kept - row->before - row->after - item->above);
}

static double
row_height (AlcoveLayoutRows *self, const Row *row)
{
  if (row->items != NULL)
    return row->height;
  return row->kept > 0 ? row->kept : floor (ROW_BASE + self->factor * (double) row->length);
}

static double
stretch_height (AlcoveLayoutRows *self, guint stretch)
{
  double *height = &g_array_index (self->stretches, double, stretch);
  const guint end = MIN ((stretch + 1) * STRETCH, self->rows->len);

  if (*height < 0)
    {
      *height = 0;
      for (guint i = stretch * STRETCH; i < end; i++)
        *height += row_height (self, row_at (self, i));
    }
  return *height;
}

/**
 * alcove_layout_rows_get_n_rows:
 * @self: rows
 *
 * Returns: how many there are
 */
guint
alcove_layout_rows_get_n_rows (AlcoveLayoutRows *self)
{
  return self->rows->len;
}

/**
 * alcove_layout_rows_get_n_items:
 * @self: rows
 * @row: one of them
 *
 * Returns: how many items it has, 0 where it is not expanded
 */
guint
alcove_layout_rows_get_n_items (AlcoveLayoutRows *self, guint row)
{
  return row_at (self, row)->items ? row_at (self, row)->items->len : 0;
}

/**
 * alcove_layout_rows_get_item:
 * @self: rows
 * @row: an expanded one
 * @item: an item of it
 *
 * Returns: (transfer none): the item, until anything changes
 */
const AlcoveLayoutItem *
alcove_layout_rows_get_item (AlcoveLayoutRows *self, guint row, guint item)
{
  return item_at (self, row, item);
}

/**
 * alcove_layout_rows_get_before:
 * @self: rows
 * @row: one of them
 *
 * Returns: the room before its first item
 */
int
alcove_layout_rows_get_before (AlcoveLayoutRows *self, guint row)
{
  return row_at (self, row)->before;
}

/**
 * alcove_layout_rows_get_after:
 * @self: rows
 * @row: one of them
 *
 * Returns: the room after its last item
 */
int
alcove_layout_rows_get_after (AlcoveLayoutRows *self, guint row)
{
  return row_at (self, row)->after;
}

/**
 * alcove_layout_rows_splice:
 * @self: rows
 * @position: the first that changed
 * @removed: how many went
 * @added: how many came in their place
 */
void
alcove_layout_rows_splice (AlcoveLayoutRows *self, guint position, guint removed, guint added)
{
  g_autofree Row *rows = g_new0 (Row, added);

  if (removed > 0)
    g_array_remove_range (self->rows, position, removed);
  if (added > 0)
    g_array_insert_vals (self->rows, position, rows, added);
  touch_from (self, position);
}

/**
 * alcove_layout_rows_set_length:
 * @self: rows
 * @row: one of them
 * @length: the bytes of its text, for the guess
 */
void
alcove_layout_rows_set_length (AlcoveLayoutRows *self, guint row, gsize length)
{
  if (row_at (self, row)->length != length)
    row_at (self, row)->kept = 0;
  row_at (self, row)->length = length;
  touch (self, row);
}

/**
 * alcove_layout_rows_resync:
 * @self: rows
 * @row: one of them
 * @from: the first item that changed
 *
 * Items from @from on were changed, added or removed. Does nothing for a row that is not expanded.
 */
void
alcove_layout_rows_resync (AlcoveLayoutRows *self, guint row_index, guint from)
{
  Row *row = row_at (self, row_index);

  if (row->items == NULL)
    return;
  from = MIN (from, row->items->len);
  g_array_set_size (row->items, from);
  self->source->expand (self->owner, row_index, from, row->items, &row->before, &row->after);
  if (row->kept > 0 && is_loose (row))
    g_array_index (row->items, AlcoveLayoutItem, 0).height
        = loose_height (row, &g_array_index (row->items, AlcoveLayoutItem, 0));
  sum_row (row);
  touch (self, row_index);
}

/**
 * alcove_layout_rows_collapse:
 * @self: rows
 * @row: one of them
 *
 * The row is a guess again, until it is expanded.
 */
void
alcove_layout_rows_collapse (AlcoveLayoutRows *self, guint row)
{
  g_clear_pointer (&row_at (self, row)->items, g_array_unref);
  row_at (self, row)->kept = 0;
  touch (self, row);
}

/**
 * alcove_layout_rows_let_go:
 * @self: rows
 * @row: one of them, far from what is seen
 *
 * Its items go, its height stays: nothing moves.
 */
void
alcove_layout_rows_let_go (AlcoveLayoutRows *self, guint row_index)
{
  Row *row = row_at (self, row_index);

  if (row->items == NULL)
    return;
  if (!is_loose (row))
    row->kept = row->height;
  g_clear_pointer (&row->items, g_array_unref);
  touch (self, row_index);
}

/**
 * alcove_layout_rows_invalidate:
 * @self: rows
 *
 * The width or the fonts changed: every height is a guess again.
 */
void
alcove_layout_rows_invalidate (AlcoveLayoutRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = row_at (self, i);

      row->is_learned = FALSE;
      row->n_exact = 0;
      row->kept = 0;
      for (guint k = 0; row->items && k < row->items->len; k++)
        g_array_index (row->items, AlcoveLayoutItem, k).is_exact = FALSE;
    }
  self->learned_pixels = self->learned_bytes = 0;
  touch_from (self, 0);
}

/**
 * alcove_layout_rows_expand:
 * @self: rows
 * @row: one of them
 *
 * Asks the source for its items, if it is not expanded.
 */
void
alcove_layout_rows_expand (AlcoveLayoutRows *self, guint row_index)
{
  Row *row = row_at (self, row_index);

  if (row->items != NULL)
    return;
  row->items = g_array_new (FALSE, TRUE, sizeof (AlcoveLayoutItem));
  alcove_layout_rows_resync (self, row_index, 0);
}

static void
learn (AlcoveLayoutRows *self, Row *row)
{
  if (row->is_learned || row->length < 64 || row->n_exact < row->items->len)
    return;
  row->is_learned = TRUE;
  self->learned_pixels += MAX (0, row->height - ROW_BASE);
  self->learned_bytes += (double) row->length;
}

/**
 * alcove_layout_rows_measure:
 * @self: rows
 * @row: an expanded one
 * @item: an item of it
 *
 * Returns: its height, in pixels
 */
int
alcove_layout_rows_measure (AlcoveLayoutRows *self, guint row_index, guint item_index)
{
  AlcoveLayoutItem *item = item_at (self, row_index, item_index);
  Row *row = row_at (self, row_index);
  int height;

  if (item->is_exact)
    return item->height;
  if (row->kept > 0 && item->is_loose)
    height = loose_height (row, item);
  else
    height = self->source->measure (self->owner, row_index, item_index);
  row->height += height - item->height;
  touch (self, row_index);
  row->n_exact++;
  item->height = height;
  item->is_exact = TRUE;
  if (!item->is_loose)
    learn (self, row);
  return height;
}

/**
 * alcove_layout_rows_get_offset:
 * @self: rows
 * @row: one of them
 * @item: an item of it
 *
 * Returns: where its top is, from the top of the first row
 */
double
alcove_layout_rows_get_offset (AlcoveLayoutRows *self, guint row, guint item)
{
  double y = 0;

  for (guint i = 0; i < row / STRETCH; i++)
    y += stretch_height (self, i);
  for (guint i = row / STRETCH * STRETCH; i < row; i++)
    y += row_height (self, row_at (self, i));
  if (row_at (self, row)->items == NULL)
    return y;
  y += row_at (self, row)->before;
  for (guint i = 0; i <= item; i++)
    y += item_at (self, row, i)->above + (i < item ? item_at (self, row, i)->height : 0);
  return y;
}

/**
 * alcove_layout_rows_get_total:
 * @self: rows
 *
 * Returns: the height of all
 */
double
alcove_layout_rows_get_total (AlcoveLayoutRows *self)
{
  double y = 0;

  for (guint i = 0; i < self->stretches->len; i++)
    y += stretch_height (self, i);
  return y;
}

/**
 * alcove_layout_rows_locate:
 * @self: rows, at least one
 * @y: from the top of the first row
 * @row: (out): the row there, now expanded
 * @item: (out): the item there
 *
 * Where the row was a guess, @y is taken as a part of it.
 *
 * Returns: how far the top of @item is above @y
 */
double
alcove_layout_rows_locate (AlcoveLayoutRows *self, double y, guint *row_index, guint *item)
{
  const Row *row;
  double part;

  *row_index = 0;
  while (*row_index + STRETCH < self->rows->len && y >= stretch_height (self, *row_index / STRETCH))
    {
      y -= stretch_height (self, *row_index / STRETCH);
      *row_index += STRETCH;
    }
  for (row = row_at (self, *row_index);
       *row_index + 1 < self->rows->len && y >= row_height (self, row);
       row = row_at (self, ++*row_index))
    y -= row_height (self, row);
  part = CLAMP (y / MAX (1, row_height (self, row)), 0, 1);
  alcove_layout_rows_expand (self, *row_index);
  row = row_at (self, *row_index);
  y = part * row->height - row->before;
  for (*item = 0; *item + 1 < row->items->len; ++*item)
    {
      const AlcoveLayoutItem *here = item_at (self, *row_index, *item);

      if (y < here->above + here->height)
        break;
      y -= here->above + here->height;
    }
  return y - item_at (self, *row_index, *item)->above;
}

/**
 * alcove_layout_rows_step_down:
 * @self: rows
 * @row: (inout): a row
 * @item: (inout): an item
 * @distance: (out): from the bottom of the one to the top of the other
 *
 * Returns: whether there was a next item
 */
gboolean
alcove_layout_rows_step_down (AlcoveLayoutRows *self, guint *row, guint *item, int *distance)
{
  if (*item + 1 < row_at (self, *row)->items->len)
    {
      *distance = item_at (self, *row, ++*item)->above;
      return TRUE;
    }
  if (*row + 1 >= self->rows->len)
    return FALSE;
  *distance = row_at (self, *row)->after;
  *item = 0;
  alcove_layout_rows_expand (self, ++*row);
  *distance += row_at (self, *row)->before + item_at (self, *row, 0)->above;
  return TRUE;
}

/**
 * alcove_layout_rows_step_up:
 * @self: rows
 * @row: (inout): a row
 * @item: (inout): an item
 * @distance: (out): from the top of the one to the bottom of the other, or to the top of the first row
 *
 * Returns: whether there was an item before
 */
gboolean
alcove_layout_rows_step_up (AlcoveLayoutRows *self, guint *row, guint *item, int *distance)
{
  *distance = item_at (self, *row, *item)->above;
  if (*item > 0)
    {
      --*item;
      return TRUE;
    }
  *distance += row_at (self, *row)->before;
  if (*row == 0)
    return FALSE;
  alcove_layout_rows_expand (self, --*row);
  *distance += row_at (self, *row)->after;
  *item = row_at (self, *row)->items->len - 1;
  return TRUE;
}

/**
 * alcove_layout_rows_take_factor:
 * @self: rows
 *
 * Takes over what was learned about rows that are guesses. For moments in which the scroll bar may move.
 */
void
alcove_layout_rows_take_factor (AlcoveLayoutRows *self)
{
  const double learned = self->learned_pixels / MAX (1, self->learned_bytes);

  if (self->learned_bytes > 1000 && fabs (learned - self->factor) > 0.05 * self->factor)
    {
      self->factor = learned;
      touch_from (self, 0);
    }
}
