/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Deleting a history for good, killed at any moment. With "--delete FOLDER" this program is its own victim.
 * ALCOVE_TEST_KILLS: how often (20). */

#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "alcove-error.h"

static void
write_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "ciphertext", -1, NULL));
}

/* What stands beside a history after some weeks. */
static void
add_company (AlcoveAccount *account)
{
  g_autofree char *backups
      = g_build_filename (alcove_account_get_folder (account), "backups", NULL);

  g_assert_cmpint (g_mkdir (backups, 0700), ==, 0);
  write_file (backups, "2026-01-01.db");
  write_file (backups, "2026-01-08.db");
  write_file (alcove_account_get_folder (account), "history.db-wal");
  write_file (alcove_account_get_folder (account), "lock");
}

static void
test_all_of_it (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) other = vault_fixture_save (self, OTHER_KEY);
  g_autoptr (AlcoveAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  add_company (account);
  alcove_account_delete (account, &error);
  g_assert_no_error (error);
  g_assert_false (alcove_account_exists (account));
  g_assert_false (g_file_test (alcove_account_get_folder (account), G_FILE_TEST_EXISTS));
  g_assert_true (alcove_account_delete (account, NULL)); /* nothing is left to do */
  again = vault_fixture_open (self, STRONG_KEY);
  g_assert_false (alcove_account_exists (again));
  g_clear_object (&again);
  again = vault_fixture_open (self, OTHER_KEY);
  g_assert_cmpstr (alcove_account_get_id (again), ==, alcove_account_get_id (other));
  vault_fixture_assert_keys_equal (again, other);
}

static void
test_before_first_save (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);

  g_assert_true (alcove_account_delete (account, NULL));
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
}

/* A link is taken away; what it leads to is somebody else's. */
static void
test_links_stay_outside (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_save (self, STRONG_KEY);
  g_autofree char *outside = g_build_filename (self->data_dir, "outside", NULL);
  g_autofree char *inside = g_build_filename (alcove_account_get_folder (account), "link", NULL);
  g_autofree char *kept = g_build_filename (outside, "kept", NULL);

  g_assert_cmpint (g_mkdir (outside, 0700), ==, 0);
  write_file (outside, "kept");
  g_assert_cmpint (symlink (outside, inside), ==, 0);
  g_assert_true (alcove_account_delete (account, NULL));
  g_assert_false (g_file_test (alcove_account_get_folder (account), G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static int
run_victim (const char *data_dir)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (data_dir);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveAccount) account = alcove_vault_open (vault, key, NULL, NULL);

  if (write (STDOUT_FILENO, "R", 1) != 1)
    return 1;
  g_usleep (400); /* so that some are killed before */
  return alcove_account_delete (account, NULL) ? 0 : 1;
}

static void
kill_while_deleting (VaultFixture *self)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "--delete", self->data_dir, NULL };
  GPid pid;
  int out;
  char ready;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                                           &pid, NULL, &out, NULL, NULL));
  g_assert_cmpint (read (out, &ready, 1), ==, 1);
  g_usleep (randombytes_uniform (1000));
  kill (pid, SIGKILL);
  while (read (out, &ready, 1) > 0) /* its end closes the pipe */
    ;
  close (out);
}

/* Either all of it stands, or the next opening finds nothing and leaves nothing. */
static void
test_kills (VaultFixture *self, gconstpointer data)
{
  const char *wanted = g_getenv ("ALCOVE_TEST_KILLS");
  const guint kills = wanted != NULL ? (guint) atoi (wanted) : 20;
  guint gone = 0;

  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (AlcoveAccount) before = vault_fixture_open (self, STRONG_KEY);
      g_autoptr (AlcoveAccount) after = NULL;
      g_autofree char *database = NULL;

      if (!alcove_account_exists (before))
        {
          g_clear_object (&before);
          before = vault_fixture_save (self, STRONG_KEY);
          add_company (before);
        }
      kill_while_deleting (self);
      after = vault_fixture_open (self, STRONG_KEY);
      database = alcove_account_dup_database_path (before);
      g_assert_true (alcove_account_exists (after) == g_file_test (database, G_FILE_TEST_EXISTS));
      if (alcove_account_exists (after))
        continue;
      if (g_file_test (alcove_account_get_folder (before),
                       G_FILE_TEST_EXISTS)) /* empty: goes later */
        g_assert_cmpuint (vault_fixture_count (alcove_account_get_folder (before)), ==, 0);
      gone++;
    }
  g_test_message ("%u kills, %u histories gone, the others whole", kills, gone);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/vault/delete/" name, VaultFixture, NULL, vault_fixture_set_up, func,               \
              vault_fixture_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--delete"))
    return run_victim (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("all-of-it", test_all_of_it);
  ADD ("before-first-save", test_before_first_save);
  ADD ("links-stay-outside", test_links_stay_outside);
  ADD ("kills", test_kills);
  return g_test_run ();
}
