/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* stats: how much is saved, by model and by day, for people, as JSON, or as a table for a spreadsheet. In fibers of the
 * main thread. */

#include "alcove-cli.h"

#include <glib/gi18n.h>

#include "alcove-usage-report-private.h"
#include "alcove-usage-text.h"

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

/* Rows of models or of days, below their heads. */
static void
print_rows (const char *what, GListModel *rows)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lrrrrr");

  if (g_list_model_get_n_items (rows) == 0)
    return;
  alcove_cli_table_add (table, what, C_ ("statistics", "Messages"),
                        C_ ("statistics", "Tokens Read"), C_ ("statistics", "Tokens Written"),
                        C_ ("statistics", "Cost"), C_ ("statistics", "Tokens/s"));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AlcoveUsageRow) row = g_list_model_get_item (rows, i);
      g_autofree char *name = alcove_usage_text_dup_name (row);
      g_autofree char *messages
          = alcove_usage_text_dup_number (alcove_usage_row_get_messages (row));
      g_autofree char *in = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_in (row));
      g_autofree char *out = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_out (row));
      g_autofree char *cost = alcove_usage_text_dup_cost (row);
      g_autofree char *speed = alcove_usage_text_dup_speed (row);

      alcove_cli_table_add (table, name, messages, in, out, cost, speed);
    }
  alcove_cli_write ("\n");
  alcove_cli_table_write (table);
}

static void
print_total (AlcoveUsageReport *report)
{
  AlcoveUsageRow *total = alcove_usage_report_get_total (report);
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("ll");
  g_autofree char *all = alcove_usage_text_dup_number (alcove_usage_report_get_chats (report));
  g_autofree char *archived
      = alcove_usage_text_dup_number (alcove_usage_report_get_archived (report));
  g_autofree char *trashed
      = alcove_usage_text_dup_number (alcove_usage_report_get_trashed (report));
  g_autofree char *chats
      = g_strdup_printf (_ ("%s (archived %s, in the trash %s)"), all, archived, trashed);
  g_autofree char *messages = alcove_usage_text_dup_number (alcove_usage_row_get_messages (total));
  g_autofree char *in = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_in (total));
  g_autofree char *out = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_out (total));
  g_autofree char *tokens = g_strdup_printf (_ ("%s read, %s written"), in, out);
  g_autofree char *cost = alcove_usage_text_dup_cost (total);

  alcove_cli_table_add (table, C_ ("statistics", "Chats"), chats);
  alcove_cli_table_add (table, C_ ("statistics", "Messages"), messages);
  alcove_cli_table_add (table, C_ ("statistics", "Tokens"), tokens);
  alcove_cli_table_add (table, C_ ("statistics", "Cost"), cost);
  alcove_cli_table_write (table);
}

static gboolean
stats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveStatistics) all = dex_await_boxed (alcove_store_get_statistics (store), error);
  g_autoptr (AlcoveUsageReport) report = NULL;
  g_autofree char *csv = NULL;

  if (all == NULL)
    return FALSE;
  report = alcove_usage_report_new (all);
  csv = cli->csv ? alcove_usage_report_dup_csv (report) : NULL;
  if (cli->json)
    print_json (all);
  else if (csv != NULL)
    alcove_cli_write (csv);
  else
    {
      print_total (report);
      print_rows (C_ ("statistics", "Model"), alcove_usage_report_get_models (report));
      print_rows (C_ ("statistics", "Day"), alcove_usage_report_get_days (report));
    }
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
