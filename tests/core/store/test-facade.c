/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The rest of the facade: copies, batches, the trash by time, artifacts, and the connection that only reads.
 * On the disk. */

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk-fixture.h"

static const char nobody[] = "0190b6b0-0000-7000-8000-000000000000";

static AlcoveMessageRecord *
add (Disk *disk, AlcoveChatRecord *chat, const char *parent_id, const char *text)
{
  return add_message (disk->store, chat->id, parent_id, ALCOVE_STATUS_COMPLETE, text);
}

static void
test_batch_delete (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "one");
  g_autoptr (AlcoveMessageRecord) two = add (disk, chat, chat->active_leaf, "two");
  g_autoptr (AlcoveMessageRecord) three = add (disk, chat, two->id, "three");
  g_autoptr (AlcoveMessageRecord) four = add (disk, chat, three->id, "four");
  const char *ids[] = { three->id, four->id, NULL };
  const char *wrong[] = { two->id, nobody, NULL };

  await_error (alcove_store_delete_messages (disk->store, chat->id, wrong), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (alcove_store_count_messages (disk->store, chat->id)), ==, 4);
  await_ok (alcove_store_delete_messages (disk->store, chat->id, ids));
  g_assert_cmpint (await_int (alcove_store_count_messages (disk->store, chat->id)), ==, 2);
  g_assert_cmpuint (count_hits (disk->store, "four"), ==, 0);
  g_assert_cmpuint (count_hits (disk->store, "two"), ==, 1);
}

static void
test_batch_delete_elsewhere (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "one");
  g_autoptr (AlcoveChatRecord) other = add_chat (disk->store, "Other", "two");
  const char *ids[] = { other->active_leaf, NULL };

  await_error (alcove_store_delete_messages (disk->store, chat->id, ids),
               ALCOVE_ERROR_INVALID_INPUT);
  g_assert_cmpint (await_int (alcove_store_count_messages (disk->store, other->id)), ==, 1);
}

static void
test_duplicate (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "one");
  g_autoptr (AlcoveMessageRecord) left = add (disk, chat, chat->active_leaf, "left");
  g_autoptr (AlcoveMessageRecord) right
      = add_message (disk->store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, "right");
  g_autoptr (AlcoveArtifact) artifact = alcove_artifact_new (left->id, "table");
  g_autoptr (AlcoveArtifact) saved
      = await_artifact (alcove_store_save_artifact (disk->store, artifact));
  g_autoptr (AlcoveChatRecord) copy = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;
  const AlcoveMessageRecord *message;

  await_ok (alcove_store_set_chat_pinned (disk->store, chat->id, TRUE));
  copy = await_chat (alcove_store_duplicate_chat (disk->store, chat->id));
  g_assert_cmpstr (copy->id, !=, chat->id);
  g_assert_cmpstr (copy->title, ==, "A chat");
  g_assert_false (copy->is_pinned);
  g_assert_cmpint (copy->message_count, ==, 2);
  messages = await_array (alcove_store_list_all_messages (disk->store, copy->id));
  assert_array_length (messages, 3);
  message = messages->pdata[2];
  g_assert_cmpint (message->status, ==, ALCOVE_STATUS_INTERRUPTED);
  g_assert_cmpstr (message->id, !=, right->id);
  g_assert_cmpstr (message->parent_id, ==, ((AlcoveMessageRecord *) messages->pdata[0])->id);
  g_assert_cmpstr (copy->active_leaf, ==, message->id);
  artifacts = await_array (alcove_store_list_artifacts (disk->store, copy->id));
  assert_array_length (artifacts, 1);
  g_assert_cmpstr (((AlcoveArtifact *) artifacts->pdata[0])->id, !=, saved->id);
  await_ok (alcove_store_delete_chat (disk->store, chat->id));
  g_assert_cmpuint (count_hits (disk->store, "left"), ==, 1);
}

static void
test_link_is_needed (Disk *disk, gconstpointer data)
{
  static const char *const extras[]
      = { NULL, "", "{}", "{\"link\":1}", "{\"link\":\"\"}", "nonsense", "[\"link\"]" };

  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->extra = g_strdup (extras[i]);
      await_error (alcove_store_find_or_create_chat (disk->store, chat, NULL),
                   ALCOVE_ERROR_INVALID_INPUT);
    }
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 0);
}

/* Two processes hold one vault: the second finds what the first made. */
static void
test_link_of_two (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) seed = add_chat (disk->store, "There", "x");
  AlcoveStore *other = open_store (disk->account);
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) first = NULL;
  g_autoptr (AlcoveChatRecord) second = NULL;

  chat->extra = g_strdup ("{\"link\":\"a\"}");
  first = await_chat (alcove_store_find_or_create_chat (disk->store, chat, NULL));
  second = await_chat (alcove_store_find_or_create_chat (other, chat, NULL));
  g_assert_cmpstr (first->id, ==, second->id);
  close_store (other);
}

static void
test_details_are_json (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;

  chat->system_prompt = g_strdup ("new");
  chat->params = g_strdup ("[1]");
  await_error (alcove_store_set_chat_details (disk->store, chat, ALCOVE_DETAIL_PARAMETERS),
               ALCOVE_ERROR_INVALID_INPUT);
  got = await_chat (alcove_store_get_chat (disk->store, chat->id));
  g_assert_null (got->system_prompt);
}

static void
test_draft (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "x");
  g_autoptr (AlcoveChatRecord) got = NULL;

  await_ok (alcove_store_set_chat_draft (disk->store, chat->id, "half a thou"));
  got = await_chat (alcove_store_get_chat (disk->store, chat->id));
  g_assert_cmpstr (got->draft, ==, "half a thou");
  g_assert_cmpint (got->updated_at, ==, chat->updated_at);
}

static void
test_empty_trash (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) kept = add_chat (disk->store, "Kept", "kept");

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Gone", "canary");

      await_ok (alcove_store_trash_chat (disk->store, chat->id));
    }
  g_assert_cmpint (await_int (alcove_store_empty_trash (disk->store)), ==, 20);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 0);
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 1);
  g_assert_cmpint (await_int (alcove_store_empty_trash (disk->store)), ==, 0);
}

/* 30 days: what is older goes when the history is opened, what is younger stays. */
static void
test_old_trash_goes (Disk *disk, gconstpointer data)
{
  const gint64 day = 86400000;
  const gint64 now = g_get_real_time () / 1000;
  const gint64 times[] = { now - 31 * day, now - 29 * day, now - 400 * day };
  g_autoptr (GPtrArray) left = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->deleted_at = times[i];
      alcove_chat_record_unref (await_chat (alcove_store_create_chat (disk->store, chat, NULL)));
    }
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_TRASH)), ==, 3);
  disk_reopen (disk);
  left = await_array (alcove_store_list_chats (disk->store, ALCOVE_CHATS_TRASH, NULL, 10));
  assert_array_length (left, 1);
  g_assert_cmpint (((AlcoveChatRecord *) left->pdata[0])->deleted_at, ==, times[1]);
}

static void
test_artifacts (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "x");
  g_autoptr (AlcoveArtifact) chart = alcove_artifact_new (chat->active_leaf, "chart");
  g_autoptr (AlcoveArtifact) saved = NULL;
  g_autoptr (AlcoveArtifact) got = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;

  chart->chart_type = g_strdup ("bar");
  chart->title = g_strdup ("Rain by month");
  chart->version = 2;
  chart->spec = g_strdup ("{\"x\":\"month\"}");
  chart->data_snapshot = g_strdup ("{\"rows\":[1,2]}");
  saved = await_artifact (alcove_store_save_artifact (disk->store, chart));
  g_assert_cmpstr (saved->chat_id, ==, chat->id);
  disk_reopen (disk);
  artifacts = await_array (alcove_store_list_artifacts (disk->store, chat->id));
  assert_array_length (artifacts, 1);
  g_assert_cmpstr (((AlcoveArtifact *) artifacts->pdata[0])->title, ==, "Rain by month");
  g_assert_null (((AlcoveArtifact *) artifacts->pdata[0])->spec);
  got = await_artifact (alcove_store_get_artifact (disk->store, saved->id));
  g_assert_cmpstr (got->chart_type, ==, "bar");
  g_assert_cmpint (got->version, ==, 2);
  g_assert_cmpstr (got->spec, ==, chart->spec);
  g_assert_cmpstr (got->data_snapshot, ==, chart->data_snapshot);
  g_assert_cmpstr (got->message_id, ==, chat->active_leaf);
  g_assert_cmpint (got->created_at, >, 0);
}

static void
test_unfit_artifacts (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A chat", "x");
  g_autoptr (AlcoveArtifact) kind = alcove_artifact_new (chat->active_leaf, "song");
  g_autoptr (AlcoveArtifact) lost = alcove_artifact_new (nobody, "code");
  g_autoptr (AlcoveArtifact) json = alcove_artifact_new (chat->active_leaf, "code");

  json->spec = g_strdup ("{");
  await_error (alcove_store_save_artifact (disk->store, kind), ALCOVE_ERROR_INVALID_INPUT);
  await_error (alcove_store_save_artifact (disk->store, json), ALCOVE_ERROR_INVALID_INPUT);
  await_error (alcove_store_save_artifact (disk->store, lost), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_get_artifact (disk->store, nobody), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_list_artifacts (disk->store, nobody), ALCOVE_ERROR_NOT_FOUND);
}

/* ---- the reading connection ---- */

static void
test_reader_cannot_write (Disk *disk, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveDb) db = NULL;
  g_autoptr (GError) error = NULL;

  alcove_chat_record_unref (add_chat (disk->store, "A chat", "x"));
  path = alcove_account_dup_database_path (disk->account);
  key = alcove_account_dup_subkey (disk->account, 0, ALCOVE_SUBKEY_DATABASE);
  db = alcove_db_open (path, key, ALCOVE_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (alcove_db_get_pragma_int (db, "user_version"), ==, 1);
  g_assert_false (alcove_db_exec (db, "DELETE FROM chat", &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_READ_ONLY);
}

/* Asked by another process, as one's own locks never stand in one's way. */
static gboolean
is_locked_for_others (const char *path)
{
  const pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      struct flock lock
          = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510 };
      const int fd = open (path, O_RDWR);

      _exit (fd >= 0 && fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
    }
  waitpid (child, &status, 0);
  return WIFEXITED (status) && WEXITSTATUS (status) == 1;
}

/* Closing any descriptor of the file would give the writing connection's locks away; who ends next would delete
 * the log under it. */
static void
test_reader_leaves_locks (Disk *disk, gconstpointer data)
{
  g_autofree char *path = NULL;

  alcove_chat_record_unref (add_chat (disk->store, "A chat", "x"));
  path = alcove_account_dup_database_path (disk->account);
  g_assert_true (is_locked_for_others (path));
  g_assert_cmpuint (count_hits (disk->store, "chat"), ==,
                    1); /* which opens the reading connection */
  g_assert_true (is_locked_for_others (path));
  g_strfreev (await_strv (alcove_store_inspect (disk->store)));
  g_assert_true (is_locked_for_others (path));
}

/* The same for backups, which open the file beside the writing connection. */
static void
test_backup_leaves_locks (Disk *disk, gconstpointer data)
{
  g_autofree char *file = g_build_filename (disk->dir, "all.alcove-backup", NULL);
  g_autofree char *path = NULL;

  alcove_chat_record_unref (add_chat (disk->store, "A chat", "x"));
  path = alcove_account_dup_database_path (disk->account);
  g_assert_true (is_locked_for_others (path));
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 0);
  g_assert_true (is_locked_for_others (path));
  await_ok (alcove_store_set_meta (disk->store, "created_at", "1"));
  g_assert_cmpint (await_int (alcove_store_back_up_if_due (disk->store)), ==, 1);
  g_assert_true (is_locked_for_others (path));
  await_ok (alcove_store_back_up (disk->store, file));
  g_assert_true (is_locked_for_others (path));
}

/* An account is opened while its former store still closes. */
static void
test_second_store_leaves_locks (Disk *disk, gconstpointer data)
{
  g_autofree char *path = NULL;
  AlcoveStore *second;

  alcove_chat_record_unref (add_chat (disk->store, "A chat", "x"));
  path = alcove_account_dup_database_path (disk->account);
  second = open_store (disk->account);
  g_assert_true (is_locked_for_others (path));
  close_store (second);
  g_assert_true (is_locked_for_others (path));
}

/* Each search sees what was acknowledged before it. */
static void
test_reader_sees_all (Disk *disk, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%u", i);

      alcove_chat_record_unref (add_chat (disk->store, word, word));
      g_assert_cmpuint (count_hits (disk->store, word), ==, 2);
      g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==,
                       i + 1);
    }
}

/* Asked at once with a closing behind them: each is answered, and the file can be opened again. */
static void
test_reader_makes_way (Disk *disk, gconstpointer data)
{
  enum
  {
    N = 40
  };
  DexFuture *searches[N];

  for (guint i = 0; i < 200; i++)
    alcove_chat_record_unref (add_chat (disk->store, "common", "common words of a prompt"));
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);
      DexFuture *deleted;

      for (guint i = 0; i < N; i++)
        searches[i] = alcove_store_search (disk->store, "common", 400);
      deleted = alcove_store_delete_chat (disk->store, chat->id);
      for (guint i = 0; i < N; i++)
        {
          g_autoptr (GPtrArray) hits = await_array (searches[i]);

          g_assert_cmpuint (hits->len, >, 0);
        }
      await_ok (deleted);
    }
  for (guint i = 0; i < N; i++)
    searches[i] = alcove_store_search (disk->store, "common", 400);
  await_ok (alcove_store_close (disk->store));
  for (guint i = 0; i < N; i++)
    {
      while (dex_future_is_pending (searches[i]))
        g_main_context_iteration (NULL, TRUE);
      dex_unref (searches[i]);
    }
  await_error (alcove_store_search (disk->store, "common", 1), ALCOVE_ERROR_STORE);
  await_ok (alcove_store_open (disk->store));
  g_assert_cmpuint (count_hits (disk->store, "common"), ==, 50);
}

static void
test_reader_is_interrupted (Disk *disk, gconstpointer data)
{
  guint n_cancelled = 0;
  DexFuture *futures[20];

  for (guint i = 0; i < 100; i++)
    alcove_chat_record_unref (add_chat (disk->store, "common", "common words of a prompt"));
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = alcove_store_search (disk->store, "common", 400);
  alcove_store_interrupt_searches (disk->store);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    {
      g_autoptr (GError) error = NULL;

      while (dex_future_is_pending (futures[i]))
        g_main_context_iteration (NULL, TRUE);
      if (dex_future_get_value (futures[i], &error) == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          n_cancelled++;
        }
      dex_unref (futures[i]);
    }
  g_assert_cmpuint (n_cancelled, >, 0);
  g_assert_cmpuint (count_hits (disk->store, "common"), ==, 50);
}

int
main (int argc, char **argv)
{
#define TEST(name, function) g_test_add (name, Disk, NULL, disk_set_up, function, disk_tear_down)
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  TEST ("/store/facade/batch-delete", test_batch_delete);
  TEST ("/store/facade/batch-delete-elsewhere", test_batch_delete_elsewhere);
  TEST ("/store/facade/duplicate", test_duplicate);
  TEST ("/store/facade/link-is-needed", test_link_is_needed);
  TEST ("/store/facade/link-of-two", test_link_of_two);
  TEST ("/store/facade/details-are-json", test_details_are_json);
  TEST ("/store/facade/draft", test_draft);
  TEST ("/store/facade/empty-trash", test_empty_trash);
  TEST ("/store/facade/old-trash-goes", test_old_trash_goes);
  TEST ("/store/facade/artifacts", test_artifacts);
  TEST ("/store/facade/unfit-artifacts", test_unfit_artifacts);
  TEST ("/store/reader/cannot-write", test_reader_cannot_write);
  TEST ("/store/reader/leaves-locks", test_reader_leaves_locks);
  TEST ("/store/backup/leaves-locks", test_backup_leaves_locks);
  TEST ("/store/second/leaves-locks", test_second_store_leaves_locks);
  TEST ("/store/reader/sees-all", test_reader_sees_all);
  TEST ("/store/reader/makes-way", test_reader_makes_way);
  TEST ("/store/reader/is-interrupted", test_reader_is_interrupted);
  return g_test_run ();
}
