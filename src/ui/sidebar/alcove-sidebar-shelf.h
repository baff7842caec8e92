/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-conversation-list.h"
#include "alcove-folder.h"

G_BEGIN_DECLS

/**
 * AlcoveSidebarShelf:
 *
 * Says which shelf the sidebar shows, and leads back to all chats.
 */
#define ALCOVE_TYPE_SIDEBAR_SHELF (alcove_sidebar_shelf_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarShelf, alcove_sidebar_shelf, ALCOVE, SIDEBAR_SHELF, AdwBin)

GtkWidget *alcove_sidebar_shelf_new (void);
void alcove_sidebar_shelf_set_title (AlcoveSidebarShelf *self, const char *title,
                                     gboolean is_trash);
void alcove_sidebar_shelf_set_is_empty (AlcoveSidebarShelf *self, gboolean is_empty);
void alcove_sidebar_shelf_get_words (AlcoveShelf shelf, AlcoveFolder *folder, const char **icon,
                                     const char **title, const char **empty, const char **hint);

G_END_DECLS
