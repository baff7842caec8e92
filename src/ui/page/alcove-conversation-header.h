/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveConversationHeader:
 *
 * The bar above a chat: title, model picker, Save History, the chat's menu. Properties: session, conversation
 * (both nullable) and is-narrow (the picker becomes the title, the switch's label its tooltip).
 *
 * ::model-chosen-once (char *model): after alcove_conversation_header_choose_once(); the chat's model stays.
 */
#define ALCOVE_TYPE_CONVERSATION_HEADER (alcove_conversation_header_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversationHeader, alcove_conversation_header, ALCOVE,
                      CONVERSATION_HEADER, AdwBin)

GtkWidget *alcove_conversation_header_new (void);
void alcove_conversation_header_popup_models (AlcoveConversationHeader *self);
void alcove_conversation_header_choose_once (AlcoveConversationHeader *self);

G_END_DECLS
