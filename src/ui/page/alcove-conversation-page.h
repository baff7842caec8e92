/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveConversationPage:
 *
 * One chat with its bar, its banners and the composer. Properties: session, conversation (both nullable:
 * the page stands before anything is read).
 *
 * ::moved (AlcoveConversation): sending went on in another chat, the unsaved copy of a saved one, or the
 * new chat has begun; the page shows it already.
 */
#define ALCOVE_TYPE_CONVERSATION_PAGE (alcove_conversation_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversationPage, alcove_conversation_page, ALCOVE, CONVERSATION_PAGE,
                      AdwBin)

GtkWidget *alcove_conversation_page_new (void);
void alcove_conversation_page_show (AlcoveConversationPage *self, AlcoveSession *session,
                                    AlcoveConversation *conversation);
void alcove_conversation_page_keep_draft (AlcoveConversationPage *self);
void alcove_conversation_page_keep_attachments (AlcoveConversationPage *self);
AlcoveConversation *alcove_conversation_page_get_conversation (AlcoveConversationPage *self);
/* Goes to a message of the chat that is shown, on whatever branch it is, and marks the words of a search as a
 * person typed it. words: NULL for none. */
void alcove_conversation_page_show_message (AlcoveConversationPage *self, const char *message_id,
                                            const char *words);
/* Lets the user choose files that go with the prompt. */
void alcove_conversation_page_attach (AlcoveConversationPage *self);
/* Opens the bar that finds words in the chat that is shown. */
void alcove_conversation_page_find (AlcoveConversationPage *self);
void alcove_conversation_page_popup_models (AlcoveConversationPage *self);
gboolean alcove_conversation_page_composer_has_focus (AlcoveConversationPage *self);
gboolean alcove_conversation_page_has_writing (AlcoveConversationPage *self);

G_END_DECLS
