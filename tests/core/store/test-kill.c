/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* kill -9 while a history is written. The writer is this program again; it says on its standard output what was
 * acknowledged, and all of that must be there afterwards. ALCOVE_TEST_KILLS: how many times, 20 by itself. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk-fixture.h"

#define BACKUP_NAME "kept.alcove-backup"
#define N_BACKED_UP 25
#define ALL "all-of-the-backup-as-one-thing-said!"

static const char *self;

static guint
get_n_kills (void)
{
  const char *text = g_getenv ("ALCOVE_TEST_KILLS");

  return text ? (guint) g_ascii_strtoull (text, NULL, 10) : 20;
}

/* ---- the writer ---- */

/* One write a line, so that none is ever cut in two. */
static void
say (char what, const char *id)
{
  g_autofree char *line = g_strdup_printf ("%c %s\n", what, id);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
}

static void
stream_answer (AlcoveStore *store, const char *chat_id, char **parent, guint i)
{
  g_autofree char *text = g_strdup_printf ("answer %u of the writer", i);
  g_autoptr (AlcoveMessageRecord) answer
      = add_message (store, chat_id, *parent, ALCOVE_STATUS_STREAMING, "");

  say ('A', answer->id);
  set_text (answer, ALCOVE_PART_TEXT, text);
  await_ok (alcove_store_update_message (store, answer));
  answer->status = ALCOVE_STATUS_COMPLETE;
  await_ok (alcove_store_update_message (store, answer));
  say ('F', answer->id);
  g_free (*parent);
  *parent = g_strdup (answer->id);
}

/* The one chat that is pinned, and so the first. */
static AlcoveChatRecord *
get_written_chat (AlcoveStore *store)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  if (await_int (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE)) > 0)
    return get_first_chat (store);
  chat->is_pinned = TRUE;
  return await_chat (alcove_store_create_chat (store, chat, NULL));
}

static void
await_merged (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dex_future_is_resolved (future));
  dex_unref (future);
}

/* Over and over all of a backup, and all of it deleted again. */
static void
run_restorer (const char *dir)
{
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  g_autofree char *backup = g_build_filename (dir, BACKUP_NAME, NULL);
  AlcoveStore *store = open_store (account);

  say ('R', "ready");
  for (;;)
    {
      await_merged (alcove_store_restore (store, backup));
      say ('I', ALL);
      say ('X', ALL);
      await_ok (alcove_store_delete_all (store));
    }
}

static void
write_on (AlcoveStore *store)
{
  g_autoptr (AlcoveChatRecord) chat = get_written_chat (store);
  g_autofree char *parent = NULL;

  say ('C', chat->id);
  parent = g_strdup (chat->active_leaf);
  for (guint i = 0;; i++)
    {
      stream_answer (store, chat->id, &parent, i);
      if (i % 5 == 4)
        {
          g_autoptr (AlcoveChatRecord) passing = add_chat (store, "passing", "by");

          await_ok (alcove_store_delete_chat (store, passing->id));
          say ('D', passing->id);
        }
    }
}

static int
run_writer (const char *dir, gboolean is_first)
{
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  AlcoveStore *store = open_store (account);

  say ('R', "ready");
  if (is_first)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (store, "first save", "prompt");

      say ('C', chat->id);
      pause ();
    }
  write_on (store);
  return 0;
}

/* ---- the killer ---- */

typedef struct
{
  GPid pid;
  FILE *lines;
} Writer;

static void
start (Writer *writer, const char *dir, const char *mode)
{
  const char *argv[] = { self, mode, dir, NULL };
  g_autoptr (GError) error = NULL;
  int fd;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &writer->pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  writer->lines = fdopen (fd, "r");
}

/* Ids by the letter that they were said with. */
static gboolean
take_line (Writer *writer, GHashTable *said, char *what)
{
  char line[128];

  if (!fgets (line, sizeof line, writer->lines))
    return FALSE;
  *what = line[0];
  if (*what != 'R')
    g_hash_table_insert (said, g_strndup (line + 2, 36), GINT_TO_POINTER (line[0]));
  return TRUE;
}

static void
wait_for (Writer *writer, GHashTable *said, char wanted)
{
  char what = 0;

  while (what != wanted)
    g_assert_true (take_line (writer, said, &what));
}

static void
kill_writer (Writer *writer)
{
  int status;

  kill (writer->pid, SIGKILL);
  g_assert_cmpint (waitpid (writer->pid, &status, 0), ==, writer->pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* What was still in the pipe. */
static void
take_rest (Writer *writer, GHashTable *said)
{
  char what;

  while (take_line (writer, said, &what))
    ;
  fclose (writer->lines);
}

static void
check_message (AlcoveStore *store, const char *chat_id, const char *id, gboolean is_finished)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GPtrArray) messages = await_array (alcove_store_get_messages (store, chat_id, ids));
  AlcoveMessageRecord *message = g_ptr_array_index (messages, 0);

  g_assert_false (alcove_status_is_open (message->status));
  if (is_finished)
    {
      g_autofree char *text = get_text (message);

      g_assert_cmpint (message->status, ==, ALCOVE_STATUS_COMPLETE);
      g_assert_true (g_str_has_prefix (text, "answer "));
    }
}

static void
check_all (AlcoveStore *store, GHashTable *said)
{
  GHashTableIter iter;
  gpointer id, what;
  const char *chat_id = NULL;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &id, &what))
    if (GPOINTER_TO_INT (what) == 'C')
      chat_id = id;
  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &id, &what))
    {
      const int letter = GPOINTER_TO_INT (what);

      if (letter == 'A' || letter == 'F')
        check_message (store, chat_id, id, letter == 'F');
      else if (letter == 'D')
        await_error (alcove_store_get_chat (store, id), ALCOVE_ERROR_NOT_FOUND);
    }
}

static void
check_integrity (Disk *disk)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);
  g_autofree char *integrity = alcove_db_dup_pragma (db, "integrity_check");
  g_autofree char *pages = alcove_db_dup_pragma (db, "cipher_integrity_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (pages);
  exec_sql (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
}

static void
test_while_writing (Disk *disk, gconstpointer data)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint n_kills = get_n_kills ();

  disk_close (disk);
  for (guint i = 0; i < n_kills; i++)
    {
      Writer writer;

      start (&writer, disk->dir, "--write");
      wait_for (&writer, said, 'C');
      g_usleep ((gulong) g_test_rand_int_range (1000, 80000));
      kill_writer (&writer);
      take_rest (&writer, said);
      if (i % 5 == 4 || i + 1 == n_kills)
        {
          disk_reopen (disk);
          check_all (disk->store, said);
          check_integrity (disk);
          disk_close (disk);
        }
    }
  g_test_message ("%u kills, %u acknowledgements", n_kills, g_hash_table_size (said));
  g_assert_cmpuint (g_hash_table_size (said), >, n_kills);
}

/* All or nothing, and nothing stands in the way of trying again. */
static void
test_first_save (Disk *disk, gconstpointer data)
{
  const guint n_kills = get_n_kills ();
  guint n_saved = 0;

  disk_close (disk);
  for (guint i = 0; i < n_kills; i++)
    {
      g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      Writer writer;

      start (&writer, disk->dir, "--first");
      wait_for (&writer, said, 'R');
      g_usleep ((gulong) g_test_rand_int_range (0, 250000));
      kill_writer (&writer);
      take_rest (&writer, said);
      disk_reopen (disk);
      if (g_hash_table_size (said) > 0)
        g_assert_true (alcove_account_exists (disk->account));
      if (alcove_account_exists (disk->account))
        {
          g_autoptr (AlcoveChatRecord) chat = get_first_chat (disk->store);

          g_assert_cmpstr (chat->last_message, ==, "prompt");
          n_saved++;
        }
      else
        {
          g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)),
                           ==, 0);
          alcove_chat_record_unref (add_chat (disk->store, "again", "prompt"));
        }
      disk_close (disk);
      remove_tree (disk->dir);
    }
  g_test_message ("%u kills, %u of them behind the save", n_kills, n_saved);
}

/* What stands is whole chats. */
static void
check_whole_chats (AlcoveStore *store, gboolean is_all)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 1000));

  if (is_all)
    g_assert_cmpuint (chats->len, ==, N_BACKED_UP);
  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);
      g_autoptr (GPtrArray) messages
          = await_array (alcove_store_list_all_messages (store, chat->id));

      g_assert_cmpuint (messages->len, ==, 2);
    }
}

/* Between "I" and "X" all of it is promised. */
static void
test_while_restoring (Disk *disk, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (disk->dir, BACKUP_NAME, NULL);
  const guint n_kills = get_n_kills ();
  guint n_promised = 0;

  for (guint i = 0; i < N_BACKED_UP; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "kept", "prompt");

      alcove_message_record_unref (
          add_message (disk->store, chat->id, chat->active_leaf, ALCOVE_STATUS_COMPLETE, "answer"));
    }
  await_ok (alcove_store_back_up (disk->store, backup));
  disk_close (disk);
  for (guint i = 0; i < n_kills; i++)
    {
      g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      Writer writer;
      gboolean is_all;

      start (&writer, disk->dir, "--restore");
      wait_for (&writer, said, 'R');
      g_usleep ((gulong) g_test_rand_int_range (1000, 250000));
      kill_writer (&writer);
      take_rest (&writer, said);
      is_all = GPOINTER_TO_INT (g_hash_table_lookup (said, ALL)) == 'I';
      n_promised += g_hash_table_size (said) > 0;
      disk_reopen (disk);
      check_whole_chats (disk->store, is_all);
      check_integrity (disk);
      disk_close (disk);
    }
  disk_reopen (disk);
  await_merged (alcove_store_restore (disk->store, backup));
  check_whole_chats (disk->store, TRUE);
  g_test_message ("%u kills, %u of them behind a restore", n_kills, n_promised);
}

int
main (int argc, char **argv)
{
  self = argv[0];
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    return run_writer (argv[2], FALSE);
  if (argc == 3 && g_str_equal (argv[1], "--first"))
    return run_writer (argv[2], TRUE);
  if (argc == 3 && g_str_equal (argv[1], "--restore"))
    run_restorer (argv[2]); /* until it is killed */
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/kill/while-restoring", Disk, NULL, disk_set_up, test_while_restoring,
              disk_tear_down);
  g_test_add ("/store/kill/while-writing", Disk, NULL, disk_set_up, test_while_writing,
              disk_tear_down);
  g_test_add ("/store/kill/first-save", Disk, NULL, disk_set_up, test_first_save, disk_tear_down);
  return g_test_run ();
}
