/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Older and newer histories. Each released schema has a frozen history here, schema-N.sql, that every later version
 * must open; the steps to come are played by a ladder of the test's own. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <utime.h>

#include "alcove-copies.h"
#include "alcove-disk.h"
#include "alcove-history.h"
#include "disk-fixture.h"

#define CHAT_ID "018bcfe5-6800-7000-8000-000000000002"

/* In place of the history that the fixture saved, a frozen one. */
static void
put_frozen (Disk *disk, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *sql = g_test_build_filename (G_TEST_DIST, "core", "store", data, NULL);
  g_autofree char *text = get_contents (sql, NULL);
  g_autofree char *id = NULL;
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveDb) db = NULL;

  disk_set_up_saved (disk, NULL);
  close_store (g_steal_pointer (&disk->store));
  path = alcove_account_dup_database_path (disk->account);
  key = alcove_account_dup_subkey (disk->account, 0, ALCOVE_SUBKEY_DATABASE);
  alcove_disk_remove_database (path);
  db = alcove_db_open (path, key, ALCOVE_DB_CREATE, NULL);
  exec_sql (db, text);
  id = g_strdup_printf ("INSERT INTO meta VALUES ('account_id', '%s')",
                        alcove_account_get_id (disk->account));
  exec_sql (db, id);
}

static void
test_frozen_opens (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *text = NULL;
  AlcoveMessageRecord *answer;

  disk_reopen (disk);
  chat = await_chat (alcove_store_get_chat (disk->store, CHAT_ID));
  g_assert_cmpstr (chat->title, ==, "Frozen chat");
  g_assert_true (chat->is_pinned);
  messages = await_array (alcove_store_list_messages (disk->store, CHAT_ID, NULL, 10));
  assert_array_length (messages, 2);
  answer = g_ptr_array_index (messages, 1);
  g_assert_cmpint (answer->status, ==, ALCOVE_STATUS_INTERRUPTED);
  g_assert_cmpuint (answer->parts->len, ==, 3);
  text = get_text (answer);
  g_assert_nonnull (strstr (text, "a frozen answer"));
  all = await_array (alcove_store_list_all_messages (disk->store, CHAT_ID));
  assert_array_length (all, 3);
  setting = await_string (alcove_store_get_setting (disk->store, "favourites"));
  g_assert_cmpstr (setting, ==, "[\"one\",\"two\"]");
  g_assert_cmpuint (count_hits (disk->store, "frozen"), ==, 3);
  alcove_message_record_unref (
      add_message (disk->store, CHAT_ID, chat->active_leaf, ALCOVE_STATUS_COMPLETE, "thawed"));
  g_assert_cmpuint (count_hits (disk->store, "thawed"), ==, 1);
}

/* ---- steps ---- */

static char *
dup_step (int version)
{
  if (version == 2)
    return g_strdup ("ALTER TABLE chat ADD COLUMN colour TEXT; UPDATE chat SET colour = 'blue';");
  return g_strdup ("CREATE TABLE shape (name TEXT) STRICT;");
}

static char *
dup_bad_step (int version)
{
  return version == 2 ? dup_step (2)
                      : g_strdup ("CREATE TABLE shape (name TEXT); DROP TABLE none;");
}

static const AlcoveLadder good = { 3, dup_step };
static const AlcoveLadder bad = { 3, dup_bad_step };
static const AlcoveLadder hopeless = { 2, NULL };

static GPtrArray *
list_copies (Disk *disk)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (alcove_account_get_folder (disk->account), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "history.db."))
      g_ptr_array_add (paths, disk_path (disk, name));
  return paths;
}

static gint64
get_version (Disk *disk, const char *path)
{
  g_autoptr (AlcoveDb) db = alcove_copies_open (disk->account, path, NULL);

  g_assert_nonnull (db);
  return alcove_db_get_pragma_int (db, "user_version");
}

static AlcoveHistory *
new_history (Disk *disk, const AlcoveLadder *ladder)
{
  AlcoveHistory *history = alcove_history_new (disk->account);

  alcove_history_set_ladder (history, ladder);
  return history;
}

static void
test_upgrade (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveHistory) history = new_history (disk, &good);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  AlcoveDb *db;

  alcove_history_open (history, &error);
  g_assert_no_error (error);
  db = alcove_history_get_db (history);
  g_assert_cmpint (alcove_db_get_pragma_int (db, "user_version"), ==, 3);
  exec_sql (db, "INSERT INTO shape SELECT colour FROM chat");
  copies = list_copies (disk);
  assert_array_length (copies, 1);
  g_assert_true (alcove_copies_check (disk->account, g_ptr_array_index (copies, 0), &error));
  g_assert_cmpint (get_version (disk, g_ptr_array_index (copies, 0)), ==, 1);
}

/* The way back of docs/rollback.md: this version refuses what a newer one made, and opens the copy in its place. */
static void
test_way_back (Disk *disk, gconstpointer data)
{
  g_autoptr (GPtrArray) copies = NULL;
  g_autofree char *path = alcove_account_dup_database_path (disk->account);

  test_upgrade (disk, data);
  expect_open_error (disk, ALCOVE_ERROR_NEWER_VERSION);
  copies = list_copies (disk);
  alcove_disk_remove_database (path);
  g_assert_cmpint (g_rename (g_ptr_array_index (copies, 0), path), ==, 0);
  test_frozen_opens (disk, data);
}

static void
test_step_fails (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveHistory) history = new_history (disk, &bad);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = alcove_account_dup_database_path (disk->account);
  g_autoptr (GPtrArray) copies = NULL;

  g_assert_false (alcove_history_open (history, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  /* The first step stands, the second is undone whole; the next opening goes on from there. */
  g_assert_cmpint (get_version (disk, path), ==, 2);
  copies = list_copies (disk);
  assert_array_length (copies, 1);
  g_assert_cmpint (get_version (disk, g_ptr_array_index (copies, 0)), ==, 1);
  alcove_history_set_ladder (history, &good);
  g_assert_true (alcove_history_open (history, NULL));
}

static gboolean
refuse_copy (AlcoveDb *db, int version, gpointer data, GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_DISK_FULL, "no room for a copy");
  return FALSE;
}

/* No copy, no step: a ladder without steps would crash. */
static void
test_no_copy_no_step (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = disk_open_db (disk);
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_migrations_upgrade (db, &hopeless, refuse_copy, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_DISK_FULL);
  g_assert_cmpint (alcove_db_get_pragma_int (db, "user_version"), ==, 1);
}

static void
test_shared (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveHistory) history = new_history (disk, &hopeless);
  g_autofree char *path = disk_path (disk, "lock");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  FILE *other = g_fopen (path, "r");

  g_assert_cmpint (flock (fileno (other), LOCK_EX | LOCK_NB), ==, 0);
  g_assert_false (alcove_history_open (history, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY);
  copies = list_copies (disk);
  assert_array_length (copies, 0);
  fclose (other);
}

/* ---- age ---- */

static void
make_copy (Disk *disk, const char *name, guint days)
{
  g_autofree char *path = disk_path (disk, name);
  g_autofree char *folder = g_path_get_dirname (path);
  const struct utimbuf times = { time (NULL) - days * 86400, time (NULL) - days * 86400 };

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (path, "copy", -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static gboolean
stands (Disk *disk, const char *name)
{
  g_autofree char *path = disk_path (disk, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_old_copies_go (Disk *disk, gconstpointer data)
{
  static const char *const old[] = { "history.db.schema-1-a", "history.db.damaged-a",
                                     "history.db.damaged-a-wal", "backups/history-a.db" };
  static const char *const young[]
      = { "history.db.schema-1-b", "history.db.damaged-b", "backups/history-b.db" };

  for (guint i = 0; i < G_N_ELEMENTS (old); i++)
    make_copy (disk, old[i], 31);
  for (guint i = 0; i < G_N_ELEMENTS (young); i++)
    make_copy (disk, young[i], 29);
  disk_reopen (disk);
  for (guint i = 0; i < G_N_ELEMENTS (old); i++)
    g_assert_false (stands (disk, old[i]));
  for (guint i = 0; i < G_N_ELEMENTS (young); i++)
    g_assert_true (stands (disk, young[i]));
  alcove_copies_remove_all (disk->account);
  for (guint i = 0; i < G_N_ELEMENTS (young); i++)
    g_assert_false (stands (disk, young[i]));
  g_assert_false (stands (disk, "backups"));
  g_assert_true (stands (disk, "history.db") && stands (disk, "slots"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/migrations/" path, Disk, "schema-1.sql", put_frozen, function, disk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("schema-1/opens", test_frozen_opens);
  ADD ("upgrade/keeps-a-copy", test_upgrade);
  ADD ("upgrade/way-back", test_way_back);
  ADD ("upgrade/step-fails", test_step_fails);
  ADD ("upgrade/no-copy-no-step", test_no_copy_no_step);
  ADD ("upgrade/shared", test_shared);
  ADD ("copies/old-ones-go", test_old_copies_go);
  return g_test_run ();
}
