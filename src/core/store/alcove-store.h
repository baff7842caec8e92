/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-account.h"
#include "alcove-artifact.h"
#include "alcove-chat-bundle.h"
#include "alcove-folder-record.h"
#include "alcove-merge.h"
#include "alcove-records.h"
#include "alcove-recovery.h"
#include "alcove-statistics.h"

G_BEGIN_DECLS

/**
 * AlcoveStore:
 *
 * The facade of one history: a thread, a queue, a connection that writes, and another thread with one that only
 * reads. Each operation returns a future that resolves on the caller's thread; operations run in the order they
 * were asked for, but search, statistics, counts of chats and inspect, which see what is acknowledged before them
 * and may be overtaken. Boxed lists are
 * G_TYPE_PTR_ARRAY of the records named. A failing operation rejects and leaves nothing half done.
 *
 * A store of an account that does not exist yet is open and empty without touching the disk; the first
 * alcove_store_create_chat() makes the database, then the slots file.
 */
#define ALCOVE_TYPE_STORE (alcove_store_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveStore, alcove_store, ALCOVE, STORE, GObject)

AlcoveStore *alcove_store_new (AlcoveAccount *account);
AlcoveStore *alcove_store_new_in_memory (void);
gboolean alcove_store_is_in_memory (AlcoveStore *self);

/* ::changed is emitted on the main thread when another process changed this history. */

DexFuture *alcove_store_open (AlcoveStore *self)
    G_GNUC_WARN_UNUSED_RESULT; /* TRUE; "streaming" rows become "interrupted" */
DexFuture *alcove_store_close (AlcoveStore *self)
    G_GNUC_WARN_UNUSED_RESULT; /* TRUE, after all that was asked before it */
void alcove_store_close_sync (AlcoveStore *self);
/* What is searched now rejects with G_IO_ERROR_CANCELLED: nobody waits for it any more. */
void alcove_store_interrupt_searches (AlcoveStore *self);

/* meta: save_history and the like */
DexFuture *alcove_store_get_meta (AlcoveStore *self, const char *key)
    G_GNUC_WARN_UNUSED_RESULT; /* string, NULL for none */
DexFuture *alcove_store_set_meta (AlcoveStore *self, const char *key,
                                  const char *value) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_get_setting (AlcoveStore *self, const char *key)
    G_GNUC_WARN_UNUSED_RESULT; /* JSON string, NULL for none */
DexFuture *alcove_store_set_setting (AlcoveStore *self, const char *key,
                                     const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* chats */
typedef enum
{
  ALCOVE_CHATS_ACTIVE, /* neither archived nor in the trash */
  ALCOVE_CHATS_ARCHIVED,
  ALCOVE_CHATS_TRASH,
} AlcoveChatsWhich;

/* first: may be NULL; a user's message saved in the same transaction, so a chat is never empty. Chat and
 * message records given are copied; the ids in the result are the store's. Returns the chat record. */
DexFuture *alcove_store_create_chat (AlcoveStore *self, AlcoveChatRecord *chat,
                                     AlcoveMessageRecord *first) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_get_chat (AlcoveStore *self, const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
/* Keyset page: pinned first, then updated_at descending. after: the last record of the page before, or NULL. */
DexFuture *alcove_store_list_chats (AlcoveStore *self, AlcoveChatsWhich which,
                                    AlcoveChatRecord *after, guint limit) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_count_chats (AlcoveStore *self,
                                     AlcoveChatsWhich which) G_GNUC_WARN_UNUSED_RESULT; /* int64 */
DexFuture *alcove_store_rename_chat (AlcoveStore *self, const char *chat_id, const char *title,
                                     AlcoveTitleSource source) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_set_chat_model (AlcoveStore *self, const char *chat_id,
                                        const char *model) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_set_chat_pinned (AlcoveStore *self, const char *chat_id,
                                         gboolean pinned) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_archive_chat (AlcoveStore *self, const char *chat_id,
                                      gboolean archived) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_trash_chat (AlcoveStore *self,
                                    const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_restore_chat (AlcoveStore *self,
                                      const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_delete_chat (AlcoveStore *self,
                                     const char *chat_id) G_GNUC_WARN_UNUSED_RESULT; /* for good */
DexFuture *alcove_store_delete_all (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT;
/* A whole chat in one transaction, as alcove_store_list_all_messages() of another store gave it: ids, parents,
 * sequences, times, statuses and the chat's title_source, is_pinned and active_leaf are kept. messages:
 * (element-type AlcoveMessageRecord), parents before their children. Makes the vault like create_chat.
 * Returns the chat record. */
DexFuture *alcove_store_import_chat (AlcoveStore *self, AlcoveChatRecord *chat,
                                     GPtrArray *messages) G_GNUC_WARN_UNUSED_RESULT;

/* The chat whose extra has the same "link", else a new one as create_chat makes it; asked twice it gives one. */
DexFuture *alcove_store_find_or_create_chat (AlcoveStore *self, AlcoveChatRecord *chat,
                                             AlcoveMessageRecord *first) G_GNUC_WARN_UNUSED_RESULT;
/* All branches under new ids, its own link left out. Returns the new chat record. */
DexFuture *alcove_store_duplicate_chat (AlcoveStore *self,
                                        const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
/* Which of the chat's details are written. */
typedef enum
{
  ALCOVE_DETAIL_PARAMETERS = 1 << 0, /* system_prompt and params */
  ALCOVE_DETAIL_DRAFT = 1 << 1,
  ALCOVE_DETAIL_EXTRA = 1 << 2,
  ALCOVE_DETAIL_ALL = (1 << 3) - 1,
} AlcoveChatDetails;

DexFuture *alcove_store_set_chat_details (AlcoveStore *self, AlcoveChatRecord *chat,
                                          AlcoveChatDetails which) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_set_chat_draft (AlcoveStore *self, const char *chat_id,
                                        const char *draft) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_touch_chat (AlcoveStore *self,
                                    const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
/* Active chats of the last 24 hours, newest first. */
DexFuture *alcove_store_list_recent_chats (AlcoveStore *self,
                                           guint limit) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_empty_trash (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT; /* int64 */
DexFuture *
alcove_store_purge_old_trash (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT; /* int64; 30 days */
DexFuture *
alcove_store_get_statistics (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT; /* AlcoveStatistics */

/* Many chats at once, in one transaction: how many of them were there, int64. folder_id: for MOVE, NULL for none. */
DexFuture *alcove_store_change_chats (AlcoveStore *self, const char *const *ids,
                                      AlcoveChatChange change,
                                      const char *folder_id) G_GNUC_WARN_UNUSED_RESULT;
/* GArray of int64: pinned active chats, then the others since each time, the newest time first. */
DexFuture *alcove_store_count_spans (AlcoveStore *self, const gint64 *starts,
                                     guint n_starts) G_GNUC_WARN_UNUSED_RESULT;

/* folders: one level. Deleting one leaves its chats where they are, in no folder. */
DexFuture *alcove_store_list_folders (AlcoveStore *self)
    G_GNUC_WARN_UNUSED_RESULT; /* AlcoveFolderRecord array */
DexFuture *alcove_store_create_folder (AlcoveStore *self,
                                       const char *name) G_GNUC_WARN_UNUSED_RESULT; /* its id */
DexFuture *alcove_store_rename_folder (AlcoveStore *self, const char *folder_id,
                                       const char *name) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_delete_folder (AlcoveStore *self,
                                       const char *folder_id) G_GNUC_WARN_UNUSED_RESULT;
/* A page of a folder, as alcove_store_list_chats(). */
DexFuture *alcove_store_list_folder_chats (AlcoveStore *self, const char *folder_id,
                                           AlcoveChatRecord *after,
                                           guint limit) G_GNUC_WARN_UNUSED_RESULT;

/* messages */
DexFuture *alcove_store_add_message (AlcoveStore *self, AlcoveMessageRecord *message)
    G_GNUC_WARN_UNUSED_RESULT; /* the record as stored */
/* Checkpoint or end of a message: replaces status, numbers and parts. A message whose status is open is
 * written but not indexed for search. */
DexFuture *alcove_store_update_message (AlcoveStore *self,
                                        AlcoveMessageRecord *message) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_delete_message (AlcoveStore *self, const char *message_id)
    G_GNUC_WARN_UNUSED_RESULT; /* with its branch */
/* All of them, each with its branch, in one transaction. */
DexFuture *alcove_store_delete_messages (AlcoveStore *self, const char *chat_id,
                                         const char *const *ids) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_get_message (AlcoveStore *self,
                                     const char *message_id) G_GNUC_WARN_UNUSED_RESULT;
/* On the shown path: int64. */
DexFuture *alcove_store_count_messages (AlcoveStore *self,
                                        const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;
/* Shows another branch: the path through this message, down to its newest leaf. */
DexFuture *alcove_store_show_message (AlcoveStore *self,
                                      const char *message_id) G_GNUC_WARN_UNUSED_RESULT;
/* The variant before (-1) or after (1) a message, likewise. */
DexFuture *alcove_store_show_neighbour (AlcoveStore *self, const char *message_id,
                                        int direction) G_GNUC_WARN_UNUSED_RESULT;
/* The shown path, oldest first: keys only (AlcoveMessageKey), and full records of some of it. */
DexFuture *alcove_store_list_message_keys (AlcoveStore *self, const char *chat_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AlcoveMessageKey array */
DexFuture *
alcove_store_get_messages (AlcoveStore *self, const char *chat_id,
                           const char *const *ids) G_GNUC_WARN_UNUSED_RESULT; /* in that order */
/* The newest `limit` messages of the shown path before `before_id` (NULL: from its end), oldest first. */
DexFuture *alcove_store_list_messages (AlcoveStore *self, const char *chat_id,
                                       const char *before_id,
                                       guint limit) G_GNUC_WARN_UNUSED_RESULT;

/* All branches of a chat with their parts, by sequence. */
DexFuture *alcove_store_list_all_messages (AlcoveStore *self,
                                           const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;

/* Whole chats out and in: a boxed list of ids, an AlcoveChatBundle, an AlcoveMerge. */
DexFuture *alcove_store_list_chat_ids (AlcoveStore *self,
                                       gboolean with_trash) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_read_chat (AlcoveStore *self, const char *chat_id, gint64 after,
                                   guint max_bytes) G_GNUC_WARN_UNUSED_RESULT;
/* One transaction; what is here already, by the ids of chat and messages, stays and is counted. */
DexFuture *alcove_store_take_chat (AlcoveStore *self, AlcoveChatBundle *bundle,
                                   gboolean is_dry) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when what was taken has reached the disk: once behind them all. */
DexFuture *alcove_store_settle_chats (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* artifacts */
DexFuture *alcove_store_save_artifact (AlcoveStore *self,
                                       AlcoveArtifact *artifact) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_list_artifacts (AlcoveStore *self, const char *chat_id)
    G_GNUC_WARN_UNUSED_RESULT; /* AlcoveArtifact array, without spec and data */
DexFuture *alcove_store_get_artifact (AlcoveStore *self,
                                      const char *artifact_id) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  ALCOVE_SEARCH_NEWEST_FIRST,
  ALCOVE_SEARCH_BY_RANK,
} AlcoveSearchOrder;

/* search: words, "phrases", -words, model:NAME, before:DATE, after:DATE, is:pinned, in:archive,
 * in:FOLDER; the trash is not searched */
DexFuture *alcove_store_search_by (AlcoveStore *self, const char *query, AlcoveSearchOrder order,
                                   guint limit) G_GNUC_WARN_UNUSED_RESULT;
/* newest first */
DexFuture *alcove_store_search (AlcoveStore *self, const char *query,
                                guint limit) G_GNUC_WARN_UNUSED_RESULT;

/* For `doctor`: a boxed GStrv of "name=value" about engine, guard and file; no content. */
DexFuture *alcove_store_inspect (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* A damaged file: open or not, the history is whole and open afterwards, as far as it could be read. A boxed
 * AlcoveRecovery; ALCOVE_ERROR_CORRUPT where nothing can be read, and then the file stands as it was. */
DexFuture *alcove_store_recover (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE. A new account key, and every page encrypted with it. */
DexFuture *alcove_store_reencrypt (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* Backups, encrypted with the account's keys and read back. By itself once a week, the last two kept. */
DexFuture *alcove_store_back_up_if_due (AlcoveStore *self) G_GNUC_WARN_UNUSED_RESULT; /* int64 */
DexFuture *alcove_store_back_up (AlcoveStore *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* What a backup would bring, and bringing it: a boxed AlcoveMerge. */
DexFuture *alcove_store_preview_backup (AlcoveStore *self,
                                        const char *path) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_store_restore (AlcoveStore *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* The same for one that only the key of its time opens. */
DexFuture *alcove_store_merge_older (AlcoveStore *self, const char *path,
                                     AlcoveLockedBytes *old_key,
                                     gboolean is_dry) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *id;
  gint64 sequence;
  AlcoveRole role;
  AlcoveStatus status;
  gint64 created_at;
  gint64 text_length; /* bytes of its text parts, for estimates of height */
  guint variant;      /* which of those with the same parent it is, from 1 */
  guint n_variants;
} AlcoveMessageKey;

void alcove_message_key_free (AlcoveMessageKey *key);

G_END_DECLS
