/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-finder.h"
#include "alcove-message.h"

G_BEGIN_DECLS

/**
 * AlcoveMessageList:
 *
 * The shown path of one chat, oldest first: a GListModel of all its AlcoveMessage. Every message's key
 * and length are there once is-loading is FALSE; texts are fetched near the reader, 30 at a time.
 */
#define ALCOVE_TYPE_MESSAGE_LIST (alcove_message_list_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessageList, alcove_message_list, ALCOVE, MESSAGE_LIST, GObject)

gboolean alcove_message_list_get_is_loading (AlcoveMessageList *self); /* property is-loading */
/* why messages could not be read, property error; NULL while all is well */
const GError *alcove_message_list_get_error (AlcoveMessageList *self);
/* (transfer none) the message of the shown path with that id, NULL for none */
AlcoveMessage *alcove_message_list_get_by_id (AlcoveMessageList *self, const char *id);
/* Fetches the texts of the 30 messages around position that are not loaded; they emit ::replaced. */
void alcove_message_list_want (AlcoveMessageList *self, guint position);
/* A message in which words were found, and in how many places. */
typedef struct
{
  guint position;
  guint n_places;
} AlcoveMessageFound;

/* A future of a GArray of AlcoveMessageFound: the whole path is looked through, the store's part too. cancellable is
 * nullable. */
DexFuture *alcove_message_list_find_words (AlcoveMessageList *self, AlcoveFinder *finder,
                                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
/* A future of a string: all that was said, as Markdown, each message under who said it. */
DexFuture *alcove_message_list_copy (AlcoveMessageList *self, const char *user,
                                     const char *assistant) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a message is in the list, and where. */
gboolean alcove_message_list_find (AlcoveMessageList *self, AlcoveMessage *message,
                                   guint *position);
/* Lets contents go that are far from position and can be fetched again. */
void alcove_message_list_let_go (AlcoveMessageList *self, gconstpointer reader, guint position);
void alcove_message_list_join (AlcoveMessageList *self, gconstpointer reader);
void alcove_message_list_leave (AlcoveMessageList *self, gconstpointer reader);
/* (nullable) the one whose content stays wherever the reader is, as it is being edited */
void alcove_message_list_set_kept (AlcoveMessageList *self, gconstpointer reader,
                                   AlcoveMessage *message);

G_END_DECLS
