/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-message-list.h"

G_BEGIN_DECLS

/**
 * AlcoveConversation:
 *
 * One chat. Properties (all notify): id, title (never empty: "New Chat" is the view's word for a chat
 * with title NULL), model, preview, updated-at (ms), is-saved, is-pinned, is-streaming, has-news.
 * Its messages are read only when alcove_conversation_open() is called.
 */
#define ALCOVE_TYPE_CONVERSATION (alcove_conversation_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversation, alcove_conversation, ALCOVE, CONVERSATION, GObject)

const char *
alcove_conversation_get_id (AlcoveConversation *self); /* NULL before the first message */
const char *
alcove_conversation_get_title (AlcoveConversation *self); /* NULL before the first message */
const char *alcove_conversation_get_model (AlcoveConversation *self);
const char *alcove_conversation_get_preview (AlcoveConversation *self);
const char *alcove_conversation_get_draft (
    AlcoveConversation *self); /* what was typed and not sent; NULL for nothing */
gint64 alcove_conversation_get_updated_at (AlcoveConversation *self);
gboolean alcove_conversation_get_is_saved (AlcoveConversation *self);
gboolean alcove_conversation_get_is_pinned (AlcoveConversation *self);
gboolean alcove_conversation_get_is_archived (AlcoveConversation *self);
gboolean alcove_conversation_get_is_deleted (AlcoveConversation *self);
gboolean alcove_conversation_get_is_trashed (AlcoveConversation *self);
const char *
alcove_conversation_get_folder_id (AlcoveConversation *self); /* NULL where it is in no folder */
gboolean alcove_conversation_get_is_streaming (AlcoveConversation *self);
gboolean alcove_conversation_get_has_news (AlcoveConversation *self);
/* The list exists at once and fills by itself; the same one while anybody holds it. */
AlcoveMessageList *alcove_conversation_get_messages (AlcoveConversation *self);

G_END_DECLS
