/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-conversation.h"

G_BEGIN_DECLS

/* One chat in the sidebar. Property: conversation (nullable). */
#define ALCOVE_TYPE_SIDEBAR_ROW (alcove_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarRow, alcove_sidebar_row, ALCOVE, SIDEBAR_ROW, AdwBin)

GtkWidget *alcove_sidebar_row_new (void);
AlcoveConversation *alcove_sidebar_row_get_conversation (AlcoveSidebarRow *self);
void alcove_sidebar_row_refresh (AlcoveSidebarRow *self); /* its time in words, as time goes by */
void alcove_sidebar_row_popup_menu (AlcoveSidebarRow *self, double x, double y);

G_END_DECLS
