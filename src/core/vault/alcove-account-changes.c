/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The changes of an account's slots file: another API key, another account key. Any thread; the
 * account's mutex serialises the calls, and the vault's lock file the processes.
 * Always holds: every change starts from what stands on the disk, and leaves at each moment, power
 * cuts included, a file that the old or the new key opens. */

#include "alcove-account-private.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "alcove-error.h"
#include "alcove-first-save.h"

/* Takes over what the disk holds: another process may have changed it since we opened. */
static AlcoveSlots *
reload (AlcoveAccount *self, GError **error)
{
  AlcoveSlots *slots = NULL;
  GPtrArray *keys = alcove_account_read_keys (self, self->derivation, &slots, error);

  if (keys == NULL)
    return NULL;
  g_ptr_array_unref (self->keys);
  self->keys = keys;
  return slots;
}

/**
 * alcove_account_refresh:
 * @self: an account whose database does not open with the keys that it has
 *
 * Reads the slots file again: another process may have encrypted the history anew.
 *
 * Returns: whether there are other keys than before
 */
gboolean
alcove_account_refresh (AlcoveAccount *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->keys);
  g_autoptr (AlcoveSlots) slots = self->exists ? reload (self, NULL) : NULL;

  return slots != NULL && !alcove_account_same_keys (before, self->keys);
}

/* One write: whoever opened the account by its recovery key has no other key to leave, and the recovery key stays
 * good whatever happens. */
static gboolean
adopt_on_disk (AlcoveAccount *self, AlcoveKeyDerivation *derivation, GError **error)
{
  g_autoptr (AlcoveSlots) slots = reload (self, error);

  if (slots == NULL
      || !alcove_account_refuse_taken (self, derivation, ALCOVE_ERROR_INVALID_INPUT, error))
    return FALSE;
  alcove_slots_drop_kind (slots, ALCOVE_SLOT_API_KEY);
  alcove_slots_drop_kind (slots, ALCOVE_SLOT_LEAVING);
  return alcove_account_add_keys (self, slots, derivation, ALCOVE_SLOT_API_KEY, error)
         && alcove_account_write_slots (self, slots, derivation, error);
}

/* Two writes: both keys open, then the new one alone. Killed between them, the old key's record is
 * marked as leaving, and goes when the new key opens the account. */
static gboolean
replace_on_disk (AlcoveAccount *self, AlcoveKeyDerivation *derivation, GError **error)
{
  g_autoptr (AlcoveSlots) slots = reload (self, error);

  return slots != NULL
         && alcove_account_refuse_taken (self, derivation, ALCOVE_ERROR_INVALID_INPUT, error)
         && alcove_account_add_keys (self, slots, self->derivation, ALCOVE_SLOT_LEAVING, error)
         && alcove_account_add_keys (self, slots, derivation, ALCOVE_SLOT_API_KEY, error)
         && alcove_account_write_slots (self, slots, derivation, error)
         && alcove_slots_drop_kind (slots, ALCOVE_SLOT_LEAVING) > 0
         && alcove_account_write_slots (self, slots, derivation, error);
}

/**
 * alcove_account_replace_key:
 * @self: an account
 * @api_key: its new key
 * @history_key: (nullable): 32 bytes, where @api_key is weak
 * @error: %ALCOVE_ERROR_NO_VAULT for a weak key without its history key, %ALCOVE_ERROR_INVALID_INPUT
 *   where the new key opens another history already, or what the disk said; the old key opens the
 *   account then, and perhaps the new one too
 *
 * "My provider gave me a new key, keep my history." Nothing is encrypted again. Where a recovery key opened the account,
 * the new key takes the place of the one that was lost; the recovery key stays good.
 *
 * Returns: whether the new key opens the account, and the old one no more
 */
gboolean
alcove_account_replace_key (AlcoveAccount *self, AlcoveLockedBytes *api_key,
                            AlcoveLockedBytes *history_key, GError **error)
{
  g_autoptr (AlcoveKeyDerivation) derivation
      = alcove_key_derivation_new (api_key, history_key, error);
  g_autoptr (GMutexLocker) locker = NULL;
  AlcoveVaultLock lock = -1;
  gboolean done = TRUE;

  if (derivation == NULL)
    return FALSE;
  locker = g_mutex_locker_new (&self->mutex);
  if (alcove_key_derivation_equal (self->derivation, derivation))
    return TRUE;
  if (self->exists)
    {
      lock = alcove_vault_folder_lock (self->accounts_dir, TRUE, error);
      done = lock >= 0
             && (self->is_by_recovery_key ? adopt_on_disk (self, derivation, error)
                                          : replace_on_disk (self, derivation, error));
      alcove_vault_folder_unlock (&lock);
    }
  if (done)
    {
      alcove_key_derivation_free (self->derivation);
      self->derivation = g_steal_pointer (&derivation);
      self->is_by_recovery_key = FALSE;
    }
  return done;
}

static gboolean
apply_change (AlcoveAccount *self, AlcoveSlotsChange change, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->keys);
  g_autoptr (AlcoveSlots) slots = reload (self, error);

  if (slots == NULL)
    return FALSE;
  if (!change (self, slots, data)
      || alcove_account_write_slots (self, slots, self->derivation, error))
    return TRUE;
  g_ptr_array_unref (self->keys);
  self->keys = g_steal_pointer (&before);
  return FALSE;
}

/**
 * alcove_account_change_slots: (skip)
 * @self: an account that exists
 * @change: what to do to what stands on the disk
 * @data: for @change
 * @error: %ALCOVE_ERROR_NO_VAULT where nothing is saved yet, or what the disk said; nothing has changed then
 *
 * Returns: whether it is written, or there was nothing to write
 */
gboolean
alcove_account_change_slots (AlcoveAccount *self, AlcoveSlotsChange change, gpointer data,
                             GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  AlcoveVaultLock lock = -1;
  gboolean done;

  if (!self->exists)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved yet");
      return FALSE;
    }
  lock = alcove_vault_folder_lock (self->accounts_dir, TRUE, error);
  done = lock >= 0 && apply_change (self, change, data, error);
  alcove_vault_folder_unlock (&lock);
  return done;
}

static gboolean
drop_leaving (AlcoveAccount *self, AlcoveSlots *slots, gpointer data)
{
  return alcove_slots_drop_kind (slots, ALCOVE_SLOT_LEAVING) > 0;
}

/**
 * alcove_account_finish_replace: (skip)
 * @self: an account opened by a new key whose replacement of another was cut short
 * @error: what the disk said; the old key still opens the account then
 *
 * Returns: whether the old key's record is gone
 */
gboolean
alcove_account_finish_replace (AlcoveAccount *self, GError **error)
{
  return alcove_account_change_slots (self, drop_leaving, NULL, error);
}

static gboolean
add_generation (AlcoveAccount *self, AlcoveSlots *slots, gpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_random (ALCOVE_SLOTS_KEY_SIZE);
  guint32 newest = 0;

  /* They hold the former account key alone: once the database has another they would open a wreck. */
  alcove_slots_drop_kind (slots, ALCOVE_SLOT_RECOVERY);
  alcove_slots_drop_kind (slots, ALCOVE_SLOT_LEAVING);
  for (guint i = 0; i < slots->records->len; i++)
    newest = MAX (newest, alcove_slots_get (slots, i)->generation);
  g_ptr_array_insert (self->keys, 0, alcove_slot_key_new (newest + 1, key));
  /* derived already; and what is not there does not read back */
  alcove_account_add_keys (self, slots, self->derivation, ALCOVE_SLOT_API_KEY, NULL);
  return TRUE;
}

/**
 * alcove_account_begin_reencrypt:
 * @self: an account that exists
 * @error: %ALCOVE_ERROR_INVALID_INPUT where a recovery key opened it, or what the disk said; nothing has changed then
 *
 * Adds a new account key, as key 0, and revokes the recovery key, which nobody can give the new one. The database
 * still has the former account key: give it key 0, then call [method@Account.end_reencrypt]. Until then both stand in
 * the slots file.
 *
 * Returns: whether the new key is on the disk
 */
gboolean
alcove_account_begin_reencrypt (AlcoveAccount *self, GError **error)
{
  if (!alcove_account_is_open_by_recovery_key (self))
    return alcove_account_change_slots (self, add_generation, NULL, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                       "an API key is needed before the history can be encrypted again");
  return FALSE;
}

typedef struct
{
  guint32 kept;
  GArray *dropped; /* of guint32 */
} Generations;

/* A generation that we do not know was begun by another process: it stays, if it is a newer one. */
static gboolean
is_dropped (const Generations *generations, guint32 generation)
{
  if (generation < generations->kept)
    return TRUE;
  for (guint i = 0; i < generations->dropped->len; i++)
    if (g_array_index (generations->dropped, guint32, i) == generation)
      return TRUE;
  return FALSE;
}

static gboolean
drop_generations (AlcoveAccount *self, AlcoveSlots *slots, gpointer data)
{
  guint before = slots->records->len;

  for (guint i = before; i-- > 0;)
    if (is_dropped (data, alcove_slots_get (slots, i)->generation))
      g_array_remove_index (slots->records, i);
  for (guint i = self->keys->len; i-- > 0;)
    if (is_dropped (data, ((AlcoveSlotKey *) g_ptr_array_index (self->keys, i))->generation))
      g_ptr_array_remove_index (self->keys, i);
  return slots->records->len != before;
}

/**
 * alcove_account_keep_key:
 * @self: an account that exists
 * @nth: the key that its database was opened with
 * @error: what the disk said; all keys still stand then
 *
 * Drops the other account keys, and with the older ones every slot that holds nothing else. After a re-encryption that was cut short, the key that fits may
 * be any of them.
 *
 * Returns: whether only this key is left
 */
gboolean
alcove_account_keep_key (AlcoveAccount *self, guint nth, GError **error)
{
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (guint32));
  Generations generations = { 0, dropped };

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const AlcoveSlotKey *key = g_ptr_array_index (self->keys, i);

      if (i == nth)
        generations.kept = key->generation;
      else
        g_array_append_val (dropped, key->generation);
    }
  g_mutex_unlock (&self->mutex);
  if (generations.kept == 0)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "there is no key %u", nth);
      return FALSE;
    }
  return alcove_account_change_slots (self, drop_generations, &generations, error);
}

/**
 * alcove_account_end_reencrypt:
 * @self: an account whose database has key 0 now
 * @error: what the disk said
 *
 * Returns: whether the older keys are gone
 */
gboolean
alcove_account_end_reencrypt (AlcoveAccount *self, GError **error)
{
  return alcove_account_keep_key (self, 0, error);
}

static gboolean remove_entries (const char *folder, gboolean folders, GError **error);

static gboolean
remove_entry (const char *folder, const char *name, gboolean folders, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const gboolean is_folder
      = !g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR);

  if (is_folder != folders || g_str_equal (name, ALCOVE_FIRST_SAVE_MARK))
    return TRUE;
  if (is_folder && !remove_entries (path, FALSE, error))
    return FALSE;
  return (is_folder ? rmdir (path) : unlink (path)) == 0
         || alcove_vault_folder_fail (error, "delete a history");
}

/* The files of a folder but for the mark, or the folders in it with their files. */
static gboolean
remove_entries (const char *folder, gboolean folders, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!remove_entry (folder, name, folders, error))
      return FALSE;
  return TRUE;
}

/* Backups first, then the slots: from then on nobody reads the rest. It is marked as an aborted first save, so
 * that the next opening finishes what is cut short here. */
static gboolean
delete_folder (AlcoveAccount *self, GError **error)
{
  g_autofree char *slots = g_build_filename (self->folder, ALCOVE_VAULT_SLOTS_NAME, NULL);
  int mark = alcove_first_save_begin (self->accounts_dir, self->folder, error);
  gboolean done;

  if (mark < 0)
    return FALSE;
  done = remove_entries (self->folder, TRUE, error)
         && (unlink (slots) == 0 || alcove_vault_folder_fail (error, "delete a history"));
  if (!done)
    {
      alcove_first_save_end (self->folder, &mark);
      return FALSE;
    }
  self->exists = FALSE;
  done = alcove_vault_folder_sync (self->folder, error)
         && remove_entries (self->folder, FALSE, error);
  g_clear_fd (&mark, NULL);
  if (done)
    alcove_first_save_clean (self->folder);
  return done;
}

/**
 * alcove_account_delete:
 * @self: an account whose database is closed
 * @error: what the disk said; part of it may be gone, and the next opening of the vault takes the rest
 *
 * Deletes the history for good: its keys first, then its files. The account must not be used any more.
 *
 * Returns: whether it is gone
 */
gboolean
alcove_account_delete (AlcoveAccount *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  AlcoveVaultLock lock = -1;
  gboolean done;

  if (!self->exists)
    return TRUE;
  lock = alcove_vault_folder_lock (self->accounts_dir, TRUE, error);
  done = lock >= 0 && delete_folder (self, error);
  alcove_vault_folder_unlock (&lock);
  return done;
}
