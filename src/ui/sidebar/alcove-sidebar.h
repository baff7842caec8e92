/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveSidebar:
 *
 * The chats of a session: all of them, a folder, the archive, the trash; New Chat, the main menu and the accounts.
 * Properties: session (nullable: shows a skeleton), accounts (nullable), selected (AlcoveConversation, nullable; set
 * it to what is open).
 *
 * ::chosen (AlcoveConversation): the user wants to read it. ::renamed (AlcoveConversation, string). ::keep, ::duplicate
 * (AlcoveConversation). ::change (AlcoveChatChange as int, GPtrArray of AlcoveConversation, string: the folder that
 * they go to, "" for none). ::new-folder (GPtrArray): chats that are to go into one. ::export (GPtrArray).
 */
#define ALCOVE_TYPE_SIDEBAR (alcove_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebar, alcove_sidebar, ALCOVE, SIDEBAR, AdwBin)

GtkWidget *alcove_sidebar_new (void);
void alcove_sidebar_set_selected (AlcoveSidebar *self, AlcoveConversation *conversation);
void alcove_sidebar_refresh_times (AlcoveSidebar *self);
void alcove_sidebar_open_newest (AlcoveSidebar *self);
void alcove_sidebar_move (AlcoveSidebar *self, int step);
gboolean alcove_sidebar_rename (AlcoveSidebar *self, AlcoveConversation *conversation);
void alcove_sidebar_end_choosing (AlcoveSidebar *self);
void alcove_sidebar_show_all (AlcoveSidebar *self);
AlcoveConversation *alcove_sidebar_find_neighbour (AlcoveSidebar *self, GPtrArray *leaving);

G_END_DECLS
