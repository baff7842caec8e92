/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-error.h"
#include "alcove-store.h"

G_BEGIN_DECLS

/* Waiting for futures on the main thread. Each takes the future, and fails the test where it ends otherwise. */
void await_ok (DexFuture *future);
void await_error (DexFuture *future, AlcoveError code);
void await_damage (DexFuture *future);
gint64 await_int (DexFuture *future);
char *await_string (DexFuture *future);
char **await_strv (DexFuture *future);
GPtrArray *await_array (DexFuture *future);
GArray *await_numbers (DexFuture *future);
AlcoveChatRecord *await_chat (DexFuture *future);
AlcoveMessageRecord *await_message (DexFuture *future);
AlcoveStatistics *await_statistics (DexFuture *future);
AlcoveArtifact *await_artifact (DexFuture *future);

/* Messages and chats with the least that they need. */
AlcoveMessageRecord *new_message (AlcoveRole role, AlcoveStatus status, const char *chat_id,
                                  const char *parent_id, const char *text);
AlcoveChatRecord *add_chat (AlcoveStore *store, const char *title, const char *prompt);
AlcoveMessageRecord *add_message (AlcoveStore *store, const char *chat_id, const char *parent_id,
                                  AlcoveStatus status, const char *text);
void set_text (AlcoveMessageRecord *message, AlcovePartKind kind, const char *text);
char *get_text (AlcoveMessageRecord *message);
guint count_hits (AlcoveStore *store, const char *query);

AlcoveStore *open_memory_store (void);
void close_store (AlcoveStore *store);

#define assert_array_length(array, wanted)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_nonnull (array);                                                                      \
    g_assert_cmpuint ((array)->len, ==, wanted);                                                   \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
