/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How much stands in a history, and what it cost: a plain value that crosses the store's threads. Any thread. */

#include "alcove-statistics.h"

G_DEFINE_BOXED_TYPE (AlcoveStatistics, alcove_statistics, alcove_statistics_ref,
                     alcove_statistics_unref)

static void
usage_free (AlcoveUsageCount *usage)
{
  g_free (usage->day);
  g_free (usage->model);
  g_free (usage);
}

static void
add_to (AlcoveUsageCount *sum, const AlcoveUsageCount *usage)
{
  sum->messages += usage->messages;
  sum->tokens_in += usage->tokens_in;
  sum->tokens_out += usage->tokens_out;
  sum->cost += usage->cost;
  sum->cost_estimated += usage->cost_estimated;
  sum->timed_tokens += usage->timed_tokens;
  sum->timed_us += usage->timed_us;
  sum->first_us += usage->first_us;
  sum->n_first += usage->n_first;
}

/* The row of a day or of a model; a new one where there is none yet. */
static AlcoveUsageCount *
row_for (GPtrArray *rows, const char *day, const char *model)
{
  AlcoveUsageCount *row;

  for (guint i = rows->len; i > 0; i--)
    {
      row = g_ptr_array_index (rows, i - 1);
      if (g_strcmp0 (row->day, day) == 0 && g_strcmp0 (row->model, model) == 0)
        return row;
    }
  row = g_new0 (AlcoveUsageCount, 1);
  row->day = g_strdup (day);
  row->model = g_strdup (model);
  g_ptr_array_add (rows, row);
  return row;
}

/**
 * alcove_statistics_take: (skip)
 * @self: statistics nobody else holds yet
 * @usage: (transfer full): one model on one day; the days in order
 *
 * Adds it to all that it is part of.
 */
void
alcove_statistics_take (AlcoveStatistics *self, AlcoveUsageCount *usage)
{
  add_to (&self->total, usage);
  add_to (row_for (self->days, usage->day, NULL), usage);
  if (usage->model != NULL)
    add_to (row_for (self->models, NULL, usage->model), usage);
  g_ptr_array_add (self->usage, usage);
}

static int
most_used_first (gconstpointer a, gconstpointer b)
{
  const AlcoveUsageCount *one = *(AlcoveUsageCount *const *) a;
  const AlcoveUsageCount *other = *(AlcoveUsageCount *const *) b;

  if (one->messages != other->messages)
    return one->messages > other->messages ? -1 : 1;
  return g_strcmp0 (one->model, other->model);
}

/**
 * alcove_statistics_sort: (skip)
 * @self: statistics that have everything
 */
void
alcove_statistics_sort (AlcoveStatistics *self)
{
  g_ptr_array_sort (self->models, most_used_first);
}

/**
 * alcove_usage_count_get_speed: (skip)
 * @self: a count
 *
 * Returns: tokens of answers in a second, from the question to the end; -1 where no time is known
 */
double
alcove_usage_count_get_speed (const AlcoveUsageCount *self)
{
  return self->timed_us > 0 ? (double) self->timed_tokens * 1e6 / (double) self->timed_us : -1;
}

/**
 * alcove_usage_count_get_first_us: (skip)
 * @self: a count
 *
 * Returns: microseconds from the question to the first token, on average; -1 where none is known
 */
gint64
alcove_usage_count_get_first_us (const AlcoveUsageCount *self)
{
  return self->n_first > 0 ? self->first_us / self->n_first : -1;
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

  self->usage = g_ptr_array_new_with_free_func ((GDestroyNotify) usage_free);
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
  g_ptr_array_unref (self->usage);
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->days);
  g_free (self);
}
