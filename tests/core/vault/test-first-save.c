/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The first save: what is left of an aborted one goes, what is alive or not ours stays. */

#include "vault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alcove-error.h"

#define ID_A "00112233445566778899aabbccddeeff"

static char *
put (const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  return path;
}

static void
put_all (const char *folder, const char *const *names)
{
  for (; *names != NULL; names++)
    g_free (put (folder, *names));
}

static void
open_something (VaultFixture *self)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);

  g_assert_false (alcove_account_exists (account));
}

static void
test_aborted (VaultFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, ID_A, NULL);
  const char *const names[] = { "first-save",
                                "history.db.new",
                                "history.db.new-wal",
                                "history.db.new-shm",
                                "history.db",
                                "history.db-wal",
                                "history.db-shm",
                                "history.db-journal",
                                "slots.new",
                                "lock",
                                NULL };

  put_all (folder, names);
  open_something (self);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_aborted_by_death (VaultFixture *self, gconstpointer data)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      AlcoveAccount *account = vault_fixture_open (self, STRONG_KEY);

      if (!alcove_account_prepare_folder (account, NULL))
        _exit (1);
      g_free (put (alcove_account_get_folder (account), "history.db.new"));
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (vault_fixture_count (self->accounts_dir), ==, 4); /* and the vault's lock */
  open_something (self);
  g_assert_cmpuint (vault_fixture_count (self->accounts_dir), ==, 1);
}

static void
test_alive (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (alcove_account_prepare_folder (account, NULL));
  database = put (alcove_account_get_folder (account), "history.db.new");
  open_something (self);
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));
  alcove_account_commit (account, &error);
  g_assert_no_error (error);
  g_assert_true (alcove_account_exists (account));
}

static void
assert_stays (VaultFixture *self, const char *const *names)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, ID_A, NULL);
  guint before;

  put_all (folder, names);
  before = vault_fixture_count (folder);
  open_something (self);
  g_assert_cmpuint (vault_fixture_count (folder), ==, before);
}

/* a history whose slots file was lost may still have it in a backup */
static void
test_unmarked_stays (VaultFixture *self, gconstpointer data)
{
  const char *const names[] = { "history.db", NULL };

  assert_stays (self, names);
}

static void
test_foreign_file_stays (VaultFixture *self, gconstpointer data)
{
  const char *const names[] = { "first-save", "history.db", "letter.txt", NULL };

  assert_stays (self, names);
}

static void
test_locked_mark_stays (VaultFixture *self, gconstpointer data)
{
  const char *const names[] = { "history.db", NULL };
  g_autofree char *folder = g_build_filename (self->accounts_dir, ID_A, NULL);
  g_autofree char *mark = put (folder, "first-save");
  g_autofd int fd = open (mark, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  assert_stays (self, names);
}

static void
test_other_name_stays (VaultFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, "not-an-account", NULL);
  g_autofree char *mark = put (folder, "first-save");

  open_something (self);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
}

static void
test_link_stays (VaultFixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->data_dir, "elsewhere", NULL);
  g_autofree char *mark = put (elsewhere, "first-save");
  g_autofree char *link = g_build_filename (self->accounts_dir, ID_A, NULL);

  g_assert_cmpint (g_mkdir (self->accounts_dir, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, link), ==, 0);
  open_something (self);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
}

static void
test_empty_folder_stays_while_young (VaultFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->accounts_dir, ID_A, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  open_something (self);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
}

/* killed between the slots file and the end of the mark: it is saved */
static void
test_mark_beside_slots (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autofree char *folder = vault_fixture_write (self, ID_A, key, NULL, 1);
  g_autofree char *mark = put (folder, "first-save");
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);

  g_assert_true (alcove_account_exists (account));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (vault_fixture_count (folder), ==, 2);
}

static void
test_mark_goes (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_save (self, STRONG_KEY);

  g_assert_cmpuint (vault_fixture_count (alcove_account_get_folder (account)), ==, 2);
}

static void
test_prepare_twice (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);

  g_assert_true (alcove_account_prepare_folder (account, NULL));
  g_assert_true (alcove_account_prepare_folder (account, NULL));
  g_assert_true (alcove_account_commit (account, NULL));
  g_assert_true (alcove_account_commit (account, NULL));
  g_assert_true (alcove_account_prepare_folder (account, NULL));
}

/* window and terminal both opened the unknown key; one account comes of it, not two */
static void
test_race_at_prepare (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) late = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) first = vault_fixture_save (self, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_account_prepare_folder (late, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY);
}

static void
test_race_at_commit (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) late = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (AlcoveAccount) first = NULL;
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (alcove_account_prepare_folder (late, NULL));
  first = vault_fixture_save (self, STRONG_KEY);
  g_assert_false (alcove_account_commit (late, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY);
  g_assert_false (alcove_account_exists (late));
  opened = vault_fixture_open (self, STRONG_KEY);
  g_assert_cmpstr (alcove_account_get_id (opened), ==, alcove_account_get_id (first));
}

static void
test_commit_without_folder (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_account_commit (account, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
  g_assert_false (alcove_account_exists (account));
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
}

static void
test_folder_cannot_be_made (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->accounts_dir, "x", 1, NULL));
  g_assert_false (alcove_account_prepare_folder (account, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/vault/first-save/" name, VaultFixture, NULL, vault_fixture_set_up, func,           \
              vault_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("aborted-goes", test_aborted);
  ADD ("aborted-by-death-goes", test_aborted_by_death);
  ADD ("living-one-stays", test_alive);
  ADD ("unmarked-stays", test_unmarked_stays);
  ADD ("foreign-file-stays", test_foreign_file_stays);
  ADD ("locked-mark-stays", test_locked_mark_stays);
  ADD ("other-name-stays", test_other_name_stays);
  ADD ("link-stays", test_link_stays);
  ADD ("empty-folder-stays-while-young", test_empty_folder_stays_while_young);
  ADD ("mark-beside-slots", test_mark_beside_slots);
  ADD ("mark-goes-with-the-commit", test_mark_goes);
  ADD ("called-twice", test_prepare_twice);
  ADD ("race-at-prepare", test_race_at_prepare);
  ADD ("race-at-commit", test_race_at_commit);
  ADD ("commit-without-folder", test_commit_without_folder);
  ADD ("folder-cannot-be-made", test_folder_cannot_be_made);
  return g_test_run ();
}
