/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-records.h"
#include "alcove-search-result.h"

G_BEGIN_DECLS

AlcoveSearchResult *alcove_search_result_new (AlcoveSearchHit *hit, gboolean is_saved);

G_END_DECLS
