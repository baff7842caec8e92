/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where a long strip is cut into pages. Pure. */

#include "alcove-strip-cut.h"

static int
compare (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/**
 * alcove_strip_cut:
 * @cuts: (element-type gdouble): where it may be cut, in any order; the largest is its end; gets sorted
 * @height: of a page
 *
 * As much as there is room for is on each page. What has no place to cut for more than a page is cut anywhere.
 *
 * Returns: (transfer full) (element-type gdouble): where each page begins, and behind them the end
 */
GArray *
alcove_strip_cut (GArray *cuts, double height)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (double));
  double from = 0, end;
  guint i = 0;

  g_array_sort (cuts, compare);
  end = cuts->len > 0 ? g_array_index (cuts, double, cuts->len - 1) : 0;
  g_array_append_val (pages, from);
  while (end - from > height)
    {
      double to = from;

      while (i < cuts->len && g_array_index (cuts, double, i) <= from + height)
        to = g_array_index (cuts, double, i++);
      if (to <= from)
        to = from + height;
      from = to;
      g_array_append_val (pages, from);
    }
  g_array_append_val (pages, end);
  return pages;
}
