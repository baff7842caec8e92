/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-session.h"
#include "alcove-usage-row.h"

G_BEGIN_DECLS

/* How much stands in a history, and what it cost. Immutable; reckoned in the vault and sent nowhere. */
#define ALCOVE_TYPE_USAGE_REPORT (alcove_usage_report_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveUsageReport, alcove_usage_report, ALCOVE, USAGE_REPORT, GObject)

gint64 alcove_usage_report_get_chats (AlcoveUsageReport *self); /* all of them */
gint64 alcove_usage_report_get_archived (AlcoveUsageReport *self);
gint64 alcove_usage_report_get_trashed (AlcoveUsageReport *self);
AlcoveUsageRow *alcove_usage_report_get_total (AlcoveUsageReport *self);
GListModel *alcove_usage_report_get_days (AlcoveUsageReport *self);   /* the newest first */
GListModel *alcove_usage_report_get_models (AlcoveUsageReport *self); /* the most used first */
GListModel *alcove_usage_report_dup_last_days (AlcoveUsageReport *self, guint n, gint64 now_ms);
char *alcove_usage_report_dup_csv (AlcoveUsageReport *self);

/* a future of an AlcoveUsageReport of what is saved */
DexFuture *alcove_session_get_usage (AlcoveSession *self,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
