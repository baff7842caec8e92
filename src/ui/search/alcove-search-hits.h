/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-search-list.h"

G_BEGIN_DECLS

/**
 * AlcoveSearchHits:
 *
 * What a search found, or what can be said instead.
 *
 * ::chosen (AlcoveSearchResult): the user wants to read it. ::drop-filters: wants to search without them.
 */
#define ALCOVE_TYPE_SEARCH_HITS (alcove_search_hits_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchHits, alcove_search_hits, ALCOVE, SEARCH_HITS, AdwBin)

void alcove_search_hits_set_list (AlcoveSearchHits *self, AlcoveSearchList *list);
void alcove_search_hits_restart (AlcoveSearchHits *self);
void alcove_search_hits_explain (AlcoveSearchHits *self, const char *title, const char *text,
                                 gboolean has_filters);
void alcove_search_hits_activate (AlcoveSearchHits *self);
void alcove_search_hits_move (AlcoveSearchHits *self, int step);
GtkWidget *alcove_search_hits_get_view (AlcoveSearchHits *self);
gboolean alcove_search_hits_is_on_first (AlcoveSearchHits *self);

G_END_DECLS
