/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is done to a history as a whole: recovered, encrypted again, emptied, and rid of what was deleted. Its file is
 * exchanged for another one only while no other process has it open. Thread of its store. */

#include "alcove-copies.h"
#include "alcove-first-database.h"
#include "alcove-history-private.h"

/**
 * alcove_history_recover: (skip)
 * @self: a history whose file is damaged, open or not
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was saved and lost, and the history is open; errors as
 *   [func@recovery_run], %ALCOVE_ERROR_BUSY where another process has it
 */
AlcoveRecovery *
alcove_history_recover (AlcoveHistory *self, GError **error)
{
  g_autoptr (AlcoveRecovery) result = NULL;

  if (self->account == NULL || !alcove_account_exists (self->account))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved yet");
      return NULL;
    }
  if (!alcove_history_be_alone (self, error))
    return NULL;
  g_clear_pointer (&self->db, alcove_db_close);
  result = alcove_recovery_run (self->account, error);
  alcove_history_share (self);
  return result != NULL && alcove_history_open (self, error) ? g_steal_pointer (&result) : NULL;
}

/* The engine would encrypt the wreck of a page without a word, so each one's seal is looked at before. */
static gboolean
is_whole (AlcoveDb *db, GError **error)
{
  g_autofree char *broken = alcove_db_dup_pragma (db, "cipher_integrity_check");

  if (broken == NULL)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                       "a page of the history does not open");
  return FALSE;
}

/* Whether the history on the disk is whole, and the slots are ready for another key: they have no recovery key from
 * then on, so whatever can refuse comes before. */
static gboolean
prepare_reencryption (AlcoveHistory *self, GError **error)
{
  return alcove_db_truncate_wal (self->db, error) && is_whole (self->db, error)
         && alcove_account_begin_reencrypt (self->account, error);
}

static gboolean
rekey (AlcoveHistory *self, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (self->account, 0, ALCOVE_SUBKEY_DATABASE);

  return alcove_db_rekey (self->db, key, error);
}

/* Alone with the file. */
static gboolean
reencrypt (AlcoveHistory *self, GError **error)
{
  gboolean ok;

  if (!prepare_reencryption (self, error))
    return FALSE;
  ok = rekey (self, error);
  g_clear_pointer (&self->db, alcove_db_close);
  return alcove_history_open (self, ok ? error : NULL) && ok;
}

/**
 * alcove_history_reencrypt: (skip)
 * @self: an open history, on the disk
 * @error: return location for an error
 *
 * Encrypts it with a new account key. Opening it behind that finds out which key it has, as after a crash, and drops
 * the others; so at each moment the slots hold the key of what stands there. The copies that were made by themselves
 * go, for they have the former key. The recovery key is revoked in any case.
 *
 * Returns: whether it has the new key alone; %ALCOVE_ERROR_NO_VAULT where nothing is saved, %ALCOVE_ERROR_BUSY where
 *   another process has it, %ALCOVE_ERROR_CORRUPT where it is damaged, %ALCOVE_ERROR_DISK_FULL and the like: it stands as it was then, and is open unless that
 *   fails too
 */
gboolean
alcove_history_reencrypt (AlcoveHistory *self, GError **error)
{
  gboolean ok;

  if (!alcove_history_is_on_disk (self))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved yet");
      return FALSE;
    }
  if (!alcove_history_be_alone (self, error))
    return FALSE;
  ok = reencrypt (self, error);
  alcove_history_share (self);
  if (!ok)
    return FALSE;
  alcove_copies_remove_all (self->account);
  if (alcove_account_get_n_keys (self->account) == 1)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE,
                       "the former key could not be taken away");
  return FALSE;
}

/**
 * alcove_history_forget: (skip)
 * @self: an open history from which something was deleted for good
 * @error: return location for an error
 *
 * Takes the pages that still hold it out of the write-ahead log. While another process reads them they stay
 * until one of us closes, and that is no error.
 *
 * Returns: whether it went well
 */
gboolean
alcove_history_forget (AlcoveHistory *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (alcove_db_truncate_wal (self->db, &local)
      || g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The same after all is gone, and the file becomes small. */
static gboolean
shrink (AlcoveHistory *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!alcove_db_vacuum (self->db, &local)
      && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return alcove_history_forget (self, error);
}

static gboolean
write_nothing (AlcoveDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* A new file with the settings alone takes the place of the old one, as a recovered one does. */
static gboolean
begin_anew (AlcoveHistory *self, GError **error)
{
  g_autofree char *path = alcove_account_dup_database_path (self->account);
  g_autofree char *ready = alcove_recovery_dup_ready_path (path);

  if (!alcove_first_database_make (self->account, ready, self->db, write_nothing, NULL, error))
    return FALSE;
  g_clear_pointer (&self->db, alcove_db_close);
  return alcove_recovery_finish (path, error) && alcove_history_open (self, error);
}

/**
 * alcove_history_clear: (skip)
 * @self: an open history
 * @write: what deletes all that is in it
 * @error: return location for an error
 *
 * Deletes all but settings. At once where no other process has the file open; else statement by statement, which
 * takes a minute where there is much.
 *
 * Returns: whether it is empty, and has reached the disk
 */
gboolean
alcove_history_clear (AlcoveHistory *self, AlcoveHistoryWrite write, GError **error)
{
  gboolean ok;

  if (!alcove_history_is_on_disk (self) || !alcove_history_be_alone (self, NULL))
    return alcove_history_write (self, write, NULL, error) && shrink (self, error);
  ok = begin_anew (self, error);
  alcove_history_share (self);
  return ok;
}

/* The copies that were made by themselves, for they hold what was deleted. Always TRUE. */
gboolean
alcove_history_drop_copies (AlcoveHistory *self)
{
  if (alcove_history_is_on_disk (self))
    alcove_copies_remove_all (self->account);
  return TRUE;
}
