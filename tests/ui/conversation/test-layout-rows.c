/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The sums over stretches of rows are those of all rows: whatever changes, adding all up anew changes nothing. */

#include "alcove-layout-rows.h"

#define TURNS 3000
#define MOST_ROWS 900

static void
expand (gpointer owner, guint row, guint from, GArray *items, int *before, int *after)
{
  const guint n_items = 1 + (guint) g_random_int_range (0, 5);

  for (guint i = from; i < MAX (n_items, from + 1); i++)
    {
      const AlcoveLayoutItem item = { .height = g_random_int_range (1, 400),
                                      .above = i > 0 ? 8 : 0,
                                      .is_loose = n_items == 1 && g_random_boolean () };

      g_array_append_val (items, item);
    }
  *before = g_random_int_range (0, 30);
  *after = g_random_int_range (0, 30);
}

static int
measure (gpointer owner, guint row, guint item)
{
  return g_random_int_range (1, 700);
}

static const AlcoveLayoutSource source = { expand, measure };

/* Most of what goes wrong goes wrong where one stretch ends. */
static guint
pick (guint n)
{
  static const guint borders[] = { 0, 1, 127, 128, 129, 255, 256, 257, 383, 384, 385 };
  const guint border = borders[g_random_int_range (0, G_N_ELEMENTS (borders))];

  return g_random_boolean () && border < n ? border : (guint) g_random_int_range (0, (int) n);
}

static void
splice (AlcoveLayoutRows *rows, guint n)
{
  const guint position = pick (n + 1);
  const guint most = (guint) g_random_int_range (0, 140), removed = MIN (n - position, most);
  const guint added = n - removed < MOST_ROWS ? (guint) g_random_int_range (0, 140) : 0;

  alcove_layout_rows_splice (rows, position, removed, added);
  for (guint i = position; i < position + added; i++)
    alcove_layout_rows_set_length (rows, i, (gsize) g_random_int_range (0, 5000));
}

static void
measure_one (AlcoveLayoutRows *rows, guint row)
{
  alcove_layout_rows_expand (rows, row);
  alcove_layout_rows_measure (
      rows, row, (guint) g_random_int_range (0, (int) alcove_layout_rows_get_n_items (rows, row)));
}

static void
change (AlcoveLayoutRows *rows)
{
  const guint n = alcove_layout_rows_get_n_rows (rows);
  const guint row = n > 0 ? pick (n) : 0;
  guint found, item;

  switch (n > 0 ? g_random_int_range (0, 12) : 0)
    {
    case 0:
      splice (rows, n);
      break;
    case 1:
      alcove_layout_rows_set_length (rows, row, (gsize) g_random_int_range (0, 9000));
      break;
    case 2:
      alcove_layout_rows_collapse (rows, row);
      break;
    case 3:
      alcove_layout_rows_let_go (rows, row);
      break;
    case 4:
      alcove_layout_rows_resync (rows, row, (guint) g_random_int_range (0, 3));
      break;
    case 5:
      alcove_layout_rows_take_factor (rows);
      break;
    case 6:
      if (g_random_int_range (0, 20) == 0)
        alcove_layout_rows_invalidate (rows);
      break;
    case 7:
      alcove_layout_rows_locate (rows, g_random_double () * alcove_layout_rows_get_total (rows),
                                 &found, &item);
      break;
    default:
      measure_one (rows, row);
    }
}

/* A row that is known is as high as its items, and stands where the next one begins. */
static void
check_row (AlcoveLayoutRows *rows, guint row)
{
  const guint n_items = alcove_layout_rows_get_n_items (rows, row);
  const int before = alcove_layout_rows_get_before (rows, row);
  double height = before + alcove_layout_rows_get_after (rows, row), end;

  if (n_items == 0)
    return;
  for (guint i = 0; i < n_items; i++)
    height += alcove_layout_rows_get_item (rows, row, i)->above
              + alcove_layout_rows_get_item (rows, row, i)->height;
  if (row + 1 == alcove_layout_rows_get_n_rows (rows))
    end = alcove_layout_rows_get_total (rows);
  else if (alcove_layout_rows_get_n_items (rows, row + 1) == 0)
    end = alcove_layout_rows_get_offset (rows, row + 1, 0);
  else
    end = alcove_layout_rows_get_offset (rows, row + 1, 0)
          - alcove_layout_rows_get_before (rows, row + 1)
          - alcove_layout_rows_get_item (rows, row + 1, 0)->above;
  g_assert_cmpfloat_with_epsilon (alcove_layout_rows_get_offset (rows, row, 0) - before
                                      - alcove_layout_rows_get_item (rows, row, 0)->above + height,
                                  end, 0.001);
}

static void
test_sums (void)
{
  AlcoveLayoutRows *rows = alcove_layout_rows_new (&source, NULL);

  for (guint turn = 0; turn < TURNS; turn++)
    {
      guint n, row;
      double total, offset;

      change (rows);
      n = alcove_layout_rows_get_n_rows (rows);
      row = n > 0 ? pick (n) : 0;
      total = alcove_layout_rows_get_total (rows);
      offset = n > 0 ? alcove_layout_rows_get_offset (rows, row, 0) : 0;
      alcove_layout_rows_splice (rows, 0, 0, 0); /* all are added up anew */
      g_assert_cmpfloat_with_epsilon (alcove_layout_rows_get_total (rows), total, 0.001);
      if (n == 0)
        continue;
      g_assert_cmpfloat_with_epsilon (alcove_layout_rows_get_offset (rows, row, 0), offset, 0.001);
      check_row (rows, row);
    }
  alcove_layout_rows_free (rows);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/conversation/layout-rows/sums", test_sums);
  return g_test_run ();
}
