/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Rows of the statistics as a table. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-usage-table.h"
#include "alcove-usage-text.h"

typedef char *(*DupText) (AlcoveUsageRow *row);

static char *
dup_messages (AlcoveUsageRow *row)
{
  return alcove_usage_text_dup_number (alcove_usage_row_get_messages (row));
}

static char *
dup_tokens_in (AlcoveUsageRow *row)
{
  return alcove_usage_text_dup_number (alcove_usage_row_get_tokens_in (row));
}

static char *
dup_tokens_out (AlcoveUsageRow *row)
{
  return alcove_usage_text_dup_number (alcove_usage_row_get_tokens_out (row));
}

static void
set_up_name (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_column_view_cell_set_child (cell, label);
}

static void
set_up_number (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_column_view_cell_set_child (cell, label);
}

static void
bind (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer data)
{
  const DupText dup_text = (DupText) data;
  g_autofree char *text = dup_text (gtk_column_view_cell_get_item (cell));

  gtk_label_set_label (GTK_LABEL (gtk_column_view_cell_get_child (cell)), text);
}

static void
append_column (GtkColumnView *view, const char *title, DupText dup_text, gboolean is_name)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (is_name ? set_up_name : set_up_number), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), dup_text);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, is_name);
  gtk_column_view_append_column (view, column);
}

/**
 * alcove_usage_table_fill:
 * @view: an empty table
 * @name: what its rows are of
 * @rows: of #AlcoveUsageRow
 */
void
alcove_usage_table_fill (GtkColumnView *view, const char *name, GListModel *rows)
{
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (rows));

  append_column (view, name, alcove_usage_text_dup_name, TRUE);
  append_column (view, C_ ("statistics", "Messages"), dup_messages, FALSE);
  append_column (view, C_ ("statistics", "Tokens Read"), dup_tokens_in, FALSE);
  append_column (view, C_ ("statistics", "Tokens Written"), dup_tokens_out, FALSE);
  append_column (view, C_ ("statistics", "Cost"), alcove_usage_text_dup_cost, FALSE);
  append_column (view, C_ ("statistics", "Tokens/s"), alcove_usage_text_dup_speed, FALSE);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (model));
}
