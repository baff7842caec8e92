/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* stats: how much is saved, by model and by day, for people, as JSON, or as a table for a spreadsheet. In fibers of the
 * main thread. */

#include "alcove-cli.h"

#include "alcove-usage-report-private.h"

static void
add_count (JsonBuilder *builder, const AlcoveUsageCount *count)
{
  const gint64 first_us = alcove_usage_count_get_first_us (count);

  alcove_cli_add_number (builder, "messages", count->messages);
  alcove_cli_add_number (builder, "prompt_tokens", count->tokens_in);
  alcove_cli_add_number (builder, "completion_tokens", count->tokens_out);
  alcove_cli_add_cost (builder, count->cost);
  json_builder_set_member_name (builder, "cost_estimated");
  json_builder_add_double_value (builder, count->cost_estimated);
  json_builder_set_member_name (builder, "tokens_per_second");
  if (count->timed_us > 0)
    json_builder_add_double_value (builder, alcove_usage_count_get_speed (count));
  else
    json_builder_add_null_value (builder);
  alcove_cli_add_number (builder, "ms_to_first_token", first_us < 0 ? -1 : first_us / 1000);
}

static void
add_rows (JsonBuilder *builder, const char *name, const GPtrArray *rows)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const AlcoveUsageCount *count = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      if (count->day != NULL)
        alcove_cli_add_string (builder, "day", count->day);
      if (count->day == NULL || !g_str_equal (name, "days"))
        alcove_cli_add_string (builder, "model", count->model);
      add_count (builder, count);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const AlcoveStatistics *all)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  alcove_cli_add_number (builder, "chats", all->chats);
  alcove_cli_add_number (builder, "active", all->active);
  alcove_cli_add_number (builder, "archived", all->archived);
  alcove_cli_add_number (builder, "trashed", all->trashed);
  add_count (builder, &all->total);
  add_rows (builder, "models", all->models);
  add_rows (builder, "days", all->days);
  add_rows (builder, "usage", all->usage);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static void
append_count (GString *text, const AlcoveUsageCount *count)
{
  const double speed = alcove_usage_count_get_speed (count);

  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT "  %" G_GINT64_FORMAT "  %" G_GINT64_FORMAT
                          "  %s%.4f",
                          count->messages, count->tokens_in, count->tokens_out,
                          count->cost_estimated > 0 ? "≈" : "", count->cost);
  if (speed >= 0)
    g_string_append_printf (text, "  %.1f", speed);
  g_string_append_c (text, '\n');
}

static void
append_rows (GString *text, const char *what, const GPtrArray *rows)
{
  if (rows->len > 0)
    g_string_append_printf (
        text, "\n%s, messages, prompt tokens, completion tokens, US dollars, tokens a second\n",
        what);
  for (guint i = 0; i < rows->len; i++)
    {
      const AlcoveUsageCount *count = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s  ", count->day ? count->day : count->model);
      append_count (text, count);
    }
}

static void
print_text (const AlcoveStatistics *all)
{
  const AlcoveUsageCount *total = &all->total;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT " chats: %" G_GINT64_FORMAT
                          " active, %" G_GINT64_FORMAT " archived, %" G_GINT64_FORMAT
                          " in the trash\n%" G_GINT64_FORMAT " messages, %" G_GINT64_FORMAT
                          " prompt tokens, %" G_GINT64_FORMAT " completion tokens, %s$%.4f\n",
                          all->chats, all->active, all->archived, all->trashed, total->messages,
                          total->tokens_in, total->tokens_out, total->cost_estimated > 0 ? "≈" : "",
                          total->cost);
  append_rows (text, "model", all->models);
  append_rows (text, "day", all->days);
  alcove_cli_write (text->str);
}

static gboolean
stats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveStatistics) all = dex_await_boxed (alcove_store_get_statistics (store), error);
  g_autoptr (AlcoveUsageReport) report = NULL;
  g_autofree char *csv = NULL;

  if (all == NULL)
    return FALSE;
  if (cli->json)
    print_json (all);
  else if (cli->csv)
    {
      report = alcove_usage_report_new (all);
      csv = alcove_usage_report_dup_csv (report);
      alcove_cli_write (csv);
    }
  else
    print_text (all);
  return TRUE;
}

/**
 * alcove_cli_stats:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_stats (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, stats);
}
