/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How much stands in a history, and what it cost: a plain value that crosses the store's threads. Any thread. */

#include "alcove-statistics.h"

G_DEFINE_BOXED_TYPE (AlcoveStatistics, alcove_statistics, alcove_statistics_ref,
                     alcove_statistics_unref)

static void
usage_free (AlcoveUsageCount *usage)
{
  g_free (usage->name);
  g_free (usage);
}

/**
 * alcove_statistics_new:
 *
 * Returns: (transfer full): statistics of nothing
 */
AlcoveStatistics *
alcove_statistics_new (void)
{
  AlcoveStatistics *self = g_new0 (AlcoveStatistics, 1);

  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) usage_free);
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) usage_free);
  g_atomic_ref_count_init (&self->refs);
  return self;
}

/**
 * alcove_statistics_ref:
 * @self: statistics
 *
 * Returns: (transfer full): @self
 */
AlcoveStatistics *
alcove_statistics_ref (AlcoveStatistics *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_statistics_unref:
 * @self: (transfer full): statistics
 */
void
alcove_statistics_unref (AlcoveStatistics *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->days);
  g_free (self);
}
