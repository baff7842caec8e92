/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-sections.h"
#include "alcove-conversation.h"

G_BEGIN_DECLS

/**
 * AlcoveConversationList:
 *
 * The chats of a session, newest first, pinned before the others, unsaved ones among them: a GListModel of
 * AlcoveConversation. Only rows of the first page are read at first; asking for an item near the end of
 * what is known fetches the next page. Properties (all notify): is-loading (also while the vault opens),
 * has-more, error (GError, boxed: rows could not be read), n-rest (rows that the store has and nobody asked for
 * yet: about as many, and 0 only at the end).
 */
typedef enum
{
  ALCOVE_SHELF_CHATS, /* neither archived nor in the trash, in a folder or in none */
  ALCOVE_SHELF_FOLDER,
  ALCOVE_SHELF_ARCHIVE,
  ALCOVE_SHELF_TRASH,
} AlcoveShelf;

#define ALCOVE_TYPE_CONVERSATION_LIST (alcove_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversationList, alcove_conversation_list, ALCOVE, CONVERSATION_LIST,
                      GObject)

gboolean alcove_conversation_list_get_is_loading (AlcoveConversationList *self);
gboolean alcove_conversation_list_get_has_more (AlcoveConversationList *self);
const GError *alcove_conversation_list_get_error (AlcoveConversationList *self);
void alcove_conversation_list_retry (AlcoveConversationList *self);
/* (transfer none) NULL where it is not among the rows that are known; position may be NULL. */
AlcoveConversation *alcove_conversation_list_find (AlcoveConversationList *self, const char *id,
                                                   guint *position);

AlcoveShelf alcove_conversation_list_get_shelf (AlcoveConversationList *self);
/* Somebody looks at this row, which may lie behind what is known: it will be read. */
void alcove_conversation_list_want (AlcoveConversationList *self, guint position);
guint alcove_conversation_list_get_n_rest (AlcoveConversationList *self);
/* The AlcoveSection of a row, known or not, and its first row and the one behind its last. */
guint alcove_conversation_list_get_section (AlcoveConversationList *self, guint position,
                                            guint *start, guint *end);
/* Which day it is: what was today is yesterday after midnight. Returns whether anything changed. */
gboolean alcove_conversation_list_set_now (AlcoveConversationList *self, gint64 now_ms);
const AlcoveChatSections *alcove_conversation_list_get_sections (AlcoveConversationList *self);

G_END_DECLS
