/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

#include "alcove-session-private.h"

/* Turns the main loop until the future is settled; takes it. */
gpointer await_object (DexFuture *future);
gpointer await_boxed (DexFuture *future);
gint64 await_int64 (DexFuture *future);
guint await_uint (DexFuture *future);
char *await_string (DexFuture *future);
void await_ok (DexFuture *future);
void await_error (DexFuture *future, GQuark domain, int code);
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END
void turn_loop_for (guint ms);

/**
 * A small server that answers by the name of the model: "hello", "slow", "cut", "broken", "wait", "think",
 * "titles" (a title as
 * models write it), "count" (says how many messages it was sent), "reasoner" (refuses temperature and max_tokens), "strict" (refuses
 * stream_options); any key but "sk-wrong-…" is right.
 */
typedef struct
{
  SoupServer *server;
  char *base_url;
  guint n_asked;
  char *last_body;
} TestServer;

TestServer *test_server_new (void);
void test_server_free (TestServer *server);

/* A folder for vaults, a server, a keyring. */
typedef struct
{
  char *data_dir;
  TestServer *server;
} Fixture;

#define STRONG_KEY "sk-test-5f2b8c91d7e04a36b1c8e2f7a9d05c44"
#define OTHER_KEY "sk-test-0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
AlcoveSession *fixture_open (Fixture *fixture, const char *key);
AlcoveSession *fixture_open_damaged (Fixture *fixture, const char *key); /* its history */
void fixture_close (AlcoveSession *session);
guint fixture_count_files (Fixture *fixture);

/* Sends and waits for the end; the conversation is the one to look at. */
AlcoveConversation *fixture_ask (AlcoveSession *session, AlcoveConversation *conversation,
                                 const char *model, const char *text);
/* Holds the list of messages from now on. */
void fixture_wait_loaded (AlcoveConversation *conversation);
AlcoveMessage *fixture_get_message (AlcoveConversation *conversation, guint position);

/* Follows a list by its signals alone and asserts that they told the truth. */
typedef struct
{
  GListModel *model;
  GPtrArray *items;
  guint n_signals;
} Mirror;

Mirror *mirror_new (gpointer model);
void mirror_check (Mirror *mirror);
void mirror_free (Mirror *mirror);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mirror, mirror_free)
