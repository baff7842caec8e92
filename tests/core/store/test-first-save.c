/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The first save of an account: nothing on the disk before it, all or nothing after it. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "disk-fixture.h"

static mode_t
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_nothing_before_first_chat (Disk *disk, gconstpointer data)
{
  g_autofree char *value = NULL;

  await_ok (alcove_store_set_meta (disk->store, "save_history", "1"));
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "word"), ==, 0);
  value = await_string (alcove_store_get_meta (disk->store, "save_history"));
  g_assert_cmpstr (value, ==, "1");
  disk_close (disk);
  g_assert_cmpuint (count_files (disk->dir), ==, 0);
}

static void
test_first_chat_makes_files (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Title", "prompt");
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *slots = disk_path (disk, "slots");
  g_autofree char *draft = disk_path (disk, "history.db.new");

  g_assert_true (alcove_account_exists (disk->account));
  g_assert_cmpuint (get_mode (alcove_account_get_folder (disk->account)), ==, 0700);
  g_assert_cmpuint (get_mode (database), ==, 0600);
  g_assert_true (g_file_test (slots, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (chat->last_message, ==, "prompt");
}

static void
test_log_is_private (Disk *disk, gconstpointer data)
{
  g_autofree char *log = disk_path (disk, "history.db-wal");

  alcove_chat_record_unref (add_chat (disk->store, "Second", "prompt"));
  g_assert_cmpuint (get_mode (log), ==, 0600);
}

static void
test_first_chat_reads_back (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *text = NULL;

  disk_reopen (disk);
  chat = get_first_chat (disk->store);
  g_assert_cmpstr (chat->title, ==, "Title");
  messages = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 10));
  assert_array_length (messages, 1);
  text = get_text (g_ptr_array_index (messages, 0));
  g_assert_cmpstr (text, ==, "prompt");
  g_assert_cmpuint (count_hits (disk->store, "prompt"), ==, 1);
}

static void
test_settings_go_along (Disk *disk, gconstpointer data)
{
  g_autofree char *meta = NULL;
  g_autofree char *setting = NULL;

  await_ok (alcove_store_set_meta (disk->store, "save_history", "1"));
  await_ok (alcove_store_set_setting (disk->store, "favourites", "[\"m\"]"));
  alcove_chat_record_unref (add_chat (disk->store, "Title", "prompt"));
  disk_reopen (disk);
  meta = await_string (alcove_store_get_meta (disk->store, "save_history"));
  setting = await_string (alcove_store_get_setting (disk->store, "favourites"));
  g_assert_cmpstr (meta, ==, "1");
  g_assert_cmpstr (setting, ==, "[\"m\"]");
}

static void
test_meta_of_first_save (Disk *disk, gconstpointer data)
{
  g_autofree char *id = await_string (alcove_store_get_meta (disk->store, "account_id"));
  g_autofree char *created = await_string (alcove_store_get_meta (disk->store, "created_at"));

  g_assert_cmpstr (id, ==, alcove_account_get_id (disk->account));
  g_assert_cmpint (g_ascii_strtoll (created, NULL, 10), >, G_GINT64_CONSTANT (1700000000000));
}

static void
test_import_makes_files (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  g_autoptr (AlcoveChatRecord) read = NULL;

  chat->title = g_strdup ("Kept");
  g_ptr_array_add (messages,
                   new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "a"));
  alcove_chat_record_unref (await_chat (alcove_store_import_chat (disk->store, chat, messages)));
  disk_reopen (disk);
  read = get_first_chat (disk->store);
  g_assert_cmpstr (read->title, ==, "Kept");
}

static void
test_refused_first_chat_leaves_nothing (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *draft = disk_path (disk, "history.db.new");

  chat->id = g_strdup ("not an id");
  await_error (alcove_store_create_chat (disk->store, chat, NULL), ALCOVE_ERROR_INVALID_INPUT);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
  g_assert_false (alcove_account_exists (disk->account));
  alcove_chat_record_unref (add_chat (disk->store, "then a good one", NULL));
  g_assert_true (alcove_account_exists (disk->account));
}

static void
test_draft_of_crash_is_replaced (Disk *disk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = disk_path (disk, "history.db.new");

  g_assert_true (alcove_account_prepare_folder (disk->account, &error));
  g_file_set_contents (draft, "rest of a crash", -1, &error);
  g_assert_no_error (error);
  alcove_chat_record_unref (add_chat (disk->store, "Title", "prompt"));
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
}

static void
test_disk_full_at_first_save (Disk *disk, gconstpointer data)
{
  struct rlimit before, limit;
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *draft = disk_path (disk, "history.db.new");

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 20 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  await_error (alcove_store_create_chat (disk->store, chat, NULL), ALCOVE_ERROR_DISK_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
  g_assert_false (alcove_account_exists (disk->account));
  alcove_chat_record_unref (add_chat (disk->store, "now", NULL));
  g_assert_true (alcove_account_exists (disk->account));
}

#define ADD(path, set_up, function, data)                                                          \
  g_test_add ("/store/first-save/" path, Disk, data, set_up, function, disk_tear_down)
#define NEW(path, function) ADD (path, disk_set_up, function, NULL)
#define SAVED(path, function) ADD (path, disk_set_up_saved, function, NULL)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  NEW ("nothing-before", test_nothing_before_first_chat);
  NEW ("makes-files", test_first_chat_makes_files);
  NEW ("settings-go-along", test_settings_go_along);
  NEW ("import", test_import_makes_files);
  NEW ("refused-leaves-nothing", test_refused_first_chat_leaves_nothing);
  NEW ("draft-of-crash", test_draft_of_crash_is_replaced);
  NEW ("disk-full", test_disk_full_at_first_save);
  SAVED ("reads-back", test_first_chat_reads_back);
  SAVED ("meta", test_meta_of_first_save);
  SAVED ("log-is-private", test_log_is_private);
  return g_test_run ();
}
