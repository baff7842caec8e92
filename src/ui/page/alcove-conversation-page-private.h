/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-composer.h"
#include "alcove-conversation-header.h"
#include "alcove-conversation-page.h"
#include "alcove-conversation-view.h"
#include "alcove-find-bar.h"

G_BEGIN_DECLS

/* Seen by alcove-conversation-page*.c alone. */
struct _AlcoveConversationPage
{
  AdwBin parent_instance;
  AlcoveConversationHeader *header;
  AdwBanner *store_banner;
  AdwBanner *unsaved_banner;
  GtkStack *stack;
  AdwStatusPage *greeting;
  AlcoveConversationView *view;
  GtkRevealer *pill;
  GtkWidget *pill_button;
  AlcoveComposer *composer;
  GtkWidget *plain_label; /* stays where the way to the server is not encrypted */
  AlcoveSession *session;
  AlcoveConversation *conversation;
  AlcoveMessageList *messages;
  GSignalGroup *session_signals;
  GSignalGroup *conversation_signals;
  GSignalGroup *message_signals;
  GtkRevealer *edit_bar;
  GtkLabel *edit_label;
  AlcoveMessage *asked_again; /* of another model, which is being chosen */
  AlcoveMessage *edited;      /* in the composer; NULL while a new prompt is written */
  char *draft;                /* what was written before that */
  GPtrArray *attached;        /* nullable: what the chat has, as far as this page knows */
  AlcoveFindBar *find_bar;
  AlcoveFinder *finder;           /* what is looked for in the chat */
  GArray *found;                  /* AlcoveMessageFound; NULL while it is being looked for */
  guint find_place;               /* where the reader is among the places */
  guint find_from;                /* the message that was read before */
  GCancellable *find_cancellable; /* nullable: of the newest search */
  guint skeleton_timeout;
  guint draft_timeout;
  gboolean is_watching_network;
  gboolean has_typed;      /* here, since the draft was kept last */
  gboolean has_news_below; /* words came while the reader was elsewhere */
};

/* in alcove-conversation-page.c */
void alcove_conversation_page_move_to (AlcoveConversationPage *self,
                                       AlcoveConversation *conversation);
void alcove_conversation_page_toast (AlcoveConversationPage *self, const char *text);

/* in alcove-conversation-page-writing.c */
void alcove_conversation_page_text_changed (AlcoveConversationPage *self);
void alcove_conversation_page_attached (AlcoveConversationPage *self, AlcoveAttachment *attachment);
void alcove_conversation_page_restore_attachments (AlcoveConversationPage *self);
void alcove_conversation_page_send (AlcoveConversationPage *self, const char *text,
                                    GPtrArray *attachments);

/* in alcove-conversation-page-banners.c */
void alcove_conversation_page_update_banners (AlcoveConversationPage *self);
void alcove_conversation_page_retry_store (AlcoveConversationPage *self);
gboolean alcove_conversation_page_wants_key (AlcoveConversationPage *self);

/* in alcove-conversation-page-find.c */
void alcove_conversation_page_find_changed (AlcoveConversationPage *self, const char *text);
void alcove_conversation_page_find_step (AlcoveConversationPage *self, int direction);
void alcove_conversation_page_find_closed (AlcoveConversationPage *self);
void alcove_conversation_page_find_again (AlcoveConversationPage *self);
void alcove_conversation_page_find_end (AlcoveConversationPage *self);

/* in alcove-conversation-page-messages.c */
void alcove_conversation_page_install_messages (GtkWidgetClass *widget_class);
void alcove_conversation_page_update_messages (AlcoveConversationPage *self);
void alcove_conversation_page_model_chosen_once (AlcoveConversationPage *self, const char *model);
void alcove_conversation_page_edit_last (AlcoveConversationPage *self);
void alcove_conversation_page_end_edit (AlcoveConversationPage *self);
gboolean alcove_conversation_page_send_edit (AlcoveConversationPage *self, const char *text);

G_END_DECLS
