/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account-item-private.h"
#include "alcove-account-settings.h"
#include "alcove-account.h"
#include "alcove-client.h"
#include "alcove-conversation-list-private.h"
#include "alcove-demo-server.h"
#include "alcove-keyring.h"
#include "alcove-recent-chats.h"
#include "alcove-session.h"
#include "alcove-store.h"
#include "alcove-vault.h"

G_BEGIN_DECLS

/* Seen by alcove-session*.c alone. */
struct _AlcoveSession
{
  GObject parent_instance;

  AlcoveAccountItem *item;
  AlcoveKeyring *keyring; /* NULL: a key from outside is never stored */
  AlcoveVault *vault;
  AlcoveAccount *account; /* NULL before the vault was tried, and where there can be none yet */
  AlcoveStore *store;     /* the account's history, NULL like the account */
  AlcoveStore *unsaved;   /* chats that are not saved; made for the first one */
  AlcoveClient *client;
  AlcoveDemoServer *demo;
  DexFuture *opening;  /* the newest try to open it */
  DexFuture *ensuring; /* the newest try to have a vault */
  AlcoveConversationList *conversations;
  GPtrArray *shelves; /* of AlcoveConversationList, not owned */
  GListStore *folders;
  GPtrArray *sendings;
  GPtrArray *titlings; /* (element-type AlcoveReply): requests for titles that are on their way */
  AlcoveRecentChats *recent;
  GListStore *models;
  char *model;
  GError *models_error;
  GError *store_error;
  AlcoveAccountSettings *settings;
  gint64 n_saved;
  gboolean save_history;
  gboolean needs_history_key;
  gboolean is_loading_models;
  gboolean has_proxy; /* the way to the server leads through one */
  gboolean is_closed;
  gboolean is_resumed;  /* somebody asked for the chat that was open at the last end */
  gboolean is_resuming; /* and it was not found yet */
  gboolean is_brief;    /* ends with what it was opened for: nothing is done in the background */
};

AlcoveSession *alcove_session_new (AlcoveAccountItem *item, const char *data_dir,
                                   AlcoveKeyring *keyring, GError **error);
gboolean alcove_session_renew_client (AlcoveSession *self, GError **error);
void alcove_session_start (AlcoveSession *self);
void alcove_session_find_proxy (AlcoveSession *self);
DexFuture *alcove_session_wait_open (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean alcove_session_get_is_closed (AlcoveSession *self);
AlcoveClient *alcove_session_get_client (AlcoveSession *self);
AlcoveStore *alcove_session_get_store (AlcoveSession *self);
AlcoveAccount *alcove_session_get_account (AlcoveSession *self);

/* For its own files. */
void alcove_session_set_save_history (AlcoveSession *self, gboolean save_history);
void alcove_session_set_store_error (AlcoveSession *self, const GError *error);
void alcove_session_set_n_saved (AlcoveSession *self, gint64 n_saved);
void alcove_session_set_needs_history_key (AlcoveSession *self, gboolean needs);
void alcove_session_set_models_state (AlcoveSession *self, gboolean is_loading,
                                      const GError *error);
void alcove_session_take_models (AlcoveSession *self, GPtrArray *infos);
void alcove_session_choose_model (AlcoveSession *self, const char *model);
void alcove_session_remember_model (AlcoveSession *self, const char *model);
void alcove_session_show_changes (AlcoveSession *self);
DexFuture *alcove_session_open_vault (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_ensure_vault (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
AlcoveStore *alcove_session_ensure_unsaved (AlcoveSession *self);
AlcoveConversation *alcove_session_go_on_in (AlcoveSession *self, AlcoveConversation *conversation);
AlcoveConversation *alcove_session_ask (AlcoveSession *self, AlcoveConversation *conversation,
                                        const AlcoveAsk *ask);
AlcoveConversation *alcove_session_copy (AlcoveSession *self, AlcoveConversation *conversation);
void alcove_session_add_sending (AlcoveSession *self, AlcoveSending *sending);
void alcove_session_end_sending (AlcoveSession *self, AlcoveSending *sending);
void alcove_session_remove_sending (AlcoveSession *self, AlcoveSending *sending);
void alcove_session_settle (AlcoveSession *self, AlcoveConversation *conversation);
void alcove_session_settle_early (AlcoveSession *self, AlcoveConversation *conversation);
gboolean alcove_session_has_undecided (AlcoveSession *self);
void alcove_session_notify_has_unsaved (AlcoveSession *self);
void alcove_session_write_setting (AlcoveSession *self, const char *key, const char *json);
void alcove_session_show_favourites (AlcoveSession *self);
double alcove_session_estimate_cost (AlcoveSession *self, const char *id, gint64 tokens_in,
                                     gint64 tokens_out);
void alcove_session_read_settings (AlcoveSession *self, AlcoveStore *store);
void alcove_session_write_settings (AlcoveSession *self);
void alcove_session_prepare_request (AlcoveSession *self, AlcoveConversation *conversation,
                                     AlcoveChatRequest *request);
void alcove_session_remember_refusal (AlcoveSession *self, const char *model, const char *field);
void alcove_session_learn_from_client (AlcoveSession *self);
void alcove_session_set_is_brief (AlcoveSession *self);
void alcove_session_better_title (AlcoveSession *self, AlcoveConversation *conversation,
                                  AlcoveMessage *answer);
void alcove_session_after_save (AlcoveSession *self);
void alcove_session_place_all (AlcoveSession *self, GPtrArray *conversations);
void alcove_session_place (AlcoveSession *self, AlcoveConversation *conversation);
void alcove_session_set_lists_store (AlcoveSession *self, AlcoveStore *store);
void alcove_session_refresh_lists (AlcoveSession *self);
void alcove_session_clear_lists (AlcoveSession *self, AlcoveHome home);
void alcove_session_let_shelves_go (AlcoveSession *self);
void alcove_session_read_folders (AlcoveSession *self);
void alcove_session_reload_folders (AlcoveSession *self);

G_END_DECLS
