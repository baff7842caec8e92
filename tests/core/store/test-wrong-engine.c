/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The store built against the wrong library on purpose: here sqlite3_open() is libsqlite3's, which takes a key
 * without a word and writes plain text. The guard must refuse before anything is written. */

#include <glib/gstdio.h>

#include "disk-fixture.h"

static void
test_file_is_refused (void)
{
  g_autofree char *dir = make_temp_dir ();
  g_autofree char *path = g_build_filename (dir, "history.db", NULL);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_random (ALCOVE_DB_KEY_SIZE);
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_db_open (path, key, ALCOVE_DB_CREATE, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE);
  g_assert_cmpuint (count_files (dir), ==, 0);
  remove_tree (dir);
}

static void
test_memory_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_db_open_in_memory (&error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE);
}

static void
test_store_says_so (void)
{
  g_autoptr (AlcoveStore) store = alcove_store_new_in_memory ();

  await_error (alcove_store_open (store), ALCOVE_ERROR_ENGINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/store/wrong-engine/file-is-refused", test_file_is_refused);
  g_test_add_func ("/store/wrong-engine/memory-is-refused", test_memory_is_refused);
  g_test_add_func ("/store/wrong-engine/store-says-so", test_store_says_so);
  return g_test_run ();
}
