/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The care of a session's history: a damaged file recovered, backups to a file and back. Main thread; what takes long
 * runs in the store. */

#include "alcove-session-care.h"

#include "alcove-account-check.h"
#include "alcove-error.h"
#include "alcove-session-private.h"

#define OFFERED "recovery-key-offered"

G_DEFINE_BOXED_TYPE (AlcoveCareReport, alcove_care_report, alcove_care_report_copy,
                     alcove_care_report_free)

AlcoveCareReport *
alcove_care_report_copy (const AlcoveCareReport *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
alcove_care_report_free (AlcoveCareReport *self)
{
  g_free (self);
}

static DexFuture *
new_report (const AlcoveCareReport *report)
{
  return dex_future_new_take_boxed (ALCOVE_TYPE_CARE_REPORT, alcove_care_report_copy (report));
}

static DexFuture *
new_no_vault (void)
{
  return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                                "there is no history to care for");
}

/* ---- a damaged file ---- */

/**
 * alcove_session_get_is_damaged:
 * @self: a session
 *
 * Returns: whether its store error is one that [method@Session.recover_store] helps against
 */
gboolean
alcove_session_get_is_damaged (AlcoveSession *self)
{
  const GError *error = alcove_session_get_store_error (self);

  return self->account != NULL && g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT);
}

static DexFuture *
recover_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (AlcoveStore) store = NULL;
  g_autoptr (AlcoveRecovery) recovery = NULL;
  g_autoptr (GError) error = NULL;
  AlcoveCareReport report = { 0 };

  dex_await (alcove_session_wait_open (self), NULL);
  if (self->account == NULL || self->is_closed)
    return new_no_vault ();
  store = self->store ? g_object_ref (self->store) : alcove_store_new (self->account);
  recovery = dex_await_boxed (alcove_store_recover (store), &error);
  if (store != self->store)
    dex_await (alcove_store_close (store), NULL);
  if (recovery == NULL || !dex_await (alcove_session_retry_store (self), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  report.chats = recovery->chats_saved;
  report.messages = recovery->messages_saved;
  report.chats_lost = recovery->chats_lost;
  report.messages_lost = recovery->messages_lost;
  report.is_from_backup = recovery->backup != NULL;
  return new_report (&report);
}

/**
 * alcove_session_recover_store:
 * @self: a session whose history is damaged
 *
 * Sets the damaged file aside and goes on with what can be read of it; what could not be saved meanwhile is saved then.
 *
 * Returns: (transfer full): a future of the #AlcoveCareReport; it rejects with %ALCOVE_ERROR_CORRUPT where nothing can
 *   be read, and the file stands as it was
 */
DexFuture *
alcove_session_recover_store (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, recover_fiber, g_object_ref (self), g_object_unref);
}

/* ---- another key for all of it ---- */

/* Where the history is closed behind a failure it is opened again, or the banner tells why not. */
static DexFuture *
reencrypt_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (AlcoveStore) store = NULL;
  GError *error = NULL;

  if (!dex_await (alcove_session_wait_open (self), &error))
    return dex_future_new_for_error (error);
  if (self->store == NULL || self->is_closed)
    return new_no_vault ();
  store = g_object_ref (self->store);
  if (dex_await (alcove_store_reencrypt (store), &error))
    return dex_future_new_true ();
  if (store == self->store && !dex_await (alcove_store_open (store), NULL))
    dex_await (alcove_session_retry_store (self), NULL);
  return dex_future_new_for_error (error);
}

/**
 * alcove_session_reencrypt:
 * @self: a session
 *
 * Encrypts its history with a new account key. What is to be saved meanwhile waits for it.
 *
 * Returns: (transfer full): a future of %TRUE, after a while; rejects with %ALCOVE_ERROR_NO_VAULT where nothing is saved,
 *   %ALCOVE_ERROR_BUSY while another Alcove has the history, %ALCOVE_ERROR_CORRUPT where it is damaged,
 *   %ALCOVE_ERROR_DISK_FULL and the like: it stands as it was then
 */
DexFuture *
alcove_session_reencrypt (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, reencrypt_fiber, g_object_ref (self), g_object_unref);
}

/* In a fiber. */
static gboolean
was_offered (AlcoveStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *offered = dex_await_string (alcove_store_get_setting (store, OFFERED), &error);

  return error != NULL || offered != NULL
         || !dex_await (alcove_store_set_setting (store, OFFERED, "true"), NULL);
}

static DexFuture *
offer_fiber (gpointer data)
{
  AlcoveSession *self = data;
  g_autoptr (AlcoveStore) store = self->store ? g_object_ref (self->store) : NULL;
  const gboolean is_worth_it = store != NULL && self->n_saved > 0 && !self->is_closed
                               && !alcove_account_item_get_is_demo (self->item)
                               && !alcove_account_item_get_is_recovered (self->item);

  return dex_future_new_for_boolean (is_worth_it && !was_offered (store));
}

/**
 * alcove_session_take_recovery_offer:
 * @self: a session
 *
 * A recovery key is offered once in the life of a history, and whether it was is kept inside it.
 *
 * Returns: (transfer full): a future of whether to offer one now
 */
DexFuture *
alcove_session_take_recovery_offer (AlcoveSession *self)
{
  return dex_scheduler_spawn (NULL, 0, offer_fiber, g_object_ref (self), g_object_unref);
}

/* ---- backups ---- */

/**
 * alcove_session_back_up:
 * @self: a session
 * @path: where to
 *
 * Returns: (transfer full): a future of %TRUE, once a backup that was read back stands there
 */
DexFuture *
alcove_session_back_up (AlcoveSession *self, const char *path)
{
  return self->store ? alcove_store_back_up (self->store, path) : new_no_vault ();
}

typedef struct
{
  AlcoveSession *session;
  char *path;
  AlcoveLockedBytes *old_key; /* nullable */
  gboolean is_dry;
} Merging;

static void
merging_free (Merging *merging)
{
  g_object_unref (merging->session);
  g_free (merging->path);
  g_clear_pointer (&merging->old_key, alcove_locked_bytes_unref);
  g_free (merging);
}

static DexFuture *
merge_in_store (const Merging *merging, AlcoveStore *store)
{
  if (merging->old_key != NULL)
    return alcove_store_merge_older (store, merging->path, merging->old_key, merging->is_dry);
  return merging->is_dry ? alcove_store_preview_backup (store, merging->path)
                         : alcove_store_restore (store, merging->path);
}

static DexFuture *
merge_fiber (gpointer data)
{
  Merging *merging = data;
  AlcoveSession *self = merging->session;
  g_autoptr (AlcoveStore) store = self->store ? g_object_ref (self->store) : NULL;
  g_autoptr (AlcoveMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  AlcoveCareReport report = { 0 };

  if (store == NULL)
    return new_no_vault ();
  merge = dex_await_boxed (merge_in_store (merging, store), &error);
  if (!merging->is_dry && store == self->store)
    alcove_session_show_changes (self);
  if (merge == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  report.chats = merge->chats;
  report.messages = merge->messages;
  report.duplicates = merge->duplicates;
  return new_report (&report);
}

static DexFuture *
begin_merge (AlcoveSession *self, const char *path, const char *old_key, gboolean is_dry)
{
  Merging *merging = g_new0 (Merging, 1);

  merging->session = g_object_ref (self);
  merging->path = g_strdup (path);
  merging->old_key = old_key ? alcove_account_trim_key (old_key) : NULL;
  merging->is_dry = is_dry;
  return dex_scheduler_spawn (NULL, 0, merge_fiber, merging, (GDestroyNotify) merging_free);
}

/**
 * alcove_session_preview_backup:
 * @self: a session
 * @path: a backup
 * @old_key: (nullable): what was typed for one that %ALCOVE_ERROR_WRONG_KEY told of: the API key or the recovery key of
 *   its time
 *
 * Returns: (transfer full): a future of the #AlcoveCareReport that restoring it would give; nothing is changed
 */
DexFuture *
alcove_session_preview_backup (AlcoveSession *self, const char *path, const char *old_key)
{
  return begin_merge (self, path, old_key, TRUE);
}

/**
 * alcove_session_restore_backup:
 * @self: a session
 * @path: a backup
 * @old_key: (nullable): what was typed for one that %ALCOVE_ERROR_WRONG_KEY told of: the API key or the recovery key of
 *   its time
 *
 * Takes over what the history lacks, and shows it.
 *
 * Returns: (transfer full): a future of the #AlcoveCareReport
 */
DexFuture *
alcove_session_restore_backup (AlcoveSession *self, const char *path, const char *old_key)
{
  return begin_merge (self, path, old_key, FALSE);
}
