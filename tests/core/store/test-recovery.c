/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Damaged histories: pages with a flipped byte, files cut short. Never is one written over; what can be read is
 * saved, and what is told of it is true. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "alcove-copies.h"
#include "alcove-disk.h"
#include "alcove-recovery.h"
#include "disk-fixture.h"

#define N_CHATS 60
#define N_ANSWERS 6
#define PAGE 4096

static char *
make_text (guint chat, guint message)
{
  g_autofree char *filling = g_strnfill (300, 'x');

  return g_strdup_printf ("word%u answer %u.%u %s", chat, chat, message, filling);
}

/* A history of some hundred pages. */
static void
set_up (Disk *disk, gconstpointer data)
{
  disk_set_up (disk, data);
  for (guint i = 0; i < N_CHATS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chat %u", i);
      g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, title, "prompt");
      g_autofree char *parent = g_strdup (chat->active_leaf);

      for (guint k = 0; k < N_ANSWERS; k++)
        {
          g_autofree char *text = make_text (i, k);
          g_autoptr (AlcoveMessageRecord) answer
              = add_message (disk->store, chat->id, parent, ALCOVE_STATUS_COMPLETE, text);

          g_free (parent);
          parent = g_strdup (answer->id);
        }
    }
  await_ok (alcove_store_set_setting (disk->store, "favourites", "[1]"));
  close_store (g_steal_pointer (&disk->store));
}

static guint
get_n_pages (Disk *disk)
{
  g_autofree char *path = disk_path (disk, "history.db");
  gsize size;
  g_autofree char *contents = get_contents (path, &size);

  return (guint) (size / PAGE);
}

static void
flip (Disk *disk, guint page)
{
  g_autofree char *path = disk_path (disk, "history.db");
  FILE *file = g_fopen (path, "r+");
  const long place = (long) page * PAGE + g_test_rand_int_range (100, PAGE);
  int byte;

  g_assert_cmpint (fseek (file, place, SEEK_SET), ==, 0);
  byte = fgetc (file);
  g_assert_cmpint (fseek (file, place, SEEK_SET), ==, 0);
  fputc (byte ^ 1, file);
  fclose (file);
}

static AlcoveRecovery *
await_recovery (DexFuture *future)
{
  const GValue *value;
  AlcoveRecovery *recovery;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, NULL);
  recovery = value ? g_value_dup_boxed (value) : NULL;
  dex_unref (future);
  return recovery;
}

static AlcoveRecovery *
recover (Disk *disk)
{
  disk->store = alcove_store_new (disk->account);
  return await_recovery (alcove_store_recover (disk->store));
}

static guint
count_messages (AlcoveStore *store)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 1000));
  guint n = 0;

  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);
      g_autoptr (GPtrArray) messages
          = await_array (alcove_store_list_all_messages (store, chat->id));

      n += messages->len;
    }
  return n;
}

/* What is there is whole and is what was written. */
static void
check_history (Disk *disk, const AlcoveRecovery *recovery)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);
  g_autofree char *integrity = alcove_db_dup_pragma (db, "integrity_check");
  g_autofree char *dangling = alcove_db_dup_pragma (db, "foreign_key_check");
  gint64 n;

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (dangling);
  exec_sql (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==,
                   recovery->chats_saved);
  g_assert_cmpuint (count_messages (disk->store), ==, recovery->messages_saved);
  g_assert_true (alcove_db_get_int (db, &n, NULL, "message-count", ""));
  g_assert_cmpint (n, ==, recovery->messages_saved);
}

static void
check_set_aside (const AlcoveRecovery *recovery, const char *checksum)
{
  g_autofree char *now = checksum_file (recovery->set_aside);

  g_assert_cmpstr (now, ==, checksum);
}

/* Each page but the first ones, one after the other, a few together. */
static void
test_pages (Disk *disk, gconstpointer data)
{
  const guint n_damages = GPOINTER_TO_UINT (data);
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *good = disk_path (disk, "good");
  const guint n_pages = get_n_pages (disk);
  guint n_unreadable = 0, n_lossless = 0, n_poor = 0;

  g_assert_true (alcove_disk_copy (path, good, NULL));
  for (guint first = 1; first < n_pages; first += n_pages / 16)
    {
      g_autoptr (AlcoveRecovery) recovery = NULL;
      g_autofree char *checksum = NULL;

      alcove_disk_remove_database (path);
      g_assert_true (alcove_disk_copy (good, path, NULL));
      for (guint i = 0; i < n_damages; i++)
        flip (disk, (first + i * 7) % (n_pages - 1) + 1);
      checksum = checksum_file (path);
      recovery = recover (disk);
      if (recovery == NULL)
        {
          g_autofree char *after = checksum_file (path);

          /* The schema itself: nothing is touched. */
          g_assert_cmpstr (after, ==, checksum);
          n_unreadable++;
        }
      else
        {
          check_set_aside (recovery, checksum);
          check_history (disk, recovery);
          g_assert_cmpint (recovery->chats_saved + recovery->chats_lost, ==, N_CHATS);
          n_poor += recovery->messages_saved < N_CHATS * (N_ANSWERS + 1) - 90 * n_damages;
          g_assert_cmpint (recovery->messages_saved + recovery->messages_lost, <=,
                           N_CHATS * (N_ANSWERS + 1));
          if (n_damages == 1)
            g_assert_cmpint (recovery->messages_saved + recovery->messages_lost, ==,
                             N_CHATS * (N_ANSWERS + 1));
          n_lossless += recovery->messages_lost + recovery->parts_lost == 0;
        }
      close_store (g_steal_pointer (&disk->store));
    }
  g_test_message ("%u pages, %u times nothing to read, %u times nothing lost", n_pages,
                  n_unreadable, n_lossless);
  g_assert_cmpuint (n_unreadable, <=, 4 * n_damages);
  g_assert_cmpuint (n_lossless, <, 17);
  /* Several at once can hit the roots of the chats and of the messages, behind which all of them stand. */
  g_assert_cmpuint (n_poor, <=, n_damages == 1 ? 0 : 3);
}

static void
test_cut_short (Disk *disk, gconstpointer data)
{
  g_autofree char *path = disk_path (disk, "history.db");
  const guint n_pages = get_n_pages (disk);
  g_autoptr (AlcoveRecovery) recovery = NULL;
  g_autofree char *checksum = NULL;

  g_assert_cmpint (truncate (path, (n_pages * 2 / 3) * PAGE + 100), ==, 0);
  checksum = checksum_file (path);
  recovery = recover (disk);
  g_assert_nonnull (recovery);
  check_set_aside (recovery, checksum);
  check_history (disk, recovery);
  g_assert_cmpint (recovery->messages_saved, >, N_CHATS);
  g_assert_cmpint (recovery->messages_lost + recovery->parts_lost, >, 0);
}

/* The chats go on as they were. */
static void
test_use_afterwards (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveRecovery) recovery = NULL;
  g_autoptr (AlcoveChatRecord) chat = NULL;
  g_autofree char *setting = NULL;

  flip (disk, get_n_pages (disk) / 2);
  recovery = recover (disk);
  g_assert_nonnull (recovery);
  chat = get_first_chat (disk->store);
  alcove_message_record_unref (
      add_message (disk->store, chat->id, chat->active_leaf, ALCOVE_STATUS_COMPLETE, "afterwards"));
  disk_reopen (disk);
  g_assert_cmpuint (count_hits (disk->store, "afterwards"), ==, 1);
  setting = await_string (alcove_store_get_setting (disk->store, "favourites"));
  g_assert_cmpstr (setting, ==, "[1]");
}

/* A history that was not damaged comes out as it was. */
static void
test_whole (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveRecovery) recovery = recover (disk);

  g_assert_nonnull (recovery);
  check_history (disk, recovery);
  g_assert_cmpint (recovery->chats_saved, ==, N_CHATS);
  g_assert_cmpint (recovery->messages_saved, ==, N_CHATS * (N_ANSWERS + 1));
  g_assert_cmpint (recovery->chats_lost + recovery->messages_lost + recovery->parts_lost, ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "word7"), ==, N_ANSWERS);
}

/* What was acknowledged and lies in the log only. */
static void
test_log (Disk *disk, gconstpointer data)
{
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *log = disk_path (disk, "history.db-wal");
  g_autofree char *kept = disk_path (disk, "kept");
  g_autofree char *kept_log = disk_path (disk, "kept-wal");
  g_autoptr (AlcoveRecovery) recovery = NULL;

  disk->store = open_store (disk->account);
  alcove_chat_record_unref (add_chat (disk->store, "in the log", "only"));
  g_assert_true (alcove_disk_copy (path, kept, NULL) && alcove_disk_copy (log, kept_log, NULL));
  close_store (g_steal_pointer (&disk->store));
  g_assert_true (g_rename (kept, path) == 0 && g_rename (kept_log, log) == 0);
  flip (disk, get_n_pages (disk) - 3);
  recovery = recover (disk);
  g_assert_nonnull (recovery);
  check_history (disk, recovery);
  g_assert_cmpuint (count_hits (disk->store, "log"), ==, 1);
  g_assert_cmpint (recovery->chats_saved, >, N_CHATS / 2);
}

static void
test_first_page (Disk *disk, gconstpointer data)
{
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *checksum = NULL;
  g_autofree char *after = NULL;

  flip (disk, 0);
  checksum = checksum_file (path);
  disk->store = alcove_store_new (disk->account);
  await_error (alcove_store_recover (disk->store), ALCOVE_ERROR_CORRUPT);
  after = checksum_file (path);
  g_assert_cmpstr (after, ==, checksum);
}

static void
test_first_page_with_backup (Disk *disk, gconstpointer data)
{
  g_autofree char *folder = alcove_copies_dup_backups_folder (disk->account);
  g_autofree char *backup = g_build_filename (folder, "history-20260101T000000Z.db", NULL);
  g_autofree char *bad = g_build_filename (folder, "history-20260108T000000Z.db", NULL);
  g_autoptr (AlcoveRecovery) recovery = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  {
    g_autoptr (AlcoveDb) db = disk_open_db (disk);

    g_assert_true (alcove_copies_make (disk->account, db, backup, NULL));
  }
  g_assert_true (g_file_set_contents (bad, "not a backup", -1, NULL));
  flip (disk, 0);
  recovery = recover (disk);
  g_assert_nonnull (recovery);
  g_assert_cmpstr (recovery->backup, ==, backup);
  g_assert_nonnull (recovery->set_aside);
  check_history (disk, recovery);
  g_assert_cmpint (recovery->chats_saved, ==, N_CHATS);
}

/* Cut off behind the point of no return, with the log of the old file still there. */
static void
test_cut_off (Disk *disk, gconstpointer data)
{
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *log = disk_path (disk, "history.db-wal");
  g_autofree char *ready = disk_path (disk, "history.db.recovered");

  g_assert_cmpint (g_rename (path, ready), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (log, "of the damaged file", -1, NULL));
  disk->store = open_store (disk->account);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==,
                   N_CHATS);
  g_assert_false (g_file_test (ready, G_FILE_TEST_EXISTS));
}

static void
test_shared (Disk *disk, gconstpointer data)
{
  g_autofree char *lock = disk_path (disk, "lock");
  FILE *other = g_fopen (lock, "r");

  g_assert_cmpint (flock (fileno (other), LOCK_EX | LOCK_NB), ==, 0);
  disk->store = alcove_store_new (disk->account);
  await_error (alcove_store_recover (disk->store), ALCOVE_ERROR_BUSY);
  fclose (other);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/store/recovery/" path, Disk, data, set_up, function, disk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("pages/one", GUINT_TO_POINTER (1), test_pages);
  ADD ("pages/three", GUINT_TO_POINTER (3), test_pages);
  ADD ("cut-short", NULL, test_cut_short);
  ADD ("use-afterwards", NULL, test_use_afterwards);
  ADD ("whole", NULL, test_whole);
  ADD ("log", NULL, test_log);
  ADD ("first-page/nothing-to-read", NULL, test_first_page);
  ADD ("first-page/backup", NULL, test_first_page_with_backup);
  ADD ("cut-off", NULL, test_cut_off);
  ADD ("shared", NULL, test_shared);
  return g_test_run ();
}
