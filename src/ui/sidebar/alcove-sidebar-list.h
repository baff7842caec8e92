/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"
#include "alcove-sidebar-row.h"

G_BEGIN_DECLS

/**
 * AlcoveSidebarList:
 *
 * Chats under sections, of one shelf of a session; folders above them.
 *
 * ::activated (GObject): an AlcoveConversation or an AlcoveFolder is to be opened. ::choice-changed: several are being
 * chosen, others than before, or no longer. ::renamed (AlcoveConversation, string): a title was typed. ::dropped
 * (AlcoveFolder): what alcove_sidebar_list_dup_targets() tells was dropped on it. ::page-changed: it has rows now, or
 * none.
 */
#define ALCOVE_TYPE_SIDEBAR_LIST (alcove_sidebar_list_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarList, alcove_sidebar_list, ALCOVE, SIDEBAR_LIST, AdwBin)

void alcove_sidebar_list_show (AlcoveSidebarList *self, AlcoveSession *session,
                               AlcoveConversationList *chats);
void alcove_sidebar_list_set_selected (AlcoveSidebarList *self, AlcoveConversation *chat);
void alcove_sidebar_list_set_usual_model (AlcoveSidebarList *self, const char *model);
void alcove_sidebar_list_refresh (AlcoveSidebarList *self);
void alcove_sidebar_list_move (AlcoveSidebarList *self, int step);
void alcove_sidebar_list_open_newest (AlcoveSidebarList *self);
gboolean alcove_sidebar_list_rename (AlcoveSidebarList *self, AlcoveConversation *chat);
gboolean alcove_sidebar_list_rename_target (AlcoveSidebarList *self, AlcoveConversation *open);
void alcove_sidebar_list_popup_menu (AlcoveSidebarList *self);
void alcove_sidebar_list_set_is_choosing (AlcoveSidebarList *self, gboolean is_choosing);
gboolean alcove_sidebar_list_get_is_choosing (AlcoveSidebarList *self);
void alcove_sidebar_list_choose_all (AlcoveSidebarList *self);
guint alcove_sidebar_list_count_chosen (AlcoveSidebarList *self, gboolean *are_known);
GPtrArray *alcove_sidebar_list_dup_targets (AlcoveSidebarList *self);
AlcoveConversation *alcove_sidebar_list_find_neighbour (AlcoveSidebarList *self,
                                                        GPtrArray *leaving);
gboolean alcove_sidebar_list_is_empty (AlcoveSidebarList *self);

G_END_DECLS
