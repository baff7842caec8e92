/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-finder.h"
#include "alcove-message.h"

G_BEGIN_DECLS

/**
 * AlcoveConversationView:
 *
 * Shows the messages of a chat; stands in a GtkScrolledWindow. It opens, loads and fetches nothing.
 *
 * Properties: messages (GListModel of AlcoveMessage, nullable), is-at-end (read only, notifies: the
 * reader is at the bottom and new text is followed).
 *
 * ::link-activated (char *target, char *label): a link was pressed. Nothing is opened here.
 * ::retry (AlcoveMessage *message): Retry beneath a message that did not become complete.
 * ::copied (): text was put on the clipboard; for a toast.
 * ::save (char *name, GBytes *bytes): a file of a message is to be written; name is nullable.
 * ::want (guint position): a message near the reader is not loaded: alcove_message_list_want ().
 * ::let-go (guint position): what is far from there may go: alcove_message_list_let_go ().
 */
#define ALCOVE_TYPE_CONVERSATION_VIEW (alcove_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveConversationView, alcove_conversation_view, ALCOVE, CONVERSATION_VIEW,
                      GtkWidget)

GtkWidget *alcove_conversation_view_new (void);
void alcove_conversation_view_set_messages (AlcoveConversationView *self, GListModel *messages);
GListModel *alcove_conversation_view_get_messages (AlcoveConversationView *self);
gboolean alcove_conversation_view_get_is_at_end (AlcoveConversationView *self);
/* Goes to the newest message and follows it from now on. */
void alcove_conversation_view_scroll_to_end (AlcoveConversationView *self);
/* The message is about to give its place to another: what is seen of it stays where it is. */
void alcove_conversation_view_hold_place (AlcoveConversationView *self, AlcoveMessage *message);
/* Puts Markdown on the clipboard, with its styles, too. */
void alcove_conversation_view_copy_markdown (AlcoveConversationView *self, const char *text);
gboolean alcove_conversation_view_has_selection (AlcoveConversationView *self);
void alcove_conversation_view_copy_message (AlcoveConversationView *self, AlcoveMessage *message);
/* Marks what is looked for wherever it stands; NULL for nothing. */
void alcove_conversation_view_set_finder (AlcoveConversationView *self, AlcoveFinder *finder);
/* Goes to the nth place (from 0) in a message where that stands, or to the message where there is none. */
void alcove_conversation_view_show_found (AlcoveConversationView *self, guint position, guint nth);
/* Keeps in mind where the reader is, and goes back there. */
void alcove_conversation_view_mark_place (AlcoveConversationView *self);
void alcove_conversation_view_return_to_mark (AlcoveConversationView *self);
/* The message at the top edge; G_MAXUINT for none. */
guint alcove_conversation_view_get_position (AlcoveConversationView *self);

G_END_DECLS
