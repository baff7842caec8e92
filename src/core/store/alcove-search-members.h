/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-search-filter.h"

G_BEGIN_DECLS

gboolean alcove_search_members_list (AlcoveDb *db, const AlcoveSearchFilter *filter,
                                     GArray **members, GError **error);
guint alcove_search_members_count (GArray *members, gint64 n);
gboolean alcove_search_members_has (GArray *members, gint64 n);
gint64 alcove_search_members_find_run (GArray *members, gint64 last);

/* Numbers that a search reads. The statement is reset. */
GArray *alcove_search_read_rows (AlcoveStatement *statement, GPtrArray *texts, guint max,
                                 GError **error);
gint64 alcove_search_number (GArray *numbers, guint i);

G_END_DECLS
