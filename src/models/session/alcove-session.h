/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-account-item.h"
#include "alcove-attachment.h"
#include "alcove-chat-parameters.h"
#include "alcove-conversation-list.h"
#include "alcove-enums.h"
#include "alcove-folder.h"
#include "alcove-locked-bytes.h"
#include "alcove-model.h"
#include "alcove-search-result.h"

G_BEGIN_DECLS

/**
 * AlcoveSession:
 *
 * One opened account: the only place that knows the client and the stores. Main thread.
 *
 * Properties (all notify): name, base-url, host, is-demo, can-save (has or can have a vault),
 * needs-history-key (a key that is too weak to protect a history, and none was made yet: turning saving on
 * makes one), save-history,
 * model (the id for new chats), is-loading-models, models-error (GError, boxed), store-error (GError,
 * boxed: the history cannot be used now; chats go on unsaved), has-unsaved (an unsaved chat with
 * messages is open), n-saved (saved chats).
 *
 * Signal: answered (AlcoveConversation, AlcoveMessage): an answer ended, however it did, and is stored where it is to be.
 */
#define ALCOVE_TYPE_SESSION (alcove_session_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSession, alcove_session, ALCOVE, SESSION, GObject)

const char *alcove_session_get_name (AlcoveSession *self);
AlcoveConversationList *alcove_session_get_conversations (AlcoveSession *self);
GListModel *alcove_session_get_models (AlcoveSession *self); /* of AlcoveModel */
const char *alcove_session_get_model (AlcoveSession *self);
void alcove_session_set_model (AlcoveSession *self, const char *model);
gboolean alcove_session_get_can_save (AlcoveSession *self);
gboolean alcove_session_get_save_history (AlcoveSession *self);
gboolean alcove_session_get_needs_history_key (AlcoveSession *self);
/* (transfer full) 64 hexadecimal digits to copy to another computer; NULL where the key needs none */
AlcoveLockedBytes *alcove_session_dup_history_key (AlcoveSession *self);
gboolean alcove_session_get_has_unsaved (AlcoveSession *self);
const GError *alcove_session_get_store_error (AlcoveSession *self);
const char *alcove_session_get_history_folder (AlcoveSession *self);
const GError *alcove_session_get_models_error (AlcoveSession *self);
const char *alcove_session_get_host (AlcoveSession *self);
gboolean alcove_session_get_is_demo (AlcoveSession *self);
gint64 alcove_session_get_n_saved (AlcoveSession *self);
AlcoveAccountItem *alcove_session_get_account_item (AlcoveSession *self);
/* No network leads to the server now; asked of the system, not of the server. */
gboolean alcove_session_get_is_offline (AlcoveSession *self);
/* The way to the server, which is another computer, is not encrypted; a person agreed to that. */
gboolean alcove_session_get_is_plain (AlcoveSession *self);
void alcove_session_reload_models (AlcoveSession *self);

/* TRUE once the switch stands as asked. Turning on makes a history key where one is needed and keeps it
 * in the keyring. keep: when turning off, whether what is saved stays. */
DexFuture *alcove_session_turn_saving_on (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_turn_saving_off (AlcoveSession *self,
                                           gboolean keep) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_retry_store (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;

/* A chat that is nowhere yet: it joins the list with its first message. */
AlcoveConversation *alcove_session_new_conversation (AlcoveSession *self);
void alcove_session_set_conversation_model (AlcoveSession *self, AlcoveConversation *conversation,
                                            const char *model);
/* What is set for one chat alone, and what counts for those that do not set it. The change counts for the next
 * question at once; the future tells whether it is kept. */
AlcoveChatParameters *alcove_session_dup_parameters (AlcoveSession *self,
                                                     AlcoveConversation *conversation);
DexFuture *
alcove_session_set_parameters (AlcoveSession *self, AlcoveConversation *conversation,
                               const AlcoveChatParameters *parameters) G_GNUC_WARN_UNUSED_RESULT;
AlcoveChatParameters *alcove_session_dup_defaults (AlcoveSession *self);
void alcove_session_set_defaults (AlcoveSession *self, const AlcoveChatParameters *parameters);
gboolean alcove_session_get_is_venice (AlcoveSession *self);
double alcove_session_get_temperature_max (AlcoveSession *self);
/* Stores the prompt, then asks. The conversation to look at: the one given, or its unsaved copy where saving
 * is off and the one given is saved. (transfer none) NULL, and nothing is sent, while an answer is on its way
 * there, for a text of white space, and without a model. */
AlcoveConversation *alcove_session_send (AlcoveSession *self, AlcoveConversation *conversation,
                                         const char *text);
AlcoveConversation *alcove_session_send_with (AlcoveSession *self, AlcoveConversation *conversation,
                                              const char *text, GPtrArray *attachments);
/* Whether the chat's model takes it, as far as its server told; ALCOVE_ERROR_ATTACHMENT where it does not. */
gboolean alcove_session_check_attachment (AlcoveSession *self, AlcoveConversation *conversation,
                                          AlcoveAttachment *attachment, GError **error);
/* Asks again for a message that failed, was stopped, truncated or interrupted, or for a variant of it; for a
 * prompt that has no answer, asks for one. The conversation to look at, as alcove_session_send(). */
AlcoveConversation *alcove_session_regenerate (AlcoveSession *self,
                                               AlcoveConversation *conversation,
                                               AlcoveMessage *message);
/* The same of another model, for this once; NULL for the chat's. */
AlcoveConversation *alcove_session_regenerate_with (AlcoveSession *self,
                                                    AlcoveConversation *conversation,
                                                    AlcoveMessage *message, const char *model);
/* Sends another text in place of a prompt, with what went with it; the old one stays as another branch. */
AlcoveConversation *alcove_session_edit (AlcoveSession *self, AlcoveConversation *conversation,
                                         AlcoveMessage *prompt, const char *text);
/* Puts another text in the place of an answer, which stays as another branch; nothing is sent. */
AlcoveConversation *alcove_session_rewrite (AlcoveSession *self, AlcoveConversation *conversation,
                                            AlcoveMessage *answer, const char *text);
/* The variant before (-1) or after (1) a message, down to its newest end. TRUE once it is shown. */
DexFuture *alcove_session_show_variant (AlcoveSession *self, AlcoveConversation *conversation,
                                        AlcoveMessage *message,
                                        int direction) G_GNUC_WARN_UNUSED_RESULT;
/* The position (an unsigned integer) of a message of the chat, whose branch is shown then. */
DexFuture *alcove_session_show_message (AlcoveSession *self, AlcoveConversation *conversation,
                                        const char *message_id) G_GNUC_WARN_UNUSED_RESULT;
/* For good, with all below it; a running answer of the chat is stopped. The nearest variant is shown. */
DexFuture *alcove_session_delete_message (AlcoveSession *self, AlcoveConversation *conversation,
                                          AlcoveMessage *message) G_GNUC_WARN_UNUSED_RESULT;
/* The same, and from now on the field that the server refused is not sent to the model of this chat. */
AlcoveConversation *alcove_session_send_without (AlcoveSession *self,
                                                 AlcoveConversation *conversation,
                                                 AlcoveMessage *message, const char *field);
void alcove_session_stop (AlcoveSession *self, AlcoveConversation *conversation);
gboolean alcove_session_get_is_answering (AlcoveSession *self);
/* What one window shows from now on, and what it showed before; either may be NULL. Clears has-news. */
void alcove_session_look_at (AlcoveSession *self, AlcoveConversation *conversation,
                             AlcoveConversation *before);
/* A future of the AlcoveConversation with this id: one of the list, one that a search found, or one in the
 * trash. */
DexFuture *alcove_session_load_conversation (AlcoveSession *self,
                                             const char *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_rename (AlcoveSession *self, AlcoveConversation *conversation,
                                  const char *title) G_GNUC_WARN_UNUSED_RESULT;
/* Many chats at once: shows when it returns; a future of how many, int64. folder_id: where MOVE goes, NULL for no
 * folder. What the store refuses is back where it was when the future rejects. */
DexFuture *alcove_session_change_chats (AlcoveSession *self, GPtrArray *conversations,
                                        AlcoveChatChange change,
                                        const char *folder_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_duplicate (AlcoveSession *self, AlcoveConversation *conversation)
    G_GNUC_WARN_UNUSED_RESULT; /* the new AlcoveConversation */
DexFuture *alcove_session_empty_trash (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT; /* int64 */
/* The chats of another shelf; the list follows what is done as long as somebody holds it. */
AlcoveConversationList *alcove_session_dup_shelf (AlcoveSession *self, AlcoveShelf shelf,
                                                  const char *folder_id);
AlcoveFolder *alcove_session_dup_folder (AlcoveSession *self, const char *id);
GListModel *alcove_session_get_folders (AlcoveSession *self); /* of AlcoveFolder */
DexFuture *alcove_session_create_folder (AlcoveSession *self,
                                         const char *name) G_GNUC_WARN_UNUSED_RESULT; /* its id */
DexFuture *alcove_session_rename_folder (AlcoveSession *self, const char *folder_id,
                                         const char *name) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_delete_folder (AlcoveSession *self,
                                         const char *folder_id) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a model may be asked for titles of saved chats after their first answer, off until set; and which, NULL for
 * the chat's own. */
gboolean alcove_session_get_asks_for_titles (AlcoveSession *self);
const char *alcove_session_get_title_model (AlcoveSession *self);
void alcove_session_set_asks_for_titles (AlcoveSession *self, gboolean asks, const char *model);
/* Asks a model (NULL: the one for titles) for a title: a future of it. The chat has it then, but a title of the
 * user's own stays. */
DexFuture *alcove_session_suggest_title (AlcoveSession *self, AlcoveConversation *conversation,
                                         const char *model) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_trash (AlcoveSession *self,
                                 AlcoveConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_restore (AlcoveSession *self,
                                   AlcoveConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_session_keep (AlcoveSession *self, AlcoveConversation *conversation)
    G_GNUC_WARN_UNUSED_RESULT; /* an unsaved chat moves into the vault */
DexFuture *alcove_session_keep_all (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* An unsaved chat is forgotten; a running answer there is stopped. */
DexFuture *alcove_session_search (AlcoveSession *self, const char *query, guint limit)
    G_GNUC_WARN_UNUSED_RESULT; /* GListModel of AlcoveSearchResult, newest first */
DexFuture *alcove_session_search_by (AlcoveSession *self, const char *query, gboolean by_rank,
                                     guint limit) G_GNUC_WARN_UNUSED_RESULT;
void alcove_session_keep_draft (AlcoveSession *self, AlcoveConversation *conversation,
                                const char *text);
void alcove_session_interrupt_searches (AlcoveSession *self);
/* The chat that a window shows at the end; NULL for none. Kept in the vault, where saving is on. */
void alcove_session_leave_at (AlcoveSession *self, AlcoveConversation *conversation);
/* That of the session before: a future of the AlcoveConversation, for the first who asks. */
DexFuture *alcove_session_resume (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* Stops and stores running answers, closes the history, forgets the keys. */
DexFuture *alcove_session_close (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
