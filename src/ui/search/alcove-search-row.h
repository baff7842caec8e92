/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-search-result.h"

G_BEGIN_DECLS

/* One hit of a search: the chat's title, words around the hit with the hit marked, and when. */
#define ALCOVE_TYPE_SEARCH_ROW (alcove_search_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchRow, alcove_search_row, ALCOVE, SEARCH_ROW, AdwBin)

GtkWidget *alcove_search_row_new (void);
void alcove_search_row_set_result (AlcoveSearchRow *self, AlcoveSearchResult *result);
char *alcove_search_row_dup_description (AlcoveSearchRow *self);

G_END_DECLS
