/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-usage-row.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_MEASURE_TOKENS, /* in and out */
  ALCOVE_MEASURE_MESSAGES,
  ALCOVE_MEASURE_COST,
} AlcoveUsageMeasure;

double alcove_usage_text_measure (AlcoveUsageRow *row, AlcoveUsageMeasure measure);
char *alcove_usage_text_dup_number (gint64 number);
char *alcove_usage_text_dup_cost (AlcoveUsageRow *row);
char *alcove_usage_text_dup_speed (AlcoveUsageRow *row);
char *alcove_usage_text_dup_name (AlcoveUsageRow *row);
char *alcove_usage_text_dup_value (AlcoveUsageRow *row, AlcoveUsageMeasure measure);

G_END_DECLS
