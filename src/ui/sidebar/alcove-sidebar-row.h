/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation.h"
#include "alcove-sidebar-painter.h"

G_BEGIN_DECLS

/**
 * AlcoveSidebarRow:
 *
 * One row of the sidebar: a chat (AlcoveConversation), a folder (AlcoveFolder), or one that is not read yet.
 *
 * ::renamed (string): a new title was typed in it.
 */
#define ALCOVE_TYPE_SIDEBAR_ROW (alcove_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarRow, alcove_sidebar_row, ALCOVE, SIDEBAR_ROW, GtkWidget)

GtkWidget *alcove_sidebar_row_new (AlcoveSidebarPainter *painter, GtkListItem *list_item);
void alcove_sidebar_row_set_item (AlcoveSidebarRow *self, GObject *item);
GObject *alcove_sidebar_row_get_item (AlcoveSidebarRow *self);
guint alcove_sidebar_row_get_position (AlcoveSidebarRow *self);
void alcove_sidebar_row_set_model (AlcoveSidebarRow *self, const char *usual_model);
void alcove_sidebar_row_set_is_choosing (AlcoveSidebarRow *self, gboolean is_choosing);
void alcove_sidebar_row_set_is_target (AlcoveSidebarRow *self, gboolean is_target);
void alcove_sidebar_row_refresh (AlcoveSidebarRow *self);
void alcove_sidebar_row_begin_rename (AlcoveSidebarRow *self, const char *typed);
char *alcove_sidebar_row_take_typed (AlcoveSidebarRow *self);

G_END_DECLS
