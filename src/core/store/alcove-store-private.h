/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-backups.h"
#include "alcove-history.h"
#include "alcove-store.h"

G_BEGIN_DECLS

typedef struct _AlcoveJob AlcoveJob;

/* Runs on the store's thread. Sets job->result, unless TRUE is what it has to say. */
typedef gboolean (*AlcoveJobFunc) (AlcoveHistory *history, AlcoveJob *job, GError **error);

/* What was asked of a store: copies of the inputs, and the future that waits for the answer. */
struct _AlcoveJob
{
  AlcoveJobFunc run;
  DexPromise *promise;
  GValue result;
  GError *error;           /* the answer instead of a result */
  gboolean while_closed;   /* may run on a history that is not open */
  gboolean ends_reading;   /* the reading connection is closed before it runs */
  gboolean pauses_reading; /* whatever reads is stopped for it, and starts again behind it */
  gboolean is_by_hand;     /* the user asked for it, now */
  gboolean is_search;      /* may be interrupted when nobody waits for it any more */
  gboolean is_unfinished;  /* set by run: behind what was asked meanwhile it runs again */
  char *id;
  char *text;
  char **ids;
  AlcoveLockedBytes *key;
  AlcoveChatRecord *chat;
  AlcoveMessageRecord *message;
  GPtrArray *messages;
  AlcoveArtifact *artifact;
  AlcoveChatBundle *bundle;
  AlcoveBackup *backup; /* open between the pieces of a merge */
  gint64 number;
  gint64 before;          /* a time */
  guint number_of_reader; /* how often reading was interrupted before it was asked */
  guint limit;
  int *flag; /* of the store, which outlives its jobs */
  GWeakRef *store;
};

AlcoveJob *alcove_job_new (AlcoveJobFunc run);
void alcove_job_free (AlcoveJob *job);
void alcove_job_run (AlcoveJob *job, AlcoveHistory *history);
void alcove_job_return (AlcoveJob *job, GMainContext *context);
GError *alcove_job_new_closed_error (void);
void alcove_store_release_box (gpointer box);
DexFuture *alcove_store_push (AlcoveStore *self, AlcoveJob *job) G_GNUC_WARN_UNUSED_RESULT;
/* For what only reads and may take long: never in front of a message. */
DexFuture *alcove_store_push_reading (AlcoveStore *self, AlcoveJob *job) G_GNUC_WARN_UNUSED_RESULT;

/* A piece of what is to go for good. */
gboolean alcove_store_run_purge (AlcoveHistory *history, AlcoveJob *job, GError **error);
gboolean alcove_store_purge_first (AlcoveHistory *history, AlcoveJob *job, GError **error);

/* Parts of a transaction that several files need. */
gboolean alcove_store_write_new_chat (AlcoveDb *db, gpointer job, GError **error);
gboolean alcove_store_copy_artifacts (AlcoveDb *db, const char *chat_id, GHashTable *names,
                                      GError **error);

void alcove_job_take_array (AlcoveJob *job, GPtrArray *array);
void alcove_job_take_chat (AlcoveJob *job, AlcoveChatRecord *chat);
void alcove_job_take_message (AlcoveJob *job, AlcoveMessageRecord *message);
void alcove_job_take_string (AlcoveJob *job, char *text);
void alcove_job_take_strv (AlcoveJob *job, char **lines);
void alcove_job_take_boxed (AlcoveJob *job, GType type, gpointer boxed);
void alcove_job_set_int (AlcoveJob *job, gint64 number);

G_END_DECLS
