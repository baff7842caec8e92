/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The second connection of a store, on a thread of its own: it only reads, so that a search never stands in
 * front of a message, and whatever it does can be interrupted.
 * What always holds: it reads only while the store's thread allows it, which is while a history stands on the
 * disk and is not being closed or replaced; a job that it may not or cannot do goes to the store's thread. The
 * mutex guards all of it; the connection is used by its thread while something is running, else by who holds the mutex. */

#include "alcove-reader.h"

#define INTERRUPT_EVERY_US 5000

struct _AlcoveReader
{
  GMutex mutex;
  GCond changed;
  GThread *thread; /* NULL before the first job, and behind the last */
  GAsyncQueue *jobs;
  GAsyncQueue *otherwise; /* of the store's thread */
  GMainContext *context;  /* where answers go */
  AlcoveHistory *history; /* NULL in memory */
  gboolean is_allowed;
  gboolean is_paused;
  AlcoveJob *running;
  gboolean is_stopped;
  guint n_interrupts; /* asked by the owner */
};

/**
 * alcove_reader_new: (skip)
 * @account: (nullable): whose history it is; %NULL for one in memory, which nobody else can read
 * @otherwise: takes the jobs that cannot be done here
 * @context: where answers go
 *
 * Returns: (transfer full): a reader that may not read yet
 */
AlcoveReader *
alcove_reader_new (AlcoveAccount *account, GAsyncQueue *otherwise, GMainContext *context)
{
  AlcoveReader *self = g_new0 (AlcoveReader, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->jobs = g_async_queue_new_full ((GDestroyNotify) alcove_job_free);
  self->otherwise = g_async_queue_ref (otherwise);
  self->context = g_main_context_ref (context);
  self->history = account ? alcove_history_new_reader (account) : NULL;
  return self;
}

/* Behind alcove_reader_stop() and the end of the store's thread. */
void
alcove_reader_free (AlcoveReader *self)
{
  g_clear_pointer (&self->history, alcove_history_free);
  g_async_queue_unref (self->jobs);
  g_async_queue_unref (self->otherwise);
  g_main_context_unref (self->context);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* ---- its thread ---- */

/* Waits until it may read; then the connection is this thread's until leave(). */
static gboolean
enter (AlcoveReader *self, AlcoveJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->is_paused && self->is_allowed)
    g_cond_wait (&self->changed, &self->mutex);
  /* Opening is quick, and nobody can interrupt it, so it is done under the lock. */
  if (self->is_allowed && alcove_history_get_db (self->history) == NULL)
    self->is_allowed = alcove_history_open (self->history, NULL);
  self->running = self->is_allowed ? job : NULL;
  return self->is_allowed;
}

/* Whether somebody needed it out of the way meanwhile. */
static gboolean
leave (AlcoveReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->running = NULL;
  g_cond_broadcast (&self->changed);
  return self->is_paused || !self->is_allowed;
}

/* A job that had to make way starts again; one that nobody waits for does not start. */
static void
take_job (AlcoveReader *self, AlcoveJob *job)
{
  while (enter (self, job))
    {
      gboolean was_in_the_way;

      alcove_job_run (job, self->history);
      was_in_the_way = leave (self);
      if (!was_in_the_way || !g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          alcove_job_return (job, self->context);
          return;
        }
      g_clear_error (&job->error);
    }
  g_async_queue_push (self->otherwise, job);
}

static gboolean
is_interrupted (AlcoveReader *self, const AlcoveJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return job->is_search && job->number_of_reader != self->n_interrupts;
}

/* A job without a function is the last one. */
static gpointer
reader_thread (gpointer data)
{
  AlcoveReader *self = data;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      AlcoveJob *job = g_async_queue_pop (self->jobs);

      is_last = job->run == NULL;
      if (is_last)
        alcove_job_free (job);
      else if (is_interrupted (self, job))
        {
          job->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
          alcove_job_return (job, self->context);
        }
      else
        take_job (self, job);
    }
  return NULL;
}

/* ---- from the store's owner ---- */

/**
 * alcove_reader_push: (skip)
 * @self: a reader
 * @job: (transfer full): what only reads, taken where %TRUE is returned
 *
 * Returns: whether it may read now
 */
gboolean
alcove_reader_push (AlcoveReader *self, AlcoveJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->is_allowed || self->is_stopped)
    return FALSE;
  if (self->thread == NULL)
    self->thread = g_thread_new ("store-reader", reader_thread, self);
  job->number_of_reader = self->n_interrupts;
  g_async_queue_push (self->jobs, job);
  return TRUE;
}

/* With the lock held. */
static void
interrupt (AlcoveReader *self)
{
  if (self->running != NULL)
    alcove_db_interrupt (alcove_history_get_db (self->history));
}

/* Searches that run or wait end with G_IO_ERROR_CANCELLED. */
void
alcove_reader_interrupt (AlcoveReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_interrupts++;
  if (self->running != NULL && self->running->is_search)
    interrupt (self);
}

/* Ends its thread, when all that was asked of it is done or with the store's thread. */
void
alcove_reader_stop (AlcoveReader *self)
{
  GThread *thread;

  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_mutex_unlock (&self->mutex);
  if (thread == NULL)
    return;
  g_async_queue_push (self->jobs, alcove_job_new (NULL));
  g_thread_join (thread);
}

/* ---- from the store's thread ---- */

void
alcove_reader_allow (AlcoveReader *self, gboolean holds_lock)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->running == NULL)
    alcove_history_set_holds_lock (self->history, holds_lock);
  self->is_allowed = TRUE;
}

/* With the lock held: until its statement has ended. It may be about to start one, so once is not enough. */
static void
wait_until_idle (AlcoveReader *self)
{
  while (self->running != NULL)
    {
      interrupt (self);
      g_cond_wait_until (&self->changed, &self->mutex,
                         g_get_monotonic_time () + INTERRUPT_EVERY_US);
    }
}

/* Blocks until nothing is read; what was being read starts again at alcove_reader_resume(). */
void
alcove_reader_pause (AlcoveReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_paused = TRUE;
  wait_until_idle (self);
}

void
alcove_reader_resume (AlcoveReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_paused = FALSE;
  g_cond_broadcast (&self->changed);
}

/* Blocks until the connection is closed. It stays so until alcove_reader_allow(). */
void
alcove_reader_end (AlcoveReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_allowed = FALSE;
  wait_until_idle (self);
  g_cond_broadcast (&self->changed);
  if (self->history != NULL)
    alcove_history_close (self->history, NULL);
}
