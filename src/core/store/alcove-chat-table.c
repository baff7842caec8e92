/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The table chat: what the sidebar shows stands here alone, so that no message is read for it.
 * message_count and last_message follow the shown path. Functions that write run within a transaction of
 * their caller. Thread of the connection. */

#include "alcove-chat-table.h"

#include "alcove-id.h"
#include "alcove-numbers.h"
#include "alcove-uuid.h"

#define PREVIEW_CHARACTERS 120

static gboolean
set_not_found (GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
  return FALSE;
}

/**
 * alcove_chat_table_find: (skip)
 * @db: a connection
 * @id: a chat
 * @state: (out caller-allocates): what stands of it
 * @error: return location for an error
 *
 * Returns: whether it is there; %ALCOVE_ERROR_NOT_FOUND otherwise
 */
gboolean
alcove_chat_table_find (AlcoveDb *db, const char *id, AlcoveChatState *state, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "chat-state", "k", id);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  if (!alcove_statement_next (stmt, &local))
    {
      if (local == NULL)
        return set_not_found (error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  state->n = alcove_statement_get_int (stmt, 0);
  state->next_sequence = alcove_statement_get_int (stmt, 1);
  state->active_leaf = alcove_statement_get_int (stmt, 2);
  state->message_count = alcove_statement_get_int (stmt, 3);
  state->title_source = (AlcoveTitleSource) alcove_statement_get_int (stmt, 4);
  return TRUE;
}

static AlcoveChatRecord *
read_row (AlcoveStatement *row)
{
  AlcoveChatRecord *chat = alcove_chat_record_new ();

  chat->n = alcove_statement_get_int (row, 0);
  chat->id = alcove_statement_dup_id (row, 1);
  chat->folder_id = alcove_statement_dup_id (row, 2);
  chat->title = alcove_statement_dup_string (row, 3);
  chat->title_source = (AlcoveTitleSource) alcove_statement_get_int (row, 4);
  chat->model = alcove_statement_dup_string (row, 5);
  chat->system_prompt = alcove_statement_dup_string (row, 6);
  chat->params = alcove_statement_dup_string (row, 7);
  chat->created_at = alcove_statement_get_int (row, 8);
  chat->updated_at = alcove_statement_get_int (row, 9);
  chat->last_message = alcove_statement_dup_string (row, 10);
  chat->message_count = alcove_statement_get_int (row, 11);
  chat->is_pinned = alcove_statement_get_int (row, 12) != 0;
  chat->archived_at = alcove_statement_get_int (row, 13);
  chat->deleted_at = alcove_statement_get_int (row, 14);
  chat->draft = alcove_statement_dup_string (row, 15);
  chat->active_leaf = alcove_statement_dup_id (row, 16);
  chat->extra = alcove_statement_dup_string (row, 17);
  return chat;
}

AlcoveChatRecord *
alcove_chat_table_get (AlcoveDb *db, const char *id, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "chat-get", "k", id);
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  if (alcove_statement_next (stmt, &local))
    return read_row (stmt);
  if (local != NULL)
    g_propagate_error (error, local);
  else
    set_not_found (error);
  return NULL;
}

static const char *
pick (AlcoveChatsWhich which, const char *active, const char *archived, const char *trash)
{
  switch (which)
    {
    case ALCOVE_CHATS_ARCHIVED:
      return archived;
    case ALCOVE_CHATS_TRASH:
      return trash;
    case ALCOVE_CHATS_ACTIVE:
    default:
      return active;
    }
}

/* All rows of a statement, which is reset. */
static GPtrArray *
read_rows (AlcoveStatement *statement, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = statement;
  g_autoptr (GPtrArray) chats
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_chat_record_unref);
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (chats, read_row (stmt));
  if (local == NULL)
    return g_steal_pointer (&chats);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * alcove_chat_table_list: (skip)
 * @db: a connection
 * @which: where they are
 * @after: (nullable): the last one of the page before
 * @limit: how many at most
 * @error: return location for an error
 *
 * One page, found by its key: as quick at the end of the list as at its start.
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveChatRecord): the chats
 */
GPtrArray *
alcove_chat_table_list (AlcoveDb *db, AlcoveChatsWhich which, const AlcoveChatRecord *after,
                        guint limit, GError **error)
{
  const gint64 pinned = after ? !!after->is_pinned : 2;

  return read_rows (
      alcove_db_query (db, error,
                       pick (which, "chat-list-active", "chat-list-archived", "chat-list-trash"),
                       "iiii", pinned, after ? after->updated_at : (gint64) 0,
                       after ? after->n : (gint64) 0, (gint64) limit),
      error);
}

/* The same of a folder. */
GPtrArray *
alcove_chat_table_list_folder (AlcoveDb *db, const char *folder_id, const AlcoveChatRecord *after,
                               guint limit, GError **error)
{
  const gint64 pinned = after ? !!after->is_pinned : 2;

  return read_rows (alcove_db_query (db, error, "chat-list-folder", "iiiik", pinned,
                                     after ? after->updated_at : (gint64) 0,
                                     after ? after->n : (gint64) 0, (gint64) limit, folder_id),
                    error);
}

/* Active chats that changed since then, the newest first. */
GPtrArray *
alcove_chat_table_list_recent (AlcoveDb *db, gint64 since, guint limit, GError **error)
{
  return read_rows (alcove_db_query (db, error, "chat-list-recent", "ii", since, (gint64) limit),
                    error);
}

gboolean
alcove_chat_table_count (AlcoveDb *db, AlcoveChatsWhich which, gint64 *count, GError **error)
{
  return alcove_db_get_int (
      db, count, error,
      pick (which, "chat-count-active", "chat-count-archived", "chat-count-trash"), "");
}

/* Whether it is a JSON object, or nothing. */
gboolean
alcove_chat_table_check_json (AlcoveDb *db, const char *json, GError **error)
{
  gint64 is_valid;

  if (!alcove_db_get_int (db, &is_valid, error, "json-valid", "s", json))
    return FALSE;
  if (!is_valid)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "not a JSON object");
  return is_valid;
}

static gboolean
check_id (const char *id, GError **error)
{
  guint8 bytes[ALCOVE_UUID_SIZE];

  if (id == NULL || alcove_uuid_parse (id, bytes))
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "a chat's id is no UUID");
  return FALSE;
}

/**
 * alcove_chat_table_insert: (skip)
 * @db: a connection in a transaction
 * @chat: a chat, without messages yet; gets what it lacks: n, id, times
 * @error: return location for an error
 *
 * Returns: whether it is in
 */
gboolean
alcove_chat_table_insert (AlcoveDb *db, AlcoveChatRecord *chat, GError **error)
{
  if (!check_id (chat->id, error) || !check_id (chat->folder_id, error))
    return FALSE;
  if (chat->id == NULL)
    chat->id = alcove_id_new ();
  if (chat->created_at == 0)
    chat->created_at = alcove_numbers_now ();
  chat->updated_at = MAX (chat->updated_at, chat->created_at);
  if (!alcove_numbers_next (db, chat->created_at, &chat->n, error))
    return FALSE;
  return alcove_db_run (db, error, "chat-insert", "ikksisssiiizzss", chat->n, chat->id,
                        chat->folder_id, chat->title, (gint64) chat->title_source, chat->model,
                        chat->system_prompt, chat->params, chat->created_at, chat->updated_at,
                        (gint64) !!chat->is_pinned, chat->archived_at, chat->deleted_at,
                        chat->draft, chat->extra)
         && alcove_db_run (db, error, "search-add-title", "i", chat->n);
}

/**
 * alcove_chat_table_rename: (skip)
 * @db: a connection in a transaction
 * @id: a chat
 * @title: (nullable): its title
 * @source: who made it
 * @error: return location for an error
 *
 * A title that the user gave stays against any that the user did not; that is no error.
 *
 * Returns: whether it went well
 */
gboolean
alcove_chat_table_rename (AlcoveDb *db, const char *id, const char *title, AlcoveTitleSource source,
                          GError **error)
{
  AlcoveChatState state;

  if (!alcove_chat_table_find (db, id, &state, error))
    return FALSE;
  if (state.title_source == ALCOVE_TITLE_FROM_USER && source != ALCOVE_TITLE_FROM_USER)
    return TRUE;
  return alcove_db_run (db, error, "search-drop-title", "i", state.n)
         && alcove_db_run (db, error, "chat-rename", "isi", state.n, title, (gint64) source)
         && alcove_db_run (db, error, "search-add-title", "i", state.n);
}

/* The path that is shown ends at leaf (0 for none); updated_at never goes back. */
gboolean
alcove_chat_table_show_path (AlcoveDb *db, gint64 n, gint64 leaf, gint64 message_count,
                             gint64 next_sequence, gint64 updated_at, GError **error)
{
  return alcove_db_run (db, error, "chat-set-path", "iziii", n, leaf, message_count, next_sequence,
                        updated_at)
         && alcove_chat_table_refresh_preview (db, n, leaf, error);
}

/* One line of the first words. */
static char *
make_preview (const char *text)
{
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p && n < PREVIEW_CHARACTERS; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        g_string_append_unichar (line, c);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
      else
        continue;
      n++;
    }
  return g_strchomp (g_string_free_and_steal (line));
}

/* last_message, from the newest words of the path that ends at leaf. */
gboolean
alcove_chat_table_refresh_preview (AlcoveDb *db, gint64 n, gint64 leaf, GError **error)
{
  g_autofree char *preview = NULL;
  g_autoptr (GError) local = NULL;
  AlcoveStatement *stmt = alcove_db_query (db, error, "message-preview", "i", leaf);

  if (stmt == NULL)
    return FALSE;
  if (alcove_statement_next (stmt, &local))
    {
      g_autofree char *text = alcove_statement_dup_string (stmt, 0);

      preview = make_preview (text);
    }
  alcove_statement_reset (stmt);
  if (local == NULL)
    return alcove_db_run (db, error, "chat-set-preview", "is", n, preview);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
alcove_chat_table_delete_all (AlcoveDb *db, GError **error)
{
  return alcove_db_run (db, error, "search-drop-all", "")
         && alcove_db_run (db, error, "chat-delete-all", "")
         && alcove_db_run (db, error, "folder-delete-all", "");
}
