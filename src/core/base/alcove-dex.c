/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The only place that turns a callback of another library into a future.
 * Futures are made on the thread whose main context runs the operation. */

#include "alcove-dex.h"

static void
soup_send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

/**
 * alcove_dex_soup_send:
 * @session: a session
 * @message: a request
 * @io_priority: a GLib priority
 *
 * Sends @message. Letting the future go cancels the request and closes its connection.
 *
 * Returns: (transfer full): a future of the body's #GInputStream
 */
DexFuture *
alcove_dex_soup_send (SoupSession *session, SoupMessage *message, int io_priority)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  soup_session_send_async (session, message, io_priority, dex_promise_get_cancellable (promise),
                           soup_send_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/**
 * alcove_dex_cancellable_fiber:
 * @scheduler: (nullable): where it runs; %NULL for the caller's
 * @func: the fiber
 * @data: its data
 * @destroy: frees @data
 * @cancellable: (out) (transfer full): ends the fiber at its next await when cancelled
 *
 * A bare fiber outlives its future; this one stops when @cancellable is cancelled.
 *
 * Returns: (transfer full): a future of the fiber's value
 */
DexFuture *
alcove_dex_cancellable_fiber (DexScheduler *scheduler, DexFiberFunc func, gpointer data,
                              GDestroyNotify destroy, DexCancellable **cancellable)
{
  DexCancellable *stop = dex_cancellable_new ();
  DexFuture *fiber = dex_scheduler_spawn (scheduler, 0, func, data, destroy);

  *cancellable = dex_ref (stop);
  return dex_future_first (fiber, DEX_FUTURE (stop), NULL);
}
