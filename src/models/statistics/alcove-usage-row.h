/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What was asked of one model, on one day, or of all. Immutable. */
#define ALCOVE_TYPE_USAGE_ROW (alcove_usage_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveUsageRow, alcove_usage_row, ALCOVE, USAGE_ROW, GObject)

AlcoveUsageRow *alcove_usage_row_new_empty (const char *day);
const char *alcove_usage_row_get_day (AlcoveUsageRow *self);   /* YYYY-MM-DD, nullable */
const char *alcove_usage_row_get_model (AlcoveUsageRow *self); /* nullable */
gint64 alcove_usage_row_get_messages (AlcoveUsageRow *self);
gint64 alcove_usage_row_get_tokens_in (AlcoveUsageRow *self);
gint64 alcove_usage_row_get_tokens_out (AlcoveUsageRow *self);
double alcove_usage_row_get_cost (AlcoveUsageRow *self); /* US dollars */
gboolean alcove_usage_row_get_cost_is_estimated (AlcoveUsageRow *self);
double alcove_usage_row_get_speed (AlcoveUsageRow *self); /* tokens a second, -1 unknown */
gint64 alcove_usage_row_get_first_us (AlcoveUsageRow *self);

G_END_DECLS
