/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the benches with a history share. */

#include "bench-session.h"

#include "alcove-session-private.h"

AlcoveSession *
bench_open_session (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (g_getenv ("ALCOVE_API_KEY"));
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new ("000102030405060708090a0b0c0d0e0f", "Bench", "", key, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  g_autoptr (GError) error = NULL;
  AlcoveSession *session = alcove_session_new (item, NULL, NULL, &error);
  g_autoptr (DexFuture) opened = NULL;

  if (session == NULL)
    g_error ("%s", error->message);
  alcove_session_start (session);
  opened = alcove_session_wait_open (session);
  while (dex_future_is_pending (opened))
    g_main_context_iteration (NULL, TRUE);
  return session;
}
