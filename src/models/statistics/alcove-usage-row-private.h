/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-statistics.h"
#include "alcove-usage-row.h"

G_BEGIN_DECLS

AlcoveUsageRow *alcove_usage_row_new (const AlcoveUsageCount *count);
const AlcoveUsageCount *alcove_usage_row_get_count (AlcoveUsageRow *self);

G_END_DECLS
