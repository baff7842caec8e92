/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation.h"

G_BEGIN_DECLS

/**
 * AlcoveConversationList:
 *
 * The chats of a session, newest first, pinned before the others, unsaved ones among them: a GListModel of
 * AlcoveConversation. Only rows of the first page are read at first; asking for an item near the end of
 * what is known fetches the next page. Properties (all notify): is-loading (also while the vault opens),
 * has-more, error (GError, boxed: rows could not be read).
 */
#define ALCOVE_TYPE_CONVERSATION_LIST (alcove_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversationList, alcove_conversation_list, ALCOVE, CONVERSATION_LIST,
                      GObject)

gboolean alcove_conversation_list_get_is_loading (AlcoveConversationList *self);
gboolean alcove_conversation_list_get_has_more (AlcoveConversationList *self);
const GError *alcove_conversation_list_get_error (AlcoveConversationList *self);
/* (transfer none) NULL where it is not among the rows that are known; position may be NULL. */
AlcoveConversation *alcove_conversation_list_find (AlcoveConversationList *self, const char *id,
                                                   guint *position);

G_END_DECLS
