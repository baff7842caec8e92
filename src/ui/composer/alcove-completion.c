/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How a widget waits for a future without being kept alive by it: a callback on the main thread, which
 * is not called once the widget is gone. Nothing is awaited in a fiber here, as building widgets needs
 * more stack than a fiber has. */

#include "alcove-completion.h"

typedef struct
{
  GWeakRef owner;
  AlcoveCompletionFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  if (waiting->destroy)
    waiting->destroy (waiting->data);
  g_weak_ref_clear (&waiting->owner);
  g_free (waiting);
}

static DexFuture *
completed (DexFuture *future, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&waiting->owner);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (owner != NULL)
    waiting->func (owner, value, error, waiting->data);
  return dex_future_new_true ();
}

/**
 * alcove_completion_await:
 * @future: (transfer full): what is waited for
 * @owner: (type GObject.Object): the widget that waits; not kept alive
 * @func: called on the main thread when it is there or has failed
 * @data: (nullable) (transfer full): for @func
 * @destroy: (nullable): frees @data, in any case
 */
void
alcove_completion_await (DexFuture *future, gpointer owner, AlcoveCompletionFunc func,
                         gpointer data, GDestroyNotify destroy)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  g_weak_ref_init (&waiting->owner, owner);
  waiting->func = func;
  waiting->data = data;
  waiting->destroy = destroy;
  dex_future_disown (dex_future_finally (future, completed, waiting, waiting_free));
}
