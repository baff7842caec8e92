/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats that go for good go in pieces: nobody finds them from the first moment on, others have their turn meanwhile,
 * and a crash in between leaves nothing behind. */

#include "alcove-id.h"
#include "alcove-purge.h"
#include "disk-fixture.h"

#define N_MESSAGES 200

static AlcoveChatRecord *
import_long_chat (AlcoveStore *store)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  chat->title = g_strdup ("condemned");
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("canary number %u", i);
      AlcoveMessageRecord *message
          = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, text);

      message->id = alcove_id_new ();
      /* A chain, with a variant here and there. */
      if (i > 0)
        message->parent_id
            = g_strdup (((AlcoveMessageRecord *) messages->pdata[i % 7 ? i - 1 : i / 2])->id);
      g_ptr_array_add (messages, message);
    }
  return await_chat (alcove_store_import_chat (store, chat, messages));
}

static gint64
count_rows (Disk *disk, const char *statement)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);
  gint64 n;

  g_assert_true (alcove_db_get_int (db, &n, NULL, statement, ""));
  return n;
}

static void
assert_gone (Disk *disk)
{
  g_assert_cmpint (count_rows (disk, "chat-count"), ==, 1);
  g_assert_cmpint (count_rows (disk, "message-count"), ==, 1);
  g_assert_cmpuint (count_hits (disk->store, "canary"), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "condemned"), ==, 0);
}

/* What was over in which order: how long each takes is the machine's business. */
static DexFuture *
note_cb (DexFuture *future, gpointer order)
{
  g_string_append_c (order, dex_future_is_resolved (future) ? '+' : '-');
  return NULL;
}

static DexFuture *
noted (DexFuture *future, GString *order)
{
  return dex_future_finally (future, note_cb, order, NULL);
}

static void
test_others_have_their_turn (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = import_long_chat (disk->store);
  g_autoptr (GString) order = g_string_new (NULL);
  DexFuture *deletion = noted (alcove_store_delete_chat (disk->store, chat->id), order);

  await_error (noted (alcove_store_get_chat (disk->store, chat->id), order),
               ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 0);
  await_error (alcove_store_restore_chat (disk->store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  await_ok (deletion);
  g_assert_cmpstr (order->str, ==, "-+");
  assert_gone (disk);
}

static void
test_empty_trash (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = import_long_chat (disk->store);
  g_autoptr (GString) order = g_string_new (NULL);
  DexFuture *emptying;

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  emptying = noted (alcove_store_empty_trash (disk->store), order);
  await_error (noted (alcove_store_get_chat (disk->store, chat->id), order),
               ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 0);
  g_assert_cmpint (await_int (emptying), ==, 1);
  g_assert_cmpstr (order->str, ==, "-+");
  assert_gone (disk);
}

/* What is put there while it runs was not meant, and may be taken back. */
static void
test_trashed_meanwhile (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = import_long_chat (disk->store);
  g_autoptr (AlcoveChatRecord) later = add_chat (disk->store, "later", "trashed meanwhile");
  DexFuture *emptying;

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  emptying = alcove_store_empty_trash (disk->store);
  await_error (alcove_store_get_chat (disk->store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  g_usleep (2000); /* the trash counts in milliseconds */
  await_ok (alcove_store_trash_chat (disk->store, later->id));
  if (!dex_future_is_pending (emptying))
    g_test_message ("the emptying was over before; a slower machine tells more");
  g_assert_cmpint (await_int (emptying), ==, 1);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 1);
  await_ok (alcove_store_restore_chat (disk->store, later->id));
  g_assert_cmpuint (count_hits (disk->store, "meanwhile"), ==, 1);
}

/* A backup brings back what is just going: the same ids. */
static void
test_restored_meanwhile (Disk *disk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (disk->dir, "all.alcove-backup", NULL);
  g_autoptr (AlcoveChatRecord) chat = import_long_chat (disk->store);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  DexFuture *restoring;

  await_ok (alcove_store_back_up (disk->store, path));
  {
    g_autoptr (AlcoveDb) db = disk_open_db (disk);

    g_assert_true (alcove_db_begin (db, NULL));
    g_assert_true (alcove_purge_condemn (db, chat->id, NULL));
    g_assert_true (alcove_db_commit (db, NULL));
  }
  restoring = alcove_store_restore (disk->store, path);
  while (dex_future_is_pending (restoring))
    g_main_context_iteration (NULL, TRUE);
  dex_future_get_value (restoring, &error);
  g_assert_no_error (error);
  dex_unref (restoring);
  messages = await_array (alcove_store_list_all_messages (disk->store, chat->id));
  g_assert_cmpuint (messages->len, ==, N_MESSAGES);
}

/* Trashed while the clock was wrong: it goes as well. */
static void
test_trashed_in_future (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "future", "canary");

  await_ok (alcove_store_trash_chat (disk->store, chat->id));
  {
    g_autoptr (AlcoveDb) db = disk_open_db (disk);

    exec_sql (db, "UPDATE chat SET deleted_at = 9000000000000 WHERE deleted_at IS NOT NULL");
  }
  g_assert_cmpint (await_int (alcove_store_empty_trash (disk->store)), ==, 1);
  assert_gone (disk);
}

/* Cut off behind the first piece: the next opening goes on by itself. */
static void
test_cut_off (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = import_long_chat (disk->store);
  gboolean is_done;

  {
    g_autoptr (AlcoveDb) db = disk_open_db (disk);

    g_assert_true (alcove_db_begin (db, NULL));
    g_assert_true (alcove_purge_condemn (db, chat->id, NULL));
    g_assert_true (alcove_purge_some (db, 30, &is_done, NULL));
    g_assert_false (is_done);
    g_assert_true (alcove_db_commit (db, NULL));
  }
  disk_reopen (disk);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 0);
  await_int (alcove_store_purge_old_trash (disk->store));
  assert_gone (disk);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/purge/" path, Disk, NULL, disk_set_up_saved, function, disk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("others-have-their-turn", test_others_have_their_turn);
  ADD ("empty-trash", test_empty_trash);
  ADD ("trashed-meanwhile", test_trashed_meanwhile);
  ADD ("restored-meanwhile", test_restored_meanwhile);
  ADD ("trashed-in-future", test_trashed_in_future);
  ADD ("cut-off", test_cut_off);
  return g_test_run ();
}
