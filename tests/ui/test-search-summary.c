/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a search says of itself: filters in words, how many hits, where it looked in vain. */

#include "alcove-filter-text.h"
#include "alcove-search-summary.h"

static void
test_filters (void)
{
  static const char *const cases[][2] = {
    { "is:pinned", "Pinned" },           { "IS:PINNED", "Pinned" },
    { "model:gpt%s", "Model: gpt%s" },   { "before:2026-01", "Before 2026-01" },
    { "after:2026", "Since 2026" },      { "in:archive", "Archived" },
    { "in:my_work", "Folder: my work" }, { "else", "else" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = alcove_filter_text_dup (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_counts (void)
{
  g_autofree char *one = alcove_search_summary_dup_count (1, FALSE, FALSE);
  g_autofree char *newest = alcove_search_summary_dup_count (50, TRUE, FALSE);
  g_autofree char *best = alcove_search_summary_dup_count (50, TRUE, TRUE);

  g_assert_cmpstr (one, ==, "1 hit");
  g_assert_cmpstr (newest, ==, "The 50 newest hits");
  g_assert_cmpstr (best, ==, "The 50 best hits");
}

static void
test_nothing (void)
{
  const char *const filters[] = { "is:pinned", "model:x", NULL };
  g_autofree char *some = alcove_search_summary_dup_nothing (" walrus ", filters, 2, 1);
  g_autofree char *none = alcove_search_summary_dup_nothing ("walrus", NULL, 0, 0);

  g_assert_nonnull (strstr (some, "“walrus”"));
  g_assert_nonnull (strstr (some, "2 saved chats"));
  g_assert_nonnull (strstr (some, "1 chat that is not saved"));
  g_assert_nonnull (strstr (some, "Only: Pinned, Model: x"));
  g_assert_cmpstr (none, ==, "There are no chats yet.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/search-summary/filters", test_filters);
  g_test_add_func ("/ui/search-summary/counts", test_counts);
  g_test_add_func ("/ui/search-summary/nothing", test_nothing);
  return g_test_run ();
}
