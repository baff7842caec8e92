/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The statistics of a history. Immutable; main thread. The vault's reading connection reckons them; a table of them
 * leaves Alcove only by a file that the user asks for. */

#include "alcove-usage-report-private.h"

#include "alcove-csv.h"
#include "alcove-session-private.h"
#include "alcove-usage-row-private.h"

struct _AlcoveUsageReport
{
  GObject parent_instance;

  gint64 chats;
  gint64 archived;
  gint64 trashed;
  AlcoveUsageRow *total;
  GListStore *usage; /* each model on each day */
  GListStore *days;
  GListStore *models;
};

G_DEFINE_FINAL_TYPE (AlcoveUsageReport, alcove_usage_report, G_TYPE_OBJECT)

static void
alcove_usage_report_finalize (GObject *object)
{
  AlcoveUsageReport *self = ALCOVE_USAGE_REPORT (object);

  g_clear_object (&self->total);
  g_object_unref (self->usage);
  g_object_unref (self->days);
  g_object_unref (self->models);
  G_OBJECT_CLASS (alcove_usage_report_parent_class)->finalize (object);
}

static void
alcove_usage_report_class_init (AlcoveUsageReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_usage_report_finalize;
}

static void
alcove_usage_report_init (AlcoveUsageReport *self)
{
  self->usage = g_list_store_new (ALCOVE_TYPE_USAGE_ROW);
  self->days = g_list_store_new (ALCOVE_TYPE_USAGE_ROW);
  self->models = g_list_store_new (ALCOVE_TYPE_USAGE_ROW);
}

static void
take_rows (GListStore *rows, const GPtrArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    {
      g_autoptr (AlcoveUsageRow) row = alcove_usage_row_new (g_ptr_array_index (counts, i));

      g_list_store_append (rows, row);
    }
}

/**
 * alcove_usage_report_new: (skip)
 * @statistics: what the store counted
 *
 * Returns: (transfer full): a report
 */
AlcoveUsageReport *
alcove_usage_report_new (const AlcoveStatistics *statistics)
{
  AlcoveUsageReport *self = g_object_new (ALCOVE_TYPE_USAGE_REPORT, NULL);

  self->chats = statistics->chats;
  self->archived = statistics->archived;
  self->trashed = statistics->trashed;
  self->total = alcove_usage_row_new (&statistics->total);
  take_rows (self->usage, statistics->usage);
  take_rows (self->days, statistics->days);
  take_rows (self->models, statistics->models);
  return self;
}

gint64
alcove_usage_report_get_chats (AlcoveUsageReport *self)
{
  return self->chats;
}

gint64
alcove_usage_report_get_archived (AlcoveUsageReport *self)
{
  return self->archived;
}

gint64
alcove_usage_report_get_trashed (AlcoveUsageReport *self)
{
  return self->trashed;
}

/**
 * alcove_usage_report_get_total:
 * @self: a report
 *
 * Returns: (transfer none): all of it in one row
 */
AlcoveUsageRow *
alcove_usage_report_get_total (AlcoveUsageReport *self)
{
  return self->total;
}

/**
 * alcove_usage_report_get_days:
 * @self: a report
 *
 * Returns: (transfer none): a list of #AlcoveUsageRow, a row for each day with messages, the newest first
 */
GListModel *
alcove_usage_report_get_days (AlcoveUsageReport *self)
{
  return G_LIST_MODEL (self->days);
}

/**
 * alcove_usage_report_get_models:
 * @self: a report
 *
 * Returns: (transfer none): a list of #AlcoveUsageRow, a row for each model, the most used first
 */
GListModel *
alcove_usage_report_get_models (AlcoveUsageReport *self)
{
  return G_LIST_MODEL (self->models);
}

static AlcoveUsageRow *
find_day (AlcoveUsageReport *self, const char *day)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->days));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveUsageRow) row = g_list_model_get_item (G_LIST_MODEL (self->days), i);

      if (g_str_equal (alcove_usage_row_get_day (row), day))
        return g_steal_pointer (&row);
      if (strcmp (alcove_usage_row_get_day (row), day) < 0)
        break;
    }
  return alcove_usage_row_new_empty (day);
}

/**
 * alcove_usage_report_dup_last_days:
 * @self: a report
 * @n: how many days
 * @now_ms: Unix milliseconds, on the last of them
 *
 * Returns: (transfer full): a list of #AlcoveUsageRow, each day one row, the oldest first
 */
GListModel *
alcove_usage_report_dup_last_days (AlcoveUsageReport *self, guint n, gint64 now_ms)
{
  GListStore *rows = g_list_store_new (ALCOVE_TYPE_USAGE_ROW);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (GDateTime) time = g_date_time_add_days (now, -(int) (i - 1));
      g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
      g_autoptr (AlcoveUsageRow) row = find_day (self, day);

      g_list_store_append (rows, row);
    }
  return G_LIST_MODEL (rows);
}

static char *
format_real (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.8g", value));
}

static void
append_count (GString *csv, const AlcoveUsageCount *count)
{
  const gint64 first_us = alcove_usage_count_get_first_us (count);
  const double speed = alcove_usage_count_get_speed (count);
  g_autofree char *messages = g_strdup_printf ("%" G_GINT64_FORMAT, count->messages);
  g_autofree char *tokens_in = g_strdup_printf ("%" G_GINT64_FORMAT, count->tokens_in);
  g_autofree char *tokens_out = g_strdup_printf ("%" G_GINT64_FORMAT, count->tokens_out);
  g_autofree char *cost = format_real (count->cost);
  g_autofree char *estimated = format_real (count->cost_estimated);
  g_autofree char *tempo = speed < 0 ? g_strdup ("") : format_real (speed);
  g_autofree char *first
      = first_us < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, first_us / 1000);
  const char *const fields[] = { count->day, count->model ? count->model : "",
                                 messages,   tokens_in,
                                 tokens_out, cost,
                                 estimated,  tempo,
                                 first,      NULL };

  alcove_csv_append_row (csv, fields);
}

/**
 * alcove_usage_report_dup_csv:
 * @self: a report
 *
 * Returns: (transfer full): a row for each model on each day, the newest first; without a model what people wrote
 */
char *
alcove_usage_report_dup_csv (AlcoveUsageReport *self)
{
  static const char *const names[]
      = { "day",  "model",          "messages",          "prompt_tokens",     "completion_tokens",
          "cost", "cost_estimated", "tokens_per_second", "ms_to_first_token", NULL };
  GString *csv = g_string_new (NULL);

  alcove_csv_append_row (csv, names);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->usage)); i++)
    {
      g_autoptr (AlcoveUsageRow) row = g_list_model_get_item (G_LIST_MODEL (self->usage), i);

      append_count (csv, alcove_usage_row_get_count (row));
    }
  return g_string_free_and_steal (csv);
}

typedef struct
{
  AlcoveSession *session;
  GCancellable *cancellable;
} Counting;

static void
counting_free (Counting *counting)
{
  g_object_unref (counting->session);
  g_clear_object (&counting->cancellable);
  g_free (counting);
}

/* In a fiber. A search that is overtaken ends everything that is read; whoever still waits begins again. */
static AlcoveStatistics *
count_all (const Counting *counting, AlcoveStore *store, GError **error)
{
  for (;;)
    {
      GError *local = NULL;
      AlcoveStatistics *statistics = dex_await_boxed (alcove_store_get_statistics (store), &local);

      if (statistics != NULL)
        return statistics;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) || counting->session->is_closed
          || g_cancellable_is_cancelled (counting->cancellable))
        {
          g_propagate_error (error, local);
          return NULL;
        }
      g_error_free (local);
    }
}

/* What is not saved is in no history; an account without one has an empty report. */
static DexFuture *
usage_fiber (gpointer data)
{
  const Counting *counting = data;
  g_autoptr (AlcoveStore) store = NULL;
  g_autoptr (AlcoveStatistics) statistics = NULL;
  GError *error = NULL;

  if (!dex_await (alcove_session_wait_open (counting->session), &error))
    return dex_future_new_for_error (error);
  g_set_object (&store, counting->session->store);
  statistics = store ? count_all (counting, store, &error) : alcove_statistics_new ();
  if (statistics == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (alcove_usage_report_new (statistics));
}

/**
 * alcove_session_get_usage:
 * @self: a session
 * @cancellable: (nullable): ends it, with [method@Session.interrupt_searches]
 *
 * Returns: (transfer full): a future of the #AlcoveUsageReport of what is saved
 */
DexFuture *
alcove_session_get_usage (AlcoveSession *self, GCancellable *cancellable)
{
  Counting *counting = g_new0 (Counting, 1);

  counting->session = g_object_ref (self);
  g_set_object (&counting->cancellable, cancellable);
  return dex_scheduler_spawn (NULL, 0, usage_fiber, counting, (GDestroyNotify) counting_free);
}
