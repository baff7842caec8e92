/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-conversation-list.h"

G_BEGIN_DECLS

/**
 * AlcoveSidebarModel:
 *
 * What the sidebar lists, in sections: folders (AlcoveFolder), then chats (AlcoveConversation). A GListModel and a
 * GtkSectionModel.
 */
#define ALCOVE_TYPE_SIDEBAR_MODEL (alcove_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarModel, alcove_sidebar_model, ALCOVE, SIDEBAR_MODEL, GObject)

AlcoveSidebarModel *alcove_sidebar_model_new (GListModel *folders, AlcoveConversationList *chats);
AlcoveConversationList *alcove_sidebar_model_get_chats (AlcoveSidebarModel *self);
guint alcove_sidebar_model_find (AlcoveSidebarModel *self, AlcoveConversation *chat);
char *alcove_sidebar_model_dup_label (AlcoveSidebarModel *self, guint position);
void alcove_sidebar_model_want (AlcoveSidebarModel *self, guint position);
void alcove_sidebar_model_set_now (AlcoveSidebarModel *self, gint64 now_ms);

G_END_DECLS
