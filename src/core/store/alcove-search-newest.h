/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-search-filter.h"
#include "alcove-search-query.h"

G_BEGIN_DECLS

gboolean alcove_search_newest (AlcoveDb *db, const AlcoveSearchFilter *filter,
                               const AlcoveSearchQuery *query, guint limit, GPtrArray *hits,
                               GError **error);

G_END_DECLS
