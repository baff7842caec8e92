/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What was asked of a store, and the way of its answer: made by the store's owner, run on a thread of the
 * store, settled where its owner lives. */

#include "alcove-store-private.h"

AlcoveJob *
alcove_job_new (AlcoveJobFunc run)
{
  AlcoveJob *job = g_new0 (AlcoveJob, 1);

  job->run = run;
  job->promise = dex_promise_new ();
  return job;
}

void
alcove_job_free (AlcoveJob *job)
{
  dex_clear (&job->promise);
  g_clear_error (&job->error);
  if (G_IS_VALUE (&job->result))
    g_value_unset (&job->result);
  g_clear_pointer (&job->backup, alcove_backup_close);
  g_free (job->id);
  g_free (job->text);
  g_clear_pointer (&job->key, alcove_locked_bytes_unref);
  g_strfreev (job->ids);
  g_clear_pointer (&job->chat, alcove_chat_record_unref);
  g_clear_pointer (&job->message, alcove_message_record_unref);
  g_clear_pointer (&job->messages, g_ptr_array_unref);
  g_clear_pointer (&job->artifact, alcove_artifact_unref);
  g_clear_pointer (&job->bundle, alcove_chat_bundle_unref);
  g_clear_pointer (&job->store, alcove_store_release_box);
  g_free (job);
}

static GValue *
start_result (AlcoveJob *job, GType type)
{
  if (G_IS_VALUE (&job->result))
    g_value_unset (&job->result);
  return g_value_init (&job->result, type);
}

void
alcove_job_take_array (AlcoveJob *job, GPtrArray *array)
{
  g_value_take_boxed (start_result (job, G_TYPE_PTR_ARRAY), array);
}

void
alcove_job_take_chat (AlcoveJob *job, AlcoveChatRecord *chat)
{
  g_value_take_boxed (start_result (job, ALCOVE_TYPE_CHAT_RECORD), chat);
}

void
alcove_job_take_message (AlcoveJob *job, AlcoveMessageRecord *message)
{
  g_value_take_boxed (start_result (job, ALCOVE_TYPE_MESSAGE_RECORD), message);
}

void
alcove_job_take_boxed (AlcoveJob *job, GType type, gpointer boxed)
{
  g_value_take_boxed (start_result (job, type), boxed);
}

void
alcove_job_take_string (AlcoveJob *job, char *text)
{
  g_value_take_string (start_result (job, G_TYPE_STRING), text);
}

void
alcove_job_take_strv (AlcoveJob *job, char **lines)
{
  g_value_take_boxed (start_result (job, G_TYPE_STRV), lines);
}

void
alcove_job_set_int (AlcoveJob *job, gint64 number)
{
  g_value_set_int64 (start_result (job, G_TYPE_INT64), number);
}

GError *
alcove_job_new_closed_error (void)
{
  return g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_STORE, "the history is closed");
}

/* Runs it on a history, or finds that this is closed. */
void
alcove_job_run (AlcoveJob *job, AlcoveHistory *history)
{
  if (alcove_history_get_db (history) == NULL && !job->while_closed)
    {
      job->error = alcove_job_new_closed_error ();
      return;
    }
  g_value_set_boolean (start_result (job, G_TYPE_BOOLEAN), TRUE);
  if (job->run (history, job, &job->error))
    g_clear_error (&job->error);
}

static gboolean
job_settle (gpointer data)
{
  AlcoveJob *job = data;

  if (job->error != NULL)
    dex_promise_reject (job->promise, g_steal_pointer (&job->error));
  else
    dex_promise_resolve (job->promise, &job->result);
  return G_SOURCE_REMOVE;
}

/* The promise is kept where it was made: whoever keeps it may let go the last reference of what waits for it,
 * and that must not happen here. */
void
alcove_job_return (AlcoveJob *job, GMainContext *context)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_settle, job, (GDestroyNotify) alcove_job_free);
  g_source_attach (source, context);
}
