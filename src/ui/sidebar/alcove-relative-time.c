/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A moment of the past in as few words as a narrow list allows. Pure but for locale and time zone. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-relative-time.h"

static gint64
day_of (GDateTime *moment)
{
  int year, month, day;
  GDate date;

  g_date_time_get_ymd (moment, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/**
 * alcove_relative_time_dup:
 * @when_ms: a moment, Unix milliseconds; 0 for none
 * @now_ms: the present, Unix milliseconds
 *
 * Today a time of day, then "Yesterday", then a weekday, then a date, with its year where it is another.
 *
 * Returns: (transfer full): a few translated words, "" for no moment
 */
char *
alcove_relative_time_dup (gint64 when_ms, gint64 now_ms)
{
  g_autoptr (GDateTime) when
      = when_ms > 0 ? g_date_time_new_from_unix_local (when_ms / 1000) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  gint64 days;

  if (when == NULL || now == NULL)
    return g_strdup ("");
  days = day_of (now) - day_of (when);
  if (days <= 0)
    /* Translators: a time of day as short as your language writes it, see man strftime */
    return g_date_time_format (when, C_ ("time of day", "%H:%M"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (days < 7)
    /* Translators: a weekday */
    return g_date_time_format (when, C_ ("weekday", "%a"));
  if (g_date_time_get_year (when) == g_date_time_get_year (now))
    /* Translators: a day of this year */
    return g_date_time_format (when, C_ ("day and month", "%-e %b"));
  /* Translators: a month of another year */
  return g_date_time_format (when, C_ ("month and year", "%b %Y"));
}
