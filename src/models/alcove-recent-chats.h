/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation.h"

G_BEGIN_DECLS

typedef struct _AlcoveRecentChats AlcoveRecentChats;

AlcoveRecentChats *alcove_recent_chats_new (void);
void alcove_recent_chats_free (AlcoveRecentChats *self);
void alcove_recent_chats_add (AlcoveRecentChats *self, AlcoveConversation *conversation);
void alcove_recent_chats_clear (AlcoveRecentChats *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveRecentChats, alcove_recent_chats_free)

G_END_DECLS
