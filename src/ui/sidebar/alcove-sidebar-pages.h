/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-sidebar-list.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_SIDEBAR_PAGE_LOADING,
  ALCOVE_SIDEBAR_PAGE_EMPTY,
  ALCOVE_SIDEBAR_PAGE_ERROR,
  ALCOVE_SIDEBAR_PAGE_LIST,
} AlcoveSidebarPage;

/* The list of chats, or what stands in its place. */
#define ALCOVE_TYPE_SIDEBAR_PAGES (alcove_sidebar_pages_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarPages, alcove_sidebar_pages, ALCOVE, SIDEBAR_PAGES, AdwBin)

AlcoveSidebarList *alcove_sidebar_pages_get_list (AlcoveSidebarPages *self);
void alcove_sidebar_pages_show (AlcoveSidebarPages *self, AlcoveSidebarPage page);
AlcoveSidebarPage alcove_sidebar_pages_update (AlcoveSidebarPages *self,
                                               AlcoveConversationList *chats);
void alcove_sidebar_pages_set_words (AlcoveSidebarPages *self, const char *icon, const char *title,
                                     const char *description);

G_END_DECLS
