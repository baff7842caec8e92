/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveSearchList:
 *
 * What a search finds, while it is typed: a GListModel of AlcoveSearchResult. What is found stays until the next
 * search has an answer, so that the view does not flicker. Properties (all notify): query (what the items
 * belong to, nullable), is-searching, has-more, error (GError, boxed).
 */
#define ALCOVE_TYPE_SEARCH_LIST (alcove_search_list_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchList, alcove_search_list, ALCOVE, SEARCH_LIST, GObject)

AlcoveSearchList *alcove_search_list_new (AlcoveSession *session);
void alcove_search_list_search (AlcoveSearchList *self, const char *query, gboolean by_rank);
void alcove_search_list_want_more (AlcoveSearchList *self);
void alcove_search_list_stop (AlcoveSearchList *self);
const char *alcove_search_list_get_query (AlcoveSearchList *self);
gboolean alcove_search_list_get_is_searching (AlcoveSearchList *self);
gboolean alcove_search_list_get_has_more (AlcoveSearchList *self);
const GError *alcove_search_list_get_error (AlcoveSearchList *self);

G_END_DECLS
