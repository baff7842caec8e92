/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for histories in need of care: a damaged file. Asked from the store's owner; run_… are on the
 * store's thread. */

#include "alcove-store-private.h"

static gboolean
run_recover (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  AlcoveRecovery *recovery = alcove_history_recover (history, error);

  if (recovery == NULL)
    return FALSE;
  alcove_job_take_boxed (job, ALCOVE_TYPE_RECOVERY, recovery);
  return TRUE;
}

/**
 * alcove_store_recover:
 * @self: a store whose history does not open, or fails, with %ALCOVE_ERROR_CORRUPT; or with
 *   %ALCOVE_ERROR_WRONG_KEY although its account exists, which is what a damaged first page looks like
 *
 * Sets a copy of the damaged file aside, takes over what can be read of it into a new one, and puts that in its
 * place; a crash in between loses nothing. Where not even the first pages can be read, the newest backup is taken.
 *
 * Returns: (transfer full): a future of the #AlcoveRecovery: how many chats and messages were saved and lost. The
 *   history is open then. It rejects with %ALCOVE_ERROR_CORRUPT where nothing can be read, %ALCOVE_ERROR_BUSY
 *   where another process has the history, %ALCOVE_ERROR_DISK_FULL and the like; the damaged file stands then
 */
DexFuture *
alcove_store_recover (AlcoveStore *self)
{
  AlcoveJob *job = alcove_job_new (run_recover);

  job->while_closed = TRUE;
  job->ends_reading = TRUE;
  return alcove_store_push (self, job);
}
