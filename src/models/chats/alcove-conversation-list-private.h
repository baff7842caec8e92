/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-list.h"
#include "alcove-conversation-private.h"

G_BEGIN_DECLS

/* Seen by alcove-conversation-list.c, -pages.c, -sections.c and -shelf.c alone. */
typedef struct
{
  AlcoveConversation *conversation;
  char *id;
  gint64 updated_at;
  gint64 n;
  gboolean is_pinned;
} AlcoveConversationRow;

typedef struct
{
  guint section;
  guint end; /* the row behind its last */
} AlcoveSectionEnd;

struct _AlcoveConversationList
{
  GObject parent_instance;

  AlcoveShelf shelf;
  char *folder_id;              /* of ALCOVE_SHELF_FOLDER */
  AlcoveConversationList *home; /* nullable: the list that knows every chat's one object */

  GPtrArray *rows;
  GHashTable *by_id;         /* id → Row, not owned */
  GHashTable *unsaved;       /* set of conversations in the list, not owned */
  GHashTable *others;        /* id → conversation that is not in the list, not owned */
  GHashTable *ids_of_others; /* the other way round: ten thousand may go at once */
  AlcoveStore *store;
  AlcoveChatRecord *cursor;
  GError *error;
  guint generation;
  guint count;  /* a number of its own for each counting */
  guint wanted; /* how many rows somebody looks at */
  guint n_rest;
  AlcoveChatSections sections;
  GArray *counts;     /* nullable: of gint64, what the store has of each section */
  GArray *ends;       /* of AlcoveSectionEnd; empty where it is to be found out anew */
  gboolean is_paging; /* rows come that n_rest stood for */
  gboolean is_loading;
  gboolean has_more;
};

void alcove_conversation_list_add_page (AlcoveConversationList *self, GPtrArray *conversations);
void alcove_conversation_list_set_state (AlcoveConversationList *self, gboolean is_loading,
                                         gboolean has_more, const GError *error);
void alcove_conversation_list_fetch (AlcoveConversationList *self);
void alcove_conversation_list_count (AlcoveConversationList *self);
void alcove_conversation_list_set_n_rest (AlcoveConversationList *self, guint n_rest);
void alcove_conversation_list_take_counts (AlcoveConversationList *self, GArray *counts);
void alcove_conversation_list_changed (AlcoveConversationList *self, guint position, guint removed,
                                       guint added);

AlcoveConversationList *alcove_conversation_list_new (void);
AlcoveConversationList *alcove_conversation_list_new_shelf (AlcoveConversationList *home,
                                                            AlcoveShelf shelf,
                                                            const char *folder_id);
void alcove_conversation_list_place (AlcoveConversationList *self,
                                     AlcoveConversation *conversation);
void alcove_conversation_list_place_all (AlcoveConversationList *self, GPtrArray *conversations);
void alcove_conversation_list_set_gone (AlcoveConversationList *self, gboolean trashed_only);
void alcove_conversation_list_remove_rows (AlcoveConversationList *self, guint place, guint n);
void alcove_conversation_list_update_unsaved (AlcoveConversationList *self,
                                              AlcoveConversation *conversation);
gboolean alcove_conversation_list_belongs (AlcoveConversationList *self,
                                           AlcoveConversation *conversation);
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
