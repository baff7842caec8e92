/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-writer.h"
#include "alcove-conversation.h"
#include "alcove-message-list-private.h"
#include "alcove-sending.h"

G_BEGIN_DECLS

/**
 * AlcoveHome:
 * @ALCOVE_HOME_NONE: nowhere: it has no message yet
 * @ALCOVE_HOME_VAULT: in the account's history
 * @ALCOVE_HOME_MEMORY: in this process only
 */
typedef enum
{
  ALCOVE_HOME_NONE,
  ALCOVE_HOME_VAULT,
  ALCOVE_HOME_MEMORY,
} AlcoveHome;

/* Seen by alcove-conversation.c and alcove-conversation-home.c alone. */
struct _AlcoveConversation
{
  GObject parent_instance;

  AlcoveChatRecord *record; /* our own copy */
  AlcoveHome home;
  AlcoveStore *store;          /* NULL while it is nowhere */
  AlcoveChatWriter *writer;    /* made when first asked for: a long list needs few */
  DexFuture *preparing;        /* NULL, or the copy that it is made of */
  AlcoveSending *sending;      /* not owned: it owns us */
  AlcoveMessageList *messages; /* a toggle reference */
  AlcoveMessageList *held;
  AlcoveMessageList *kept; /* it was looked at not long ago */
  guint release_source;
  char *preview_from;     /* nullable: what the next was made of */
  char *preview;          /* nullable: as it is shown, made when first asked for */
  guint n_pending;        /* changes that show and are not in the store yet */
  guint n_readers;        /* windows that show it */
  gboolean is_born;       /* its store has it */
  gboolean has_own_draft; /* typed here: no other process's draft takes its place */
  gboolean is_saved;
  gboolean has_news;
  gboolean is_gone; /* deleted for good */
  gboolean messages_are_idle;
  gboolean keeps_messages;
};

AlcoveConversation *alcove_conversation_new (const char *model);
AlcoveConversation *alcove_conversation_new_for_record (AlcoveChatRecord *record,
                                                        AlcoveStore *store, AlcoveHome home);
void alcove_conversation_set_record (AlcoveConversation *self, AlcoveChatRecord *record);
AlcoveChatRecord *alcove_conversation_get_record (AlcoveConversation *self);
AlcoveHome alcove_conversation_get_home (AlcoveConversation *self);
AlcoveChatWriter *alcove_conversation_get_writer (AlcoveConversation *self);
void alcove_conversation_settle (AlcoveConversation *self, AlcoveStore *store, AlcoveHome home);
void alcove_conversation_prepare (AlcoveConversation *self, DexFuture *preparing);
DexFuture *alcove_conversation_wait (AlcoveConversation *self) G_GNUC_WARN_UNUSED_RESULT;
void alcove_conversation_add_reader (AlcoveConversation *self, int by);
gboolean alcove_conversation_has_reader (AlcoveConversation *self);
gboolean alcove_conversation_get_is_unsaved (AlcoveConversation *self);

void alcove_conversation_set_title (AlcoveConversation *self, const char *title,
                                    AlcoveTitleSource source);
void alcove_conversation_set_model (AlcoveConversation *self, const char *model);
void alcove_conversation_set_system_prompt (AlcoveConversation *self, const char *prompt);
gboolean alcove_conversation_set_draft (AlcoveConversation *self, const char *draft);
void alcove_conversation_touch (AlcoveConversation *self, gint64 updated_at, const char *text);
void alcove_conversation_set_preview (AlcoveConversation *self, const char *preview);
void alcove_conversation_set_sending (AlcoveConversation *self, AlcoveSending *sending);
AlcoveSending *alcove_conversation_get_sending (AlcoveConversation *self);
void alcove_conversation_set_has_news (AlcoveConversation *self, gboolean has_news);
void alcove_conversation_let_messages_go (AlcoveConversation *self);
void alcove_conversation_update_saved (AlcoveConversation *self);
AlcoveMessageList *alcove_conversation_peek_messages (AlcoveConversation *self);
void alcove_conversation_set_keeps_messages (AlcoveConversation *self, gboolean keeps_messages);
AlcoveStore *alcove_conversation_get_store (AlcoveConversation *self);
void alcove_conversation_set_pinned (AlcoveConversation *self, gboolean is_pinned);
void alcove_conversation_add_pending (AlcoveConversation *self, int by);
void alcove_conversation_set_deleted (AlcoveConversation *self, gint64 deleted_at,
                                      gboolean is_gone);
gboolean alcove_conversation_is_gone (AlcoveConversation *self);
gboolean alcove_conversation_is_pending (AlcoveConversation *self);

G_END_DECLS
