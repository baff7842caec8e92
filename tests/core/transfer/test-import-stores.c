/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The files that other programs keep their chats in: Newelle's pickle and Alpaca's database, such as they are and such
 * as somebody made to do harm. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "alcove-alpaca-reader.h"
#include "alcove-error.h"
#include "alcove-newelle-reader.h"
#include "bundle-dump.h"

/* ---- pickles ---- */

/* A pickle by its bytes; they may hold NUL. */
#define BYTES(text) text, sizeof (text) - 1
/* A short text of a known length, and one that stands in the memo. */
#define TEXT(length, text) "\x8c" length text

static char *
dump_pickle (const char *data, gsize size, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AlcoveImportReader) reader = alcove_newelle_reader_new (stream, (goffset) size);

  return dump_reader (reader, error);
}

static void
assert_pickle (const char *data, gsize size, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = dump_pickle (data, size, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
}

static void
assert_refused (const char *data, gsize size, AlcoveError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = dump_pickle (data, size, &error);

  g_assert_cmpstr (dump, ==, NULL);
  g_assert_error (error, ALCOVE_ERROR, (int) code);
}

/* {'User': 'User', 'Message': 'Q'} */
#define MESSAGE                                                                                    \
  "}(" TEXT ("\4", "User") TEXT ("\4", "User") TEXT ("\7", "Message") TEXT ("\1", "Q") "u"
#define CHAT(list) "}(" TEXT ("\4", "name") TEXT ("\1", "T") TEXT ("\4", "chat") list "u"

static void
test_pickle_list (void)
{
  assert_pickle (BYTES ("\x80\4](" CHAT ("](" MESSAGE "e") "e."), "T\n 1<0 user text(Q)\n");
  assert_pickle (BYTES ("\x80\4]."), "");
}

/* As protocol 0 writes it: lines, and characters beyond U+00FF as escapes. */
static void
test_pickle_lines (void)
{
  assert_pickle (BYTES (
                     "(lp0\n(dp1\nVname\np2\nV\xfc\\u263a\np3\nsVchat\np4\n(lp5\n(dp6\nVUser\np7\n"
                     "g7\nsVMessage\np8\nVQ\np9\nsasa."),
                 "ü☺\n 1<0 user text(Q)\n");
}

/* Chats by their numbers, one of them in a folder, and one that shares its messages with the other. */
static void
test_pickle_dict (void)
{
  assert_pickle (
      BYTES ("\x80\4}(" TEXT ("\5", "chats") "}(K\0" CHAT (
          "](" MESSAGE "e\x94") "K\7}(" TEXT ("\4", "name") TEXT ("\1", "U")
                 TEXT ("\4", "chat") "h\0"
                                     "u"
                                     "u" TEXT ("\7", "folders") "}(K\0}(" TEXT ("\4", "name")
                                         TEXT ("\4", "Work") TEXT ("\10", "chat_ids") "](K\7eu"
                                                                                      "u"
                                                                                      "u."),
      "T\n 1<0 user text(Q)\nU in Work\n 1<0 user text(Q)\n");
}

static void
test_pickle_broken (void)
{
  assert_pickle (
      BYTES ("\x80\4](" CHAT ("](" MESSAGE "K\5}e") "K\1" CHAT ("]") CHAT ("K\1") "e."),
      "T\n 1<0 user text(Q)\n!1: 2 broken\n!1: 3 broken\n!2 broken\n!3 empty\n!4 broken\n");
}

/* Bytes that are no UTF-8, and a NUL, in a text. */
static void
test_pickle_bytes (void)
{
  assert_pickle (BYTES ("\x80\4](" CHAT ("](}(" TEXT ("\4", "User") TEXT ("\4", "User") TEXT (
                     "\7", "Message") TEXT ("\5", "a\xed\xa0\x80\0") "ue") "e."),
                 "T\n 1<0 user text(a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd)\n");
}

/* Everything by which a pickle could have something run, or fetch what is elsewhere. */
static void
test_pickle_unsafe (void)
{
  static const struct
  {
    const char *data;
    gsize size;
  } pickles[] = {
    { BYTES ("\x80\2cos\nsystem\n(S'true'\ntR.") },
    { BYTES ("\x80\4\x8c\2os\x8c\6system\x93.") },
    { BYTES ("\x80\2](]R.") },
    { BYTES ("\x80\2(ios\nsystem\n.") },
    { BYTES ("\x80\2(]o.") },
    { BYTES ("\x80\2]}b.") },
    { BYTES ("\x80\2])\x81.") },
    { BYTES ("\x80\4])}\x92.") },
    { BYTES ("\x80\2Pname\n.") },
    { BYTES ("\x80\2]Q.") },
    { BYTES ("\x80\2\x82\1.") },
    { BYTES ("\x80\2\x83\1\1.") },
    { BYTES ("\x80\2\x84\1\1\1\1.") },
    { BYTES ("\x80\5\x97.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pickles); i++)
    assert_refused (pickles[i].data, pickles[i].size, ALCOVE_ERROR_UNSAFE_FILE);
}

static void
test_pickle_damaged (void)
{
  static const struct
  {
    const char *data;
    gsize size;
  } pickles[] = {
    { BYTES ("\x80\4") },
    { BYTES ("\x80\4](") },
    { BYTES ("\x80\4.") },
    { BYTES ("\x80\4a.") },
    { BYTES ("\x80\4K\1K\2a.") },
    { BYTES ("\x80\4}K\1s.") },
    { BYTES ("\x80\4}(K\1u.") },
    { BYTES ("\x80\4h\1.") },
    { BYTES ("\x80\4\x8c\5ab") },
    { BYTES ("\x80\4(.") },
    { BYTES ("\x80\4(a.") },
    { BYTES ("\x80\4(t0t.") },
    { BYTES ("\x80\xff].") },
    { BYTES ("\x80\4\xff") },
    { BYTES ("\x80\4K\1\x87.") },
    { BYTES ("\x80\4gx\n.") },
    { BYTES ("\x80\4u.") },
    { BYTES ("\x80\4]"
             "1.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pickles); i++)
    assert_refused (pickles[i].data, pickles[i].size, ALCOVE_ERROR_DAMAGED_FILE);
  assert_refused (BYTES ("\x80\4](K\1K\2e."), ALCOVE_ERROR_UNKNOWN_FORMAT);
  assert_refused (BYTES ("\x80\4K\1."), ALCOVE_ERROR_UNKNOWN_FORMAT);
}

/* A length that is not there is not asked of the memory. */
static void
test_pickle_large (void)
{
  assert_refused (BYTES ("\x80\4\x8d\xff\xff\xff\xff\xff\xff\xff\x7f"),
                  ALCOVE_ERROR_FILE_TOO_LARGE);
  assert_refused (BYTES ("\x80\4\x8d\xff\xff\xff\xff\xff\xff\xff\xff"),
                  ALCOVE_ERROR_FILE_TOO_LARGE);
  assert_refused (BYTES ("\x80\4X\xff\xff\xff\x7f"), ALCOVE_ERROR_FILE_TOO_LARGE);
}

/* Many chats out of one, many messages out of one, all of them out of a few bytes: it ends, and within the memory. */
static void
test_pickle_bomb (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = g_strnfill (50000, 'x');
  const guint8 length[] = { 50000 & 255, 50000 >> 8, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

#define ADD(text) g_byte_array_append (bytes, (const guint8 *) (text), sizeof (text) - 1)
  ADD ("\x80\4](}(" TEXT ("\4", "chat") "](}(" TEXT ("\4", "User") TEXT ("\4", "User")
           TEXT ("\7", "Message") "X");
  g_byte_array_append (bytes, length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) text, 50000);
  ADD ("u\x94");
  for (guint i = 0; i < 1000; i++)
    ADD ("h\0");
  ADD ("eu\x94");
  for (guint i = 0; i < 100000; i++)
    ADD ("h\1");
  ADD ("e.");
#undef ADD
  dump = dump_pickle ((const char *) bytes->data, bytes->len, &error);
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE);
}

/* A list within itself, and one within the other a million times over. */
static void
test_pickle_circle (void)
{
  g_autoptr (GByteArray) deep = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  assert_pickle (BYTES ("\x80\4](" CHAT ("]\x94h\0a") "e."), "!1 broken\n");
  g_byte_array_append (deep, (const guint8 *) "\x80\4", 2);
  for (guint i = 0; i < 1000000; i++)
    g_byte_array_append (deep, (const guint8 *) "]", 1);
  for (guint i = 1; i < 1000000; i++)
    g_byte_array_append (deep, (const guint8 *) "a", 1);
  g_byte_array_append (deep, (const guint8 *) ".", 1);
  dump = dump_pickle ((const char *) deep->data, deep->len, &error);
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT);
}

/* ---- databases ---- */

#define SCHEMA                                                                                     \
  "CREATE TABLE chat (id TEXT PRIMARY KEY, name TEXT, folder TEXT, is_template INTEGER);"          \
  "CREATE TABLE message (id TEXT PRIMARY KEY, chat_id TEXT, role TEXT, model TEXT, date_time "     \
  "DATETIME, content TEXT);"                                                                       \
  "CREATE TABLE attachment (id TEXT PRIMARY KEY, message_id TEXT, type TEXT, name TEXT, content "  \
  "TEXT);"                                                                                         \
  "CREATE TABLE chat_folder (id TEXT PRIMARY KEY, name TEXT, color TEXT, parent TEXT);"
#define ONE                                                                                        \
  "INSERT INTO chat VALUES ('c', 'T', NULL, 0);"                                                   \
  "INSERT INTO message VALUES ('m', 'c', 'user', NULL, '2025/06/01 10:00:00', 'Q');"
#define ONE_DUMP "T\n 1<0 user text(Q)\n"

typedef struct
{
  char *dir;
  char *path;
} File;

static void
set_up (File *file, gconstpointer data)
{
  file->dir = g_dir_make_tmp ("alcove-import-XXXXXX", NULL);
  file->path = g_build_filename (file->dir, "a chat?mode=rw#.db", NULL);
}

static guint
count_files (File *file)
{
  g_autoptr (GDir) dir = g_dir_open (file->dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (File *file, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (file->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (file->dir, name, NULL);

      g_remove (path);
    }
  g_rmdir (file->dir);
  g_free (file->dir);
  g_free (file->path);
}

static void
make (File *file, const char *sql)
{
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (file->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

/* By its path, and in memory as one that has none: alike. */
static char *
dump_database (File *file, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (file->path);
  g_autoptr (AlcoveImportReader) reader = alcove_import_reader_open (source, NULL, NULL, error);

  return reader ? dump_reader (reader, error) : NULL;
}

static char *
dump_memory (File *file, GError **error)
{
  char *data;
  gsize size;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AlcoveImportReader) reader = NULL;

  g_assert_true (g_file_get_contents (file->path, &data, &size, NULL));
  bytes = g_bytes_new_take (data, size);
  reader = alcove_alpaca_reader_new (bytes, error);
  return reader ? dump_reader (reader, error) : NULL;
}

static void
assert_database (File *file, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = dump_database (file, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
  again = dump_memory (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpuint (count_files (file), ==, 1);
}

static void
assert_no_database (File *file, AlcoveError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = dump_database (file, &error);

  g_assert_cmpstr (dump, ==, NULL);
  g_assert_error (error, ALCOVE_ERROR, (int) code);
}

static void
test_database_full (File *file, gconstpointer data)
{
  make (file, SCHEMA
        "INSERT INTO chat_folder VALUES ('f', 'Work', NULL, NULL);"
        "INSERT INTO chat VALUES ('c', 'T', 'f', 0), ('d', 'U', 'gone', 1), ('e', 'V', NULL, 0);"
        "INSERT INTO message VALUES ('m1', 'c', 'user', '', '2025/06/01 10:00:00', 'Q'),"
        "('x1', 'd', 'user', NULL, '2025/06/01 10:00', 'R'),"
        "('m2', 'c', 'assistant', 'llama', '2025/06/01 10:00:01', 'A'),"
        "('m3', 'c', 'robot', NULL, 'x', 'y'), ('m4', 'c', 'user', NULL, NULL, 'S'),"
        "('o', 'nobody', 'user', NULL, '', 'lost');"
        "INSERT INTO attachment VALUES ('1', 'm2', 'thought', 'Thought', 'hm'),"
        "('2', 'm1', 'image', 'i.png', 'iVBORw0KGgoAAAA='),"
        "('3', 'm1', 'plain_text', 'a.txt', 'words'), ('4', 'm2', 'tool', 'f', 'r'),"
        "('5', 'm2', 'link', 'L', 'https://a.example/'), ('6', 'm2', 'metadata', 'M', 'x');");
  assert_database (file,
                   "T [llama] in Work\n"
                   " 1<0 user image(|i.png|image/png 11) file(|a.txt|text/plain 5) text(Q)\n"
                   " 2<1 assistant [llama] reasoning(hm) tool_result(r|f) citation(L) text(A)\n"
                   " 3<2 user text(S)\n!1: m3 broken\nU\n 1<0 user text(R)\n!3 empty\n");
}

/* The first version had no attachments and no folders. */
static void
test_database_old (File *file, gconstpointer data)
{
  make (file, "CREATE TABLE chat (id TEXT, name TEXT);"
              "CREATE TABLE message (id TEXT, chat_id TEXT, role TEXT, model TEXT, date_time TEXT, "
              "content TEXT);"
              "INSERT INTO chat VALUES ('c', 'T');"
              "INSERT INTO message VALUES ('m', 'c', 'user', NULL, '2025/06/01 10:00:00', 'Q'),"
              "('m', 'c', 'user', NULL, '', 'twice');");
  assert_database (file, ONE_DUMP "!1: m broken\n");
}

static void
test_database_utf16 (File *file, gconstpointer data)
{
  make (file,
        "PRAGMA encoding = 'UTF-16le';" SCHEMA "INSERT INTO chat VALUES ('c', 'Tü☺', NULL, 0);"
        "INSERT INTO message VALUES ('m', 'c', 'user', NULL, '', 'Qü');");
  assert_database (file, "Tü☺\n 1<0 user text(Qü)\n");
}

/* Triggers, views and virtual tables stand in it and nothing of them runs. */
static void
test_database_hostile (File *file, gconstpointer data)
{
  make (file, SCHEMA ONE "CREATE VIRTUAL TABLE words USING fts5 (content);"
                         "CREATE VIEW v AS SELECT randomblob (1000000000) FROM message;"
                         "CREATE TRIGGER t AFTER INSERT ON chat BEGIN DELETE FROM message; END;"
                         "CREATE INDEX i ON message (length (content));");
  assert_database (file, ONE_DUMP);
}

/* What stands in the place of a table and is none. */
static void
test_database_disguised (File *file, gconstpointer data)
{
  static const char *const schemas[] = {
    SCHEMA ONE "ALTER TABLE message RENAME TO other; CREATE VIEW message AS SELECT * FROM other;",
    SCHEMA ONE "DROP TABLE message; CREATE VIRTUAL TABLE message USING fts5 (id, chat_id, role, "
               "model, date_time, content);",
    SCHEMA ONE "DROP TABLE message; CREATE TABLE message (id TEXT, chat_id TEXT, role TEXT, model "
               "TEXT, date_time TEXT, content TEXT AS (zeroblob (900000000)));",
    SCHEMA ONE "DROP TABLE message; CREATE TABLE message (id TEXT PRIMARY KEY, chat_id TEXT, role "
               "TEXT, model TEXT, date_time TEXT, content TEXT) WITHOUT ROWID;",
    SCHEMA "DROP TABLE message;",
    "CREATE TABLE chat (id TEXT, chat TEXT);",
    "CREATE TABLE x (y);",
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      make (file, schemas[i]);
      assert_no_database (file, ALCOVE_ERROR_UNKNOWN_FORMAT);
      g_remove (file->path);
    }
}

/* A log beside it is neither read nor lost without a word, nor touched. */
static void
test_database_log (File *file, gconstpointer data)
{
  g_autofree char *log = g_strconcat (file->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *held = NULL;

  make (file, "PRAGMA journal_mode = WAL;" SCHEMA ONE);
  assert_database (file, ONE_DUMP);
  g_assert_true (g_file_set_contents (log, "a log", -1, NULL));
  dump = dump_database (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, "!a chat?mode=rw#.db-wal not-written\n" ONE_DUMP);
  g_assert_true (g_file_get_contents (log, &held, NULL, NULL));
  g_assert_cmpstr (held, ==, "a log");
  g_assert_cmpuint (count_files (file), ==, 2);
}

/* Cut at any page it is refused or gives whole chats. */
static void
test_database_cut (File *file, gconstpointer data)
{
  g_autofree char *all = NULL;
  g_autofree char *whole = NULL;
  gsize size;

  make (file,
        "PRAGMA page_size = 512;" SCHEMA ONE
        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) INSERT INTO message "
        "SELECT 'n' || i, 'c', 'user', NULL, '', hex (zeroblob (300)) FROM n;");
  g_assert_true (g_file_get_contents (file->path, &all, &size, NULL));
  whole = dump_database (file, NULL);
  g_assert_true (g_str_has_prefix (whole, "T\n"));
  for (gsize cut = 0; cut < size; cut += 100)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = NULL;

      g_assert_true (g_file_set_contents (file->path, all, (gssize) cut, NULL));
      dump = dump_database (file, &error);
      if (dump == NULL)
        g_assert_true (error->domain == ALCOVE_ERROR);
      else if (!g_str_has_prefix (dump, "!"))
        g_assert_cmpstr (dump, ==, whole);
    }
}

/* A value that is too large is skipped with its chat; the next chat is taken. */
static void
test_database_large (File *file, gconstpointer data)
{
  make (file,
        SCHEMA "INSERT INTO chat VALUES ('b', 'Big', NULL, 0);"
               "INSERT INTO message VALUES ('x', 'b', 'user', NULL, '', zeroblob (40000000));" ONE);
  assert_database (file, "!1 too-large\n" ONE_DUMP);
}

static void
add (const char *name, void (*func) (File *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/transfer/stores/alpaca/", name, NULL);

  g_test_add (path, File, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/stores/newelle/list", test_pickle_list);
  g_test_add_func ("/transfer/stores/newelle/lines", test_pickle_lines);
  g_test_add_func ("/transfer/stores/newelle/dict", test_pickle_dict);
  g_test_add_func ("/transfer/stores/newelle/broken", test_pickle_broken);
  g_test_add_func ("/transfer/stores/newelle/bytes", test_pickle_bytes);
  g_test_add_func ("/transfer/stores/newelle/unsafe", test_pickle_unsafe);
  g_test_add_func ("/transfer/stores/newelle/damaged", test_pickle_damaged);
  g_test_add_func ("/transfer/stores/newelle/large", test_pickle_large);
  g_test_add_func ("/transfer/stores/newelle/bomb", test_pickle_bomb);
  g_test_add_func ("/transfer/stores/newelle/circle", test_pickle_circle);
  add ("full", test_database_full);
  add ("old", test_database_old);
  add ("utf16", test_database_utf16);
  add ("hostile", test_database_hostile);
  add ("disguised", test_database_disguised);
  add ("log", test_database_log);
  add ("cut", test_database_cut);
  add ("large", test_database_large);
  return g_test_run ();
}
