/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-statistics.h"
#include "alcove-usage-report.h"

G_BEGIN_DECLS

AlcoveUsageReport *alcove_usage_report_new (const AlcoveStatistics *statistics);

G_END_DECLS
