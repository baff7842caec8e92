/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-list.h"

G_BEGIN_DECLS

typedef struct _AlcoveRecentChats AlcoveRecentChats;

AlcoveRecentChats *alcove_recent_chats_new (void);
void alcove_recent_chats_free (AlcoveRecentChats *self);
void alcove_recent_chats_add (AlcoveRecentChats *self, AlcoveConversation *conversation);
void alcove_recent_chats_clear (AlcoveRecentChats *self);
/* Reads the messages again of chats that are not in a list, which reads those of its own. */
void alcove_recent_chats_refresh (AlcoveRecentChats *self, AlcoveConversationList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveRecentChats, alcove_recent_chats_free)

G_END_DECLS
