/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A history's file gives way to another one: only while nobody else has it open, and whoever comes meanwhile waits. A
 * second store with an account of its own stands for a second process: locks tell them apart all the same. */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-presence.h"
#include "disk-fixture.h"

typedef struct
{
  AlcoveAccount *account;
  AlcoveStore *store;
} Other;

static void
other_open (Other *other, Disk *disk)
{
  other->account = open_account (disk->dir, KEY_A);
  other->store = open_store (other->account);
}

static void
other_close (Other *other)
{
  close_store (other->store);
  g_clear_object (&other->account);
}

static guint64
get_inode (Disk *disk)
{
  g_autofree char *path = disk_path (disk, "history.db");
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_ino;
}

static gint64
count_chats (AlcoveStore *store)
{
  return await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE));
}

static void
test_recover_shared (Disk *disk, gconstpointer data)
{
  Other other;
  AlcoveRecovery *recovery;
  DexFuture *future;

  other_open (&other, disk);
  await_error (alcove_store_recover (disk->store), ALCOVE_ERROR_BUSY);
  g_assert_cmpint (count_chats (disk->store), ==, 1);
  alcove_chat_record_unref (add_chat (other.store, "theirs", "theirs"));
  g_assert_cmpint (count_chats (disk->store), ==, 2);
  other_close (&other);
  future = alcove_store_recover (disk->store);
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  recovery = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_assert_cmpint (recovery->chats_saved, ==, 2);
  dex_unref (future);
}

static void
fill (AlcoveStore *store)
{
  await_ok (alcove_store_set_meta (store, "save_history", "1"));
  await_ok (alcove_store_set_setting (store, "kept", "1"));
  for (guint i = 0; i < 20; i++)
    alcove_chat_record_unref (add_chat (store, "goes", "canary"));
}

static void
assert_cleared (AlcoveStore *store)
{
  g_autofree char *setting = await_string (alcove_store_get_setting (store, "kept"));
  g_autofree char *save = await_string (alcove_store_get_meta (store, "save_history"));

  g_assert_cmpint (count_chats (store), ==, 0);
  g_assert_cmpuint (count_hits (store, "canary"), ==, 0);
  g_assert_cmpstr (setting, ==, "1");
  g_assert_cmpstr (save, ==, "1");
}

static void
test_delete_all (Disk *disk, gconstpointer data)
{
  const guint64 inode = get_inode (disk);
  g_autofree char *ready = disk_path (disk, "history.db.recovered");

  fill (disk->store);
  await_ok (alcove_store_delete_all (disk->store));
  g_assert_cmpuint (get_inode (disk), !=, inode);
  g_assert_false (g_file_test (ready, G_FILE_TEST_EXISTS));
  assert_cleared (disk->store);
  alcove_chat_record_unref (add_chat (disk->store, "new", "canary"));
  disk_reopen (disk);
  g_assert_cmpint (count_chats (disk->store), ==, 1);
  g_assert_cmpuint (count_hits (disk->store, "canary"), ==, 1);
}

/* What another process has open is emptied in its place. */
static void
test_delete_all_shared (Disk *disk, gconstpointer data)
{
  const guint64 inode = get_inode (disk);
  Other other;

  fill (disk->store);
  other_open (&other, disk);
  await_ok (alcove_store_delete_all (disk->store));
  g_assert_cmpuint (get_inode (disk), ==, inode);
  assert_cleared (other.store);
  alcove_chat_record_unref (add_chat (other.store, "new", "canary"));
  g_assert_cmpint (count_chats (disk->store), ==, 1);
  other_close (&other);
}

static gpointer
share_later (gpointer fd)
{
  g_usleep (200 * 1000);
  alcove_presence_share (GPOINTER_TO_INT (fd));
  return NULL;
}

static void
test_waits (Disk *disk, gconstpointer data)
{
  g_autofree char *folder = g_strdup (alcove_account_get_folder (disk->account));
  GThread *thread;
  int fd = -1;
  Other other;

  disk_close (disk);
  g_assert_true (alcove_presence_enter (folder, &fd, NULL));
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (alcove_presence_be_alone (fd));
  thread = g_thread_new ("share", share_later, GINT_TO_POINTER (fd));
  other_open (&other, disk);
  g_assert_cmpint (count_chats (other.store), ==, 1);
  g_assert_false (alcove_presence_be_alone (fd));
  other_close (&other);
  g_thread_join (thread);
  close (fd);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/exchange/" path, Disk, NULL, disk_set_up_saved, function, disk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("recover-shared", test_recover_shared);
  ADD ("delete-all", test_delete_all);
  ADD ("delete-all-shared", test_delete_all_shared);
  ADD ("waits", test_waits);
  return g_test_run ();
}
