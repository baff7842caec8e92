/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Statistics: counted as they were sent, laid out by day, written as a table that no spreadsheet runs. */

#include "models-fixture.h"

#include "alcove-csv.h"
#include "alcove-usage-report-private.h"

static void
test_csv (void)
{
  static const struct
  {
    const char *field;
    const char *csv;
  } cases[] = {
    { "plain", "plain\r\n" },
    { "", "\r\n" },
    { "a,b", "\"a,b\"\r\n" },
    { "say \"so\"", "\"say \"\"so\"\"\"\r\n" },
    { "two\nlines", "\"two\nlines\"\r\n" },
    { "-1.5", "-1.5\r\n" },
    { "=1+1", "\"'=1+1\"\r\n" },
    { "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"\r\n" },
    { "@SUM(A1)", "\"'@SUM(A1)\"\r\n" },
    { "-2+3", "\"'-2+3\"\r\n" },
    { "-inf", "\"'-inf\"\r\n" },
    { "\tx", "\"'\tx\"\r\n" },
    { "gpt-5=x", "gpt-5=x\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      alcove_csv_append_row (out, (const char *const[]) { cases[i].field, NULL });
      g_assert_cmpstr (out->str, ==, cases[i].csv);
    }
}

static void
take (AlcoveStatistics *all, const char *day, const char *model, gint64 tokens, double cost)
{
  AlcoveUsageCount *count = g_new0 (AlcoveUsageCount, 1);

  count->day = g_strdup (day);
  count->model = g_strdup (model);
  count->messages = 2;
  count->tokens_out = tokens;
  count->cost = cost;
  count->cost_estimated = cost / 2;
  count->timed_tokens = tokens;
  count->timed_us = tokens > 0 ? 2000000 : 0;
  alcove_statistics_take (all, count);
}

static AlcoveUsageReport *
make_report (void)
{
  g_autoptr (AlcoveStatistics) all = alcove_statistics_new ();

  take (all, "2026-11-20", NULL, 0, 0);
  take (all, "2026-11-20", "=evil", 10, 0.5);
  take (all, "2026-11-18", "good", 30, 0);
  take (all, "2026-11-18", "=evil", 20, 0);
  alcove_statistics_sort (all);
  all->chats = 3;
  return alcove_usage_report_new (all);
}

static void
test_sums (void)
{
  g_autoptr (AlcoveUsageReport) report = make_report ();
  GListModel *models = alcove_usage_report_get_models (report);
  g_autoptr (AlcoveUsageRow) first = g_list_model_get_item (models, 0);
  g_autoptr (AlcoveUsageRow) other = g_list_model_get_item (models, 1);
  AlcoveUsageRow *total = alcove_usage_report_get_total (report);

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (alcove_usage_report_get_days (report)), ==, 2);
  g_assert_cmpstr (alcove_usage_row_get_model (first), ==, "=evil");
  g_assert_cmpint (alcove_usage_row_get_tokens_out (first), ==, 30);
  g_assert_true (alcove_usage_row_get_cost_is_estimated (first));
  g_assert_false (alcove_usage_row_get_cost_is_estimated (other));
  g_assert_cmpfloat_with_epsilon (alcove_usage_row_get_speed (other), 15, 1e-9);
  g_assert_cmpint (alcove_usage_row_get_messages (total), ==, 8);
  g_assert_cmpint (alcove_usage_row_get_tokens_out (total), ==, 60);
  g_assert_cmpint (alcove_usage_row_get_first_us (total), ==, -1);
}

/* A day without a message is a day too. */
static void
test_days (void)
{
  g_autoptr (AlcoveUsageReport) report = make_report ();
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 11, 20, 23, 0, 0);
  g_autoptr (GListModel) days
      = alcove_usage_report_dup_last_days (report, 4, g_date_time_to_unix (now) * 1000);
  static const struct
  {
    const char *day;
    gint64 tokens;
  } wanted[]
      = { { "2026-11-17", 0 }, { "2026-11-18", 50 }, { "2026-11-19", 0 }, { "2026-11-20", 10 } };

  g_assert_cmpuint (g_list_model_get_n_items (days), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (AlcoveUsageRow) row = g_list_model_get_item (days, i);

      g_assert_cmpstr (alcove_usage_row_get_day (row), ==, wanted[i].day);
      g_assert_cmpint (alcove_usage_row_get_tokens_out (row), ==, wanted[i].tokens);
    }
}

static void
test_table (void)
{
  g_autoptr (AlcoveUsageReport) report = make_report ();
  g_autofree char *csv = alcove_usage_report_dup_csv (report);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_true (g_str_has_prefix (lines[0], "day,model,messages,"));
  g_assert_cmpstr (lines[1], ==, "2026-11-20,,2,0,0,0,0,,");
  g_assert_cmpstr (lines[2], ==, "2026-11-20,\"'=evil\",2,0,10,0.5,0.25,5,");
}

static void
test_session (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) unsaved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveUsageReport) none = NULL;
  g_autoptr (AlcoveUsageReport) report = NULL;
  g_autoptr (DexFuture) counting = NULL;
  AlcoveUsageRow *total;

  fixture_ask (session, unsaved, "hello", "nobody counts me");
  none = await_object (alcove_session_get_usage (session, NULL));
  g_assert_cmpint (alcove_usage_report_get_chats (none), ==, 0);
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "count me");
  counting = alcove_session_get_usage (session, NULL);
  for (guint i = 0; i < 20; i++) /* searches that are overtaken do not end it */
    {
      alcove_session_interrupt_searches (session);
      g_main_context_iteration (NULL, FALSE);
    }
  report = await_object (g_steal_pointer (&counting));
  total = alcove_usage_report_get_total (report);
  g_assert_cmpint (alcove_usage_report_get_chats (report), ==, 1);
  g_assert_cmpint (alcove_usage_row_get_messages (total), ==, 2);
  g_assert_cmpint (alcove_usage_row_get_tokens_in (total), ==, 7);
  g_assert_cmpint (alcove_usage_row_get_tokens_out (total), ==, 3);
  g_assert_cmpfloat (alcove_usage_row_get_speed (total), >, 0);
  g_assert_cmpint (alcove_usage_row_get_first_us (total), >=, 0);
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/usage/csv", test_csv);
  g_test_add_func ("/usage/sums", test_sums);
  g_test_add_func ("/usage/days", test_days);
  g_test_add_func ("/usage/table", test_table);
  g_test_add ("/usage/session", Fixture, NULL, fixture_set_up, test_session, fixture_tear_down);
  return g_test_run ();
}
