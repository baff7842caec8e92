/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveSearchPage:
 *
 * The search, in the place of the list of chats. Properties: session (nullable), order ("newest" or "best").
 *
 * ::chosen (AlcoveSearchResult, utf8 words): the user wants to read it; what was searched, without filters. ::closed: back to the list.
 */
#define ALCOVE_TYPE_SEARCH_PAGE (alcove_search_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchPage, alcove_search_page, ALCOVE, SEARCH_PAGE, AdwBin)

GtkWidget *alcove_search_page_new (void);
void alcove_search_page_set_session (AlcoveSearchPage *self, AlcoveSession *session);
void alcove_search_page_begin (AlcoveSearchPage *self);
gboolean alcove_search_page_type (AlcoveSearchPage *self, GtkEventControllerKey *keys);
gboolean alcove_search_page_is_letter (GtkEventControllerKey *keys);
void alcove_search_page_clear (AlcoveSearchPage *self);

G_END_DECLS
