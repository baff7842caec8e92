/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What can be told of a history without telling what is in it. Thread of the history. */

#include "alcove-inspect.h"

#include <sqlite3.h>
#include <sys/stat.h>

static void
add (GStrvBuilder *lines, const char *name, const char *value)
{
  g_strv_builder_take (lines, g_strdup_printf ("%s=%s", name, value ? value : ""));
}

static void
add_pragma (GStrvBuilder *lines, AlcoveDb *db, const char *name)
{
  g_autofree char *value = alcove_db_dup_pragma (db, name);

  add (lines, name, value);
}

static gboolean
add_count (GStrvBuilder *lines, AlcoveDb *db, const char *name, const char *statement,
           GError **error)
{
  gint64 count;

  if (!alcove_db_get_int (db, &count, error, statement, ""))
    return FALSE;
  g_strv_builder_take (lines, g_strdup_printf ("%s=%" G_GINT64_FORMAT, name, count));
  return TRUE;
}

static void
add_file (GStrvBuilder *lines, const char *path, const char *suffix, const char *name)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  struct stat info;

  if (stat (file, &info) != 0)
    info.st_size = 0;
  g_strv_builder_take (lines,
                       g_strdup_printf ("%s=%" G_GINT64_FORMAT, name, (gint64) info.st_size));
}

static void
add_place (GStrvBuilder *lines, AlcoveHistory *history)
{
  const char *path = alcove_db_get_path (alcove_history_get_db (history));

  add (lines, "place", path ? "file" : "memory");
  if (path == NULL)
    return;
  add (lines, "encrypted", alcove_db_is_encrypted (alcove_history_get_db (history)) ? "yes" : "no");
  add (lines, "lock", alcove_history_holds_lock (history) ? "ours" : "of another process");
  add_file (lines, path, "", "file_bytes");
  add_file (lines, path, "-wal", "log_bytes");
}

/**
 * alcove_inspect: (skip)
 * @history: an open history
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): lines of "name=value"
 */
char **
alcove_inspect (AlcoveHistory *history, GError **error)
{
  static const char *const pragmas[]
      = { "cipher_version", "cipher_provider", "temp_store",     "journal_mode", "synchronous",
          "secure_delete",  "foreign_keys",    "trusted_schema", "mmap_size",    "page_size",
          "page_count",     "freelist_count",  "user_version",   "quick_check" };
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  AlcoveDb *db = alcove_history_get_db (history);

  add (lines, "sqlite_version", sqlite3_libversion ());
  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    add_pragma (lines, db, pragmas[i]);
  add (lines, "defensive", alcove_db_is_defensive (db) ? "1" : "0");
  add_place (lines, history);
  if (!add_count (lines, db, "chats", "chat-count-active", error)
      || !add_count (lines, db, "chats_archived", "chat-count-archived", error)
      || !add_count (lines, db, "chats_in_trash", "chat-count-trash", error)
      || !add_count (lines, db, "messages", "message-count", error))
    return NULL;
  return g_strv_builder_end (lines);
}
