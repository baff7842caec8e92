/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade of one history: a thread, a queue, one connection that writes; and beside it a thread that only
 * reads (alcove-reader.c), so that no search stands in front of a message.
 * The object belongs to the thread that made it; the history belongs to the store's thread, which takes one
 * job after the other. A job carries copies of its inputs and a promise; the future of it resolves where it
 * is awaited. The thread ends with the last reference, after all that was asked before. */

#include "alcove-reader.h"
#include "alcove-store-private.h"

#define BACK_UP_AFTER_SECONDS 60
#define REST_AFTER_US 30000

/* What the thread holds of its store. */
typedef struct
{
  GAsyncQueue *jobs;
  AlcoveAccount *account;
  GMainContext *context; /* where answers go */
  GWeakRef *store;       /* an atomic box: also held by what it sends to the main thread */
  AlcoveReader *reader;  /* of the store, which outlives the thread */
  gboolean is_watched;
} ThreadData;

struct _AlcoveStore
{
  GObject parent_instance;

  AlcoveAccount *account; /* NULL in memory */
  GAsyncQueue *jobs;
  GThread *thread;
  AlcoveReader *reader;
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

void
alcove_store_release_box (gpointer box)
{
  g_atomic_rc_box_release_full (box, weak_box_clear);
}

static void
on_main_thread (GWeakRef *store, GSourceFunc func)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, func, g_atomic_rc_box_acquire (store),
                   alcove_store_release_box);
}

/* ---- jobs ---- */

DexFuture *
alcove_store_push (AlcoveStore *self, AlcoveJob *job)
{
  DexFuture *future = dex_ref (DEX_FUTURE (job->promise));

  if (self->thread == NULL)
    {
      dex_promise_reject (job->promise, alcove_job_new_closed_error ());
      alcove_job_free (job);
    }
  else
    g_async_queue_push (self->jobs, job);
  return future;
}

/* To the reading thread, while there is something on the disk that it may read. */
DexFuture *
alcove_store_push_reading (AlcoveStore *self, AlcoveJob *job)
{
  DexFuture *future = dex_ref (DEX_FUTURE (job->promise));

  if (self->thread != NULL && alcove_reader_push (self->reader, job))
    return future;
  dex_unref (future);
  return alcove_store_push (self, job);
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

/* Long enough behind the opening that nobody waits for anything. */
static gboolean
back_up_in_time (gpointer box)
{
  g_autoptr (AlcoveStore) self = g_weak_ref_get (box);

  if (self != NULL && self->thread != NULL)
    dex_future_disown (alcove_store_back_up_if_due (self));
  return G_SOURCE_REMOVE;
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
  g_timeout_add_seconds_full (G_PRIORITY_LOW, BACK_UP_AFTER_SECONDS, back_up_in_time,
                              g_atomic_rc_box_acquire (box), alcove_store_release_box);
  return G_SOURCE_REMOVE;
}

static void
thread_data_free (ThreadData *data)
{
  g_async_queue_unref (data->jobs);
  g_main_context_unref (data->context);
  alcove_store_release_box (data->store);
  g_clear_object (&data->account);
  g_free (data);
}

/* Whatever reads is out of the way while a job needs that. */
static void
run_job (ThreadData *data, AlcoveHistory *history, AlcoveJob *job)
{
  if (job->ends_reading)
    alcove_reader_end (data->reader);
  if (job->pauses_reading)
    alcove_reader_pause (data->reader);
  job->is_unfinished = FALSE;
  alcove_job_run (job, history);
  if (job->pauses_reading)
    alcove_reader_resume (data->reader);
  if (alcove_history_is_on_disk (history))
    alcove_reader_allow (data->reader, alcove_history_holds_lock (history));
  if (job->is_unfinished)
    g_async_queue_push (data->jobs, job);
  else
    alcove_job_return (job, data->context);
}

static void
watch_once (ThreadData *data, AlcoveHistory *history)
{
  if (data->is_watched || !alcove_history_is_on_disk (history))
    return;
  data->is_watched = TRUE;
  on_main_thread (data->store, start_watching);
}

/* The next job; where none comes soon the history has a rest before. */
static AlcoveJob *
wait_for_job (ThreadData *data, AlcoveHistory *history)
{
  AlcoveJob *job = g_async_queue_timeout_pop (data->jobs, REST_AFTER_US);

  if (job != NULL)
    return job;
  if (alcove_history_is_on_disk (history))
    alcove_db_rest (alcove_history_get_db (history));
  return g_async_queue_pop (data->jobs);
}

/* A job without a function is the last one; what is unfinished then is finished behind it. */
static gpointer
store_thread (gpointer user_data)
{
  ThreadData *data = user_data;
  g_autoptr (AlcoveHistory) history = alcove_history_new (data->account);
  gboolean is_ending = FALSE;
  AlcoveJob *job;

  while ((job = is_ending ? g_async_queue_try_pop (data->jobs) : wait_for_job (data, history)))
    {
      if (job->run == NULL)
        {
          is_ending = TRUE;
          alcove_job_free (job);
          continue;
        }
      run_job (data, history, job);
      watch_once (data, history);
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
      alcove_reader_stop (self->reader);
      g_async_queue_push (self->jobs, alcove_job_new (NULL));
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->reader, alcove_reader_free);
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
  self->jobs = g_async_queue_new_full ((GDestroyNotify) alcove_job_free);
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
  self->reader = alcove_reader_new (account, self->jobs, data->context);
  data->reader = self->reader;
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

/**
 * alcove_store_interrupt_searches:
 * @self: a store
 *
 * Ends the searches of a history on the disk that are running or waiting: they reject with %G_IO_ERROR_CANCELLED. For one
 * that nobody waits for any more.
 */
void
alcove_store_interrupt_searches (AlcoveStore *self)
{
  g_return_if_fail (ALCOVE_IS_STORE (self));

  if (self->reader != NULL)
    alcove_reader_interrupt (self->reader);
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
 * chat. Messages that were being received when their process ended become interrupted. What lies in the trash
 * for 30 days is deleted for good behind it.
 *
 * Returns: (transfer full): a future of %TRUE. It rejects with %ALCOVE_ERROR_ENGINE, %ALCOVE_ERROR_CORRUPT,
 *   %ALCOVE_ERROR_NEWER_VERSION, %ALCOVE_ERROR_READ_ONLY, %ALCOVE_ERROR_DISK_FULL,
 *   %ALCOVE_ERROR_BUSY or %ALCOVE_ERROR_STORE, and has changed and deleted nothing then
 */
DexFuture *
alcove_store_open (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_open);
  DexFuture *future;

  job->while_closed = TRUE;
  future = alcove_store_push (self, job);
  /* Where that fails it is tried again at the next opening. */
  dex_unref (alcove_store_purge_old_trash (self));
  return future;
}

static AlcoveJob *
close_job_new (void)
{
  AlcoveJob *job = alcove_job_new (run_close);

  job->while_closed = TRUE;
  job->ends_reading = TRUE;
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
  alcove_reader_stop (self->reader);
  g_async_queue_push (self->jobs, close_job_new ());
  g_async_queue_push (self->jobs, alcove_job_new (NULL));
  g_thread_join (g_steal_pointer (&self->thread));
}
