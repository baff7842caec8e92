/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The recovery key of an account that exists: made, revoked, asked for. Any thread; blocks on the disk and, where one
 * is made, on Argon2id.
 * Always holds: there is one or none; a new one takes the place of the former in the same write. The key itself is
 * kept nowhere. */

#include "alcove-account-private.h"

#include "alcove-error.h"

typedef struct
{
  AlcoveKeyDerivation *derivation; /* of the new key */
  GError *error;
} Making;

static gboolean
put_recovery_slot (AlcoveAccount *self, AlcoveSlots *slots, gpointer data)
{
  Making *making = data;

  alcove_slots_drop_kind (slots, ALCOVE_SLOT_RECOVERY);
  return alcove_account_add_keys (self, slots, making->derivation, ALCOVE_SLOT_RECOVERY,
                                  &making->error);
}

/* What is shown to a person must open the history: so it is tried first. */
static gboolean
opens (AlcoveAccount *self, AlcoveKeyDerivation *derivation, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GPtrArray) keys = alcove_account_read_keys (self, derivation, NULL, error);

  return keys != NULL;
}

/**
 * alcove_account_make_recovery_key:
 * @self: an account that exists and was opened by its API key
 * @error: %ALCOVE_ERROR_NO_VAULT where nothing is saved yet, %ALCOVE_ERROR_INVALID_INPUT where a recovery key
 *   opened it, or what the disk said; the former recovery key is good then
 *
 * Makes a recovery key; one that was made before opens nothing any more.
 *
 * Returns: (nullable) (transfer full): its 20 bytes
 */
AlcoveLockedBytes *
alcove_account_make_recovery_key (AlcoveAccount *self, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_recovery_key_new ();
  g_autoptr (AlcoveKeyDerivation) derivation = alcove_key_derivation_new_recovery (key);
  Making making = { .derivation = derivation };

  if (alcove_account_is_open_by_recovery_key (self))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                           "an API key is needed before a new recovery key");
      return NULL;
    }
  if (!alcove_account_change_slots (self, put_recovery_slot, &making, error))
    return NULL;
  if (making.error != NULL)
    return g_propagate_error (error, making.error), NULL;
  return opens (self, derivation, error) ? g_steal_pointer (&key) : NULL;
}

static gboolean
drop_recovery_slot (AlcoveAccount *self, AlcoveSlots *slots, gpointer data)
{
  return alcove_slots_drop_kind (slots, ALCOVE_SLOT_RECOVERY) > 0;
}

/**
 * alcove_account_revoke_recovery_key:
 * @self: an account that exists and was opened by its API key
 * @error: %ALCOVE_ERROR_NO_VAULT where nothing is saved yet, %ALCOVE_ERROR_INVALID_INPUT where the recovery key is
 *   all that opens it here, or what the disk said; the recovery key is good then
 *
 * Returns: whether no recovery key opens it any more
 */
gboolean
alcove_account_revoke_recovery_key (AlcoveAccount *self, GError **error)
{
  if (!alcove_account_is_open_by_recovery_key (self))
    return alcove_account_change_slots (self, drop_recovery_slot, NULL, error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                       "an API key is needed before the recovery key can go");
  return FALSE;
}

/**
 * alcove_account_has_recovery_key:
 * @self: an account
 * @error: what the disk said
 *
 * Asks the slots file, for another process may have made one.
 *
 * Returns: 1 where a recovery key opens it, 0 where none does, -1 where that cannot be known
 */
int
alcove_account_has_recovery_key (AlcoveAccount *self, GError **error)
{
  g_autoptr (AlcoveSlots) slots = NULL;

  if (!alcove_account_exists (self))
    return 0;
  slots = alcove_vault_folder_read_slots (self->folder, error);
  if (slots == NULL)
    return -1;
  for (guint i = 0; i < slots->records->len; i++)
    if (alcove_slots_get (slots, i)->kind == ALCOVE_SLOT_RECOVERY)
      return 1;
  return 0;
}

/**
 * alcove_account_is_open_by_recovery_key:
 * @self: an account
 *
 * Returns: whether its recovery key opened it, and no API key was given to it since
 */
gboolean
alcove_account_is_open_by_recovery_key (AlcoveAccount *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->is_by_recovery_key;
}
