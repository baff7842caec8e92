/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where every message stands. Pure bookkeeping, no GTK; main thread.
 *
 * Everything is laid out outwards from an anchor: the item at the top of the viewport, or the last one
 * while following. So nothing that is on the screen moves when anything above it turns out to be higher
 * or lower than it was estimated. Such errors are kept as slack between the scroll bar and the document
 * while the reader is moving, because a fling writes absolute values; they are folded at rest and near
 * the ends. Rows are expanded to items only when the layout comes near them. */

#include "alcove-conversation-layout.h"

#include <math.h>

/* Screens from an end in which everything up to that end is measured. */
#define NEAR_END 3

struct _AlcoveConversationLayout
{
  AlcoveLayoutRows *rows;
  int top;
  int bottom;

  guint row; /* the anchor and where its top stands in the viewport */
  guint item;
  double y;
  gboolean is_following;
  gboolean is_folding;
  gboolean is_resized;
  double slack;
  double value;
};

/**
 * alcove_conversation_layout_new:
 * @source: what expands and measures; outlives the layout
 * @owner: handed to @source
 *
 * Returns: (transfer full): an empty layout that follows its end
 */
AlcoveConversationLayout *
alcove_conversation_layout_new (const AlcoveLayoutSource *source, gpointer owner)
{
  AlcoveConversationLayout *self = g_new0 (AlcoveConversationLayout, 1);

  self->rows = alcove_layout_rows_new (source, owner);
  self->is_following = TRUE;
  return self;
}

/**
 * alcove_conversation_layout_free:
 * @self: (transfer full): a layout
 */
void
alcove_conversation_layout_free (AlcoveConversationLayout *self)
{
  alcove_layout_rows_free (self->rows);
  g_free (self);
}

static double
anchor_offset (AlcoveConversationLayout *self)
{
  return self->top + alcove_layout_rows_get_offset (self->rows, self->row, self->item);
}

static double
total_height (AlcoveConversationLayout *self)
{
  return self->top + alcove_layout_rows_get_total (self->rows) + self->bottom;
}

static void
clamp_anchor (AlcoveConversationLayout *self)
{
  self->row = MIN (self->row, alcove_layout_rows_get_n_rows (self->rows) - 1);
  alcove_layout_rows_expand (self->rows, self->row);
  self->item = MIN (self->item, alcove_layout_rows_get_n_items (self->rows, self->row) - 1);
}

static void
add_place (GArray *places, guint row, guint item, double y, int height)
{
  const AlcoveLayoutPlace place = { row, item, (int) floor (y + 0.5), height };

  g_array_append_val (places, place);
}

/* Fills downwards from below the anchor; answers with the bottom of the last item that it reached. */
static double
fill_down (AlcoveConversationLayout *self, double y, double limit, double reach, GArray *places,
           gboolean *is_end)
{
  guint row = self->row, item = self->item;
  int distance;

  *is_end = FALSE;
  while (y < reach)
    {
      int height;

      if (!alcove_layout_rows_step_down (self->rows, &row, &item, &distance))
        {
          *is_end = TRUE;
          return y + alcove_layout_rows_get_after (self->rows, row) + self->bottom;
        }
      height = alcove_layout_rows_measure (self->rows, row, item);
      if (y + distance < limit)
        add_place (places, row, item, y + distance, height);
      y += distance + height;
    }
  return y;
}

static double
fill_up (AlcoveConversationLayout *self, double y, double limit, double reach, GArray *places,
         gboolean *is_start)
{
  guint row = self->row, item = self->item;
  int distance;

  *is_start = FALSE;
  while (y > reach)
    {
      int height;

      if (!alcove_layout_rows_step_up (self->rows, &row, &item, &distance))
        {
          *is_start = TRUE;
          return y - distance - self->top;
        }
      height = alcove_layout_rows_measure (self->rows, row, item);
      y -= distance + height;
      if (y + height > limit)
        add_place (places, row, item, y, height);
    }
  return y;
}

static int
measure_anchor (AlcoveConversationLayout *self, int height, gboolean is_first_pass)
{
  const gboolean is_following = self->is_following && is_first_pass;
  double before, now;

  if (is_following)
    {
      self->row = alcove_layout_rows_get_n_rows (self->rows) - 1;
      self->item = G_MAXUINT - 1;
    }
  clamp_anchor (self);
  before = alcove_layout_rows_get_item (self->rows, self->row, self->item)->height;
  now = alcove_layout_rows_measure (self->rows, self->row, self->item);
  if (is_following)
    self->y = height - now - alcove_layout_rows_get_after (self->rows, self->row) - self->bottom;
  else if (self->is_resized && self->y < 0 && before > 0)
    self->y = floor (self->y * now / before);
  self->is_resized = FALSE;
  return (int) now;
}

/* The document ends above the bottom, or starts below the top of the viewport: what moves it there. */
static double
correction (double first, double last, gboolean is_start, gboolean is_end, int height)
{
  if (is_start && first > 0)
    return -first;
  if (is_end && last < height)
    return is_start ? MIN (height - last, -first) : height - last;
  return 0;
}

static void
lay_out (AlcoveConversationLayout *self, int height, GArray *places)
{
  const double over = height / 2.0;

  for (guint pass = 0; pass < 4; pass++)
    {
      const int anchor_height = measure_anchor (self, height, pass == 0);
      const double offset = anchor_offset (self) - self->y;
      const double below = total_height (self) - offset - height;
      gboolean is_start, is_end;
      double first, last, by;

      g_array_set_size (places, 0);
      add_place (places, self->row, self->item, self->y, anchor_height);
      last = fill_down (self, self->y + anchor_height, height + over,
                        below < NEAR_END * height ? G_MAXDOUBLE : height + over, places, &is_end);
      first = fill_up (self, self->y, -over, offset < NEAR_END * height ? -G_MAXDOUBLE : -over,
                       places, &is_start);
      by = correction (first, last, is_start, is_end, height);
      self->y += by;
      for (guint i = 0; i < places->len; i++)
        g_array_index (places, AlcoveLayoutPlace, i).y += (int) floor (by + 0.5);
      if (fabs (by) < over / 2)
        return;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const AlcoveLayoutPlace *left = a, *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  return (left->item > right->item) - (left->item < right->item);
}

/* The next frame starts from what is read now: the item at the top, or the first one that is loaded. */
static void
choose_anchor (AlcoveConversationLayout *self, int height, GArray *places)
{
  const AlcoveLayoutPlace *chosen = NULL;
  double fraction = self->y - floor (self->y + 0.5);

  for (guint i = 0; i < places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (places, AlcoveLayoutPlace, i);
      const gboolean is_loose
          = alcove_layout_rows_get_item (self->rows, place->row, place->item)->is_loose;

      if (place->y + place->height <= 0 || place->y >= height)
        continue;
      if (chosen == NULL || !is_loose)
        chosen = place;
      if (!is_loose)
        break;
    }
  if (chosen == NULL)
    return;
  self->row = chosen->row;
  self->item = chosen->item;
  self->y = chosen->y + fraction;
}

static AlcoveLayoutScroll
settle_scroll (AlcoveConversationLayout *self, int height)
{
  AlcoveLayoutScroll scroll;
  double natural = anchor_offset (self) - self->y;
  double upper = total_height (self);
  const gboolean is_near
      = natural < 2.0 * height || self->value < height || natural > upper - (NEAR_END + 1) * height;

  if (self->is_folding || self->is_following || is_near)
    {
      alcove_layout_rows_take_factor (self->rows);
      natural = anchor_offset (self) - self->y;
      upper = total_height (self);
      self->slack = 0;
    }
  else
    self->slack = self->value - natural;
  self->is_folding = FALSE;
  scroll.upper = MAX (upper + self->slack, height);
  scroll.value = CLAMP (natural + self->slack, 0, scroll.upper - height);
  scroll.is_rebased = fabs (scroll.value - self->value) > 0.5;
  self->value = scroll.value;
  return scroll;
}

/**
 * alcove_conversation_layout_allocate:
 * @self: a layout
 * @height: of the viewport
 * @places: (element-type AlcoveLayoutPlace): emptied, then filled in document order with what stands in
 *   the viewport and half a screen around it
 *
 * Returns: what the scroll bar shows
 */
AlcoveLayoutScroll
alcove_conversation_layout_allocate (AlcoveConversationLayout *self, int height, GArray *places)
{
  g_array_set_size (places, 0);
  if (alcove_layout_rows_get_n_rows (self->rows) == 0 || height <= 0)
    {
      self->value = self->slack = 0;
      return (AlcoveLayoutScroll) { 0, MAX (height, 0), FALSE };
    }
  lay_out (self, height, places);
  g_array_sort (places, compare_places);
  choose_anchor (self, height, places);
  return settle_scroll (self, height);
}

/**
 * alcove_conversation_layout_splice:
 * @self: a layout
 * @position: the first row that changed
 * @removed: how many went
 * @added: how many came in their place
 *
 * What is read stays where it is, also when rows come above it.
 */
void
alcove_conversation_layout_splice (AlcoveConversationLayout *self, guint position, guint removed,
                                   guint added)
{
  const gboolean was_empty = alcove_layout_rows_get_n_rows (self->rows) == 0;

  alcove_layout_rows_splice (self->rows, position, removed, added);
  if (was_empty)
    self->row = self->item = 0;
  else if (self->row >= position + removed)
    {
      self->row += added - removed;
      self->is_folding = TRUE;
    }
  else if (self->row >= position)
    {
      self->row = position;
      self->item = 0;
    }
}

/**
 * alcove_conversation_layout_set_length:
 * @self: a layout
 * @row: a row
 * @length: the bytes of its text, for the estimate
 */
void
alcove_conversation_layout_set_length (AlcoveConversationLayout *self, guint row, gsize length)
{
  alcove_layout_rows_set_length (self->rows, row, length);
}

/**
 * alcove_conversation_layout_resync:
 * @self: a layout
 * @row: a row
 * @from: the first item that changed
 *
 * Items of @row from @from on were changed, added or removed. Does nothing for a row that is not expanded.
 */
void
alcove_conversation_layout_resync (AlcoveConversationLayout *self, guint row, guint from)
{
  alcove_layout_rows_resync (self->rows, row, from);
}

/**
 * alcove_conversation_layout_collapse:
 * @self: a layout
 * @row: a row
 *
 * The row is an estimate again, until the layout comes near it.
 */
void
alcove_conversation_layout_collapse (AlcoveConversationLayout *self, guint row)
{
  alcove_layout_rows_collapse (self->rows, row);
}

/**
 * alcove_conversation_layout_let_go:
 * @self: a layout
 * @row: a row, far from what is seen
 *
 * Its items go, its height stays: nothing moves.
 */
void
alcove_conversation_layout_let_go (AlcoveConversationLayout *self, guint row)
{
  if (row != self->row)
    alcove_layout_rows_let_go (self->rows, row);
}

/**
 * alcove_conversation_layout_invalidate:
 * @self: a layout
 *
 * The width or the fonts changed: every height is an estimate again. The anchor keeps its place.
 */
void
alcove_conversation_layout_invalidate (AlcoveConversationLayout *self)
{
  alcove_layout_rows_invalidate (self->rows);
  self->is_resized = self->is_folding = TRUE;
}

/**
 * alcove_conversation_layout_set_margins:
 * @self: a layout
 * @top: pixels above the first row
 * @bottom: pixels below the last one
 */
void
alcove_conversation_layout_set_margins (AlcoveConversationLayout *self, int top, int bottom)
{
  self->top = top;
  self->bottom = bottom;
}

/**
 * alcove_conversation_layout_get_following:
 * @self: a layout
 *
 * Returns: whether the end is held in view
 */
gboolean
alcove_conversation_layout_get_following (AlcoveConversationLayout *self)
{
  return self->is_following;
}

/**
 * alcove_conversation_layout_set_following:
 * @self: a layout
 * @following: whether the end is to be held in view
 */
void
alcove_conversation_layout_set_following (AlcoveConversationLayout *self, gboolean following)
{
  self->is_following = following;
}

/**
 * alcove_conversation_layout_scroll_to:
 * @self: a layout
 * @row: a row
 * @item: an item of it
 * @y: where its top is to stand in the viewport
 *
 * Goes there; stops following.
 */
void
alcove_conversation_layout_scroll_to (AlcoveConversationLayout *self, guint row, guint item, int y)
{
  self->is_following = FALSE;
  self->is_folding = TRUE;
  self->row = row;
  self->item = item;
  self->y = y;
}

/**
 * alcove_conversation_layout_user_scrolled:
 * @self: a layout
 * @value: of the scroll bar
 *
 * The reader moved: by wheel, finger, key or thumb. A short way moves the anchor exactly; a far one goes by
 * the estimates.
 */
void
alcove_conversation_layout_user_scrolled (AlcoveConversationLayout *self, double value)
{
  const double delta = value - self->value;

  self->value = value;
  if (alcove_layout_rows_get_n_rows (self->rows) == 0)
    return;
  if (fabs (delta) < 4000)
    self->y -= delta;
  else
    self->y = -floor (alcove_layout_rows_locate (self->rows, value - self->slack - self->top,
                                                 &self->row, &self->item));
}

/**
 * alcove_conversation_layout_fold:
 * @self: a layout
 *
 * The reader is at rest: the next allocation puts the scroll bar where the document says.
 */
void
alcove_conversation_layout_fold (AlcoveConversationLayout *self)
{
  self->is_folding = TRUE;
}

/**
 * alcove_conversation_layout_get_n_rows:
 * @self: a layout
 *
 * Returns: how many rows it has
 */
guint
alcove_conversation_layout_get_n_rows (AlcoveConversationLayout *self)
{
  return alcove_layout_rows_get_n_rows (self->rows);
}

/**
 * alcove_conversation_layout_is_expanded:
 * @self: a layout
 * @row: a row
 *
 * Returns: whether the layout came near it and knows its items
 */
gboolean
alcove_conversation_layout_is_expanded (AlcoveConversationLayout *self, guint row)
{
  return alcove_layout_rows_get_n_items (self->rows, row) > 0;
}

/**
 * alcove_conversation_layout_get_slack:
 * @self: a layout
 *
 * Returns: how far the scroll bar is from the document
 */
double
alcove_conversation_layout_get_slack (AlcoveConversationLayout *self)
{
  return self->slack;
}
