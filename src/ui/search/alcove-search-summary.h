/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *alcove_search_summary_dup_count (guint n_hits, gboolean has_more, gboolean by_rank);
char *alcove_search_summary_dup_nothing (const char *text, const char *const *filters,
                                         gint64 n_saved, guint n_unsaved);

G_END_DECLS
