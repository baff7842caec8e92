/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-list.h"
#include "alcove-conversation-private.h"

G_BEGIN_DECLS

/* Seen by alcove-conversation-list.c and alcove-conversation-pages.c alone. */
typedef struct
{
  AlcoveConversation *conversation;
  char *id;
  gint64 updated_at;
  gint64 n;
  gboolean is_pinned;
} AlcoveConversationRow;

struct _AlcoveConversationList
{
  GObject parent_instance;

  GPtrArray *rows;
  GHashTable *by_id;   /* id → Row, not owned */
  GHashTable *unsaved; /* set of conversations in the list, not owned */
  GHashTable *others;  /* id → conversation that is not in the list, not owned */
  AlcoveStore *store;
  AlcoveChatRecord *cursor;
  GError *error;
  guint generation;
  gboolean is_loading;
  gboolean has_more;
};

void alcove_conversation_list_add_page (AlcoveConversationList *self, GPtrArray *conversations);
void alcove_conversation_list_set_state (AlcoveConversationList *self, gboolean is_loading,
                                         gboolean has_more, const GError *error);
void alcove_conversation_list_fetch (AlcoveConversationList *self);

AlcoveConversationList *alcove_conversation_list_new (void);
void alcove_conversation_list_set_store (AlcoveConversationList *self, AlcoveStore *store);
void alcove_conversation_list_refresh (AlcoveConversationList *self);
AlcoveConversation *alcove_conversation_list_adopt (AlcoveConversationList *self,
                                                    AlcoveChatRecord *record, AlcoveStore *store,
                                                    AlcoveHome home);
void alcove_conversation_list_add (AlcoveConversationList *self, AlcoveConversation *conversation);
gboolean alcove_conversation_list_remove (AlcoveConversationList *self,
                                          AlcoveConversation *conversation);
void alcove_conversation_list_clear (AlcoveConversationList *self, AlcoveHome home);
guint alcove_conversation_list_get_n_unsaved (AlcoveConversationList *self);
GPtrArray *alcove_conversation_list_dup_unsaved (AlcoveConversationList *self);
GPtrArray *alcove_conversation_list_dup_all (AlcoveConversationList *self);

G_END_DECLS
