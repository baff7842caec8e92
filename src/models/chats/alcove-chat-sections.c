/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which section of the list a chat belongs to. Pure but for the time zone. */

#include "alcove-chat-sections.h"

static gint64
ms_of (GDateTime *time)
{
  return MAX (0, g_date_time_to_unix (time) * 1000);
}

static GDateTime *
midnight_of (GDateTime *time, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (time, days);
  int year, month, date;

  g_date_time_get_ymd (day, &year, &month, &date);
  return g_date_time_new_local (year, month, date, 0, 0, 0);
}

/* The firsts of the months before a day, each time one month further back. */
static void
fill_months (gint64 *starts, GDateTime *day)
{
  g_autoptr (GDateTime) before = g_date_time_add_seconds (day, -1);
  g_autoptr (GDateTime) first = g_date_time_new_local (g_date_time_get_year (before),
                                                       g_date_time_get_month (before), 1, 0, 0, 0);

  for (guint i = 0; i + 1 < ALCOVE_SECTIONS_MONTHS; i++)
    {
      g_autoptr (GDateTime) month = g_date_time_add_months (first, -(int) i);

      starts[i] = ms_of (month);
    }
  starts[ALCOVE_SECTIONS_MONTHS - 1] = 0; /* all that is older still */
}

/**
 * alcove_chat_sections_init:
 * @self: (out caller-allocates): sections
 * @now_ms: the present, Unix milliseconds
 *
 * Days begin at midnight of this place; "7 days" are the seven before yesterday's end, today not among them.
 */
void
alcove_chat_sections_init (AlcoveChatSections *self, gint64 now_ms)
{
  static const int days[] = { 0, -1, -7, -30 };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autoptr (GDateTime) tomorrow = midnight_of (now, 1);

  self->ends_at = ms_of (tomorrow);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) day = midnight_of (now, days[i]);

      self->starts[i] = ms_of (day);
      if (i + 1 == G_N_ELEMENTS (days))
        fill_months (self->starts + i + 1, day);
    }
}

/**
 * alcove_chat_sections_find:
 * @self: sections
 * @is_pinned: whether the chat is
 * @updated_at: Unix milliseconds of its newest message
 *
 * Returns: an #AlcoveSection, or a later number for an earlier month
 */
guint
alcove_chat_sections_find (const AlcoveChatSections *self, gboolean is_pinned, gint64 updated_at)
{
  guint low = 0;
  guint high = ALCOVE_SECTIONS_STARTS - 1;

  if (is_pinned)
    return ALCOVE_SECTION_PINNED;
  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (self->starts[middle] <= updated_at)
        high = middle;
      else
        low = middle + 1;
    }
  return low + 1;
}
