/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A history with everything in it, out and into an empty one: nothing is lost, and done again nothing is added. */

#include "transfer-fixture.h"

#define N_CHATS 60

static char *
dup_path (Disk *disk, const char *name)
{
  return g_build_filename (disk->dir, name, NULL);
}

static GPtrArray *
list_ids (AlcoveStore *store)
{
  return await_array (alcove_store_list_chat_ids (store, TRUE));
}

static void
assert_same_store (AlcoveStore *a, AlcoveStore *b)
{
  g_autoptr (GPtrArray) ids = list_ids (a);
  g_autoptr (GPtrArray) others = list_ids (b);

  g_assert_cmpuint (ids->len, ==, others->len);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AlcoveChatBundle) one = read_whole (a, ids->pdata[i]);
      g_autoptr (AlcoveChatBundle) other = read_whole (b, ids->pdata[i]);

      assert_same_bundle (one, other);
    }
}

static void
test_everything (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "all.json");
  g_autoptr (AlcoveAccount) account = open_account (disk->dir, KEY_B);
  g_autoptr (AlcoveStore) store = open_store (account);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveExportReport) written = NULL;
  g_autoptr (AlcoveImportReport) previewed = NULL;
  g_autoptr (AlcoveImportReport) taken = NULL;
  g_autoptr (AlcoveImportReport) again = NULL;
  g_autofree char *empty = NULL;

  fill_store (disk->store, N_CHATS);
  empty = await_string (alcove_store_create_folder (disk->store, "Empty"));
  written = export_all (disk->store, "json", path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (written->chats, ==, N_CHATS);
  previewed = import_file (store, path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (previewed->chats, ==, N_CHATS);
  g_assert_cmpint (previewed->messages, ==, written->messages);
  g_assert_cmpuint (previewed->skipped->len, ==, 0);
  taken = import_file (store, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taken->chats, ==, N_CHATS);
  g_assert_cmpint (taken->messages, ==, written->messages);
  assert_same_store (disk->store, store);
  again = import_file (store, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->chats, ==, 0);
  g_assert_cmpint (again->messages, ==, 0);
  g_assert_cmpint (again->duplicates, ==, written->messages);
  assert_same_store (disk->store, store);
  close_store (g_steal_pointer (&store));
}

/* What comes out a second time is what came out the first time, byte by byte but for the time in its head. */
static void
test_same_bytes (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "one.json");
  g_autofree char *path_2 = dup_path (disk, "two.json");
  g_autoptr (AlcoveStore) store = open_memory_store ();
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  fill_store (disk->store, 20);
  alcove_export_report_free (export_all (disk->store, "json", path, NULL));
  alcove_import_report_unref (import_file (store, path, FALSE, NULL));
  alcove_export_report_free (export_all (store, "json", path_2, NULL));
  g_assert_true (g_file_get_contents (path, &one, NULL, NULL));
  g_assert_true (g_file_get_contents (path_2, &two, NULL, NULL));
  g_assert_cmpstr (strstr (one, ",\n"), ==, strstr (two, ",\n"));
  close_store (g_steal_pointer (&store));
}

/* More messages than a page has. */
static void
test_long (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "long.json");
  g_autoptr (AlcoveStore) store = open_memory_store ();
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Long", "prompt");
  g_autofree char *last = g_strdup (chat->active_leaf);
  g_autoptr (AlcoveExportReport) written = NULL;

  for (guint i = 0; i < 700; i++)
    {
      g_autoptr (AlcoveMessageRecord) message
          = add_message (disk->store, chat->id, last, ALCOVE_STATUS_COMPLETE, "line");

      g_free (last);
      last = g_strdup (message->id);
    }
  written = export_all (disk->store, "json", path, NULL);
  g_assert_cmpint (written->messages, ==, 702);
  alcove_import_report_unref (import_file (store, path, FALSE, NULL));
  assert_same_store (disk->store, store);
  close_store (g_steal_pointer (&store));
}

/* What was being received ended when it left its history. */
static void
test_open (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "open.json");
  g_autoptr (AlcoveStore) store = open_memory_store ();
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Open", "prompt");
  g_autoptr (AlcoveMessageRecord) message = add_message (disk->store, chat->id, chat->active_leaf,
                                                         ALCOVE_STATUS_STREAMING, "half an ans");
  g_autoptr (AlcoveMessageRecord) got = NULL;

  alcove_export_report_free (export_all (disk->store, "json", path, NULL));
  alcove_import_report_unref (import_file (store, path, FALSE, NULL));
  got = await_message (alcove_store_get_message (store, message->id));
  g_assert_cmpint (got->status, ==, ALCOVE_STATUS_INTERRUPTED);
  g_assert_cmpuint (count_hits (store, "half"), ==, 1);
  close_store (g_steal_pointer (&store));
}

static void
add (const char *name, void (*func) (Disk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/transfer/round-trip/", name, NULL);

  g_test_add (path, Disk, NULL, disk_set_up_saved, func, disk_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("same-bytes", test_same_bytes);
  g_test_add ("/transfer/round-trip/everything", Disk, NULL, disk_set_up, test_everything,
              disk_tear_down);
  add ("long", test_long);
  add ("open", test_open);
  return g_test_run ();
}
