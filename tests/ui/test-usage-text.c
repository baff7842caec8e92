/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The numbers of the statistics in words: what is estimated says so, what nobody knows is a dash. */

#include "alcove-usage-row-private.h"
#include "alcove-usage-text.h"

typedef struct
{
  double cost;
  double estimated;
  const char *text;
} CostCase;

static void
test_cost (void)
{
  static const CostCase cases[] = {
    { 0, 0, "$0" },          { 12.345, 0, "$12.35" },     { 0.00123, 0, "$0.0012" },
    { 0.5, 0.1, "≈ $0.50" }, { 0.005, 0.005, "≈ $0.01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AlcoveUsageCount count
          = { .cost = cases[i].cost, .cost_estimated = cases[i].estimated };
      g_autoptr (AlcoveUsageRow) row = alcove_usage_row_new (&count);
      g_autofree char *text = alcove_usage_text_dup_cost (row);
      g_autofree char *value = alcove_usage_text_dup_value (row, ALCOVE_MEASURE_COST);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (value, ==, cases[i].text);
    }
}

static void
test_values (void)
{
  const AlcoveUsageCount count = { .day = (char *) "2026-03-01",
                                   .messages = 1,
                                   .tokens_in = 30,
                                   .tokens_out = 12,
                                   .timed_tokens = 12,
                                   .timed_us = 500000 };
  g_autoptr (AlcoveUsageRow) row = alcove_usage_row_new (&count);
  g_autoptr (AlcoveUsageRow) none = alcove_usage_row_new_empty ("no date");
  g_autofree char *name = alcove_usage_text_dup_name (row);
  g_autofree char *other = alcove_usage_text_dup_name (none);
  g_autofree char *tokens = alcove_usage_text_dup_value (row, ALCOVE_MEASURE_TOKENS);
  g_autofree char *messages = alcove_usage_text_dup_value (row, ALCOVE_MEASURE_MESSAGES);
  g_autofree char *speed = alcove_usage_text_dup_speed (row);
  g_autofree char *dash = alcove_usage_text_dup_speed (none);

  g_assert_cmpstr (name, ==, "1 Mar 2026");
  g_assert_cmpstr (other, ==, "no date");
  g_assert_cmpstr (tokens, ==, "42 tokens");
  g_assert_cmpstr (messages, ==, "1 message");
  g_assert_cmpstr (speed, ==, "24.0");
  g_assert_cmpstr (dash, ==, "–");
  g_assert_cmpfloat_with_epsilon (alcove_usage_text_measure (row, ALCOVE_MEASURE_TOKENS), 42, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/usage-text/cost", test_cost);
  g_test_add_func ("/ui/usage-text/values", test_values);
  return g_test_run ();
}
