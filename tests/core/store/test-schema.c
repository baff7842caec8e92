/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The schema as docs/history-format.md tells it to strangers, and the statements that live by it: each can be
 * prepared, says what goes in and out, and finds its rows by an index. */

#include <sqlite3.h>
#include <string.h>

#include "alcove-db.h"
#include "alcove-migrations.h"
#include "alcove-sql.h"

static AlcoveDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  AlcoveDb *db = alcove_db_open_in_memory (&error);

  g_assert_no_error (error);
  g_assert_true (alcove_migrations_create (db, &error));
  g_assert_no_error (error);
  return db;
}

/* The first column of each row, with spaces between them. */
static char *
list (AlcoveDb *db, const char *format, ...)
{
  g_autofree char *sql = NULL;
  GString *out = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpint (sqlite3_prepare_v2 (alcove_db_get_handle (db), sql, -1, &stmt, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (out, "%s%s", out->len ? " " : "", sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return g_string_free_and_steal (out);
}

typedef struct
{
  const char *table;
  const char *columns;
} Table;

static const Table tables[] = {
  { "meta", "key value" },
  { "setting", "key value" },
  { "folder", "id name position created_at" },
  { "chat", "n id folder_id title title_source model system_prompt params created_at updated_at "
            "last_message message_count next_sequence is_pinned archived_at deleted_at draft "
            "active_leaf extra" },
  { "message", "n id chat parent sequence role status model reasoning_effort created_at "
               "finish_reason error_code error_message tokens_in tokens_out tokens_reasoning "
               "tokens_cached cost ttft_us duration_us extra" },
  { "part", "n message ordinal kind mime name text data extra" },
  { "artifact", "id message chat kind chart_type title version spec data_snapshot created_at" },
  { "search", "title text" },
};

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *columns = list (db, "SELECT name FROM pragma_table_info ('%s')", table->table);

  g_assert_cmpstr (columns, ==, table->columns);
}

static void
test_no_other_tables (void)
{
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *names = list (db, "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                     "AND name NOT LIKE 'search_%%' ORDER BY name");

  g_assert_cmpstr (names, ==, "artifact chat folder message meta part search setting");
}

static const Table indexes[] = {
  { "chat_list", "deleted_at archived_at is_pinned updated_at n" },
  { "chat_archive", "is_pinned updated_at n" },
  { "chat_trash", "is_pinned updated_at n" },
  { "chat_folder", "folder_id" },
  { "message_chat", "chat n" },
  { "message_parent", "chat parent" },
  { "message_open", "status" },
  { "part_message", "message ordinal" },
  { "part_length", "message kind (null)" },
  { "artifact_message", "message" },
  { "artifact_chat", "chat" },
};

static void
test_index (gconstpointer data)
{
  const Table *index = data;
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *columns = list (db, "SELECT name FROM pragma_index_info ('%s')", index->table);

  g_assert_cmpstr (columns, ==, index->columns);
}

static void
test_foreign_keys (void)
{
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *keys
      = list (db, "SELECT m.name || '.' || f.\"from\" || '>' || f.\"table\" || ':' || replace "
                  "(f.on_delete, ' ', '-') "
                  "FROM sqlite_schema AS m, pragma_foreign_key_list (m.name) AS f "
                  "WHERE m.type = 'table' ORDER BY 1");

  g_assert_cmpstr (keys, ==,
                   "artifact.chat>chat:CASCADE artifact.message>message:CASCADE "
                   "chat.folder_id>folder:SET-NULL message.chat>chat:CASCADE "
                   "message.chat>message:NO-ACTION message.parent>message:NO-ACTION "
                   "part.message>message:CASCADE");
}

static void
test_version (void)
{
  g_autoptr (AlcoveDb) db = open_db ();

  g_assert_cmpint (alcove_db_get_pragma_int (db, "user_version"), ==, ALCOVE_SCHEMA_VERSION);
}

static void
test_search_forgets (void)
{
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *value = list (db, "SELECT v FROM search_config WHERE k = 'secure-delete'");

  g_assert_cmpstr (value, ==, "1");
}

static void
test_strict (void)
{
  g_autoptr (AlcoveDb) db = open_db ();
  g_autofree char *loose
      = list (db, "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 "
                  "AND name NOT LIKE 'sqlite_%%'");

  g_assert_cmpstr (loose, ==, "");
}

/* ---- statements ---- */

static char **
get_statements (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "src", "core", "store", "sql", NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".sql"))
      g_strv_builder_take (names, g_strndup (name, strlen (name) - 4));
  return g_strv_builder_end (names);
}

static void
test_statement_prepares (gconstpointer data)
{
  g_autoptr (AlcoveDb) db = open_db ();
  g_autoptr (GError) error = NULL;
  AlcoveStatement *stmt;

  if (g_str_has_prefix (data, "migration-"))
    return;
  stmt = alcove_db_get_statement (db, data, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stmt);
}

static void
test_statement_tells (gconstpointer data)
{
  gsize size;
  const char *sql = alcove_sql_get (data, &size);

  g_assert_nonnull (sql);
  g_assert_nonnull (g_strstr_len (sql, (gssize) size, "Inputs: "));
  g_assert_nonnull (g_strstr_len (sql, (gssize) size, "Outputs: "));
}

/* Those that stand in the way of a window: no table is read from end to end, nothing is sorted but a page. */
static const char *const quick[] = {
  "chat-get",
  "chat-list-active",
  "chat-list-archived",
  "chat-list-trash",
  "chat-state",
  "chat-set-path",
  "message-get",
  "message-state",
  "message-open",
  "message-sibling",
  "message-neighbour",
  "message-list",
  "message-keys",
  "message-preview",
  "message-depth",
  "message-leaf",
  "message-in-branch",
  "message-list-all",
  "part-list",
  "part-trim",
  "search-add-title",
  "search-add-message",
  "search-drop-message",
  "next-number",
  "chat-delete",
  "message-delete-branch",
  "message-newest-some",
  "message-let-go",
  "chat-next-condemned",
  "search-drop-branch",
};

/* A table read from end to end (a path is short, and a page is what it is for), or more than a path sorted. */
static gboolean
is_slow_step (const char *detail)
{
  static const char *const tables_of_rows[]
      = { "SCAN c",    "SCAN m",    "SCAN p",       "SCAN up",
          "SCAN part", "SCAN chat", "SCAN message", "SCAN leaf" };

  for (guint i = 0; i < G_N_ELEMENTS (tables_of_rows); i++)
    if (g_str_equal (detail, tables_of_rows[i])
        || (g_str_has_prefix (detail, tables_of_rows[i])
            && detail[strlen (tables_of_rows[i])] == ' '))
      return TRUE;
  return strstr (detail, "AUTOMATIC") != NULL;
}

static void
test_statement_is_quick (gconstpointer data)
{
  g_autoptr (AlcoveDb) db = open_db ();
  gsize size;
  const char *sql = alcove_sql_get (data, &size);
  g_autofree char *explain = g_strdup_printf ("EXPLAIN QUERY PLAN %.*s", (int) size, sql);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (alcove_db_get_handle (db), explain, -1, &stmt, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (stmt, 3);
      const gboolean is_bad
          = (is_slow_step (detail) && strcmp (data, "message-sibling") != 0
             && strcmp (data, "message-neighbour") != 0)
            || (g_str_has_prefix (data, "chat-list") && strstr (detail, "TEMP B-TREE"));

      if (is_bad)
        g_test_message ("%s", detail);
      g_assert_false (is_bad);
    }
  sqlite3_finalize (stmt);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/store/schema/table/", tables[i].table, NULL);

      g_test_add_data_func (path, &tables[i], test_table);
    }
  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/schema/index/", indexes[i].table, NULL);

      g_test_add_data_func (path, &indexes[i], test_index);
    }
  for (guint i = 0; i < G_N_ELEMENTS (quick); i++)
    {
      g_autofree char *path = g_strconcat ("/store/schema/quick/", quick[i], NULL);

      g_test_add_data_func (path, quick[i], test_statement_is_quick);
    }
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);
  names = get_statements ();
  add_tables ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *prepares = g_strconcat ("/store/schema/prepares/", names[i], NULL);
      g_autofree char *tells = g_strconcat ("/store/schema/tells/", names[i], NULL);

      g_test_add_data_func (prepares, names[i], test_statement_prepares);
      g_test_add_data_func (tells, names[i], test_statement_tells);
    }
  g_test_add_func ("/store/schema/no-other-tables", test_no_other_tables);
  g_test_add_func ("/store/schema/foreign-keys", test_foreign_keys);
  g_test_add_func ("/store/schema/version", test_version);
  g_test_add_func ("/store/schema/search-forgets", test_search_forgets);
  g_test_add_func ("/store/schema/strict", test_strict);
  return g_test_run ();
}
