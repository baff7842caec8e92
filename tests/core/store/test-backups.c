/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Backups: by themselves, to a file, and the way back from one. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <utime.h>

#include "alcove-copies.h"
#include "alcove-merge.h"
#include "alcove-recovery-key.h"
#include "disk-fixture.h"

#define DAY 86400

static AlcoveMerge *
await_merge (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  AlcoveMerge *merge;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  merge = g_value_dup_boxed (value);
  dex_unref (future);
  return merge;
}

static void
expect_merge (DexFuture *future, gint64 chats, gint64 messages, gint64 duplicates)
{
  g_autoptr (AlcoveMerge) merge = await_merge (future);

  g_assert_cmpint (merge->chats, ==, chats);
  g_assert_cmpint (merge->messages, ==, messages);
  g_assert_cmpint (merge->duplicates, ==, duplicates);
}

/* ---- by itself ---- */

static void
set_created (Disk *disk, int days)
{
  g_autofree char *value
      = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) (time (NULL) - days * DAY) * 1000);

  await_ok (alcove_store_set_meta (disk->store, "created_at", value));
}

static void
make_older (Disk *disk, int days)
{
  g_autoptr (GPtrArray) paths = alcove_copies_list_backups (disk->account);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      struct stat status;
      struct utimbuf times;

      g_assert_cmpint (stat (path, &status), ==, 0);
      times.actime = times.modtime = status.st_mtime - days * DAY;
      g_assert_cmpint (utime (path, &times), ==, 0);
    }
}

static void
expect_backups (Disk *disk, guint wanted)
{
  g_autoptr (GPtrArray) paths = alcove_copies_list_backups (disk->account);

  g_assert_cmpuint (paths->len, ==, wanted);
  for (guint i = 0; i < paths->len; i++)
    g_assert_true (alcove_copies_check (disk->account, g_ptr_array_index (paths, i), NULL));
}

static void
test_weekly (Disk *disk, gconstpointer data)
{
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 0);
  set_created (disk, 6);
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 0);
  expect_backups (disk, 0);
  set_created (disk, 8);
  for (guint week = 1; week <= 4; week++)
    {
      g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 1);
      g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 0);
      expect_backups (disk, MIN (week, 2));
      make_older (disk, 8);
    }
}

static void
test_go_with_trash (Disk *disk, gconstpointer data)
{
  set_created (disk, 8);
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 1);
  await_ok (alcove_store_delete_all (disk->store));
  expect_backups (disk, 0);
  set_created (disk, 8);
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 1);
  await_int (alcove_store_empty_trash (disk->store));
  expect_backups (disk, 0);
}

static void
test_damaged_keeps_good (Disk *disk, gconstpointer data)
{
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *long_text = g_strnfill (200000, 'x');
  struct stat status;
  FILE *file;

  alcove_chat_record_unref (add_chat (disk->store, "long", long_text));
  set_created (disk, 30);
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 1);
  make_older (disk, 8);
  disk_reopen (disk);
  g_assert_cmpint (stat (path, &status), ==, 0);
  file = g_fopen (path, "r+");
  g_assert_cmpint (fseek (file, status.st_size / 2, SEEK_SET), ==, 0);
  fputs ("damage", file);
  fclose (file);
  await_damage (alcove_store_back_up_if_due (disk->store));
  expect_backups (disk, 1);
}

/* ---- to a file and back ---- */

static void
test_round_trip (Disk *disk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (disk->dir, "all.alcove-backup", NULL);
  g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);
  g_autoptr (AlcoveMessageRecord) answer = add_message (disk->store, chat->id, chat->active_leaf,
                                                        ALCOVE_STATUS_COMPLETE, "first answer");
  g_autoptr (AlcoveMessageRecord) variant = add_message (disk->store, chat->id, chat->active_leaf,
                                                         ALCOVE_STATUS_COMPLETE, "second answer");
  g_autoptr (AlcoveChatRecord) trashed = add_chat (disk->store, "in the trash", "old");
  g_autoptr (AlcoveChatRecord) later = NULL;
  struct stat status;

  await_ok (alcove_store_trash_chat (disk->store, trashed->id));
  await_ok (alcove_store_back_up (disk->store, path));
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  expect_merge (alcove_store_preview_backup (disk->store, path), 0, 0, 4);
  await_ok (alcove_store_delete_chat (disk->store, trashed->id));
  await_ok (alcove_store_delete_message (disk->store, variant->id));
  later = add_chat (disk->store, "later", "stays");
  expect_merge (alcove_store_preview_backup (disk->store, path), 1, 2, 2);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 0);
  expect_merge (alcove_store_restore (disk->store, path), 1, 2, 2);
  expect_merge (alcove_store_restore (disk->store, path), 0, 0, 4);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 1);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 2);
  g_assert_cmpuint (count_hits (disk->store, "second"), ==, 1);
  {
    g_autoptr (AlcoveChatRecord) now = await_chat (alcove_store_get_chat (disk->store, chat->id));

    /* Shown is what was shown. */
    g_assert_cmpstr (now->active_leaf, ==, answer->id);
    g_assert_cmpint (now->message_count, ==, 2);
  }
}

static char *
make_backup (Disk *disk)
{
  char *path = g_build_filename (disk->dir, "all.alcove-backup", NULL);

  await_ok (alcove_store_back_up (disk->store, path));
  return path;
}

/* The same key on a machine that has nothing yet. */
static void
test_new_machine (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  g_autofree char *dir = make_temp_dir ();
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  AlcoveStore *store = open_store (account);

  expect_merge (alcove_store_preview_backup (store, path), 1, 1, 0);
  g_assert_cmpuint (count_files (dir), ==, 0);
  expect_merge (alcove_store_restore (store, path), 1, 1, 0);
  close_store (store);
  g_clear_object (&account);
  account = open_account (dir, KEY_A);
  g_assert_cmpstr (alcove_account_get_id (account), !=, alcove_account_get_id (disk->account));
  store = open_store (account);
  g_assert_cmpuint (count_hits (store, "prompt"), ==, 1);
  close_store (store);
  remove_tree (dir);
}

/* What a killed restore left goes with the next one, and no other's. */
static void
test_left_over (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  g_autofree char *old = g_build_filename (disk->dir, "restore-abcdef", NULL);
  g_autofree char *file = g_build_filename (old, "history.db", NULL);
  g_autofree char *young = g_build_filename (disk->dir, "restore-ghijkl", NULL);
  const struct utimbuf times = { time (NULL) - 3600, time (NULL) - 3600 };

  g_assert_true (g_mkdir (old, 0700) == 0 && g_mkdir (young, 0700) == 0);
  g_assert_true (g_file_set_contents (file, "left", -1, NULL));
  g_assert_cmpint (utime (old, &times), ==, 0);
  expect_merge (alcove_store_preview_backup (disk->store, path), 0, 0, 1);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
}

static void
test_other_key (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  g_autofree char *dir = make_temp_dir ();
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_B);
  AlcoveStore *store = open_store (account);

  await_error (alcove_store_preview_backup (store, path), ALCOVE_ERROR_WRONG_KEY);
  await_error (alcove_store_restore (store, path), ALCOVE_ERROR_WRONG_KEY);
  g_assert_cmpuint (count_files (dir), ==, 0);
  close_store (store);
  remove_tree (dir);
}

/* Made before the API key was replaced and the history encrypted again: the key of its time opens it, and nothing else. */
static void
test_older (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) recovery = alcove_account_make_recovery_key (disk->account, NULL);
  g_autofree char *path = make_backup (disk);
  g_autoptr (AlcoveLockedBytes) old_key = alcove_locked_bytes_new_string (KEY_A);
  g_autoptr (AlcoveLockedBytes) new_key = alcove_locked_bytes_new_string (KEY_B);
  g_autoptr (AlcoveLockedBytes) paper = alcove_recovery_key_to_text (recovery);
  g_autoptr (AlcoveLockedBytes) weak = alcove_locked_bytes_new_string ("ollama");

  await_ok (alcove_store_reencrypt (disk->store));
  g_assert_true (alcove_account_replace_key (disk->account, new_key, NULL, NULL));
  await_error (alcove_store_preview_backup (disk->store, path), ALCOVE_ERROR_WRONG_KEY);
  await_error (alcove_store_merge_older (disk->store, path, new_key, TRUE), ALCOVE_ERROR_WRONG_KEY);
  await_error (alcove_store_merge_older (disk->store, path, weak, TRUE), ALCOVE_ERROR_NO_VAULT);
  await_ok (alcove_store_delete_all (disk->store));
  expect_merge (alcove_store_merge_older (disk->store, path, paper, TRUE), 1, 1, 0);
  expect_merge (alcove_store_merge_older (disk->store, path, old_key, TRUE), 1, 1, 0);
  expect_merge (alcove_store_merge_older (disk->store, path, old_key, FALSE), 1, 1, 0);
}

/* Made before the API key was replaced. */
static void
test_replaced_key (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY_B);
  g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);

  g_assert_true (alcove_account_replace_key (disk->account, key, NULL, NULL));
  await_ok (alcove_store_delete_chat (disk->store, chat->id));
  expect_merge (alcove_store_restore (disk->store, path), 1, 1, 0);
}

static void
test_no_word_in_clear (Disk *disk, gconstpointer data)
{
  g_autofree char *path = NULL;

  alcove_chat_record_unref (add_chat (disk->store, "Kanarienvogel", "Kanarienvogel"));
  path = make_backup (disk);
  g_assert_cmpuint (count_words (disk->dir, "Kanarienvogel"), ==, 0);
  /* The sweep does see the file. */
  g_assert_cmpuint (count_words (disk->dir, "/history.db"), >, 0);
}

static void
test_nothing_saved (Disk *disk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (disk->dir, "all.alcove-backup", NULL);

  await_error (alcove_store_back_up (disk->store, path), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (disk->dir), ==, 0);
}

/* ---- files that are none ---- */

static void
test_cut_short (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  gsize size;
  g_autofree char *contents = get_contents (path, &size);
  const guint files = count_files (disk->dir);

  for (gsize length = 0; length < size - 1024; length += size / 12)
    {
      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
      await_error (alcove_store_restore (disk->store, path), ALCOVE_ERROR_INVALID_INPUT);
    }
  g_assert_cmpuint (count_files (disk->dir), ==, files);
}

static void
test_flipped (Disk *disk, gconstpointer data)
{
  g_autofree char *path = make_backup (disk);
  gsize size;
  g_autofree char *contents = get_contents (path, &size);

  /* Within slots (behind one header) and in the middle of the database. */
  for (guint i = 0; i < 8; i++)
    {
      const gsize place = i < 2 ? 512 + 40 + 60 + i : size / 2 + i * 700;
      DexFuture *future;

      contents[place] ^= 1;
      g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
      contents[place] ^= 1;
      future = alcove_store_restore (disk->store, path);
      while (dex_future_is_pending (future))
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (dex_future_is_rejected (future));
      dex_unref (future);
    }
}

static void
run_tar (const char *dir, const char *const *argv)
{
  int status = -1;
  g_autofree char *output = run_command (NULL, argv, &status);

  g_assert_nonnull (output);
  g_assert_cmpint (status, ==, 0);
}

/* Archives with other names in them: nothing is unpacked outside, nothing is restored. */
static void
test_hostile (Disk *disk, gconstpointer data)
{
  static const char *const names[]
      = { "--transform=s,^,../,", "--transform=s,slots,other,", "--transform=s,^,/tmp/,",
          "--transform=s,history.db,slots," };
  g_autofree char *path = g_build_filename (disk->dir, "hostile", NULL);
  const char *accounts = alcove_account_get_folder (disk->account);
  g_autofree char *parent = g_path_get_dirname (accounts);
  g_autofree char *slots = g_build_filename (alcove_account_get_id (disk->account), "slots", NULL);
  g_autofree char *database
      = g_build_filename (alcove_account_get_id (disk->account), "history.db", NULL);

  close_store (g_steal_pointer (&disk->store));
  disk->store = open_store (disk->account);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *argv[]
          = { "tar", "-P", "-C", parent, names[i], "-cf", path, slots, database, NULL };

      run_tar (parent, argv);
      await_error (alcove_store_restore (disk->store, path), ALCOVE_ERROR_INVALID_INPUT);
    }
}

/* What "tar" makes of the account's folder is a backup, too: the format is no secret. */
static void
test_made_by_tar (Disk *disk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (disk->dir, "by-hand", NULL);
  g_autofree char *parent = g_path_get_dirname (alcove_account_get_folder (disk->account));
  g_autofree char *slots = g_build_filename (alcove_account_get_id (disk->account), "slots", NULL);
  g_autofree char *database
      = g_build_filename (alcove_account_get_id (disk->account), "history.db", NULL);
  const char *argv[] = { "tar", "-C", parent, "-cf", path, slots, database, NULL };

  disk_reopen (disk);
  run_tar (parent, argv);
  expect_merge (alcove_store_preview_backup (disk->store, path), 0, 0, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/backups/" path, Disk, NULL, disk_set_up_saved, function, disk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("by-itself/weekly", test_weekly);
  ADD ("by-itself/go-with-trash", test_go_with_trash);
  ADD ("by-itself/damaged-keeps-good", test_damaged_keeps_good);
  ADD ("file/round-trip", test_round_trip);
  ADD ("file/new-machine", test_new_machine);
  ADD ("file/left-over", test_left_over);
  ADD ("file/other-key", test_other_key);
  ADD ("file/replaced-key", test_replaced_key);
  ADD ("file/older-than-key-and-encryption", test_older);
  ADD ("file/no-word-in-clear", test_no_word_in_clear);
  ADD ("file/cut-short", test_cut_short);
  ADD ("file/flipped", test_flipped);
  ADD ("file/hostile", test_hostile);
  ADD ("file/made-by-tar", test_made_by_tar);
  g_test_add ("/store/backups/file/nothing-saved", Disk, NULL, disk_set_up, test_nothing_saved,
              disk_tear_down);
  return g_test_run ();
}
