/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-folder.h"
#include "alcove-session.h"

G_BEGIN_DECLS

GMenuModel *alcove_sidebar_menu_new_for_chats (AlcoveSession *session, GPtrArray *chats,
                                               gboolean can_export);
GMenuModel *alcove_sidebar_menu_new_for_folder (AlcoveFolder *folder);
GMenuModel *alcove_sidebar_menu_new_for_moving (AlcoveSession *session, GPtrArray *chats);
gboolean alcove_sidebar_menu_can_export (GtkWidget *widget);

G_END_DECLS
