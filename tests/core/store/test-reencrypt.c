/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Encrypting a history again: what it has then, what goes, what refuses it; and kill -9 at any moment of it. With
 * "--reencrypt FOLDER" this program is its own victim. ALCOVE_TEST_KILLS: how many times, 20 by itself. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alcove-copies.h"
#include "alcove-presence.h"
#include "alcove-recovery-key.h"
#include "disk-fixture.h"

#define N_CHATS 40
#define LONG_TEXT 12000

static const char *program;

/* Some hundred pages, so that a kill finds it in the middle. */
static void
fill (AlcoveStore *store)
{
  g_autofree char *text = g_strnfill (LONG_TEXT, 'x');

  for (guint i = 0; i < N_CHATS; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (store, "kept", "prompt");

      alcove_message_record_unref (
          add_message (store, chat->id, chat->active_leaf, ALCOVE_STATUS_COMPLETE, text));
    }
}

static void
check_content (AlcoveStore *store)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 1000));

  g_assert_cmpuint (chats->len, ==, N_CHATS);
  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);
      g_autoptr (GPtrArray) messages
          = await_array (alcove_store_list_all_messages (store, chat->id));
      g_autofree char *text = NULL;

      g_assert_cmpuint (messages->len, ==, 2);
      text = get_text (g_ptr_array_index (messages, 1));
      g_assert_cmpuint (strlen (text), ==, LONG_TEXT);
    }
}

static void
check_pages (Disk *disk)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);
  g_autofree char *integrity = alcove_db_dup_pragma (db, "integrity_check");
  g_autofree char *pages = alcove_db_dup_pragma (db, "cipher_integrity_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (pages);
}

static AlcoveLockedBytes *
dup_key (Disk *disk)
{
  return alcove_account_dup_subkey (disk->account, 0, ALCOVE_SUBKEY_DATABASE);
}

static void
assert_opens (Disk *disk, AlcoveLockedBytes *key, gboolean opens)
{
  g_autofree char *path = alcove_account_dup_database_path (disk->account);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveDb) db = alcove_db_open (path, key, ALCOVE_DB_EXISTING, &error);

  g_assert_true ((db != NULL) == opens);
  if (!opens)
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY);
}

static void
test_new_key (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) before = NULL;
  g_autoptr (AlcoveLockedBytes) after = NULL;
  g_autoptr (AlcoveChatRecord) chat = NULL;

  fill (disk->store);
  before = dup_key (disk);
  await_ok (alcove_store_reencrypt (disk->store));
  g_assert_cmpuint (alcove_account_get_n_keys (disk->account), ==, 1);
  after = dup_key (disk);
  g_assert_false (alcove_locked_bytes_equal (before, after));
  /* reading and writing go on */
  check_content (disk->store);
  g_assert_cmpuint (count_hits (disk->store, "prompt"), >, 0);
  chat = add_chat (disk->store, "later", "behind it");
  await_ok (alcove_store_delete_chat (disk->store, chat->id));
  await_int (alcove_store_empty_trash (disk->store));
  assert_opens (disk, before, FALSE);
  assert_opens (disk, after, TRUE);
  disk_reopen (disk);
  check_content (disk->store);
  check_pages (disk);
}

static void
test_thrice (Disk *disk, gconstpointer data)
{
  fill (disk->store);
  for (guint i = 0; i < 3; i++)
    await_ok (alcove_store_reencrypt (disk->store));
  disk_reopen (disk);
  check_content (disk->store);
  check_pages (disk);
}

/* They hold the former key. */
static void
test_copies_go (Disk *disk, gconstpointer data)
{
  g_autofree char *folder = alcove_copies_dup_backups_folder (disk->account);
  g_autofree char *copy = g_build_filename (folder, "history-1.db", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "an old copy", -1, NULL));
  await_ok (alcove_store_reencrypt (disk->store));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_recovery_key_goes (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (disk->dir);
  g_autoptr (AlcoveLockedBytes) key = alcove_account_make_recovery_key (disk->account, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  await_ok (alcove_store_reencrypt (disk->store));
  g_assert_cmpint (alcove_account_has_recovery_key (disk->account, NULL), ==, 0);
  g_assert_null (alcove_vault_open_recovery (vault, key, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_UNKNOWN);
}

static void
test_nothing_saved (Disk *disk, gconstpointer data)
{
  await_error (alcove_store_reencrypt (disk->store), ALCOVE_ERROR_NO_VAULT);
  g_assert_cmpuint (count_files (disk->dir), ==, 0);
}

/* Another connection to the file, as another Alcove has one. */
static void
test_not_alone (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) before = dup_key (disk);
  g_autoptr (AlcoveDb) other = disk_open_db (disk);
  g_autoptr (AlcoveLockedBytes) after = NULL;

  await_error (alcove_store_reencrypt (disk->store), ALCOVE_ERROR_BUSY);
  g_assert_cmpuint (alcove_account_get_n_keys (disk->account), ==, 1);
  after = dup_key (disk);
  g_assert_true (alcove_locked_bytes_equal (before, after));
  alcove_chat_record_unref (add_chat (disk->store, "goes on", "prompt"));
}

/* Another process has the history open, and no lock of its engine tells: the recovery key stays as well. */
static void
test_other_process_is_there (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_account_make_recovery_key (disk->account, NULL);
  g_autofd int presence = -1;

  g_assert_nonnull (key);
  g_assert_true (
      alcove_presence_enter (alcove_account_get_folder (disk->account), &presence, NULL));
  g_assert_cmpint (presence, >=, 0);
  await_error (alcove_store_reencrypt (disk->store), ALCOVE_ERROR_BUSY);
  g_assert_cmpint (alcove_account_has_recovery_key (disk->account, NULL), ==, 1);
  g_clear_fd (&presence, NULL);
  await_ok (alcove_store_reencrypt (disk->store));
  g_assert_true (
      alcove_presence_enter (alcove_account_get_folder (disk->account), &presence, NULL));
}

/* Who does not have the lock neither encrypts again nor drops a key of one that does. */
static void
test_other_process_has_lock (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = open_account (disk->dir, KEY_A);
  g_autoptr (AlcoveAccount) later = NULL;
  AlcoveStore *second = open_store (account);

  await_error (alcove_store_reencrypt (second), ALCOVE_ERROR_BUSY);
  close_store (second);
  g_assert_true (alcove_account_begin_reencrypt (disk->account, NULL));
  later = open_account (disk->dir, KEY_A);
  g_assert_cmpuint (alcove_account_get_n_keys (later), ==, 2);
  second = open_store (later);
  g_assert_cmpuint (alcove_account_get_n_keys (later), ==, 2);
  close_store (second);
}

/* The window was opened before the terminal encrypted it again. */
static void
test_stale_keys (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveAccount) stale = open_account (disk->dir, KEY_A);
  AlcoveStore *store;

  fill (disk->store);
  await_ok (alcove_store_reencrypt (disk->store));
  disk_close (disk);
  store = open_store (stale);
  g_assert_cmpuint (await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE)), ==,
                    N_CHATS + 1);
  close_store (store);
}

/* The slots were written and the database was not: the former key stays, the other goes at the next opening. */
static void
test_cut_short (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) before = dup_key (disk);
  g_autoptr (AlcoveLockedBytes) after = NULL;

  g_assert_true (alcove_account_begin_reencrypt (disk->account, NULL));
  disk_reopen (disk);
  g_assert_cmpuint (alcove_account_get_n_keys (disk->account), ==, 1);
  after = dup_key (disk);
  g_assert_true (alcove_locked_bytes_equal (before, after));
}

/* Killed behind the database and before the slots and the copies: these go at the next opening. */
static void
test_cut_short_behind_it (Disk *disk, gconstpointer data)
{
  g_autofree char *folder = alcove_copies_dup_backups_folder (disk->account);
  g_autofree char *copy = g_build_filename (folder, "history-1.db", NULL);

  disk_close (disk);
  disk->account = open_account (disk->dir, KEY_A);
  {
    g_autoptr (AlcoveDb) db = disk_open_db (disk);
    g_autoptr (AlcoveLockedBytes) key = NULL;

    g_assert_true (alcove_account_begin_reencrypt (disk->account, NULL));
    key = dup_key (disk);
    g_assert_true (alcove_db_rekey (db, key, NULL));
  }
  g_clear_object (&disk->account);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "an old copy", -1, NULL));
  disk_reopen (disk);
  g_assert_cmpuint (alcove_account_get_n_keys (disk->account), ==, 1);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* A page that does not open stops it, and all stays as it was. */
static void
test_damaged (Disk *disk, gconstpointer data)
{
  g_autofree char *path = alcove_account_dup_database_path (disk->account);
  g_autoptr (AlcoveLockedBytes) before = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *sum_after = NULL;
  gsize size;

  fill (disk->store);
  before = dup_key (disk);
  await_ok (alcove_store_close (disk->store));
  contents = get_contents (path, &size);
  contents[size - 5000] ^= 1;
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  sum = checksum_file (path);
  await_ok (alcove_store_open (disk->store));
  await_error (alcove_store_reencrypt (disk->store), ALCOVE_ERROR_CORRUPT);
  assert_opens (disk, before, TRUE);
  await_ok (alcove_store_close (disk->store));
  sum_after = checksum_file (path);
  g_assert_cmpstr (sum, ==, sum_after);
}

/* ---- kills ---- */

static void
say (char what)
{
  const char line[2] = { what, '\n' };

  if (write (STDOUT_FILENO, line, 2) < 0)
    _exit (1);
}

static int
run_victim (const char *dir)
{
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  AlcoveStore *store = open_store (account);

  for (;;)
    {
      say ('B');
      await_ok (alcove_store_reencrypt (store));
      say ('E');
    }
  return 1;
}

/* Lets it begin, kills it behind a random time; answers whether it was in the middle of one. */
static gboolean
kill_one (const char *dir)
{
  g_autoptr (GSubprocess) victim
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--reencrypt", dir, NULL);
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  char last = 0;

  g_assert_cmpstr (line, ==, "B");
  g_usleep ((gulong) g_test_rand_int_range (0, 120000));
  g_subprocess_force_exit (victim);
  while (line != NULL)
    {
      last = *line;
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
    }
  g_subprocess_wait (victim, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (victim));
  return last == 'B';
}

static void
test_kills (Disk *disk, gconstpointer data)
{
  const char *wanted = g_getenv ("ALCOVE_TEST_KILLS");
  const guint n_kills = wanted ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 20;
  guint n_between = 0, n_two_keys = 0;

  fill (disk->store);
  disk_close (disk);
  for (guint i = 0; i < n_kills; i++)
    {
      g_autoptr (AlcoveAccount) found = NULL;

      n_between += kill_one (disk->dir);
      found = open_account (disk->dir, KEY_A);
      g_assert_true (alcove_account_exists (found));
      n_two_keys += alcove_account_get_n_keys (found) > 1;
      disk_reopen (disk);
      g_assert_cmpuint (alcove_account_get_n_keys (disk->account), ==, 1);
      check_content (disk->store);
      if (i % 5 == 4 || i + 1 == n_kills)
        check_pages (disk);
      disk_close (disk);
    }
  g_test_message ("%u kills, %u in the middle, %u with two account keys, 0 out of reach", n_kills,
                  n_between, n_two_keys);
}

#define ADD(name, set_up, func)                                                                    \
  g_test_add ("/store/reencrypt/" name, Disk, NULL, set_up, func, disk_tear_down)

int
main (int argc, char **argv)
{
  program = argv[0];
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--reencrypt"))
    return run_victim (argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("new-key", disk_set_up, test_new_key);
  ADD ("thrice", disk_set_up, test_thrice);
  ADD ("copies-go", disk_set_up_saved, test_copies_go);
  ADD ("recovery-key-goes", disk_set_up_saved, test_recovery_key_goes);
  ADD ("nothing-saved", disk_set_up, test_nothing_saved);
  ADD ("not-alone", disk_set_up_saved, test_not_alone);
  ADD ("other-process-has-lock", disk_set_up_saved, test_other_process_has_lock);
  ADD ("other-process-is-there", disk_set_up_saved, test_other_process_is_there);
  ADD ("stale-keys", disk_set_up_saved, test_stale_keys);
  ADD ("cut-short", disk_set_up_saved, test_cut_short);
  ADD ("cut-short-behind-it", disk_set_up_saved, test_cut_short_behind_it);
  ADD ("damaged", disk_set_up, test_damaged);
  ADD ("kills", disk_set_up, test_kills);
  return g_test_run ();
}
