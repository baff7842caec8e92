/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-usage-text.h"

G_BEGIN_DECLS

/* Rows of the statistics as bars: upright, from day to day, or lying, one below the other with their names. A picture
 * of what a table says beside it. */
#define ALCOVE_TYPE_USAGE_CHART (alcove_usage_chart_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveUsageChart, alcove_usage_chart, ALCOVE, USAGE_CHART, GtkWidget)

void alcove_usage_chart_set_rows (AlcoveUsageChart *self, GListModel *rows, gboolean is_lying);
void alcove_usage_chart_set_measure (AlcoveUsageChart *self, AlcoveUsageMeasure measure);

G_END_DECLS
