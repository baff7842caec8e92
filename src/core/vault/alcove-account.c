/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One opened account: the keys of its history in locked memory, its folder, its first save.
 * Any thread; a mutex serialises the calls, and the vault's lock file the processes.
 * Always holds: before the first save nothing of it is on the disk; the slots file is the last thing
 * that a first save writes. What changes it later is in alcove-account-changes.c. */

#include "alcove-account-private.h"

#include <glib/gstdio.h>
#include <sodium.h>

#include "alcove-error.h"
#include "alcove-first-save.h"
#include "alcove-slots-search.h"
#include "alcove-vault-folder.h"

G_DEFINE_FINAL_TYPE (AlcoveAccount, alcove_account, G_TYPE_OBJECT)

static void
alcove_account_finalize (GObject *object)
{
  AlcoveAccount *self = ALCOVE_ACCOUNT (object);

  g_clear_pointer (&self->accounts_dir, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->derivation, alcove_key_derivation_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_fd (&self->first_save, NULL);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (alcove_account_parent_class)->finalize (object);
}

static void
alcove_account_class_init (AlcoveAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_account_finalize;
}

static void
alcove_account_init (AlcoveAccount *self)
{
  g_mutex_init (&self->mutex);
  self->first_save = -1;
}

static GPtrArray *
new_keys (guint32 generation)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_slot_key_free);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_random (ALCOVE_SLOTS_KEY_SIZE);

  g_ptr_array_add (keys, alcove_slot_key_new (generation, key));
  return keys;
}

/**
 * alcove_account_new: (skip)
 * @accounts_dir: the folder of all accounts
 * @id: (nullable): the id of one that stands, %NULL for a new, empty one
 * @derivation: (transfer full): what its key can be turned into
 * @keys: (nullable) (transfer full) (element-type AlcoveSlotKey): the keys of one that stands
 *
 * Returns: (transfer full): the account
 */
AlcoveAccount *
alcove_account_new (const char *accounts_dir, const char *id, AlcoveKeyDerivation *derivation,
                    GPtrArray *keys)
{
  AlcoveAccount *self = g_object_new (ALCOVE_TYPE_ACCOUNT, NULL);
  char hex[ALCOVE_SLOTS_ACCOUNT_SIZE * 2 + 1];

  if (id == NULL)
    {
      randombytes_buf (self->id_bytes, sizeof self->id_bytes);
      id = sodium_bin2hex (hex, sizeof hex, self->id_bytes, sizeof self->id_bytes);
    }
  alcove_vault_folder_parse_id (id, self->id_bytes);
  self->accounts_dir = g_strdup (accounts_dir);
  self->id = g_strdup (id);
  self->folder = g_build_filename (accounts_dir, id, NULL);
  self->derivation = derivation;
  self->exists = keys != NULL;
  self->keys = keys != NULL ? keys : new_keys (1);
  return self;
}

/**
 * alcove_account_get_id:
 * @self: an account
 *
 * Returns: (transfer none): its id, 32 hexadecimal digits, random and without a meaning
 */
const char *
alcove_account_get_id (AlcoveAccount *self)
{
  return self->id;
}

/**
 * alcove_account_get_folder:
 * @self: an account
 *
 * Returns: (transfer none): the path of its folder, which stands only once something was saved
 */
const char *
alcove_account_get_folder (AlcoveAccount *self)
{
  return self->folder;
}

/**
 * alcove_account_dup_database_path:
 * @self: an account
 *
 * Returns: (transfer full): where its database is
 */
char *
alcove_account_dup_database_path (AlcoveAccount *self)
{
  return g_build_filename (self->folder, ALCOVE_VAULT_DATABASE_NAME, NULL);
}

/**
 * alcove_account_exists:
 * @self: an account
 *
 * Returns: whether its slots file stands: something was saved
 */
gboolean
alcove_account_exists (AlcoveAccount *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->exists;
}

/**
 * alcove_account_get_n_keys:
 * @self: an account
 *
 * Returns: how many account keys may fit its database: one, or more after a re-encryption that was
 *   cut short
 */
guint
alcove_account_get_n_keys (AlcoveAccount *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->keys->len;
}

/**
 * alcove_account_dup_subkey:
 * @self: an account
 * @nth: below [method@Account.get_n_keys]; 0 is the newest
 * @which: what for
 *
 * Returns: (nullable) (transfer full): 32 bytes; %NULL where there is no such key any more
 */
AlcoveLockedBytes *
alcove_account_dup_subkey (AlcoveAccount *self, guint nth, AlcoveSubkey which)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const AlcoveSlotKey *key;

  if (nth >= self->keys->len)
    return NULL;
  key = g_ptr_array_index (self->keys, nth);
  return alcove_key_derivation_subkey (key->key, which);
}

/**
 * alcove_account_refuse_taken: (skip)
 * @self: an account
 * @derivation: a key, its own or a new one
 * @code: the error where another account has it
 * @error: that, or why it cannot be known
 *
 * Returns: whether no other account is opened by this key
 */
gboolean
alcove_account_refuse_taken (AlcoveAccount *self, AlcoveKeyDerivation *derivation, int code,
                             GError **error)
{
  gboolean taken = FALSE;

  if (!alcove_slots_search_is_taken (self->accounts_dir, derivation, self->id, &taken, error))
    return FALSE;
  if (taken)
    g_set_error (error, ALCOVE_ERROR, code, "this key opens another history already");
  return !taken;
}

/**
 * alcove_account_prepare_folder:
 * @self: an account that does not exist yet
 * @error: %ALCOVE_ERROR_BUSY where another process has meanwhile made the account of this key (open
 *   it again), or what the disk said
 *
 * Makes its folder, for this user alone, and marks the first save as going on, so that nobody takes
 * it for an aborted one. May be called again after a failure.
 *
 * Returns: whether the database can be made
 */
gboolean
alcove_account_prepare_folder (AlcoveAccount *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  AlcoveVaultLock lock = -1;
  gboolean done = FALSE;

  if (self->exists || self->first_save >= 0)
    return TRUE;
  if (!alcove_vault_folder_make (self->accounts_dir, error))
    return FALSE;
  lock = alcove_vault_folder_lock (self->accounts_dir, TRUE, error);
  if (lock >= 0 && alcove_account_refuse_taken (self, self->derivation, ALCOVE_ERROR_BUSY, error))
    {
      self->first_save = alcove_first_save_begin (self->accounts_dir, self->folder, error);
      done = self->first_save >= 0;
    }
  alcove_vault_folder_unlock (&lock);
  return done;
}

/**
 * alcove_account_add_keys: (skip)
 * @self: an account
 * @slots: a slots file
 * @derivation: a key
 * @kind: what the key is
 * @error: where it cannot be derived
 *
 * Puts the account's keys into the slot of @derivation, in place of what stood in it.
 *
 * Returns: whether they are there
 */
gboolean
alcove_account_add_keys (AlcoveAccount *self, AlcoveSlots *slots, AlcoveKeyDerivation *derivation,
                         AlcoveSlotKind kind, GError **error)
{
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;

  if (!alcove_key_derivation_get (derivation, &slots->head, &slot_id, &kek, error))
    return FALSE;
  alcove_slots_drop (slots, slot_id);
  for (guint i = 0; i < self->keys->len; i++)
    alcove_slots_add (slots, self->id_bytes, slot_id, kind, kek, g_ptr_array_index (self->keys, i));
  return TRUE;
}

/**
 * alcove_account_read_keys: (skip)
 * @self: an account
 * @derivation: a key
 * @slots: (out) (optional): what stands on the disk
 * @error: %ALCOVE_ERROR_WRONG_KEY where the key has no slot there any more
 *
 * Returns: (nullable) (transfer full) (element-type AlcoveSlotKey): the keys that it opens there
 */
GPtrArray *
alcove_account_read_keys (AlcoveAccount *self, AlcoveKeyDerivation *derivation, AlcoveSlots **slots,
                          GError **error)
{
  g_autoptr (AlcoveSlots) found = alcove_vault_folder_read_slots (self->folder, error);
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;
  g_autoptr (GError) local = NULL;
  GPtrArray *keys = NULL;

  if (found == NULL || !alcove_key_derivation_get (derivation, &found->head, &slot_id, &kek, error))
    return NULL;
  keys = alcove_slots_unlock (found, self->id_bytes, slot_id, kek, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (keys == NULL)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY,
                 "the key of this account was replaced elsewhere");
  else if (slots != NULL)
    *slots = g_steal_pointer (&found);
  return keys;
}

gboolean
alcove_account_same_keys (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const AlcoveSlotKey *first = g_ptr_array_index (a, i);
      const AlcoveSlotKey *second = g_ptr_array_index (b, i);

      if (first->generation != second->generation
          || !alcove_locked_bytes_equal (first->key, second->key))
        return FALSE;
    }
  return TRUE;
}

/**
 * alcove_account_write_slots: (skip)
 * @self: an account
 * @slots: what to write
 * @derivation: the key that must open it
 * @error: what the disk said
 *
 * Writes the file and reads it back: @derivation must find exactly our keys in it.
 *
 * Returns: whether it does
 */
gboolean
alcove_account_write_slots (AlcoveAccount *self, const AlcoveSlots *slots,
                            AlcoveKeyDerivation *derivation, GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;

  if (slots->records->len == 0 || slots->records->len > ALCOVE_SLOTS_MAX_RECORDS)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE, "%u slots", slots->records->len);
      return FALSE;
    }
  if (!alcove_vault_folder_write_slots (self->folder, slots, error))
    return FALSE;
  keys = alcove_account_read_keys (self, derivation, NULL, error);
  if (keys == NULL)
    return FALSE;
  if (!alcove_account_same_keys (keys, self->keys))
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                   "the slots file reads back otherwise");
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_first_slots (AlcoveAccount *self, GError **error)
{
  g_autoptr (AlcoveSlots) slots = NULL;
  AlcoveSlotsHead head;

  if (!alcove_account_refuse_taken (self, self->derivation, ALCOVE_ERROR_BUSY, error)
      || !alcove_slots_search_make_head (self->accounts_dir, &head, error))
    return FALSE;
  slots = alcove_slots_new (&head);
  if (!alcove_account_add_keys (self, slots, self->derivation, ALCOVE_SLOT_API_KEY, error)
      || !alcove_account_write_slots (self, slots, self->derivation, error))
    return FALSE;
  self->exists = TRUE;
  alcove_first_save_end (self->folder, &self->first_save);
  return TRUE;
}

/**
 * alcove_account_commit:
 * @self: an account whose database stands, fsynced, under its final name
 * @error: %ALCOVE_ERROR_BUSY where another process has meanwhile made the account of this key, or
 *   what the disk said
 *
 * Ends the first save: writes the slots file and fsyncs it and the folder. Only now is it saved.
 *
 * Returns: whether it is
 */
gboolean
alcove_account_commit (AlcoveAccount *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  AlcoveVaultLock lock = -1;
  gboolean done;

  if (self->exists)
    return TRUE;
  lock = alcove_vault_folder_lock (self->accounts_dir, TRUE, error);
  done = lock >= 0 && write_first_slots (self, error);
  alcove_vault_folder_unlock (&lock);
  return done;
}
