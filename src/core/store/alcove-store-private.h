/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

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
  GError *error;         /* the answer instead of a result */
  gboolean while_closed; /* may run on a history that is not open */
  char *id;
  char *text;
  char **ids;
  AlcoveChatRecord *chat;
  AlcoveMessageRecord *message;
  GPtrArray *messages;
  gint64 number;
  guint limit;
  int *flag; /* of the store, which outlives its jobs */
  GWeakRef *store;
};

AlcoveJob *alcove_job_new (AlcoveJobFunc run);
DexFuture *alcove_store_push (AlcoveStore *self, AlcoveJob *job) G_GNUC_WARN_UNUSED_RESULT;

void alcove_job_take_array (AlcoveJob *job, GPtrArray *array);
void alcove_job_take_chat (AlcoveJob *job, AlcoveChatRecord *chat);
void alcove_job_take_message (AlcoveJob *job, AlcoveMessageRecord *message);
void alcove_job_take_string (AlcoveJob *job, char *text);
void alcove_job_take_strv (AlcoveJob *job, char **lines);
void alcove_job_take_boxed (AlcoveJob *job, GType type, gpointer boxed);
void alcove_job_set_int (AlcoveJob *job, gint64 number);

G_END_DECLS
