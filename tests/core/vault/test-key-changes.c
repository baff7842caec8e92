/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Replacing the API key and the account key, killed at any moment. With "--rotate FOLDER N" this
 * program is its own victim: it replaces key N by key N + 1 and so on until it is killed.
 * ALCOVE_TEST_KILLS: how often (40). */

#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alcove-error.h"
#include "alcove-vault-folder.h"

#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ffeeddccbbaa99887766554433221100"

static gboolean
replace (AlcoveAccount *account, const char *api_key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);

  return alcove_account_replace_key (account, key, NULL, error);
}

static AlcoveAccount *
write_and_open (VaultFixture *self, const char *id, const char *api_key)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);
  g_autofree char *folder = vault_fixture_write (self, id, key, NULL, 1);

  return vault_fixture_open (self, api_key);
}

static void
test_replace (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveAccount) by_new = NULL;
  g_autoptr (AlcoveAccount) by_old = NULL;

  replace (account, OTHER_KEY, &error);
  g_assert_no_error (error);
  by_new = vault_fixture_open (self, OTHER_KEY);
  by_old = vault_fixture_open (self, STRONG_KEY);
  g_assert_cmpstr (alcove_account_get_id (by_new), ==, ID_A);
  vault_fixture_assert_keys_equal (account, by_new);
  g_assert_false (alcove_account_exists (by_old));
}

static void
test_replace_there_and_back (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (AlcoveSlots) slots = NULL;

  g_assert_true (replace (account, OTHER_KEY, NULL));
  g_assert_true (replace (account, STRONG_KEY, NULL));
  g_assert_true (replace (account, STRONG_KEY, NULL));
  opened = vault_fixture_open (self, STRONG_KEY);
  g_assert_true (alcove_account_exists (opened));
  slots = alcove_vault_folder_read_slots (alcove_account_get_folder (account), NULL);
  g_assert_cmpuint (slots->records->len, ==, 1);
  g_assert_cmpint (alcove_slots_get (slots, 0)->kind, ==, ALCOVE_SLOT_API_KEY);
}

static void
test_replace_by_weak (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("ollama");
  g_autoptr (AlcoveLockedBytes) history_key = alcove_vault_new_history_key ();
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_account_replace_key (account, key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_true (alcove_account_replace_key (account, key, history_key, NULL));
  opened = alcove_vault_open (self->vault, key, history_key, NULL);
  g_assert_cmpstr (alcove_account_get_id (opened), ==, ID_A);
}

static void
test_replace_by_taken (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) other = write_and_open (self, ID_B, OTHER_KEY);
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (account, OTHER_KEY, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  opened = vault_fixture_open (self, STRONG_KEY);
  g_assert_true (alcove_account_exists (opened));
}

static void
test_replace_before_first_save (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (replace (account, OTHER_KEY, NULL));
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
  g_assert_true (alcove_account_prepare_folder (account, NULL));
  g_assert_true (alcove_account_commit (account, NULL));
  opened = vault_fixture_open (self, OTHER_KEY);
  g_assert_cmpstr (alcove_account_get_id (opened), ==, alcove_account_get_id (account));
}

static void
test_replaced_elsewhere (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) window = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) terminal = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (terminal, OTHER_KEY, NULL));
  g_assert_false (replace (window, "sk-third-ABCDEFGHIJKLMNOPQRSTUVWXYZ", &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY);
  opened = vault_fixture_open (self, OTHER_KEY);
  g_assert_true (alcove_account_exists (opened));
}

static void
test_slots_file_gone (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (replace (account, OTHER_KEY, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* what a kill between the two writes leaves: the old key's record marked as leaving, and the new */
static void
write_half_replaced (VaultFixture *self)
{
  g_autoptr (AlcoveLockedBytes) old_key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) new_key = alcove_locked_bytes_new_string (OTHER_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, old_key, NULL, 1);
  g_autoptr (AlcoveSlots) slots = alcove_vault_folder_read_slots (folder, NULL);
  g_autoptr (AlcoveKeyDerivation) old = alcove_key_derivation_new (old_key, NULL, NULL);
  g_autoptr (AlcoveKeyDerivation) new = alcove_key_derivation_new (new_key, NULL, NULL);
  g_autoptr (GPtrArray) keys = NULL;
  guint8 account[ALCOVE_SLOTS_ACCOUNT_SIZE];
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *kek = NULL;

  g_assert_true (alcove_vault_folder_parse_id (ID_A, account));
  g_assert_true (alcove_key_derivation_get (old, &slots->head, &slot_id, &kek, NULL));
  keys = alcove_slots_unlock (slots, account, slot_id, kek, NULL);
  g_assert_cmpuint (alcove_slots_drop (slots, slot_id), ==, 1);
  alcove_slots_add (slots, account, slot_id, ALCOVE_SLOT_LEAVING, kek, g_ptr_array_index (keys, 0));
  g_assert_true (alcove_key_derivation_get (new, &slots->head, &slot_id, &kek, NULL));
  alcove_slots_add (slots, account, slot_id, ALCOVE_SLOT_API_KEY, kek, g_ptr_array_index (keys, 0));
  g_assert_true (alcove_vault_folder_write_slots (folder, slots, NULL));
}

static void
test_half_replaced_by_old (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) by_old = NULL;
  g_autoptr (AlcoveAccount) by_new = NULL;

  write_half_replaced (self);
  by_old = vault_fixture_open (self, STRONG_KEY);
  g_assert_true (alcove_account_exists (by_old));
  g_assert_true (replace (by_old, OTHER_KEY, NULL));
  by_new = vault_fixture_open (self, OTHER_KEY);
  vault_fixture_assert_keys_equal (by_old, by_new);
}

static void
test_half_replaced_by_new (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) by_new = NULL;
  g_autoptr (AlcoveAccount) by_old = NULL;
  g_autoptr (AlcoveSlots) slots = NULL;

  write_half_replaced (self);
  by_new = vault_fixture_open (self, OTHER_KEY);
  g_assert_true (alcove_account_exists (by_new));
  by_old = vault_fixture_open (self, STRONG_KEY);
  g_assert_false (alcove_account_exists (by_old));
  slots = alcove_vault_folder_read_slots (alcove_account_get_folder (by_new), NULL);
  g_assert_cmpuint (slots->records->len, ==, 1);
}

static void
assert_database_keys (AlcoveAccount *account, guint nth, AlcoveLockedBytes *expected)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (account, nth, ALCOVE_SUBKEY_DATABASE);

  g_assert_nonnull (key);
  g_assert_true (alcove_locked_bytes_equal (key, expected));
}

static void
test_reencrypt (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) old
      = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveLockedBytes) new = NULL;
  g_autoptr (AlcoveAccount) between = NULL;
  g_autoptr (AlcoveAccount) after = NULL;

  g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  g_assert_cmpuint (alcove_account_get_n_keys (account), ==, 2);
  new = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  g_assert_false (alcove_locked_bytes_equal (old, new));
  assert_database_keys (account, 1, old);

  between = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, between);

  g_assert_true (alcove_account_end_reencrypt (account, NULL));
  after = vault_fixture_open (self, STRONG_KEY);
  g_assert_cmpuint (alcove_account_get_n_keys (after), ==, 1);
  assert_database_keys (after, 0, new);
}

/* killed before the database had its new key: the old one is kept */
static void
test_reencrypt_cut_short (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) old
      = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveAccount) again = NULL;
  g_autoptr (AlcoveAccount) after = NULL;

  g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  again = vault_fixture_open (self, STRONG_KEY);
  g_assert_true (alcove_account_keep_key (again, 1, NULL));
  after = vault_fixture_open (self, STRONG_KEY);
  g_assert_cmpuint (alcove_account_get_n_keys (after), ==, 1);
  assert_database_keys (after, 0, old);
}

static void
test_reencrypt_thrice (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) after = NULL;
  g_autoptr (AlcoveSlots) slots = NULL;

  for (guint i = 0; i < 3; i++)
    g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  g_assert_cmpuint (alcove_account_get_n_keys (account), ==, 4);
  g_assert_true (alcove_account_end_reencrypt (account, NULL));
  after = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, after);
  slots = alcove_vault_folder_read_slots (alcove_account_get_folder (account), NULL);
  g_assert_cmpuint (slots->records->len, ==, 1);
  g_assert_cmpuint (alcove_slots_get (slots, 0)->generation, ==, 4);
}

static void
test_keep_key_out_of_range (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_account_keep_key (account, 1, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  g_assert_cmpuint (alcove_account_get_n_keys (account), ==, 1);
}

/* another process began a re-encryption that we know nothing of: its key stays */
static void
test_keep_key_spares_newer (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) window = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) terminal = vault_fixture_open (self, STRONG_KEY);

  g_assert_true (alcove_account_begin_reencrypt (terminal, NULL));
  g_assert_true (alcove_account_end_reencrypt (window, NULL));
  g_assert_cmpuint (alcove_account_get_n_keys (window), ==, 2);
  vault_fixture_assert_keys_equal (window, terminal);
}

static void
test_reencrypt_and_replace (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  g_assert_true (replace (account, OTHER_KEY, NULL));
  opened = vault_fixture_open (self, OTHER_KEY);
  g_assert_cmpuint (alcove_account_get_n_keys (opened), ==, 2);
  vault_fixture_assert_keys_equal (account, opened);
}

static void
test_reencrypt_before_first_save (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_account_begin_reencrypt (account, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
}

/* a write that fails changes neither the file nor the keys in memory */
static void
test_write_fails (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autofree char *obstacle
      = g_build_filename (alcove_account_get_folder (account), "slots.new", NULL);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_cmpint (g_mkdir (obstacle, 0700), ==, 0);
  g_assert_false (replace (account, OTHER_KEY, NULL));
  g_assert_false (alcove_account_begin_reencrypt (account, NULL));
  g_assert_cmpuint (alcove_account_get_n_keys (account), ==, 1);
  opened = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, opened);
  g_assert_cmpint (g_rmdir (obstacle), ==, 0);
  g_assert_true (replace (account, OTHER_KEY, NULL));
}

/* a kill in the middle of a write left its half */
static void
test_stale_new_file (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autofree char *stale
      = g_build_filename (alcove_account_get_folder (account), "slots.new", NULL);

  g_assert_true (g_file_set_contents (stale, "half a fi", -1, NULL));
  g_assert_true (replace (account, OTHER_KEY, NULL));
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
}

static char *
numbered_key (guint n)
{
  return g_strdup_printf ("sk-rotation-%06u-abcdefghijklmnopqrstuvwxyz", n);
}

/* the victim: says each key that opens the account alone now */
static int
rotate (const char *data_dir, guint n)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (data_dir);
  g_autofree char *text = numbered_key (n);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (text);
  g_autoptr (AlcoveAccount) account = alcove_vault_open (vault, key, NULL, NULL);
  char line[16];

  while (account != NULL && alcove_account_exists (account))
    {
      g_autofree char *next = numbered_key (++n);

      g_snprintf (line, sizeof line, "%u\n", n - 1);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0 || !replace (account, next, NULL))
        return 1;
    }
  return 1;
}

/* lets it rotate for a while, kills it, and answers the last key that it said */
static guint
kill_one (const char *data_dir, guint n)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autoptr (GSubprocess) victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self,
                                                     "--rotate", data_dir, number, NULL);
  g_autoptr (GDataInputStream) output
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  guint last = n;

  g_assert_nonnull (line);
  g_usleep (randombytes_uniform (20000));
  g_subprocess_force_exit (victim);
  while (line != NULL)
    {
      last = (guint) atoi (line);
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
    }
  g_subprocess_wait (victim, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (victim));
  return last;
}

static AlcoveAccount *
open_numbered (VaultFixture *self, guint n)
{
  g_autofree char *key = numbered_key (n);

  return vault_fixture_open (self, key);
}

static void
test_kills (VaultFixture *self, gconstpointer data)
{
  const char *wanted = g_getenv ("ALCOVE_TEST_KILLS");
  guint kills = wanted != NULL ? (guint) atoi (wanted) : 40;
  g_autofree char *first_key = numbered_key (1);
  g_autoptr (AlcoveAccount) original = write_and_open (self, ID_A, first_key);
  guint n = 1, between = 0, rotations = 0;

  for (guint i = 0; i < kills; i++)
    {
      guint last = kill_one (self->data_dir, n);
      g_autoptr (AlcoveAccount) before = open_numbered (self, last - 1);
      g_autoptr (AlcoveAccount) old = open_numbered (self, last);
      g_autoptr (AlcoveAccount) new = open_numbered (self, last + 1);
      g_autoptr (AlcoveAccount) old_again = open_numbered (self, last);
      gboolean both = alcove_account_exists (old) && alcove_account_exists (new);

      g_assert_false (alcove_account_exists (before));
      g_assert_true (alcove_account_exists (old) || alcove_account_exists (new));
      vault_fixture_assert_keys_equal (original, alcove_account_exists (new) ? new : old);
      /* where both did, the new key has sent the old one away */
      g_assert_false (both && alcove_account_exists (old_again));
      between += both;
      rotations += last - n;
      n = alcove_account_exists (new) ? last + 1 : last;
    }
  g_test_message ("%u kills in %u rotations, %u between the two writes", kills, rotations, between);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/vault/" name, VaultFixture, NULL, vault_fixture_set_up, func,                      \
              vault_fixture_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--rotate"))
    return rotate (argv[2], (guint) atoi (argv[3]));
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("replace/new-key-opens-old-does-not", test_replace);
  ADD ("replace/there-and-back", test_replace_there_and_back);
  ADD ("replace/by-weak-key", test_replace_by_weak);
  ADD ("replace/by-key-of-another-history", test_replace_by_taken);
  ADD ("replace/before-first-save", test_replace_before_first_save);
  ADD ("replace/replaced-elsewhere", test_replaced_elsewhere);
  ADD ("replace/slots-file-gone", test_slots_file_gone);
  ADD ("replace/cut-short-opened-by-old", test_half_replaced_by_old);
  ADD ("replace/cut-short-opened-by-new", test_half_replaced_by_new);
  ADD ("replace/write-fails", test_write_fails);
  ADD ("replace/stale-new-file", test_stale_new_file);
  ADD ("replace/kills", test_kills);
  ADD ("reencrypt/begin-and-end", test_reencrypt);
  ADD ("reencrypt/cut-short", test_reencrypt_cut_short);
  ADD ("reencrypt/begun-three-times", test_reencrypt_thrice);
  ADD ("reencrypt/keep-key-out-of-range", test_keep_key_out_of_range);
  ADD ("reencrypt/spares-a-newer-generation", test_keep_key_spares_newer);
  ADD ("reencrypt/with-replaced-key", test_reencrypt_and_replace);
  ADD ("reencrypt/before-first-save", test_reencrypt_before_first_save);
  return g_test_run ();
}
