/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One row of the statistics, as the window sees it. Immutable; main thread. */

#include "alcove-usage-row-private.h"

struct _AlcoveUsageRow
{
  GObject parent_instance;
  AlcoveUsageCount count; /* with strings of its own */
};

G_DEFINE_FINAL_TYPE (AlcoveUsageRow, alcove_usage_row, G_TYPE_OBJECT)

static void
alcove_usage_row_finalize (GObject *object)
{
  AlcoveUsageRow *self = ALCOVE_USAGE_ROW (object);

  g_free (self->count.day);
  g_free (self->count.model);
  G_OBJECT_CLASS (alcove_usage_row_parent_class)->finalize (object);
}

static void
alcove_usage_row_class_init (AlcoveUsageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_usage_row_finalize;
}

static void
alcove_usage_row_init (AlcoveUsageRow *self)
{
}

/**
 * alcove_usage_row_new: (skip)
 * @count: what the store counted
 *
 * Returns: (transfer full): a row
 */
AlcoveUsageRow *
alcove_usage_row_new (const AlcoveUsageCount *count)
{
  AlcoveUsageRow *self = g_object_new (ALCOVE_TYPE_USAGE_ROW, NULL);

  self->count = *count;
  self->count.day = g_strdup (count->day);
  self->count.model = g_strdup (count->model);
  return self;
}

/**
 * alcove_usage_row_new_empty:
 * @day: a day as YYYY-MM-DD
 *
 * Returns: (transfer full): a row of a day on which nothing was asked
 */
AlcoveUsageRow *
alcove_usage_row_new_empty (const char *day)
{
  const AlcoveUsageCount none = { .day = (char *) day };

  return alcove_usage_row_new (&none);
}

const AlcoveUsageCount *
alcove_usage_row_get_count (AlcoveUsageRow *self)
{
  return &self->count;
}

const char *
alcove_usage_row_get_day (AlcoveUsageRow *self)
{
  return self->count.day;
}

const char *
alcove_usage_row_get_model (AlcoveUsageRow *self)
{
  return self->count.model;
}

gint64
alcove_usage_row_get_messages (AlcoveUsageRow *self)
{
  return self->count.messages;
}

gint64
alcove_usage_row_get_tokens_in (AlcoveUsageRow *self)
{
  return self->count.tokens_in;
}

gint64
alcove_usage_row_get_tokens_out (AlcoveUsageRow *self)
{
  return self->count.tokens_out;
}

double
alcove_usage_row_get_cost (AlcoveUsageRow *self)
{
  return self->count.cost;
}

/**
 * alcove_usage_row_get_cost_is_estimated:
 * @self: a row
 *
 * Returns: whether some of the cost is tokens times prices, and not what a server said
 */
gboolean
alcove_usage_row_get_cost_is_estimated (AlcoveUsageRow *self)
{
  return self->count.cost_estimated > 0;
}

/**
 * alcove_usage_row_get_speed:
 * @self: a row
 *
 * Returns: tokens of answers in a second, from the question to the end; -1 where no time is known
 */
double
alcove_usage_row_get_speed (AlcoveUsageRow *self)
{
  return alcove_usage_count_get_speed (&self->count);
}

/**
 * alcove_usage_row_get_first_us:
 * @self: a row
 *
 * Returns: microseconds to the first token, on average; -1 where none is known
 */
gint64
alcove_usage_row_get_first_us (AlcoveUsageRow *self)
{
  return alcove_usage_count_get_first_us (&self->count);
}
