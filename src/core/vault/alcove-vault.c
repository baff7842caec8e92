/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* All accounts of this user, and the one question that is asked of them: which does this key open?
 * Blocks on the disk and on Argon2id; any thread, for it holds nothing but a path.
 * Always holds: a key that opens nothing leaves no trace, and its answer is an empty account. */

#include "alcove-vault.h"

#include "alcove-account-private.h"
#include "alcove-error.h"
#include "alcove-first-save.h"
#include "alcove-slots-search.h"

struct _AlcoveVault
{
  GObject parent_instance;

  char *accounts_dir;
};

G_DEFINE_FINAL_TYPE (AlcoveVault, alcove_vault, G_TYPE_OBJECT)

static void
alcove_vault_finalize (GObject *object)
{
  AlcoveVault *self = ALCOVE_VAULT (object);

  g_clear_pointer (&self->accounts_dir, g_free);

  G_OBJECT_CLASS (alcove_vault_parent_class)->finalize (object);
}

static void
alcove_vault_class_init (AlcoveVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_vault_finalize;
}

static void
alcove_vault_init (AlcoveVault *self)
{
}

/**
 * alcove_vault_new:
 * @data_dir: (nullable): the folder that holds "accounts"; %NULL for "alcove" in the user's data
 *
 * Nothing is made on the disk.
 *
 * Returns: (transfer full): the vault
 */
AlcoveVault *
alcove_vault_new (const char *data_dir)
{
  AlcoveVault *self = g_object_new (ALCOVE_TYPE_VAULT, NULL);

  if (data_dir != NULL)
    self->accounts_dir = g_build_filename (data_dir, "accounts", NULL);
  else
    self->accounts_dir = g_build_filename (g_get_user_data_dir (), "alcove", "accounts", NULL);
  return self;
}

/**
 * alcove_vault_key_is_weak:
 * @api_key: a key
 *
 * Returns: whether it is too short or too simple to protect a history alone
 */
gboolean
alcove_vault_key_is_weak (AlcoveLockedBytes *api_key)
{
  return alcove_key_derivation_key_is_weak (api_key);
}

/**
 * alcove_vault_new_history_key:
 *
 * Returns: (transfer full): 32 random bytes, for an account whose API key is weak
 */
AlcoveLockedBytes *
alcove_vault_new_history_key (void)
{
  return alcove_locked_bytes_new_random (ALCOVE_HISTORY_KEY_SIZE);
}

static gboolean
clean_folder (AlcoveVault *self, const char *id)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, id, NULL);

  return alcove_first_save_clean (folder);
}

static gboolean
is_marked (AlcoveVault *self, const AlcoveSlotsMatch *match)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, match->id, NULL);

  return alcove_first_save_is_marked (folder);
}

/* Takes away what aborted first saves left. Whoever cannot have the lock now leaves it to the next
 * opening. */
static void
clean (AlcoveVault *self, const AlcoveSlotsSearch *found)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  AlcoveVaultLock lock = -1;

  for (guint i = 0; i < found->vacant->len; i++)
    g_ptr_array_add (ids, g_ptr_array_index (found->vacant, i));
  for (guint i = 0; i < found->matches->len; i++)
    {
      AlcoveSlotsMatch *match = g_ptr_array_index (found->matches, i);

      if (is_marked (self, match))
        g_ptr_array_add (ids, match->id);
    }
  if (ids->len > 0)
    lock = alcove_vault_folder_lock (self->accounts_dir, FALSE, NULL);
  for (guint i = 0; lock >= 0 && i < ids->len; i++)
    clean_folder (self, g_ptr_array_index (ids, i));
  alcove_vault_folder_unlock (&lock);
}

static AlcoveAccount *
account_of_match (AlcoveVault *self, AlcoveSlotsMatch *match, AlcoveKeyDerivation *derivation)
{
  AlcoveAccount *account
      = alcove_account_new (self->accounts_dir, match->id, alcove_key_derivation_copy (derivation),
                            g_ptr_array_ref (match->keys));
  g_autoptr (GError) error = NULL;

  /* on a read-only disk the old key's slot stays, and this key opens the account all the same */
  if (match->replaces_another && !alcove_account_finish_replace (account, &error))
    g_debug ("A replaced key still stands: %s", error->message);
  return account;
}

/**
 * alcove_vault_open_all:
 * @self: the vault
 * @api_key: a key, as the server gets it
 * @history_key: (nullable): 32 bytes, needed where @api_key is weak, ignored where it is not
 * @n_damaged: (out) (optional): how many slots files nobody can read
 * @error: as [method@Vault.open]
 *
 * Returns: (nullable) (transfer full) (element-type AlcoveAccount): all accounts that the key opens,
 *   last used first; one empty account where there is none
 */
GPtrArray *
alcove_vault_open_all (AlcoveVault *self, AlcoveLockedBytes *api_key,
                       AlcoveLockedBytes *history_key, guint *n_damaged, GError **error)
{
  g_autoptr (AlcoveKeyDerivation) derivation
      = alcove_key_derivation_new (api_key, history_key, error);
  g_autoptr (AlcoveSlotsSearch) found = NULL;
  GPtrArray *accounts;

  if (derivation == NULL)
    return NULL;
  found = alcove_slots_search (self->accounts_dir, derivation, error);
  if (found == NULL)
    return NULL;
  clean (self, found);
  if (n_damaged != NULL)
    *n_damaged = found->n_damaged;
  accounts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->matches->len; i++)
    g_ptr_array_add (accounts,
                     account_of_match (self, g_ptr_array_index (found->matches, i), derivation));
  if (accounts->len == 0)
    g_ptr_array_add (accounts, alcove_account_new (self->accounts_dir, NULL,
                                                   g_steal_pointer (&derivation), NULL));
  return accounts;
}

/**
 * alcove_vault_open:
 * @self: the vault
 * @api_key: a key, as the server gets it; white space around it is ignored
 * @history_key: (nullable): 32 bytes, needed where @api_key is weak, ignored where it is not
 * @error: %ALCOVE_ERROR_NO_VAULT for a weak key without its history key, %ALCOVE_ERROR_CORRUPT where
 *   the slot of this key is damaged, %ALCOVE_ERROR_NEWER_VERSION, or what the disk said where an
 *   account cannot be read that may be this one
 *
 * Opens the account of this key: the one used last, where several stand. An unknown key gives a new,
 * empty account, and no error. Blocks for one Argon2id for each salt. Changes nothing on the disk
 * but what an aborted first save or an aborted replacement of the key left behind.
 *
 * Returns: (nullable) (transfer full): the account
 */
AlcoveAccount *
alcove_vault_open (AlcoveVault *self, AlcoveLockedBytes *api_key, AlcoveLockedBytes *history_key,
                   GError **error)
{
  g_autoptr (GPtrArray) accounts = alcove_vault_open_all (self, api_key, history_key, NULL, error);

  return accounts != NULL ? g_object_ref (g_ptr_array_index (accounts, 0)) : NULL;
}

/**
 * alcove_vault_open_recovery:
 * @self: the vault
 * @recovery_key: 20 bytes
 * @error: %ALCOVE_ERROR_RECOVERY_UNKNOWN where no account has this recovery key, else as [method@Vault.open]
 *
 * Changes nothing on the disk. Blocks for one Argon2id for each salt.
 *
 * Returns: (nullable) (transfer full): the account, the one used last where its folder was copied
 */
AlcoveAccount *
alcove_vault_open_recovery (AlcoveVault *self, AlcoveLockedBytes *recovery_key, GError **error)
{
  g_autoptr (AlcoveKeyDerivation) derivation = alcove_key_derivation_new_recovery (recovery_key);
  g_autoptr (AlcoveSlotsSearch) found = alcove_slots_search (self->accounts_dir, derivation, error);
  AlcoveAccount *account;

  if (found == NULL)
    return NULL;
  if (found->matches->len == 0)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_UNKNOWN,
                           "no history has this recovery key");
      return NULL;
    }
  account = account_of_match (self, g_ptr_array_index (found->matches, 0), derivation);
  account->is_by_recovery_key = TRUE;
  return account;
}

/**
 * alcove_vault_has_histories:
 * @self: the vault
 *
 * Returns: whether a history stands on the disk, of whatever key
 */
gboolean
alcove_vault_has_histories (AlcoveVault *self)
{
  g_autoptr (GPtrArray) ids = alcove_vault_folder_list (self->accounts_dir, NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *slots = g_build_filename (self->accounts_dir, g_ptr_array_index (ids, i),
                                                 ALCOVE_VAULT_SLOTS_NAME, NULL);

      if (g_file_test (slots, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    }
  return FALSE;
}
