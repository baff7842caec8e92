/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Work that takes long or touches files, off the main thread: a piece at a time, each a future of whoever asks. */

#include "alcove-transfer-thread.h"

typedef struct
{
  AlcoveTransferFunc func;
  gpointer data;
  DexPromise *promise;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  dex_unref (work->promise);
  g_free (work);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->func (work->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
settle (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    dex_promise_resolve_boolean (work->promise, TRUE);
  else
    dex_promise_reject (work->promise, error);
}

/**
 * alcove_transfer_run:
 * @func: what is to be done, on another thread; it fails with an error
 * @data: for @func; stays alive until the future ends
 * @cancellable: (nullable): for @func, which looks at it
 *
 * Returns: (transfer full): a future of %TRUE, resolved on the caller's thread
 */
DexFuture *
alcove_transfer_run (AlcoveTransferFunc func, gpointer data, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, settle, NULL);
  DexFuture *future;

  work->func = func;
  work->data = data;
  work->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (work->promise));
  /* Its end is the end of func: nothing of data is used behind it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
  return future;
}
