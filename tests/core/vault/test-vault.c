/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which account a key opens, and that a key which opens none leaves no trace. */

#include "vault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-error.h"
#include "alcove-vault-folder.h"

#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ffeeddccbbaa99887766554433221100"

static void
test_unknown (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);

  g_assert_false (alcove_account_exists (account));
  g_assert_cmpuint (strlen (alcove_account_get_id (account)), ==, 32);
  g_assert_cmpuint (alcove_account_get_n_keys (account), ==, 1);
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
}

static void
test_unknown_differ (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) first = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) second = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) a = alcove_account_dup_subkey (first, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveLockedBytes) b = alcove_account_dup_subkey (second, 0, ALCOVE_SUBKEY_DATABASE);

  g_assert_cmpstr (alcove_account_get_id (first), !=, alcove_account_get_id (second));
  g_assert_false (alcove_locked_bytes_equal (a, b));
}

static void
test_thousand_wrong_keys (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  guint before = vault_fixture_count (self->data_dir);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *wrong = g_strdup_printf ("sk-wrong-%04u-abcdefghijklmnop", i);
      g_autoptr (AlcoveAccount) account = vault_fixture_open (self, wrong);

      g_assert_false (alcove_account_exists (account));
      g_assert_cmpstr (alcove_account_get_id (account), !=, ID_A);
    }
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, before);
}

static void
test_near_misses (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);

  for (guint i = 0; i < strlen (STRONG_KEY); i++)
    {
      g_autofree char *near = g_strdup (STRONG_KEY);
      g_autoptr (AlcoveAccount) account = NULL;

      near[i] ^= 1;
      account = vault_fixture_open (self, near);
      g_assert_false (alcove_account_exists (account));
    }
}

static void
test_save_and_open (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) saved = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) opened = vault_fixture_open (self, "  " STRONG_KEY "\n");

  g_assert_true (alcove_account_exists (saved));
  g_assert_true (alcove_account_exists (opened));
  g_assert_cmpstr (alcove_account_get_id (saved), ==, alcove_account_get_id (opened));
  g_assert_cmpstr (alcove_account_get_folder (saved), ==, alcove_account_get_folder (opened));
  vault_fixture_assert_keys_equal (saved, opened);
}

static void
test_database_path (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autofree char *path = alcove_account_dup_database_path (account);
  g_autofree char *expected
      = g_build_filename (self->accounts_dir, alcove_account_get_id (account), "history.db", NULL);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_subkeys_differ (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) database
      = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);

  for (guint which = ALCOVE_SUBKEY_SYNC_ROWS; which <= ALCOVE_SUBKEY_ATTACHMENTS; which++)
    {
      g_autoptr (AlcoveLockedBytes) other
          = alcove_account_dup_subkey (account, 0, (AlcoveSubkey) which);

      g_assert_false (alcove_locked_bytes_equal (database, other));
    }
  g_assert_null (alcove_account_dup_subkey (account, 1, ALCOVE_SUBKEY_DATABASE));
}

static void
test_two_keys (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) first = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) second = vault_fixture_save (self, OTHER_KEY);
  g_autoptr (AlcoveAccount) first_again = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) second_again = vault_fixture_open (self, OTHER_KEY);
  g_autoptr (AlcoveLockedBytes) a = alcove_account_dup_subkey (first, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveLockedBytes) b = alcove_account_dup_subkey (second, 0, ALCOVE_SUBKEY_DATABASE);

  g_assert_cmpstr (alcove_account_get_id (first), !=, alcove_account_get_id (second));
  g_assert_cmpstr (alcove_account_get_id (first), ==, alcove_account_get_id (first_again));
  g_assert_cmpstr (alcove_account_get_id (second), ==, alcove_account_get_id (second_again));
  g_assert_false (alcove_locked_bytes_equal (a, b));
}

static AlcoveSlots *
slots_of (AlcoveAccount *account)
{
  AlcoveSlots *slots = alcove_vault_folder_read_slots (alcove_account_get_folder (account), NULL);

  g_assert_nonnull (slots);
  return slots;
}

static void
test_salt_is_shared (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) first = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) second = vault_fixture_save (self, OTHER_KEY);
  g_autoptr (AlcoveSlots) a = slots_of (first);
  g_autoptr (AlcoveSlots) b = slots_of (second);

  g_assert_cmpmem (a->head.salt, 16, b->head.salt, 16);
  g_assert_cmpuint (a->head.passes, ==, 3);
  g_assert_cmpuint (a->head.memory_kib, ==, 65536);
}

static void
test_weak_parameters_not_taken_over (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (OTHER_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autoptr (AlcoveAccount) saved = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (AlcoveSlots) slots = slots_of (saved);
  AlcoveSlotsHead cheap = vault_cheap_head (1);

  g_assert_cmpuint (slots->head.passes, ==, 3);
  g_assert_cmpuint (slots->head.memory_kib, ==, 65536);
  g_assert_cmpint (memcmp (slots->head.salt, cheap.salt, 16), !=, 0);
}

static void
test_copied_from_elsewhere (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) ours = vault_fixture_save (self, OTHER_KEY);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 7);
  g_autoptr (AlcoveAccount) opened = vault_fixture_open (self, STRONG_KEY);

  g_assert_true (alcove_account_exists (opened));
  g_assert_cmpstr (alcove_account_get_id (opened), ==, ID_A);
  g_assert_cmpstr (alcove_account_get_folder (opened), ==, folder);
}

static void
test_renamed_folder (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *other = g_build_filename (self->accounts_dir, ID_B, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (folder, other), ==, 0);
  g_assert_null (alcove_vault_open (self->vault, key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT);
}

static void
set_age (const char *folder, gint64 seconds_ago)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  struct timespec times[2] = { 0 };

  times[0].tv_sec = times[1].tv_sec = g_get_real_time () / G_USEC_PER_SEC - seconds_ago;
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

static void
test_two_accounts_of_one_key (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *older = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *newer = vault_fixture_write (self, ID_B, key, NULL, 2);
  g_autoptr (GPtrArray) accounts = NULL;

  set_age (older, 100);
  set_age (newer, 10);
  accounts = alcove_vault_open_all (self->vault, key, NULL, NULL, NULL);
  g_assert_cmpuint (accounts->len, ==, 2);
  g_assert_cmpstr (alcove_account_get_id (g_ptr_array_index (accounts, 0)), ==, ID_B);
  g_assert_cmpstr (alcove_account_get_id (g_ptr_array_index (accounts, 1)), ==, ID_A);
}

static void
test_weak_with_history_key (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("ollama");
  g_autoptr (AlcoveLockedBytes) history_key = alcove_vault_new_history_key ();
  g_autoptr (AlcoveLockedBytes) other = alcove_vault_new_history_key ();
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, history_key, 1);
  g_autoptr (AlcoveAccount) opened = alcove_vault_open (self->vault, key, history_key, NULL);
  g_autoptr (AlcoveAccount) unknown = alcove_vault_open (self->vault, key, other, NULL);

  g_assert_true (alcove_account_exists (opened));
  g_assert_false (alcove_account_exists (unknown));
}

static void
test_weak_without_history_key (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("");
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_vault_open (self->vault, key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
}

/* Through the whole vault: one bit of each byte, and nothing ever opens. */
static void
test_flipped_bytes (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (AlcoveAccount) account = NULL;

      bytes[i] ^= 1;
      g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
      account = alcove_vault_open (self->vault, key, NULL, NULL);
      g_assert_true (account == NULL || !alcove_account_exists (account));
      bytes[i] ^= 1;
    }
}

static void
test_foreign_damage (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) other = alcove_locked_bytes_new_string (OTHER_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_B, key, NULL, 1);
  g_autofree char *damaged = vault_fixture_write (self, ID_A, other, NULL, 1);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autoptr (GPtrArray) accounts = NULL;
  guint n_damaged = 0;

  g_assert_true (g_file_set_contents (path, "garbage", -1, NULL));
  accounts = alcove_vault_open_all (self->vault, key, NULL, &n_damaged, NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_true (alcove_account_exists (g_ptr_array_index (accounts, 0)));
  g_assert_cmpuint (n_damaged, ==, 1);
}

static void
test_hostile_parameters (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  guint n_damaged = 0;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  memset (bytes + 16, 0xff, 4); /* 4 TiB of memory */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  accounts = alcove_vault_open_all (self->vault, key, NULL, &n_damaged, NULL);
  g_assert_false (alcove_account_exists (g_ptr_array_index (accounts, 0)));
  g_assert_cmpuint (n_damaged, ==, 1);
}

static void
test_newer_version (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  bytes[8] = 2;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  g_assert_null (alcove_vault_open (self->vault, key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION);
}

/* What is not a file must neither block nor be followed into nowhere. */
static void
test_odd_files (VaultFixture *self, gconstpointer data)
{
  g_autofree char *fifo_folder = g_build_filename (self->accounts_dir, ID_A, NULL);
  g_autofree char *fifo = g_build_filename (fifo_folder, "slots", NULL);
  g_autofree char *dir = g_build_filename (self->accounts_dir, ID_B, "slots", NULL);
  g_autofree char *file = g_build_filename (self->accounts_dir, "0123", NULL);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (GPtrArray) accounts = NULL;
  guint n_damaged = 0;

  g_assert_cmpint (g_mkdir_with_parents (fifo_folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  accounts = alcove_vault_open_all (self->vault, key, NULL, &n_damaged, NULL);
  g_assert_nonnull (accounts);
  g_assert_false (alcove_account_exists (g_ptr_array_index (accounts, 0)));
  g_assert_cmpuint (n_damaged, ==, 2);
}

static void
test_accounts_is_a_file (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->accounts_dir, "x", 1, NULL));
  g_assert_null (alcove_vault_open (self->vault, key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
test_permissions (VaultFixture *self, gconstpointer data)
{
  mode_t before = umask (0);
  g_autoptr (AlcoveAccount) account = vault_fixture_save (self, STRONG_KEY);
  g_autofree char *slots = vault_fixture_slots_path (self, alcove_account_get_id (account));
  g_autofree char *lock = g_build_filename (self->accounts_dir, "lock", NULL);

  umask (before);
  g_assert_cmphex (mode_of (self->accounts_dir), ==, 0700);
  g_assert_cmphex (mode_of (alcove_account_get_folder (account)), ==, 0700);
  g_assert_cmphex (mode_of (slots), ==, 0600);
  g_assert_cmphex (mode_of (lock), ==, 0600);
}

static void
test_closes_open_folder (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = NULL;

  g_assert_cmpint (g_mkdir_with_parents (self->accounts_dir, 0755), ==, 0);
  g_assert_cmpint (chmod (self->accounts_dir, 0755), ==, 0);
  account = vault_fixture_save (self, STRONG_KEY);
  g_assert_cmphex (mode_of (self->accounts_dir), ==, 0700);
}

static void
test_nothing_in_clear (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_save (self, STRONG_KEY);
  g_autofree char *path = vault_fixture_slots_path (self, alcove_account_get_id (account));
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, ==, 136);
  for (gsize i = 0; i + 8 <= strlen (STRONG_KEY); i++)
    g_assert_null (memmem (bytes, size, STRONG_KEY + i, 8));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/vault/open/" name, VaultFixture, NULL, vault_fixture_set_up, func,                 \
              vault_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("unknown-key-leaves-no-trace", test_unknown);
  ADD ("unknown-key-twice", test_unknown_differ);
  ADD ("thousand-wrong-keys", test_thousand_wrong_keys);
  ADD ("near-misses", test_near_misses);
  ADD ("save-and-open", test_save_and_open);
  ADD ("database-path", test_database_path);
  ADD ("subkeys-differ", test_subkeys_differ);
  ADD ("two-keys-see-nothing-of-each-other", test_two_keys);
  ADD ("salt-is-shared", test_salt_is_shared);
  ADD ("weak-parameters-not-taken-over", test_weak_parameters_not_taken_over);
  ADD ("folder-copied-from-elsewhere", test_copied_from_elsewhere);
  ADD ("renamed-folder", test_renamed_folder);
  ADD ("two-accounts-of-one-key", test_two_accounts_of_one_key);
  ADD ("weak-key-with-history-key", test_weak_with_history_key);
  ADD ("weak-key-without-history-key", test_weak_without_history_key);
  ADD ("every-flipped-byte", test_flipped_bytes);
  ADD ("damage-of-another-account", test_foreign_damage);
  ADD ("hostile-parameters", test_hostile_parameters);
  ADD ("newer-version", test_newer_version);
  ADD ("odd-files", test_odd_files);
  ADD ("accounts-is-a-file", test_accounts_is_a_file);
  ADD ("permissions", test_permissions);
  ADD ("closes-an-open-folder", test_closes_open_folder);
  ADD ("nothing-in-clear", test_nothing_in_clear);
  return g_test_run ();
}
