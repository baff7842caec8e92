/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Times as other programs write them: seconds, milliseconds, or a date of ISO 8601. Pure; any thread. */

#include "alcove-import-time.h"

#include <math.h>

#include "alcove-json.h"

/* Counted in seconds these are behind the year 5000, so what is larger is counted in something smaller. */
#define SECONDS_MAX 95617584000.0

/* Since 1970, in seconds, milliseconds, microseconds or nanoseconds. */
static gint64
from_number (double number)
{
  for (guint i = 0; i < 3 && number > SECONDS_MAX; i++)
    number /= 1000;
  if (!(number > 0 && number <= SECONDS_MAX))
    return 0;
  return llround (number * 1000);
}

/**
 * alcove_import_time_parse:
 * @text: (nullable): a date of ISO 8601, where no zone is told in UTC; or a number
 *
 * Returns: Unix milliseconds, 0 for what is no time
 */
gint64
alcove_import_time_parse (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GTimeZone) utc = NULL;
  char *end = NULL;
  double number;

  if (text == NULL || *text == '\0')
    return 0;
  number = g_ascii_strtod (text, &end);
  if (*end == '\0')
    return from_number (number);
  utc = g_time_zone_new_utc ();
  date = g_date_time_new_from_iso8601 (text, utc);
  if (date == NULL || g_date_time_to_unix (date) <= 0)
    return 0;
  return g_date_time_to_unix (date) * 1000 + g_date_time_get_microsecond (date) / 1000;
}

/**
 * alcove_import_time_read:
 * @object: (nullable): an object
 * @member: a name
 *
 * A number, a text, or as MongoDB writes it (`{"$date": …}`).
 *
 * Returns: Unix milliseconds, 0 where there is no time
 */
gint64
alcove_import_time_read (JsonObject *object, const char *member)
{
  JsonObject *dated = alcove_json_object (object, member);
  const char *text;

  if (dated != NULL)
    {
      object = dated;
      member = "$date";
    }
  text = alcove_json_string (object, member);
  return text ? alcove_import_time_parse (text)
              : from_number (alcove_json_number (object, member, 0));
}
