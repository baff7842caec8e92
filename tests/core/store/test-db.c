/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The guard of a connection: keys, files, pragmas and the authorizer. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-migrations.h"
#include "disk-fixture.h"

typedef struct
{
  char *dir;
  char *path;
  AlcoveLockedBytes *key;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = make_temp_dir ();
  f->path = g_build_filename (f->dir, "history.db", NULL);
  f->key = alcove_locked_bytes_new_random (ALCOVE_DB_KEY_SIZE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_tree (f->dir);
  g_free (f->dir);
  g_free (f->path);
  alcove_locked_bytes_unref (f->key);
}

static AlcoveDb *
create (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  AlcoveDb *db = alcove_db_open (f->path, f->key, ALCOVE_DB_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

static void
expect (const char *path, AlcoveLockedBytes *key, AlcoveDbMode mode, AlcoveError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_db_open (path, key, mode, &error));
  g_assert_error (error, ALCOVE_ERROR, (int) code);
}

static void
test_key_size (Fixture *f, gconstpointer data)
{
  const gsize size = GPOINTER_TO_SIZE (data);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_random (size);

  expect (f->path, key, ALCOVE_DB_CREATE, ALCOVE_ERROR_ENGINE);
  g_assert_cmpuint (count_files (f->dir), ==, 0);
}

static void
test_key_size_on_good_file (Fixture *f, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 31, 33, 63, 64, 67 };
  g_autoptr (AlcoveDb) db = create (f);

  exec_sql (db, "CREATE TABLE t (x)");
  g_assert_true (alcove_db_truncate_wal (db, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_random (sizes[i]);

      expect (f->path, key, ALCOVE_DB_EXISTING, ALCOVE_ERROR_ENGINE);
    }
}

static void
test_key_of_zeros (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new (NULL, ALCOVE_DB_KEY_SIZE);

  expect (f->path, key, ALCOVE_DB_CREATE, ALCOVE_ERROR_ENGINE);
  g_assert_cmpuint (count_files (f->dir), ==, 0);
}

static void
test_wrong_key_changes_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) other = alcove_locked_bytes_new_random (ALCOVE_DB_KEY_SIZE);
  g_autoptr (AlcoveDb) db = create (f);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  exec_sql (db, "CREATE TABLE t (x)");
  g_clear_pointer (&db, alcove_db_close);
  before = checksum_file (f->path);
  expect (f->path, other, ALCOVE_DB_EXISTING, ALCOVE_ERROR_WRONG_KEY);
  after = checksum_file (f->path);
  g_assert_cmpstr (before, ==, after);
  db = alcove_db_open (f->path, f->key, ALCOVE_DB_EXISTING, NULL);
  g_assert_nonnull (db);
}

static void
test_create_over_file (Fixture *f, gconstpointer data)
{
  g_file_set_contents (f->path, "mine", -1, NULL);
  expect (f->path, f->key, ALCOVE_DB_CREATE, ALCOVE_ERROR_STORE);
  g_assert_true (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_folder_as_file (Fixture *f, gconstpointer data)
{
  expect (f->dir, f->key, ALCOVE_DB_EXISTING, ALCOVE_ERROR_CORRUPT);
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  expect (f->path, f->key, ALCOVE_DB_EXISTING, ALCOVE_ERROR_CORRUPT);
  g_assert_cmpuint (count_files (f->dir), ==, 0);
}

typedef struct
{
  const char *name;
  const char *file;
  const char *memory;
} Pragma;

static const Pragma pragmas[] = {
  { "temp_store", "2", "2" },      { "journal_mode", "wal", "memory" },
  { "synchronous", "2", "2" },     { "secure_delete", "1", "1" },
  { "foreign_keys", "1", "1" },    { "trusted_schema", "0", "0" },
  { "page_size", "4096", "4096" }, { "busy_timeout", "5000", "5000" },
};

static void
test_pragma (Fixture *f, gconstpointer data)
{
  const Pragma *pragma = data;
  g_autoptr (AlcoveDb) file = create (f);
  g_autoptr (AlcoveDb) memory = alcove_db_open_in_memory (NULL);
  g_autofree char *in_file = alcove_db_dup_pragma (file, pragma->name);
  g_autofree char *in_memory = alcove_db_dup_pragma (memory, pragma->name);

  g_assert_cmpstr (in_file, ==, pragma->file);
  g_assert_cmpstr (in_memory, ==, pragma->memory);
  g_assert_true (alcove_db_is_defensive (file));
  g_assert_true (alcove_db_is_defensive (memory));
}

static void
test_relaxed_and_back (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = create (f);

  g_assert_true (alcove_db_set_relaxed (db, TRUE, NULL));
  g_assert_cmpint (alcove_db_get_pragma_int (db, "synchronous"), ==, 1);
  g_assert_true (alcove_db_set_relaxed (db, FALSE, NULL));
  g_assert_cmpint (alcove_db_get_pragma_int (db, "synchronous"), ==, 2);
}

static void
expect_refused (AlcoveDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_db_exec (db, sql, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
}

static void
test_authorizer (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = create (f);
  g_autofree char *other = g_build_filename (f->dir, "other.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS other", other);
  g_autofree char *into = g_strdup_printf ("VACUUM INTO '%s'", other);

  exec_sql (db, "CREATE TABLE t (x)");
  expect_refused (db, attach);
  expect_refused (db, "ATTACH ':memory:' AS other");
  expect_refused (db, "SELECT load_extension ('libm.so.6')");
  expect_refused (db, into);
  expect_refused (db, "VACUUM");
  g_assert_true (alcove_db_vacuum (db, NULL));
  expect_refused (db, attach);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_shadow_tables_are_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = create (f);

  g_assert_true (alcove_migrations_create (db, NULL));
  expect_refused (db, "DELETE FROM search_data");
  expect_refused (db, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema");
}

/* ---- no temporary files ---- */

/* Sorting, grouping and an index over more than the engine keeps in its cache. */
static void
work_hard (AlcoveDb *db)
{
  exec_sql (db, "CREATE TABLE t (x TEXT)");
  exec_sql (db, "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 60000) "
                "INSERT INTO t SELECT hex (randomblob (200)) FROM c");
  exec_sql (db, "SELECT DISTINCT x FROM t ORDER BY x DESC");
  exec_sql (db, "CREATE TEMP TABLE copy AS SELECT * FROM t ORDER BY x");
  exec_sql (db, "CREATE INDEX i ON t (x)");
}

static guint
count_events (int fd)
{
  char buffer[65536] __attribute__ ((aligned (8)));
  gssize size = read (fd, buffer, sizeof buffer);
  guint n = 0;

  for (gssize at = 0; at < size;)
    {
      const struct inotify_event *event = (const struct inotify_event *) (buffer + at);

      at += (gssize) (sizeof *event + event->len);
      n++;
    }
  return n;
}

/* Where the engine would put a temporary file, as it learned when it started. */
static char *temp_dir;

static void
test_no_temporary_files (Fixture *f, gconstpointer data)
{
  const gboolean in_memory = GPOINTER_TO_INT (data);
  g_autoptr (AlcoveDb) db = in_memory ? alcove_db_open_in_memory (NULL) : create (f);
  int fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);

  g_assert_cmpint (inotify_add_watch (fd, temp_dir, IN_CREATE), >=, 0);
  work_hard (db);
  g_assert_cmpuint (count_events (fd), ==, 0);
  /* The same work with files allowed does make them. */
  exec_sql (db, "PRAGMA temp_store = FILE; SELECT DISTINCT x FROM t ORDER BY length (x), x DESC");
  g_assert_cmpuint (count_events (fd), >, 0);
  close (fd);
}

/* ---- flipped bytes ---- */

static gboolean
reads_all (Fixture *f)
{
  g_autoptr (AlcoveDb) db = alcove_db_open (f->path, f->key, ALCOVE_DB_EXISTING, NULL);

  return db != NULL && alcove_db_exec (db, "SELECT total (length (x)) FROM t", NULL);
}

static void
test_each_flipped_byte_is_found (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = create (f);
  g_autofree char *contents = NULL;
  gsize size;

  exec_sql (db, "CREATE TABLE t (x)");
  exec_sql (db, "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200) "
                "INSERT INTO t SELECT hex (randomblob (100)) FROM c");
  g_clear_pointer (&db, alcove_db_close);
  g_assert_true (reads_all (f));
  contents = get_contents (f->path, &size);
  for (guint i = 0; i < 400; i++)
    {
      const gsize at = (gsize) g_test_rand_int_range (0, (gint32) size);

      contents[at] ^= (char) (1 << (i % 8));
      g_assert_true (g_file_set_contents (f->path, contents, (gssize) size, NULL));
      g_assert_false (reads_all (f));
      contents[at] ^= (char) (1 << (i % 8));
    }
}

#define ADD(path, function, data)                                                                  \
  g_test_add ("/store/db/" path, Fixture, data, set_up, function, tear_down)

static gint64
file_size (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_size;
}

#define FILLING "INSERT INTO t SELECT randomblob (3000) FROM json_each ('[1,2,3,4,5,6,7,8,9,10]')"

/* Commits leave the log alone; it is moved into the file at rest, or when it gets too long. */
static void
test_rest (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveDb) db = create (f);
  gint64 size;

  exec_sql (db, "CREATE TABLE t (x)");
  g_assert_true (alcove_db_truncate_wal (db, NULL));
  size = file_size (f->path);
  for (guint i = 0; i < 150; i++)
    exec_sql (db, FILLING);
  g_assert_cmpint (file_size (f->path), ==, size);
  alcove_db_rest (db);
  g_assert_cmpint (file_size (f->path), >, 1500 * 3000);
  size = file_size (f->path);
  alcove_db_rest (db);
  for (guint i = 0; i < 500; i++)
    exec_sql (db, FILLING);
  g_assert_cmpint (file_size (f->path), >, size);
}

int
main (int argc, char **argv)
{
  int result;

  temp_dir = make_temp_dir ();
  g_setenv ("SQLITE_TMPDIR", temp_dir, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("key/empty", test_key_size, GSIZE_TO_POINTER (0));
  ADD ("key/31-bytes", test_key_size, GSIZE_TO_POINTER (31));
  ADD ("key/33-bytes", test_key_size, GSIZE_TO_POINTER (33));
  ADD ("key/63-bytes", test_key_size, GSIZE_TO_POINTER (63));
  ADD ("key/sizes-on-good-file", test_key_size_on_good_file, NULL);
  ADD ("key/zeros", test_key_of_zeros, NULL);
  ADD ("key/wrong-changes-nothing", test_wrong_key_changes_nothing, NULL);
  ADD ("file/create-over", test_create_over_file, NULL);
  ADD ("file/folder", test_folder_as_file, NULL);
  ADD ("file/missing", test_missing, NULL);
  ADD ("file/flipped-bytes", test_each_flipped_byte_is_found, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_autofree char *path = g_strconcat ("/store/db/pragma/", pragmas[i].name, NULL);

      g_test_add (path, Fixture, &pragmas[i], set_up, test_pragma, tear_down);
    }
  ADD ("relaxed-and-back", test_relaxed_and_back, NULL);
  ADD ("rest", test_rest, NULL);
  ADD ("authorizer", test_authorizer, NULL);
  ADD ("shadow-tables-are-closed", test_shadow_tables_are_closed, NULL);
  ADD ("no-temporary-files/file", test_no_temporary_files, GINT_TO_POINTER (FALSE));
  ADD ("no-temporary-files/memory", test_no_temporary_files, GINT_TO_POINTER (TRUE));
  result = g_test_run ();
  remove_tree (temp_dir);
  g_free (temp_dir);
  return result;
}
