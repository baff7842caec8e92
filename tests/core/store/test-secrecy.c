/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What others can read of a history on the disk, and what is left of what was deleted. */

#include <string.h>
#include <sys/stat.h>

#include "disk-fixture.h"

#define CANARY "Kanarienvogel7391"

static void
test_head_is_not_plain (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *contents = NULL;
  gsize size;

  disk_reopen (disk);
  contents = get_contents (database, &size);
  g_assert_cmpuint (size, >=, 4096);
  g_assert_cmpuint (size % 4096, ==, 0);
  g_assert_cmpint (memcmp (contents, "SQLite", 6), !=, 0);
}

static void
test_sqlite3_refuses (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  const char *argv[] = { "sqlite3", database, "SELECT count(*) FROM chat", NULL };
  g_autofree char *output = NULL;
  int status;

  close_store (g_steal_pointer (&disk->store));
  output = run_command (NULL, argv, &status);
  if (output == NULL)
    {
      g_test_skip ("the command sqlite3 is absent");
      return;
    }
  g_assert_cmpint (status, !=, 0);
  g_assert_nonnull (strstr (output, "not a database"));
}

static char *
get_hex_key (AlcoveAccount *account)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (account, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (AlcoveLockedBytes) hex = alcove_locked_bytes_to_hex (key);

  return g_strdup (alcove_locked_bytes_get_string (hex));
}

static void
test_sqlcipher_reads (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *key = get_hex_key (disk->account);
  g_autofree char *input = g_strdup_printf (
      "PRAGMA temp_store = MEMORY;\nPRAGMA key = \"x'%s'\";\n"
      "SELECT 'title:' || title FROM chat;\n"
      "SELECT 'text:' || p.text FROM part AS p JOIN message AS m ON m.n = p.message;\n",
      key);
  const char *argv[] = { "sqlcipher", database, NULL };
  g_autofree char *output = NULL;
  int status;

  close_store (g_steal_pointer (&disk->store));
  output = run_command (input, argv, &status);
  if (output == NULL)
    {
      g_test_skip ("the command sqlcipher is absent");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (output, "title:Title"));
  g_assert_nonnull (strstr (output, "text:prompt"));
}

/* A life with a word in every place that can hold one. */
static void
live_with_canary (Disk *disk)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A " CANARY, "Say " CANARY " twice");
  g_autoptr (AlcoveMessageRecord) answer
      = add_message (disk->store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, CANARY);

  g_ptr_array_add (answer->parts, alcove_part_new (ALCOVE_PART_REASONING, "hm " CANARY));
  await_ok (alcove_store_update_message (disk->store, answer));
  answer->status = ALCOVE_STATUS_COMPLETE;
  await_ok (alcove_store_update_message (disk->store, answer));
  await_ok (alcove_store_set_setting (disk->store, CANARY, "{\"" CANARY "\":1}"));
  await_ok (alcove_store_set_meta (disk->store, "note", CANARY));
  await_ok (alcove_store_rename_chat (disk->store, chat->id, "My " CANARY, ALCOVE_TITLE_FROM_USER));
  g_assert_cmpuint (count_hits (disk->store, CANARY), >=, 3);
}

static void
test_canary (Disk *disk, gconstpointer data)
{
  g_autofree char *control = g_build_filename (disk->dir, "control", NULL);
  g_autofree char *text
      = g_base64_encode ((const guchar *) "the " CANARY " sings", strlen (CANARY) + 10);
  g_autoptr (GError) error = NULL;

  live_with_canary (disk);
  g_assert_cmpuint (count_words (disk->dir, CANARY), ==, 0);
  disk_close (disk);
  g_assert_cmpuint (count_words (disk->dir, CANARY), ==, 0);
  g_assert_cmpuint (count_words (disk->dir, KEY_A), ==, 0);
  /* The sweep does find what is there. */
  g_file_set_contents (control, "xx" CANARY, -1, &error);
  g_assert_cmpuint (count_words (disk->dir, CANARY), ==, 1);
  g_file_set_contents (control, text, -1, &error);
  g_assert_cmpuint (count_words (disk->dir, CANARY), ==, 1);
}

/* All pages of the file, decrypted, free ones too. */
static char *
decrypt (Disk *disk)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *key = get_hex_key (disk->account);
  g_autofree char *plain = disk_path (disk, "decrypted");
  g_autofree char *input
      = g_strdup_printf (".output '%s'\nPRAGMA temp_store = MEMORY;\nPRAGMA key = \"x'%s'\";\n"
                         "SELECT hex (data) FROM sqlite_dbpage;\n",
                         plain, key);
  const char *argv[] = { "sqlcipher", database, NULL };
  g_autofree char *output = run_command (input, argv, NULL);
  gsize size;

  return output ? get_contents (plain, &size) : NULL;
}

static char *
hex_of (const char *word)
{
  GString *hex = g_string_new (NULL);

  for (const char *p = word; *p; p++)
    g_string_append_printf (hex, "%02X", (guchar) *p);
  return g_string_free_and_steal (hex);
}

static void
test_delete_leaves_no_word (Disk *disk, gconstpointer data)
{
  const gboolean all = GPOINTER_TO_INT (data);
  g_autoptr (AlcoveChatRecord) kept = get_first_chat (disk->store);
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A " CANARY, "Say " CANARY " twice");
  g_autoptr (AlcoveMessageRecord) answer = add_message (disk->store, chat->id, chat->active_leaf,
                                                        ALCOVE_STATUS_COMPLETE, CANARY " " CANARY);
  g_autofree char *exact = hex_of (CANARY);
  g_autofree char *folded_word = g_ascii_strdown (CANARY, -1);
  g_autofree char *folded = hex_of (folded_word);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = decrypt (disk);
  if (before == NULL)
    {
      g_test_skip ("the command sqlcipher is absent");
      return;
    }
  g_assert_nonnull (strstr (before, exact));
  g_assert_nonnull (strstr (before, folded));
  await_ok (all ? alcove_store_delete_all (disk->store)
                : alcove_store_delete_chat (disk->store, chat->id));
  after = decrypt (disk);
  g_assert_null (strstr (after, exact));
  g_assert_null (strstr (after, folded));
  disk_reopen (disk);
  if (!all)
    alcove_chat_record_unref (await_chat (alcove_store_get_chat (disk->store, kept->id)));
}

static void
test_delete_empties_log (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "gone", "gone");
  g_autofree char *log = disk_path (disk, "history.db-wal");
  struct stat info;

  g_assert_cmpint (stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);
  await_ok (alcove_store_delete_chat (disk->store, chat->id));
  g_assert_cmpint (stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, 0);
}

static void
test_delete_all_shrinks (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *long_text = g_strnfill (500000, 'y');
  struct stat before, after;

  alcove_chat_record_unref (add_chat (disk->store, "long", long_text));
  await_ok (alcove_store_close (disk->store));
  g_assert_cmpint (stat (database, &before), ==, 0);
  await_ok (alcove_store_open (disk->store));
  await_ok (alcove_store_delete_all (disk->store));
  g_assert_cmpint (stat (database, &after), ==, 0);
  g_assert_cmpint (after.st_size, <, before.st_size - 400000);
  alcove_chat_record_unref (add_chat (disk->store, "and on", "again"));
  disk_reopen (disk);
  g_assert_cmpuint (count_hits (disk->store, "again"), ==, 1);
}

/* ---- never on a disk ---- */

/* What a program does that keeps nothing: this one again, watched from outside. */
static int
live_in_memory (void)
{
  Disk disk = { NULL, NULL, open_memory_store () };

  live_with_canary (&disk);
  await_ok (alcove_store_delete_all (disk.store));
  live_with_canary (&disk);
  close_store (disk.store);
  return 0;
}

static void
test_memory_makes_no_file (void)
{
  g_autofree char *dir = make_temp_dir ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *calls = g_build_filename (dir, "calls", NULL);
  const char *argv[]
      = { "strace",
          "-E",
          "ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0",
          "-f",
          "-o",
          calls,
          "-e",
          "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,"
          "symlinkat",
          self,
          "--live-in-memory",
          NULL };
  g_autofree char *output = NULL;
  g_autofree char *made = NULL;
  gsize size;
  int status;

  output = run_command (NULL, argv, &status);
  if (output == NULL || status != 0)
    {
      g_test_skip ("the command strace is absent or may not be used");
      remove_tree (dir);
      return;
    }
  made = get_contents (calls, &size);
  g_assert_nonnull (strstr (made, "openat("));
  g_assert_null (strstr (made, "O_CREAT"));
  g_assert_null (strstr (made, "O_TMPFILE"));
  g_assert_null (strstr (made, "mkdir"));
  g_assert_null (strstr (made, "rename"));
  g_assert_null (strstr (made, "O_WRONLY"));
  remove_tree (dir);
}

#define ADD(path, set_up, function, data)                                                          \
  g_test_add ("/store/secrecy/" path, Disk, data, set_up, function, disk_tear_down)
#define NEW(path, function) ADD (path, disk_set_up, function, NULL)
#define SAVED(path, function) ADD (path, disk_set_up_saved, function, NULL)

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc == 2 && g_str_equal (argv[1], "--live-in-memory"))
    return live_in_memory ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/secrecy/memory-makes-no-file", test_memory_makes_no_file);
  SAVED ("head", test_head_is_not_plain);
  SAVED ("sqlite3-refuses", test_sqlite3_refuses);
  SAVED ("sqlcipher-reads", test_sqlcipher_reads);
  NEW ("canary", test_canary);
  ADD ("delete/leaves-no-word", disk_set_up_saved, test_delete_leaves_no_word,
       GINT_TO_POINTER (FALSE));
  ADD ("delete/all-leaves-no-word", disk_set_up_saved, test_delete_leaves_no_word,
       GINT_TO_POINTER (TRUE));
  SAVED ("delete/empties-log", test_delete_empties_log);
  SAVED ("delete/all-shrinks", test_delete_all_shrinks);
  return g_test_run ();
}
