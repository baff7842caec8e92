/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Numbers of the statistics as people read them. Pure. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-usage-text.h"

/**
 * alcove_usage_text_measure:
 * @row: a row
 * @measure: what is compared
 *
 * Returns: how much of it
 */
double
alcove_usage_text_measure (AlcoveUsageRow *row, AlcoveUsageMeasure measure)
{
  switch (measure)
    {
    case ALCOVE_MEASURE_MESSAGES:
      return (double) alcove_usage_row_get_messages (row);
    case ALCOVE_MEASURE_COST:
      return alcove_usage_row_get_cost (row);
    case ALCOVE_MEASURE_TOKENS:
    default:
      return (double) (alcove_usage_row_get_tokens_in (row)
                       + alcove_usage_row_get_tokens_out (row));
    }
}

char *
alcove_usage_text_dup_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/**
 * alcove_usage_text_dup_cost:
 * @row: a row
 *
 * Returns: (transfer full): US dollars, with a sign before them where prices and not the server told
 */
char *
alcove_usage_text_dup_cost (AlcoveUsageRow *row)
{
  const double cost = alcove_usage_row_get_cost (row);
  g_autofree char *amount = cost <= 0       ? g_strdup ("0")
                            : cost >= 0.005 ? g_strdup_printf ("%'.2f", cost)
                                            : g_strdup_printf ("%.2g", cost);

  return g_strdup_printf (alcove_usage_row_get_cost_is_estimated (row) ? C_ ("cost", "≈ $%s")
                                                                       : C_ ("cost", "$%s"),
                          amount);
}

/**
 * alcove_usage_text_dup_speed:
 * @row: a row
 *
 * Returns: (transfer full): how fast answers came; a dash where nobody knows
 */
char *
alcove_usage_text_dup_speed (AlcoveUsageRow *row)
{
  const double speed = alcove_usage_row_get_speed (row);

  return speed < 0 ? g_strdup ("–") : g_strdup_printf ("%'.1f", speed);
}

static char *
dup_date (const char *day)
{
  g_autofree char *noon = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (noon, zone);

  /* Translators: a date in a table, see g_date_time_format() */
  return time ? g_date_time_format (time, C_ ("date", "%-d %b %Y")) : g_strdup (day);
}

/**
 * alcove_usage_text_dup_name:
 * @row: a row of a day or of a model
 *
 * Returns: (transfer full): what it is of
 */
char *
alcove_usage_text_dup_name (AlcoveUsageRow *row)
{
  const char *model = alcove_usage_row_get_model (row);

  if (model != NULL)
    return g_strdup (model);
  return alcove_usage_row_get_day (row) ? dup_date (alcove_usage_row_get_day (row)) : g_strdup ("");
}

/**
 * alcove_usage_text_dup_value:
 * @row: a row
 * @measure: what is compared
 *
 * Returns: (transfer full): how much of it, with its unit
 */
char *
alcove_usage_text_dup_value (AlcoveUsageRow *row, AlcoveUsageMeasure measure)
{
  const gint64 n = (gint64) alcove_usage_text_measure (row, measure);
  g_autofree char *number = alcove_usage_text_dup_number (n);

  switch (measure)
    {
    case ALCOVE_MEASURE_MESSAGES:
      return g_strdup_printf (ngettext ("%s message", "%s messages", (gulong) n), number);
    case ALCOVE_MEASURE_COST:
      return alcove_usage_text_dup_cost (row);
    case ALCOVE_MEASURE_TOKENS:
    default:
      return g_strdup_printf (ngettext ("%s token", "%s tokens", (gulong) n), number);
    }
}
