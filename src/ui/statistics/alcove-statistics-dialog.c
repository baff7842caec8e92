/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How much is saved and what it cost, as numbers, bars and tables. Main thread. It counts when it is opened; a long
 * history takes a moment. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-save-file.h"
#include "alcove-statistics-dialog.h"
#include "alcove-usage-chart.h"
#include "alcove-usage-report.h"
#include "alcove-usage-table.h"

#define N_DAYS 30
#define MESSAGES 1 /* among the choices of what bars show */

struct _AlcoveStatisticsDialog
{
  AdwDialog parent_instance;
  GtkStack *stack;
  AdwStatusPage *nothing;
  GtkWidget *save_button;
  AdwActionRow *chats_row;
  AdwActionRow *messages_row;
  AdwActionRow *tokens_row;
  AdwActionRow *cost_row;
  AdwActionRow *speed_row;
  GtkDropDown *measure_drop;
  AlcoveUsageChart *days_chart;
  AlcoveUsageChart *models_chart;
  GtkColumnView *days_table;
  GtkColumnView *models_table;
  AlcoveUsageReport *report; /* nullable: not counted yet */
  AlcoveSession *session;    /* nullable: not counted any more */
  GCancellable *cancellable; /* ends the counting */
};

G_DEFINE_FINAL_TYPE (AlcoveStatisticsDialog, alcove_statistics_dialog, ADW_TYPE_DIALOG)

static void
show_chats (AlcoveStatisticsDialog *self)
{
  g_autofree char *all
      = alcove_usage_text_dup_number (alcove_usage_report_get_chats (self->report));
  g_autofree char *archived
      = alcove_usage_text_dup_number (alcove_usage_report_get_archived (self->report));
  g_autofree char *trashed
      = alcove_usage_text_dup_number (alcove_usage_report_get_trashed (self->report));
  /* Translators: numbers of chats: all of them, those in the archive, those in the trash */
  g_autofree char *text
      = g_strdup_printf (_ ("%s (archived %s, in the trash %s)"), all, archived, trashed);

  adw_action_row_set_subtitle (self->chats_row, text);
}

static void
show_speed (AlcoveStatisticsDialog *self, AlcoveUsageRow *total)
{
  const gint64 first_us = alcove_usage_row_get_first_us (total);
  g_autofree char *speed = alcove_usage_text_dup_speed (total);
  g_autofree char *text = NULL;

  if (alcove_usage_row_get_speed (total) < 0)
    text = g_strdup (_ ("Not known"));
  else if (first_us < 0)
    text = g_strdup_printf (_ ("%s tokens a second"), speed);
  else
    /* Translators: tokens a second; seconds until the first one came */
    text = g_strdup_printf (_ ("%s tokens a second, the first after %.1f s"), speed,
                            (double) first_us / 1e6);
  adw_action_row_set_subtitle (self->speed_row, text);
}

static void
show_total (AlcoveStatisticsDialog *self)
{
  AlcoveUsageRow *total = alcove_usage_report_get_total (self->report);
  g_autofree char *messages = alcove_usage_text_dup_number (alcove_usage_row_get_messages (total));
  g_autofree char *in = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_in (total));
  g_autofree char *out = alcove_usage_text_dup_number (alcove_usage_row_get_tokens_out (total));
  g_autofree char *cost = alcove_usage_text_dup_cost (total);
  /* Translators: numbers of tokens that models read, and that they wrote */
  g_autofree char *tokens = g_strdup_printf (_ ("%s read, %s written"), in, out);

  show_chats (self);
  show_speed (self, total);
  adw_action_row_set_subtitle (self->messages_row, messages);
  adw_action_row_set_subtitle (self->tokens_row, tokens);
  adw_action_row_set_subtitle (self->cost_row, cost);
}

static void
say (AlcoveStatisticsDialog *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, escaped);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
show_report (AlcoveStatisticsDialog *self)
{
  AlcoveUsageRow *total = alcove_usage_report_get_total (self->report);
  GListModel *models = alcove_usage_report_get_models (self->report);
  g_autoptr (GListModel) days
      = alcove_usage_report_dup_last_days (self->report, N_DAYS, g_get_real_time () / 1000);

  show_total (self);
  if (alcove_usage_row_get_tokens_in (total) + alcove_usage_row_get_tokens_out (total) == 0)
    gtk_drop_down_set_selected (self->measure_drop, MESSAGES); /* empty bars say nothing */
  alcove_usage_chart_set_rows (self->days_chart, days, FALSE);
  alcove_usage_chart_set_rows (self->models_chart, models, TRUE);
  alcove_usage_table_fill (self->days_table, C_ ("statistics", "Day"),
                           alcove_usage_report_get_days (self->report));
  alcove_usage_table_fill (self->models_table, C_ ("statistics", "Model"), models);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
counted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveStatisticsDialog *self = owner;
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  g_clear_object (&self->session);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    {
      say (self, _ ("Nothing Could Be Counted"), text);
      return;
    }
  g_set_object (&self->report, g_value_get_object (value));
  if (alcove_usage_report_get_chats (self->report) == 0)
    say (self, _ ("Nothing Saved Yet"), _ ("What is saved in the history is counted here."));
  else
    show_report (self);
}

static void
measure_changed (AlcoveStatisticsDialog *self)
{
  /* in the order of the choices */
  const AlcoveUsageMeasure measure
      = (AlcoveUsageMeasure) gtk_drop_down_get_selected (self->measure_drop);

  alcove_usage_chart_set_measure (self->days_chart, measure);
  alcove_usage_chart_set_measure (self->models_chart, measure);
}

static void
save (AlcoveStatisticsDialog *self)
{
  g_autofree char *csv = alcove_usage_report_dup_csv (self->report);
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));

  /* Translators: the name of a file */
  alcove_save_file_ask (GTK_WIDGET (self), _ ("statistics.csv"), bytes);
}

/* A long history takes a second to count, in which nothing else of it can be searched. */
static void
stop_counting (AlcoveStatisticsDialog *self)
{
  g_autoptr (AlcoveSession) session = g_steal_pointer (&self->session);

  if (session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  alcove_session_interrupt_searches (session);
}

static void
alcove_statistics_dialog_closed (AdwDialog *dialog)
{
  stop_counting (ALCOVE_STATISTICS_DIALOG (dialog));
}

static void
alcove_statistics_dialog_dispose (GObject *object)
{
  AlcoveStatisticsDialog *self = ALCOVE_STATISTICS_DIALOG (object);

  stop_counting (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_STATISTICS_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
  G_OBJECT_CLASS (alcove_statistics_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, chats_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, messages_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, tokens_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, cost_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, speed_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, measure_drop);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, days_chart);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, models_chart);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, days_table);
  gtk_widget_class_bind_template_child (widget_class, AlcoveStatisticsDialog, models_table);
}

static void
alcove_statistics_dialog_class_init (AlcoveStatisticsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_statistics_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = alcove_statistics_dialog_closed;
  g_type_ensure (ALCOVE_TYPE_USAGE_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-statistics-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, measure_changed);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
alcove_statistics_dialog_init (AlcoveStatisticsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_statistics_dialog_new:
 * @session: an open account
 *
 * Returns: (transfer floating): its statistics, which are being counted
 */
AdwDialog *
alcove_statistics_dialog_new (AlcoveSession *session)
{
  AlcoveStatisticsDialog *self = g_object_new (ALCOVE_TYPE_STATISTICS_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  alcove_completion_await (alcove_session_get_usage (session, self->cancellable), self, counted,
                           NULL, NULL);
  return ADW_DIALOG (self);
}
