/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-message-list.h"
#include "alcove-store.h"

G_BEGIN_DECLS

AlcoveMessageList *alcove_message_list_new (void);
void alcove_message_list_start (AlcoveMessageList *self, AlcoveStore *store, const char *chat_id);
void alcove_message_list_fail (AlcoveMessageList *self, const GError *error);
void alcove_message_list_set_store (AlcoveMessageList *self, AlcoveStore *store,
                                    const char *chat_id);
void alcove_message_list_refresh (AlcoveMessageList *self);
DexFuture *alcove_message_list_wait (AlcoveMessageList *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_message_list_collect (AlcoveMessageList *self,
                                        guint n_messages) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *alcove_message_list_get_content (AlcoveMessageList *self,
                                            const char *const *ids) G_GNUC_WARN_UNUSED_RESULT;

void alcove_message_list_append (AlcoveMessageList *self, AlcoveMessage *message);
void alcove_message_list_truncate (AlcoveMessageList *self, guint n_messages);
const char *alcove_message_list_get_id (AlcoveMessageList *self, guint position);
AlcoveMessage *alcove_message_list_peek (AlcoveMessageList *self, guint position);
gboolean alcove_message_list_find (AlcoveMessageList *self, AlcoveMessage *message,
                                   guint *position);

G_END_DECLS
