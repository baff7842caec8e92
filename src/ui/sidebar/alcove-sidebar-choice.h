/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AlcoveSidebarChoice:
 *
 * What can be done with several chosen chats. Its buttons speak to the sidebar through actions.
 */
#define ALCOVE_TYPE_SIDEBAR_CHOICE (alcove_sidebar_choice_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarChoice, alcove_sidebar_choice, ALCOVE, SIDEBAR_CHOICE, AdwBin)

GtkWidget *alcove_sidebar_choice_new (void);
void alcove_sidebar_choice_update (AlcoveSidebarChoice *self, guint n_chosen, gboolean is_trash,
                                   gboolean is_archive, gboolean can_export);
void alcove_sidebar_choice_set_folders (AlcoveSidebarChoice *self, GMenuModel *folders);

G_END_DECLS
