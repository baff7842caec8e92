/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-message-list.h"
#include "alcove-store.h"

G_BEGIN_DECLS

typedef struct
{
  AlcoveMessageKey key;
  AlcoveMessage *message; /* NULL until it was asked for */
  gboolean is_fetching;
  gboolean is_written_here; /* the message knows better than the key */
} AlcoveMessageListEntry;

/* Seen by alcove-message-list.c and alcove-message-pages.c alone. */
struct _AlcoveMessageList
{
  GObject parent_instance;

  AlcoveStore *store;
  char *chat_id;
  GPtrArray *entries;  /* AlcoveMessageListEntry */
  GHashTable *by_id;   /* id → entry, not owned */
  GHashTable *live;    /* id → AlcoveMessage that is being written, on this path or another */
  GHashTable *readers; /* nullable: by whoever reads, where */
  GPtrArray *waiting;
  GError *error;
  guint n_changes;   /* of the path by the session: keys from before the last one are old */
  gboolean is_stale; /* keys were dropped and are to be asked for again */
  gboolean is_loading;
  gboolean keeps_all;
};

AlcoveMessage *alcove_message_list_get_message (AlcoveMessageList *self,
                                                AlcoveMessageListEntry *entry);
guint alcove_message_list_match (AlcoveMessageList *self, GPtrArray *keys);
void alcove_message_list_take_keys (AlcoveMessageList *self, GPtrArray *keys, GPtrArray *records);
gboolean alcove_message_list_is_current (AlcoveMessageList *self, guint n_changes);
void alcove_message_list_set_error (AlcoveMessageList *self, const GError *error);
void alcove_message_list_load (AlcoveMessageList *self, const AlcoveMessageRecord *record);

AlcoveMessageList *alcove_message_list_new (void);
void alcove_message_list_start (AlcoveMessageList *self, AlcoveStore *store, const char *chat_id);
void alcove_message_list_fail (AlcoveMessageList *self, const GError *error);
void alcove_message_list_set_store (AlcoveMessageList *self, AlcoveStore *store,
                                    const char *chat_id);
void alcove_message_list_refresh (AlcoveMessageList *self);
void alcove_message_list_refresh_files (AlcoveMessageList *self);
DexFuture *alcove_message_list_reload (AlcoveMessageList *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_message_list_wait (AlcoveMessageList *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_message_list_collect (AlcoveMessageList *self,
                                        guint n_messages) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *alcove_message_list_get_content (AlcoveMessageList *self,
                                            const char *const *ids) G_GNUC_WARN_UNUSED_RESULT;

void alcove_message_list_append (AlcoveMessageList *self, AlcoveMessage *message);
void alcove_message_list_truncate (AlcoveMessageList *self, guint n_messages);
const char *alcove_message_list_get_id (AlcoveMessageList *self, guint position);
AlcoveMessage *alcove_message_list_peek (AlcoveMessageList *self, guint position);
gsize alcove_message_list_get_size (AlcoveMessageList *self);
void alcove_message_list_set_live (AlcoveMessageList *self, AlcoveMessage *message,
                                   gboolean is_live);
void alcove_message_list_set_keeps_all (AlcoveMessageList *self, gboolean keeps_all);
gboolean alcove_message_list_find_id (AlcoveMessageList *self, const char *id, guint *position);

G_END_DECLS
