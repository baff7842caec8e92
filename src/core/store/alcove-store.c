/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade of one history: a thread, a queue, one connection.
 * The object belongs to the thread that made it; the history belongs to the store's thread, which takes one
 * job after the other. A job carries copies of its inputs and a promise; the future of it resolves where it
 * is awaited. The thread ends with the last reference, after all that was asked before. */

#include "alcove-store-private.h"

/* What the thread holds of its store. */
typedef struct
{
  GAsyncQueue *jobs;
  AlcoveAccount *account;
  GMainContext *context; /* where answers go */
  GWeakRef *store;       /* an atomic box: also held by what it sends to the main thread */
  gboolean is_watched;
} ThreadData;

struct _AlcoveStore
{
  GObject parent_instance;

  AlcoveAccount *account; /* NULL in memory */
  GAsyncQueue *jobs;
  GThread *thread;
  GFileMonitor *monitor; /* main thread */
  int is_checking;       /* atomic: a look at the file is on its way */
};

G_DEFINE_FINAL_TYPE (AlcoveStore, alcove_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
weak_box_clear (gpointer box)
{
  g_weak_ref_clear (box);
}

static void
weak_box_release (gpointer box)
{
  g_atomic_rc_box_release_full (box, weak_box_clear);
}

static void
on_main_thread (GWeakRef *store, GSourceFunc func)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, func, g_atomic_rc_box_acquire (store), weak_box_release);
}

/* ---- jobs ---- */

AlcoveJob *
alcove_job_new (AlcoveJobFunc run)
{
  AlcoveJob *job = g_new0 (AlcoveJob, 1);

  job->run = run;
  job->promise = dex_promise_new ();
  return job;
}

static void
job_free (AlcoveJob *job)
{
  dex_clear (&job->promise);
  g_clear_error (&job->error);
  if (G_IS_VALUE (&job->result))
    g_value_unset (&job->result);
  g_free (job->id);
  g_free (job->text);
  g_strfreev (job->ids);
  g_clear_pointer (&job->chat, alcove_chat_record_unref);
  g_clear_pointer (&job->message, alcove_message_record_unref);
  g_clear_pointer (&job->messages, g_ptr_array_unref);
  g_clear_pointer (&job->store, weak_box_release);
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
alcove_job_take_boxed (AlcoveJob *job, GType type, gpointer boxed)
{
  g_value_take_boxed (start_result (job, type), boxed);
}

void
alcove_job_set_int (AlcoveJob *job, gint64 number)
{
  g_value_set_int64 (start_result (job, G_TYPE_INT64), number);
}

static GError *
new_closed_error (void)
{
  return g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_STORE, "the history is closed");
}

static void
job_run (AlcoveJob *job, AlcoveHistory *history)
{
  if (alcove_history_get_db (history) == NULL && !job->while_closed)
    {
      job->error = new_closed_error ();
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
static void
job_return (AlcoveJob *job, GMainContext *context)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_settle, job, (GDestroyNotify) job_free);
  g_source_attach (source, context);
}

DexFuture *
alcove_store_push (AlcoveStore *self, AlcoveJob *job)
{
  DexFuture *future = dex_ref (DEX_FUTURE (job->promise));

  if (self->thread == NULL)
    {
      dex_promise_reject (job->promise, new_closed_error ());
      job_free (job);
    }
  else
    g_async_queue_push (self->jobs, job);
  return future;
}

/* ---- changes by others ---- */

static gboolean
emit_changed (gpointer box)
{
  g_autoptr (AlcoveStore) self = g_weak_ref_get (box);

  if (self != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
run_check (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  g_atomic_int_set (job->flag, FALSE);
  if (alcove_history_was_changed (history))
    on_main_thread (job->store, emit_changed);
  return TRUE;
}

/* The log was written, by us or by another process: the engine knows by whom. */
static void
check_for_changes (AlcoveStore *self)
{
  AlcoveJob *job;

  if (!g_atomic_int_compare_and_exchange (&self->is_checking, FALSE, TRUE))
    return;
  job = alcove_job_new (run_check);
  job->while_closed = TRUE;
  job->flag = &self->is_checking;
  job->store = g_atomic_rc_box_new (GWeakRef);
  g_weak_ref_init (job->store, self);
  dex_unref (alcove_store_push (self, job));
}

static gboolean
start_watching (gpointer box)
{
  g_autoptr (AlcoveStore) self = g_weak_ref_get (box);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *log = NULL;

  if (self == NULL || self->thread == NULL)
    return G_SOURCE_REMOVE;
  path = alcove_account_dup_database_path (self->account);
  log = g_strconcat (path, "-wal", NULL);
  file = g_file_new_for_path (log);
  /* Where files cannot be watched nothing is told, and all else works. */
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (check_for_changes), self,
                             G_CONNECT_SWAPPED);
  check_for_changes (self);
  return G_SOURCE_REMOVE;
}

static void
thread_data_free (ThreadData *data)
{
  g_async_queue_unref (data->jobs);
  g_main_context_unref (data->context);
  weak_box_release (data->store);
  g_clear_object (&data->account);
  g_free (data);
}

/* A job without a function is the last one. */
static gpointer
store_thread (gpointer user_data)
{
  ThreadData *data = user_data;
  g_autoptr (AlcoveHistory) history = alcove_history_new (data->account);
  gboolean is_last = FALSE;

  while (!is_last)
    {
      AlcoveJob *job = g_async_queue_pop (data->jobs);

      is_last = job->run == NULL;
      if (is_last)
        job_free (job);
      else
        {
          job_run (job, history);
          job_return (job, data->context);
        }
      if (!data->is_watched && alcove_history_is_on_disk (history))
        {
          data->is_watched = TRUE;
          on_main_thread (data->store, start_watching);
        }
    }
  thread_data_free (data);
  return NULL;
}

/* ---- the object ---- */

static void
alcove_store_dispose (GObject *object)
{
  AlcoveStore *self = ALCOVE_STORE (object);

  g_clear_object (&self->monitor);
  if (self->thread != NULL)
    {
      g_async_queue_push (self->jobs, alcove_job_new (NULL));
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (alcove_store_parent_class)->dispose (object);
}

static void
alcove_store_class_init (AlcoveStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = alcove_store_dispose;

  /**
   * AlcoveStore::changed:
   * @self: a store
   *
   * Another process changed this history. Emitted on the main thread.
   */
  signals[CHANGED] = g_signal_new ("changed", ALCOVE_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
alcove_store_init (AlcoveStore *self)
{
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
}

static AlcoveStore *
store_new (AlcoveAccount *account)
{
  AlcoveStore *self = g_object_new (ALCOVE_TYPE_STORE, NULL);
  ThreadData *data = g_new0 (ThreadData, 1);

  self->account = account ? g_object_ref (account) : NULL;
  data->account = account ? g_object_ref (account) : NULL;
  data->jobs = g_async_queue_ref (self->jobs);
  data->context = g_main_context_ref_thread_default ();
  data->store = g_atomic_rc_box_new (GWeakRef);
  g_weak_ref_init (data->store, self);
  self->thread = g_thread_new ("store", store_thread, data);
  return self;
}

/**
 * alcove_store_new:
 * @account: whose history it is
 *
 * Returns: (transfer full): the store of an account, closed; nothing is read or made yet
 */
AlcoveStore *
alcove_store_new (AlcoveAccount *account)
{
  g_return_val_if_fail (account != NULL, NULL);

  return store_new (account);
}

/**
 * alcove_store_new_in_memory:
 *
 * Returns: (transfer full): a store that never touches a disk, closed
 */
AlcoveStore *
alcove_store_new_in_memory (void)
{
  return store_new (NULL);
}

/**
 * alcove_store_is_in_memory:
 * @self: a store
 *
 * Returns: whether it is one that never touches a disk
 */
gboolean
alcove_store_is_in_memory (AlcoveStore *self)
{
  g_return_val_if_fail (ALCOVE_IS_STORE (self), TRUE);

  return self->account == NULL;
}

/* ---- opening and closing ---- */

static gboolean
run_open (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_open (history, error);
}

static gboolean
run_close (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_close (history, error);
}

/**
 * alcove_store_open:
 * @self: a store
 *
 * Opens the history. An account that has none yet opens empty, and stays without a file until its first
 * chat. Messages that were being received when their process ended become interrupted.
 *
 * Returns: (transfer full): a future of %TRUE. It rejects with %ALCOVE_ERROR_WRONG_KEY, %ALCOVE_ERROR_ENGINE,
 *   %ALCOVE_ERROR_CORRUPT, %ALCOVE_ERROR_NEWER_VERSION, %ALCOVE_ERROR_READ_ONLY, %ALCOVE_ERROR_DISK_FULL,
 *   %ALCOVE_ERROR_BUSY or %ALCOVE_ERROR_STORE, and has changed and deleted nothing then
 */
DexFuture *
alcove_store_open (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_open);

  job->while_closed = TRUE;
  return alcove_store_push (self, job);
}

static AlcoveJob *
close_job_new (void)
{
  AlcoveJob *job = alcove_job_new (run_close);

  job->while_closed = TRUE;
  return job;
}

/**
 * alcove_store_close:
 * @self: a store
 *
 * Closes the history, after all that was asked before. It may be opened again.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_close (AlcoveStore *self)
{
  return alcove_store_push (self, close_job_new ());
}

/**
 * alcove_store_close_sync:
 * @self: a store
 *
 * Closes the history for good and waits until all that was asked before is on the disk. Blocks.
 */
void
alcove_store_close_sync (AlcoveStore *self)
{
  if (self->thread == NULL)
    return;
  g_clear_object (&self->monitor);
  g_async_queue_push (self->jobs, close_job_new ());
  g_async_queue_push (self->jobs, alcove_job_new (NULL));
  g_thread_join (g_steal_pointer (&self->thread));
}
