/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Looks for a key's slot in the slots files of all accounts. Reads only. Blocks on the disk and on
 * Argon2id: once for each salt that it meets. One thread at a time for one derivation.
 * Always holds: a damaged file of one account does not keep another from opening; a file that could
 * not be read may be the key's own, so then "no such slot" is an error and not an empty account. */

#include "alcove-slots-search.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "alcove-error.h"
#include "alcove-vault-folder.h"

static void
match_free (AlcoveSlotsMatch *match)
{
  g_free (match->id);
  g_ptr_array_unref (match->keys);
  g_free (match);
}

/**
 * alcove_slots_search_free:
 * @self: (transfer full): a result
 */
void
alcove_slots_search_free (AlcoveSlotsSearch *self)
{
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->vacant);
  g_free (self);
}

static gint64
changed_at (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  if (stat (path, &status) != 0)
    return 0;
  return status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
}

/* whether another key's replacement by this one was cut short; a recovery key replaces none */
static gboolean
replaces_another (const AlcoveSlots *slots, const guint8 *slot_id)
{
  gboolean leaving = FALSE;

  for (guint i = 0; i < slots->records->len; i++)
    {
      const AlcoveSlot *slot = alcove_slots_get (slots, i);

      const gboolean is_own = memcmp (slot->id, slot_id, sizeof slot->id) == 0;

      if (is_own && slot->kind != ALCOVE_SLOT_API_KEY)
        return FALSE;
      leaving |= slot->kind == ALCOVE_SLOT_LEAVING;
    }
  return leaving;
}

static gboolean
try_slots (AlcoveSlotsSearch *self, const char *accounts_dir, const char *name,
           const AlcoveSlots *slots, AlcoveKeyDerivation *derivation, GError **error)
{
  g_autofree char *folder = g_build_filename (accounts_dir, name, NULL);
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) damaged = NULL;
  guint8 account[ALCOVE_SLOTS_ACCOUNT_SIZE];
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;
  AlcoveSlotsMatch *match;

  if (!alcove_key_derivation_get (derivation, &slots->head, &slot_id, &kek, error))
    return FALSE;
  alcove_vault_folder_parse_id (name, account);
  keys = alcove_slots_unlock (slots, account, slot_id, kek, &damaged);
  if (damaged != NULL)
    return g_propagate_error (error, g_steal_pointer (&damaged)), FALSE;
  if (keys == NULL)
    return TRUE;
  match = g_new0 (AlcoveSlotsMatch, 1);
  match->id = g_strdup (name);
  match->replaces_another = replaces_another (slots, slot_id);
  match->last_used = MAX (changed_at (folder, ALCOVE_VAULT_DATABASE_NAME),
                          changed_at (folder, ALCOVE_VAULT_DATABASE_NAME "-wal"));
  match->keys = g_steal_pointer (&keys);
  g_ptr_array_add (self->matches, match);
  return TRUE;
}

/* A failure that speaks against an empty account is kept: the first of them. */
static void
try_account (AlcoveSlotsSearch *self, const char *accounts_dir, const char *name,
             AlcoveKeyDerivation *derivation, GError **first)
{
  g_autofree char *folder = g_build_filename (accounts_dir, name, NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (AlcoveSlots) slots = alcove_vault_folder_read_slots (folder, &failure);

  if (g_error_matches (failure, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    g_ptr_array_add (self->vacant, g_strdup (name));
  else if (g_error_matches (failure, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT))
    self->n_damaged++;
  else if (slots == NULL || !try_slots (self, accounts_dir, name, slots, derivation, &failure))
    {
      if (*first == NULL)
        *first = g_steal_pointer (&failure);
    }
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const AlcoveSlotsMatch *first = *(AlcoveSlotsMatch *const *) a;
  const AlcoveSlotsMatch *second = *(AlcoveSlotsMatch *const *) b;

  if (first->last_used != second->last_used)
    return first->last_used < second->last_used ? 1 : -1;
  return strcmp (first->id, second->id);
}

/**
 * alcove_slots_search:
 * @accounts_dir: the folder of all accounts
 * @derivation: a key
 * @error: %ALCOVE_ERROR_CORRUPT where the key's own slot is damaged, %ALCOVE_ERROR_NEWER_VERSION, or
 *   what the disk said; only where nothing else opened
 *
 * Returns: (nullable) (transfer full): what the key opens, and what else was seen on the way
 */
AlcoveSlotsSearch *
alcove_slots_search (const char *accounts_dir, AlcoveKeyDerivation *derivation, GError **error)
{
  g_autoptr (GPtrArray) ids = alcove_vault_folder_list (accounts_dir, error);
  g_autoptr (AlcoveSlotsSearch) self = NULL;
  g_autoptr (GError) first = NULL;

  if (ids == NULL)
    return NULL;
  self = g_new0 (AlcoveSlotsSearch, 1);
  self->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) match_free);
  self->vacant = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ids->len; i++)
    try_account (self, accounts_dir, g_ptr_array_index (ids, i), derivation, &first);
  g_ptr_array_sort (self->matches, compare_matches);
  if (self->matches->len == 0 && first != NULL)
    return g_propagate_error (error, g_steal_pointer (&first)), NULL;
  return g_steal_pointer (&self);
}

/**
 * alcove_slots_search_is_taken:
 * @accounts_dir: the folder of all accounts
 * @derivation: a key
 * @except: (nullable): an account that does not count
 * @taken: (out): whether the key opens an account already
 * @error: why it cannot be known
 *
 * Returns: whether it is known
 */
gboolean
alcove_slots_search_is_taken (const char *accounts_dir, AlcoveKeyDerivation *derivation,
                              const char *except, gboolean *taken, GError **error)
{
  g_autoptr (AlcoveSlotsSearch) found = alcove_slots_search (accounts_dir, derivation, error);

  *taken = FALSE;
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->matches->len; i++)
    {
      const AlcoveSlotsMatch *match = g_ptr_array_index (found->matches, i);

      if (g_strcmp0 (match->id, except) != 0)
        *taken = TRUE;
    }
  return TRUE;
}

/**
 * alcove_slots_search_make_head:
 * @accounts_dir: the folder of all accounts
 * @head: (out): the head for a new slots file
 * @error: why the accounts cannot be listed
 *
 * Our parameters, with the salt of the first account that has the same ones, else a new salt. So one
 * derivation serves all accounts of a machine; weaker parameters that somebody put into a file are
 * never taken over.
 *
 * Returns: whether it was made
 */
gboolean
alcove_slots_search_make_head (const char *accounts_dir, AlcoveSlotsHead *head, GError **error)
{
  g_autoptr (GPtrArray) ids = alcove_vault_folder_list (accounts_dir, error);

  if (ids == NULL)
    return FALSE;
  *head = (AlcoveSlotsHead) { .passes = ALCOVE_SLOTS_PASSES,
                              .memory_kib = ALCOVE_SLOTS_MEMORY_KIB,
                              .lanes = ALCOVE_SLOTS_LANES };
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *folder = g_build_filename (accounts_dir, g_ptr_array_index (ids, i), NULL);
      g_autoptr (AlcoveSlots) slots = alcove_vault_folder_read_slots (folder, NULL);

      if (slots != NULL && slots->head.passes == head->passes
          && slots->head.memory_kib == head->memory_kib)
        {
          *head = slots->head;
          return TRUE;
        }
    }
  randombytes_buf (head->salt, sizeof head->salt);
  return TRUE;
}
