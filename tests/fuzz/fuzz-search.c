/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The words of a search and the tokenizer of its index: whatever is stored and typed, FTS5 finds no error in it,
 * a text in quotes finds itself, and what was put into the index can be taken out without a trace. */

#include <stdint.h>

#include "alcove-db.h"
#include "alcove-migrations.h"
#include "alcove-search-query.h"
#include "alcove-search.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MAX_SIZE 4096

static AlcoveDb *
get_db (void)
{
  static AlcoveDb *db;

  if (db == NULL)
    {
      db = alcove_db_open_in_memory (NULL);
      g_assert_true (alcove_migrations_create (db, NULL));
    }
  return db;
}

static guint
count_hits (AlcoveDb *db, const char *match)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (db, NULL, "search-rows", "sii", match, (gint64) 0, G_MAXINT64);
  GError *error = NULL;
  guint n = 0;

  while (alcove_statement_next (stmt, &error))
    n++;
  g_assert_no_error (error);
  return n;
}

/* As a person does. */
static void
search (AlcoveDb *db, const char *typed)
{
  for (AlcoveSearchOrder order = ALCOVE_SEARCH_NEWEST_FIRST; order <= ALCOVE_SEARCH_BY_RANK;
       order++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = alcove_search (db, typed, order, 3, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, <=, 1);
    }
}

static void
run (AlcoveDb *db, const char *name, const char *format, gint64 n, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (text != NULL)
    alcove_db_run (db, &error, name, format, n, "0190b6b0-0000-7000-8000-000000000000", NULL, text,
                   (gint64) 1, NULL, NULL, NULL, (gint64) 1, (gint64) 1, (gint64) 0, (gint64) 0,
                   (gint64) 0, NULL, NULL);
  else
    alcove_db_run (db, &error, name, format, n);
  g_assert_no_error (error);
}

/* The whole text as one phrase. */
static char *
quote (const char *text)
{
  g_autoptr (GString) words = g_string_new (text);

  g_string_replace (words, "\"", " ", 0);
  g_string_prepend_c (words, '"');
  g_string_append_c (words, '"');
  return g_string_free_and_steal (g_steal_pointer (&words));
}

/* The engine's idea of letters is older than GLib's; they agree on these. */
static gboolean
has_plain_word (const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_isalnum (*p))
      return TRUE;
  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AlcoveDb *db = get_db ();
  g_autofree char *raw = g_strndup ((const char *) data, MIN (size, MAX_SIZE));
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autofree char *phrase = quote (text);
  g_autoptr (AlcoveSearchQuery) typed = alcove_search_query_new (raw);
  g_autoptr (AlcoveSearchQuery) quoted = alcove_search_query_new (phrase);
  const char *match = typed->match;
  const char *self = quoted->match;

  run (db, "chat-insert", "ikksisssiiizzss", 1, text);
  run (db, "search-add-title", "i", 1, NULL);
  if (match != NULL)
    count_hits (db, match);
  search (db, raw);
  if (self != NULL && has_plain_word (text) && strlen (text) < MAX_SIZE)
    g_assert_cmpuint (count_hits (db, self), ==, 1);
  g_assert_true (
      alcove_db_exec (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", NULL));
  run (db, "search-drop-title", "i", 1, NULL);
  run (db, "chat-delete", "i", 1, NULL);
  /* Bytes that are no text at all. */
  run (db, "chat-insert", "ikksisssiiizzss", 1, raw);
  run (db, "search-add-title", "i", 1, NULL);
  if (match != NULL)
    count_hits (db, match);
  search (db, raw);
  run (db, "search-drop-title", "i", 1, NULL);
  run (db, "chat-delete", "i", 1, NULL);
  g_assert_true (
      alcove_db_exec (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", NULL));
  return 0;
}
