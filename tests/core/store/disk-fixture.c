/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of a history on the disk share: throw-away folders, accounts, and a look at the files from
 * outside. Main thread. */

#include "disk-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

char *
make_temp_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("alcove-store-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir
      = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

AlcoveAccount *
open_account (const char *dir, const char *key)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (dir);
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_string (key);
  g_autoptr (GError) error = NULL;
  AlcoveAccount *account = alcove_vault_open (vault, bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (account);
  return account;
}

AlcoveStore *
open_store (AlcoveAccount *account)
{
  AlcoveStore *store = alcove_store_new (account);

  await_ok (alcove_store_open (store));
  return store;
}

void
disk_set_up (Disk *disk, gconstpointer data)
{
  disk->dir = make_temp_dir ();
  disk->account = open_account (disk->dir, KEY_A);
  disk->store = open_store (disk->account);
}

void
disk_set_up_saved (Disk *disk, gconstpointer data)
{
  disk_set_up (disk, data);
  alcove_chat_record_unref (add_chat (disk->store, "Title", "prompt"));
}

void
disk_close (Disk *disk)
{
  if (disk->store != NULL)
    close_store (g_steal_pointer (&disk->store));
  g_clear_object (&disk->account);
}

void
disk_reopen (Disk *disk)
{
  disk_close (disk);
  disk->account = open_account (disk->dir, KEY_A);
  disk->store = open_store (disk->account);
}

void
disk_tear_down (Disk *disk, gconstpointer data)
{
  disk_close (disk);
  remove_tree (disk->dir);
  g_clear_pointer (&disk->dir, g_free);
}

char *
disk_path (Disk *disk, const char *name)
{
  return g_build_filename (alcove_account_get_folder (disk->account), name, NULL);
}

AlcoveDb *
disk_open_db (Disk *disk)
{
  g_autofree char *path = alcove_account_dup_database_path (disk->account);
  g_autoptr (AlcoveLockedBytes) key
      = alcove_account_dup_subkey (disk->account, 0, ALCOVE_SUBKEY_DATABASE);
  g_autoptr (GError) error = NULL;
  AlcoveDb *db = alcove_db_open (path, key, ALCOVE_DB_EXISTING, &error);

  g_assert_no_error (error);
  return db;
}

guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }
  return n;
}

char *
get_contents (const char *path, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, size, &error);
  g_assert_no_error (error);
  return contents;
}

char *
checksum_file (const char *path)
{
  gsize size;
  g_autofree char *contents = get_contents (path, &size);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, size);
}

/* ---- the sweep ---- */

static void
add_form (GPtrArray *forms, const char *bytes, gsize size)
{
  g_ptr_array_add (forms, g_bytes_new (bytes, size));
}

static void
add_base64 (GPtrArray *forms, const char *word)
{
  /* Three alignments; the characters at the ends depend on the neighbours. */
  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree char *padded = g_strconcat (&"xx"[2 - shift], word, NULL);
      g_autofree char *text = g_base64_encode ((const guchar *) padded, strlen (padded));
      const gsize first = shift ? 4 : 0;
      const gsize last = strlen (padded) / 3 * 4;

      add_form (forms, text + first, last - first);
    }
}

static GPtrArray *
make_forms (const char *word)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GString) little = g_string_new (NULL);
  g_autoptr (GString) lower = g_string_new (NULL);
  g_autofree char *upper = NULL;
  g_autofree char *folded = g_ascii_strdown (word, -1);

  for (const char *p = word; *p; p++)
    {
      g_string_append_c (little, *p);
      g_string_append_c (little, '\0');
      g_string_append_printf (lower, "%02x", (guchar) *p);
    }
  upper = g_ascii_strup (lower->str, -1);
  add_form (forms, word, strlen (word));
  add_form (forms, folded, strlen (folded));
  add_form (forms, little->str, little->len - 1);
  add_form (forms, lower->str, lower->len);
  add_form (forms, upper, lower->len);
  add_base64 (forms, word);
  return forms;
}

static guint
count_forms (const char *path, GPtrArray *forms)
{
  g_autofree char *contents = NULL;
  gsize size;
  guint n = 0;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          n += count_forms (child, forms);
        }
      return n;
    }
  if (!g_file_get_contents (path, &contents, &size, NULL))
    return 0;
  for (guint i = 0; i < forms->len; i++)
    {
      gsize length;
      const char *form = g_bytes_get_data (g_ptr_array_index (forms, i), &length);

      n += memmem (contents, size, form, length) != NULL;
    }
  return n;
}

guint
count_words (const char *dir, const char *word)
{
  g_autoptr (GPtrArray) forms = make_forms (word);

  return count_forms (dir, forms);
}

/* NULL where the command is not there. */
char *
run_command (const char *input, const char *const *argv, int *status)
{
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv,
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                               | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                           NULL);
  char *output = NULL;

  if (process == NULL)
    return NULL;
  g_assert_true (
      g_subprocess_communicate_utf8 (process, input ? input : "", NULL, &output, NULL, NULL));
  if (status != NULL)
    *status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return output ? output : g_strdup ("");
}

void
exec_sql (AlcoveDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  alcove_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

AlcoveChatRecord *
get_first_chat (AlcoveStore *store)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 10));

  g_assert_cmpuint (chats->len, >=, 1);
  return alcove_chat_record_ref (g_ptr_array_index (chats, 0));
}

void
expect_open_error (Disk *disk, AlcoveError code)
{
  g_autoptr (AlcoveStore) store = alcove_store_new (disk->account);

  await_error (alcove_store_open (store), code);
  await_error (alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE), ALCOVE_ERROR_STORE);
}
