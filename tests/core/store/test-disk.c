/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A history on the disk beside others: streams that were cut off, a second process, a full or read-only disk. */

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "disk-fixture.h"

static void
test_interrupted_after_reopen (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);
  g_autoptr (AlcoveMessageRecord) answer = add_message (disk->store, chat->id, chat->active_leaf,
                                                        ALCOVE_STATUS_STREAMING, "halfway through");
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *text = NULL;

  disk_reopen (disk);
  messages = await_array (alcove_store_list_messages (disk->store, chat->id, NULL, 1));
  g_assert_cmpint (((AlcoveMessageRecord *) g_ptr_array_index (messages, 0))->status, ==,
                   ALCOVE_STATUS_INTERRUPTED);
  text = get_text (g_ptr_array_index (messages, 0));
  g_assert_cmpstr (text, ==, "halfway through");
  g_assert_cmpuint (count_hits (disk->store, "halfway"), ==, 1);
}

static void
test_only_lock_holder_interrupts (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);
  g_autoptr (AlcoveMessageRecord) answer = add_message (disk->store, chat->id, chat->active_leaf,
                                                        ALCOVE_STATUS_STREAMING, "still running");
  AlcoveStore *second = open_store (disk->account);
  g_autoptr (GPtrArray) messages
      = await_array (alcove_store_list_messages (second, chat->id, NULL, 1));

  g_assert_cmpint (((AlcoveMessageRecord *) g_ptr_array_index (messages, 0))->status, ==,
                   ALCOVE_STATUS_STREAMING);
  answer->status = ALCOVE_STATUS_COMPLETE;
  await_ok (alcove_store_update_message (disk->store, answer));
  g_assert_cmpuint (count_hits (second, "running"), ==, 1);
  close_store (second);
}

static void
test_two_connections (Disk *disk, gconstpointer data)
{
  AlcoveStore *second = open_store (disk->account);

  for (guint i = 0; i < 10; i++)
    {
      alcove_chat_record_unref (add_chat (i % 2 ? second : disk->store, "shared", NULL));
      g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==,
                       i + 2);
      g_assert_cmpint (await_int (alcove_store_count_chats (second, ALCOVE_CHATS_ACTIVE)), ==,
                       i + 2);
    }
  close_store (second);
}

static void
count_signal (AlcoveStore *store, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
iterate_for (guint ms, const guint *until)
{
  gboolean is_over = FALSE;
  guint source = g_timeout_add (ms, set_flag, &is_over);

  while (!is_over && (until == NULL || *until == 0))
    g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (source);
}

static void
test_changed_by_other (Disk *disk, gconstpointer data)
{
  AlcoveStore *second = open_store (disk->account);
  guint n = 0, own = 0;

  iterate_for (300, NULL);
  g_signal_connect (disk->store, "changed", G_CALLBACK (count_signal), &n);
  g_signal_connect (second, "changed", G_CALLBACK (count_signal), &own);
  alcove_chat_record_unref (add_chat (second, "news", NULL));
  iterate_for (20000, &n);
  g_assert_cmpuint (n, >, 0);
  iterate_for (1200, NULL);
  g_assert_cmpuint (own, ==, 0);
  g_signal_handlers_disconnect_by_data (disk->store, &n);
  close_store (second);
}

static void
test_busy (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveDb) holder = disk_open_db (disk);
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  exec_sql (holder, "BEGIN IMMEDIATE");
  /* Reading goes on; writing waits for its 5 seconds. */
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  await_error (alcove_store_create_chat (disk->store, chat, NULL), ALCOVE_ERROR_BUSY);
  exec_sql (holder, "ROLLBACK");
  alcove_chat_record_unref (add_chat (disk->store, "free again", NULL));
}

static void
test_disk_full (Disk *disk, gconstpointer data)
{
  struct rlimit before, limit;
  g_autofree char *long_text = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveMessageRecord) first
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, long_text);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  await_error (alcove_store_create_chat (disk->store, chat, first), ALCOVE_ERROR_DISK_FULL);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  alcove_chat_record_unref (await_chat (alcove_store_create_chat (disk->store, chat, first)));
  disk_reopen (disk);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 2);
}

/* Root may write anywhere, unless it lays that down; a store's thread has what its maker has. */
static void
set_privileges (gboolean on)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct sets[2] = { 0 };

  g_assert_cmpint (syscall (SYS_capget, &header, sets), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    sets[i].effective = on ? sets[i].permitted : 0;
  g_assert_cmpint (syscall (SYS_capset, &header, sets), ==, 0);
}

static void
test_read_only_folder (Disk *disk, gconstpointer data)
{
  const char *folder;

  close_store (g_steal_pointer (&disk->store));
  folder = alcove_account_get_folder (disk->account);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  set_privileges (FALSE);
  expect_open_error (disk, ALCOVE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  disk->store = open_store (disk->account);
  set_privileges (TRUE);
}

static void
test_read_only_file (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");

  close_store (g_steal_pointer (&disk->store));
  g_assert_cmpint (g_chmod (database, 0400), ==, 0);
  set_privileges (FALSE);
  expect_open_error (disk, ALCOVE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (database, 0600), ==, 0);
  disk->store = open_store (disk->account);
  set_privileges (TRUE);
}

static void
test_read_only_first_save (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  set_privileges (FALSE);
  close_store (g_steal_pointer (&disk->store));
  disk->store = open_store (disk->account);
  g_assert_cmpint (g_chmod (disk->dir, 0500), ==, 0);
  await_error (alcove_store_create_chat (disk->store, chat, NULL), ALCOVE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (disk->dir, 0700), ==, 0);
  alcove_chat_record_unref (add_chat (disk->store, "now", NULL));
  set_privileges (TRUE);
}

static void
test_inspect (Disk *disk, gconstpointer data)
{
  static const char *const wanted[]
      = { "temp_store=2",   "journal_mode=wal", "synchronous=2", "secure_delete=1",
          "foreign_keys=1", "trusted_schema=0", "defensive=1",   "mmap_size=0",
          "encrypted=yes",  "lock=ours",        "place=file",    "chats=1",
          "messages=2",     "quick_check=ok",   "user_version=1" };
  g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);
  g_autoptr (AlcoveMessageRecord) answer = add_message (
      disk->store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, "a checkpoint is relaxed");
  g_auto (GStrv) lines = NULL;

  /* Only for itself. */
  await_ok (alcove_store_update_message (disk->store, answer));
  lines = await_strv (alcove_store_inspect (disk->store));

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (!g_strv_contains ((const char *const *) lines, wanted[i]))
        g_test_message ("missing: %s", wanted[i]);
      g_assert_true (g_strv_contains ((const char *const *) lines, wanted[i]));
    }
}

#define ADD(path, set_up, function, data)                                                          \
  g_test_add ("/store/disk/" path, Disk, data, set_up, function, disk_tear_down)
#define NEW(path, function) ADD (path, disk_set_up, function, NULL)
#define SAVED(path, function) ADD (path, disk_set_up_saved, function, NULL)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  SAVED ("stream/interrupted-after-reopen", test_interrupted_after_reopen);
  SAVED ("stream/only-lock-holder-interrupts", test_only_lock_holder_interrupts);
  SAVED ("shared/two-connections", test_two_connections);
  SAVED ("shared/changed-by-other", test_changed_by_other);
  SAVED ("shared/busy", test_busy);
  SAVED ("full/nothing-lost", test_disk_full);
  SAVED ("inspect", test_inspect);
  SAVED ("read-only/folder", test_read_only_folder);
  SAVED ("read-only/file", test_read_only_file);
  NEW ("read-only/first-save", test_read_only_first_save);
  return g_test_run ();
}
