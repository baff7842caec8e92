/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A moment in few words, at both sides of each border. The clock stands at 2026-11-20 15:30 UTC. */

#include <locale.h>

#include "alcove-relative-time.h"

typedef struct
{
  const char *name;
  const char *when;
  const char *words;
} TimeCase;

static const TimeCase cases[] = {
  { "now", "2026-11-20T15:30:00Z", "15:30" },
  { "this-morning", "2026-11-20T00:00:00Z", "00:00" },
  { "last-second-of-yesterday", "2026-11-19T23:59:59Z", "Yesterday" },
  { "first-second-of-yesterday", "2026-11-19T00:00:00Z", "Yesterday" },
  { "two-days", "2026-11-18T23:59:59Z", "Wed" },
  { "six-days", "2026-11-14T00:00:00Z", "Sat" },
  { "seven-days", "2026-11-13T23:59:59Z", "13 Nov" },
  { "this-year", "2026-01-01T00:00:00Z", "1 Jan" },
  { "last-year", "2025-12-31T23:59:59Z", "Dec 2025" },
  { "future", "2026-11-21T08:15:00Z", "08:15" },
};

static gint64
ms_of (const char *iso)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  return g_date_time_to_unix (moment) * 1000;
}

static void
test_case (gconstpointer data)
{
  const TimeCase *time = data;
  g_autofree char *words
      = alcove_relative_time_dup (ms_of (time->when), ms_of ("2026-11-20T15:30:00Z"));

  g_assert_cmpstr (words, ==, time->words);
}

static void
test_none (void)
{
  g_autofree char *words = alcove_relative_time_dup (0, ms_of ("2026-11-20T15:30:00Z"));

  g_assert_cmpstr (words, ==, "");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/relative-time/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ui/relative-time/none", test_none);
  return g_test_run ();
}
