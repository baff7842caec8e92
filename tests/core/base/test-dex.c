/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include "alcove-dex.h"

typedef struct
{
  guint rounds;
} Counter;

static gboolean
resolve_cb (gpointer data)
{
  dex_promise_resolve_boolean (data, TRUE);
  return G_SOURCE_REMOVE;
}

static DexFuture *
tick (void)
{
  DexPromise *promise = dex_promise_new ();

  g_timeout_add_full (G_PRIORITY_DEFAULT, 1, resolve_cb, dex_ref (promise), dex_unref);
  return DEX_FUTURE (promise);
}

static DexFuture *
counting_fiber (gpointer data)
{
  Counter *counter = data;

  for (;;)
    {
      counter->rounds++;
      if (!dex_await (tick (), NULL))
        return dex_future_new_true ();
    }
}

static DexFuture *
answering_fiber (gpointer data)
{
  return dex_future_new_for_int (42);
}

static void
spin (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_value (void)
{
  g_autoptr (DexCancellable) stop = NULL;
  g_autoptr (DexFuture) future
      = alcove_dex_cancellable_fiber (NULL, answering_fiber, NULL, NULL, &stop);
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_value_get_int (dex_future_get_value (future, &error)), ==, 42);
  g_assert_no_error (error);
}

static void
test_cancelled (void)
{
  Counter counter = { 0 };
  g_autoptr (DexCancellable) stop = NULL;
  g_autoptr (DexFuture) future
      = alcove_dex_cancellable_fiber (NULL, counting_fiber, &counter, NULL, &stop);
  g_autoptr (GError) error = NULL;
  guint seen;

  spin (30);
  g_assert_cmpuint (counter.rounds, >, 1);
  dex_cancellable_cancel (stop);
  spin (20);
  seen = counter.rounds;
  spin (50);
  g_assert_cmpuint (counter.rounds, ==, seen);
  g_assert_null (dex_future_get_value (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/base/dex/a-fiber-gives-its-value", test_value);
  g_test_add_func ("/base/dex/a-cancelled-fiber-stops", test_cancelled);
  return g_test_run ();
}
