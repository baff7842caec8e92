/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* An account's folder that stands elsewhere: in an unpacked backup. Any thread.
 * Always holds: nothing is written, neither there nor here. */

#include "alcove-account-private.h"

#include <string.h>

#include "alcove-error.h"

/* Keys that the account has now: they open what was copied before its API key was replaced. */
static void
add_own_keys (AlcoveAccount *self, GPtrArray *keys)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      const AlcoveSlotKey *key = g_ptr_array_index (self->keys, i);

      g_ptr_array_add (keys, alcove_slot_key_new (key->generation, key->key));
    }
}

static AlcoveAccount *
open_by (AlcoveAccount *self, AlcoveKeyDerivation *derivation, const char *accounts_dir,
         const char *id, GError **error)
{
  g_autofree char *folder = g_build_filename (accounts_dir, id, NULL);
  g_autoptr (AlcoveSlots) slots = alcove_vault_folder_read_slots (folder, error);
  guint8 account[ALCOVE_SLOTS_ACCOUNT_SIZE];
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) local = NULL;
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;

  if (slots == NULL || !alcove_vault_folder_parse_id (id, account)
      || !alcove_key_derivation_get (derivation, &slots->head, &slot_id, &kek, error))
    return NULL;
  keys = alcove_slots_unlock (slots, account, slot_id, kek, &local);
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), NULL;
  if (keys == NULL)
    keys = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_slot_key_free);
  if (memcmp (account, self->id_bytes, sizeof account) == 0)
    add_own_keys (self, keys);
  if (keys->len > 0)
    return alcove_account_new (accounts_dir, id, alcove_key_derivation_copy (derivation),
                               g_steal_pointer (&keys));
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY,
                       "this key does not open the copy");
  return NULL;
}

/**
 * alcove_account_open_copy:
 * @self: an account
 * @accounts_dir: a folder like that of all accounts
 * @id: the account that stands in it, a copy of this one or another of the same API key
 * @error: %ALCOVE_ERROR_WRONG_KEY where this account's key does not open it, %ALCOVE_ERROR_CORRUPT and
 *   %ALCOVE_ERROR_NEWER_VERSION as its slots file is
 *
 * Returns: (nullable) (transfer full): the account that stands there, to read from
 */
AlcoveAccount *
alcove_account_open_copy (AlcoveAccount *self, const char *accounts_dir, const char *id,
                          GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return open_by (self, self->derivation, accounts_dir, id, error);
}

/**
 * alcove_account_open_copy_by:
 * @self: an account
 * @accounts_dir: a folder like that of all accounts
 * @id: the account that stands in it
 * @old_key: an API key of its time, or a recovery key as it is written
 * @error: as [method@Account.open_copy]; %ALCOVE_ERROR_RECOVERY_MISTYPED, %ALCOVE_ERROR_NO_VAULT for a weak key
 *
 * For a copy that was made before both the API key was replaced and the history was encrypted again: neither this
 * account's key nor its account keys open that.
 *
 * Returns: (nullable) (transfer full): the account that stands there, to read from
 */
AlcoveAccount *
alcove_account_open_copy_by (AlcoveAccount *self, const char *accounts_dir, const char *id,
                             AlcoveLockedBytes *old_key, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (AlcoveKeyDerivation) derivation = NULL;
  g_autoptr (AlcoveLockedBytes) recovery_key = NULL;

  if (!alcove_recovery_key_parse (alcove_locked_bytes_get_string (old_key), &recovery_key, error))
    return NULL;
  derivation = recovery_key ? alcove_key_derivation_new_recovery (recovery_key)
                            : alcove_key_derivation_new (old_key, NULL, error);
  return derivation ? open_by (self, derivation, accounts_dir, id, error) : NULL;
}
