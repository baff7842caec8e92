/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the vault's tests share. Accounts written by hand cost 8 KiB of Argon2id instead of 64 MiB. */

#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "alcove-vault-folder.h"

void
vault_fixture_set_up (VaultFixture *self, gconstpointer data)
{
  self->data_dir = g_dir_make_tmp ("alcove-vault-XXXXXX", NULL);
  g_assert_nonnull (self->data_dir);
  self->accounts_dir = g_build_filename (self->data_dir, "accounts", NULL);
  self->vault = alcove_vault_new (self->data_dir);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
vault_fixture_tear_down (VaultFixture *self, gconstpointer data)
{
  g_clear_object (&self->vault);
  remove_tree (self->data_dir);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->accounts_dir, g_free);
}

/* size bytes: first, first + 1, … */
AlcoveLockedBytes *
vault_bytes (guint8 first, gsize size)
{
  AlcoveLockedBytes *bytes = alcove_locked_bytes_new (NULL, size);

  for (gsize i = 0; i < size; i++)
    alcove_locked_bytes_get_writable (bytes)[i] = (guint8) (first + i);
  return bytes;
}

void
vault_assert_hex (AlcoveLockedBytes *bytes, const char *hex)
{
  g_autoptr (AlcoveLockedBytes) text = NULL;

  g_assert_nonnull (bytes);
  text = alcove_locked_bytes_to_hex (bytes);
  g_assert_cmpstr (alcove_locked_bytes_get_string (text), ==, hex);
}

AlcoveSlotsHead
vault_cheap_head (guint8 salt)
{
  AlcoveSlotsHead head = { .passes = 1, .memory_kib = 8, .lanes = 1 };

  memset (head.salt, salt, sizeof head.salt);
  return head;
}

static void
write_database (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  g_autofree char *content = g_strnfill (4096, 'x');

  g_assert_true (g_file_set_contents (path, content, 4096, NULL));
}

/* an account that stands, as another computer may have made it; returns its folder */
char *
vault_fixture_write (VaultFixture *self, const char *id, AlcoveLockedBytes *api_key,
                     AlcoveLockedBytes *history_key, guint8 salt)
{
  AlcoveSlotsHead head = vault_cheap_head (salt);
  g_autoptr (AlcoveSlots) slots = alcove_slots_new (&head);
  g_autoptr (AlcoveKeyDerivation) derivation
      = alcove_key_derivation_new (api_key, history_key, NULL);
  g_autoptr (AlcoveLockedBytes) account_key = alcove_locked_bytes_new_random (32);
  AlcoveSlotKey key = { 1, account_key };
  char *folder = g_build_filename (self->accounts_dir, id, NULL);
  guint8 account[ALCOVE_SLOTS_ACCOUNT_SIZE];
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;

  g_assert_nonnull (derivation);
  g_assert_true (alcove_vault_folder_parse_id (id, account));
  g_assert_true (alcove_key_derivation_get (derivation, &head, &slot_id, &kek, NULL));
  alcove_slots_add (slots, account, slot_id, ALCOVE_SLOT_API_KEY, kek, &key);
  g_assert_true (alcove_vault_folder_make (folder, NULL));
  write_database (folder);
  g_assert_true (alcove_vault_folder_write_slots (folder, slots, NULL));
  return folder;
}

char *
vault_fixture_slots_path (VaultFixture *self, const char *id)
{
  return g_build_filename (self->accounts_dir, id, "slots", NULL);
}

/* how many files and folders there are below it */
guint
vault_fixture_count (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      n += 1 + vault_fixture_count (child);
    }
  return n;
}

AlcoveAccount *
vault_fixture_open (VaultFixture *self, const char *api_key)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);
  g_autoptr (GError) error = NULL;
  AlcoveAccount *account = alcove_vault_open (self->vault, key, NULL, &error);

  g_assert_no_error (error);
  return account;
}

/* opens and, as the store does, makes the first save */
AlcoveAccount *
vault_fixture_save (VaultFixture *self, const char *api_key)
{
  AlcoveAccount *account = vault_fixture_open (self, api_key);
  g_autoptr (GError) error = NULL;

  alcove_account_prepare_folder (account, &error);
  g_assert_no_error (error);
  write_database (alcove_account_get_folder (account));
  alcove_account_commit (account, &error);
  g_assert_no_error (error);
  return account;
}

void
vault_fixture_assert_keys_equal (AlcoveAccount *a, AlcoveAccount *b)
{
  g_assert_cmpuint (alcove_account_get_n_keys (a), ==, alcove_account_get_n_keys (b));
  for (guint i = 0; i < alcove_account_get_n_keys (a); i++)
    {
      g_autoptr (AlcoveLockedBytes) first
          = alcove_account_dup_subkey (a, i, ALCOVE_SUBKEY_DATABASE);
      g_autoptr (AlcoveLockedBytes) second
          = alcove_account_dup_subkey (b, i, ALCOVE_SUBKEY_DATABASE);

      g_assert_true (alcove_locked_bytes_equal (first, second));
    }
}
