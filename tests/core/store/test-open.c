/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Opening a history, and refusing to: whatever the doubt, nothing is changed and nothing deleted. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk-fixture.h"

static void
test_unknown_key_is_empty (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveAccount) other = open_account (disk->dir, KEY_B);
  const guint before = count_files (disk->dir);
  AlcoveStore *store = open_store (other);

  g_assert_cmpint (await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE)), ==, 0);
  g_assert_cmpuint (count_hits (store, "prompt"), ==, 0);
  close_store (store);
  g_assert_cmpuint (count_files (disk->dir), ==, before);
}

static void
test_two_accounts (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveAccount) other = open_account (disk->dir, KEY_B);
  AlcoveStore *store = open_store (other);

  alcove_chat_record_unref (add_chat (store, "theirs", "secret of theirs"));
  g_assert_cmpuint (count_hits (store, "prompt"), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "secret"), ==, 0);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  close_store (store);
}

static void
test_missing_database (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *slots = disk_path (disk, "slots");

  close_store (g_steal_pointer (&disk->store));
  g_unlink (database);
  expect_open_error (disk, ALCOVE_ERROR_CORRUPT);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (slots, G_FILE_TEST_EXISTS));
}

static void
test_short_database (Disk *disk, gconstpointer data)
{
  const gsize size = GPOINTER_TO_SIZE (data);
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *slots = disk_path (disk, "slots");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  close_store (g_steal_pointer (&disk->store));
  g_assert_cmpint (truncate (database, (off_t) size), ==, 0);
  before = checksum_file (database);
  expect_open_error (disk, ALCOVE_ERROR_CORRUPT);
  after = checksum_file (database);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_file_test (slots, G_FILE_TEST_EXISTS));
}

/* Puts other bytes where the history was. */
static void
replace_database (Disk *disk, const char *contents, gsize size, AlcoveError code)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  close_store (g_steal_pointer (&disk->store));
  g_file_set_contents (database, contents, (gssize) size, &error);
  g_assert_no_error (error);
  before = checksum_file (database);
  expect_open_error (disk, code);
  after = checksum_file (database);
  g_assert_cmpstr (before, ==, after);
}

static void
test_wrong_key (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveAccount) other = open_account (disk->dir, KEY_B);
  AlcoveStore *store = open_store (other);
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  alcove_chat_record_unref (add_chat (store, "theirs", "theirs"));
  path = alcove_account_dup_database_path (other);
  close_store (store);
  contents = get_contents (path, &size);
  replace_database (disk, contents, size, ALCOVE_ERROR_CORRUPT);
}

static void
test_garbage (Disk *disk, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (12288, 'g');

  replace_database (disk, garbage, 12288, ALCOVE_ERROR_CORRUPT);
}

static void
test_zeros (Disk *disk, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (8192);

  replace_database (disk, zeros, 8192, ALCOVE_ERROR_CORRUPT);
}

static void
test_plaintext (Disk *disk, gconstpointer data)
{
  g_autofree char *plain = g_malloc0 (8192);

  memcpy (plain, "SQLite format 3", 16);
  replace_database (disk, plain, 8192, ALCOVE_ERROR_ENGINE);
}

static void
test_cut_off (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autoptr (AlcoveStore) store = NULL;
  struct stat info;

  close_store (g_steal_pointer (&disk->store));
  g_assert_cmpint (stat (database, &info), ==, 0);
  g_assert_cmpint (truncate (database, info.st_size / 4096 / 2 * 4096), ==, 0);
  store = alcove_store_new (disk->account);
  await_error (alcove_store_open (store), ALCOVE_ERROR_CORRUPT);
}

static void
test_flipped_byte (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  close_store (g_steal_pointer (&disk->store));
  contents = get_contents (database, &size);
  for (gsize at = 4096 + 100; at < size; at += 4096)
    contents[at] ^= 1;
  g_file_set_contents (database, contents, (gssize) size, &error);
  g_assert_no_error (error);
  expect_open_error (disk, ALCOVE_ERROR_CORRUPT);
}

static void
test_newer_version (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);

  exec_sql (db, "PRAGMA user_version = 99");
  close_store (g_steal_pointer (&disk->store));
  g_clear_pointer (&db, alcove_db_close);
  expect_open_error (disk, ALCOVE_ERROR_NEWER_VERSION);
}

static void
test_no_version (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);

  exec_sql (db, "PRAGMA user_version = 0");
  close_store (g_steal_pointer (&disk->store));
  g_clear_pointer (&db, alcove_db_close);
  expect_open_error (disk, ALCOVE_ERROR_CORRUPT);
}

static void
test_other_account_inside (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);

  exec_sql (db,
            "UPDATE meta SET value = '00112233445566778899aabbccddeeff' WHERE key = 'account_id'");
  close_store (g_steal_pointer (&disk->store));
  g_clear_pointer (&db, alcove_db_close);
  expect_open_error (disk, ALCOVE_ERROR_CORRUPT);
}

static void
test_open_again_after_error (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *aside = disk_path (disk, "history.db.aside");
  AlcoveStore *store;

  close_store (g_steal_pointer (&disk->store));
  g_rename (database, aside);
  store = alcove_store_new (disk->account);
  await_error (alcove_store_open (store), ALCOVE_ERROR_CORRUPT);
  g_rename (aside, database);
  await_ok (alcove_store_open (store));
  g_assert_cmpint (await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  close_store (store);
}

static void
test_close_and_open (Disk *disk, gconstpointer data)
{
  await_ok (alcove_store_close (disk->store));
  await_error (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE), ALCOVE_ERROR_STORE);
  await_ok (alcove_store_open (disk->store));
  await_ok (alcove_store_open (disk->store));
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
}

static void
test_close_sync (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  for (guint i = 0; i < 20; i++)
    dex_unref (alcove_store_create_chat (disk->store, chat, NULL));
  alcove_store_close_sync (disk->store);
  alcove_store_close_sync (disk->store);
  await_error (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE), ALCOVE_ERROR_STORE);
  g_clear_object (&disk->store);
  disk->store = open_store (disk->account);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 21);
}

static void
test_close_empties_log (Disk *disk, gconstpointer data)
{
  g_autofree char *log = disk_path (disk, "history.db-wal");

  alcove_chat_record_unref (add_chat (disk->store, "Second", "prompt"));
  disk_close (disk);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

#define ADD(path, set_up, function, data)                                                          \
  g_test_add ("/store/open/" path, Disk, data, set_up, function, disk_tear_down)
#define NEW(path, function) ADD (path, disk_set_up, function, NULL)
#define SAVED(path, function) ADD (path, disk_set_up_saved, function, NULL)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  SAVED ("unknown-key-is-empty", test_unknown_key_is_empty);
  SAVED ("two-accounts", test_two_accounts);
  SAVED ("missing", test_missing_database);
  ADD ("size-0", disk_set_up_saved, test_short_database, GSIZE_TO_POINTER (0));
  ADD ("size-1", disk_set_up_saved, test_short_database, GSIZE_TO_POINTER (1));
  ADD ("size-100", disk_set_up_saved, test_short_database, GSIZE_TO_POINTER (100));
  ADD ("size-4095", disk_set_up_saved, test_short_database, GSIZE_TO_POINTER (4095));
  SAVED ("wrong-key", test_wrong_key);
  SAVED ("garbage", test_garbage);
  SAVED ("zeros", test_zeros);
  SAVED ("plaintext", test_plaintext);
  SAVED ("cut-off", test_cut_off);
  SAVED ("flipped-bytes", test_flipped_byte);
  SAVED ("newer-version", test_newer_version);
  SAVED ("no-version", test_no_version);
  SAVED ("other-account-inside", test_other_account_inside);
  SAVED ("again-after-error", test_open_again_after_error);
  SAVED ("close-and-open", test_close_and_open);
  SAVED ("close-sync", test_close_sync);
  SAVED ("close-empties-log", test_close_empties_log);
  return g_test_run ();
}
