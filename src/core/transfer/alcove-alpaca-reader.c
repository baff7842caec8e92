/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Alpaca's database, read through the opener for foreign ones: `chat`, `message`, `attachment`, and in later versions
 * `chat_folder`. Its tables have no indexes, so one pass over each tells which rows are of which chat. Messages answer
 * each other in the order of their rows. Blocks; one thread at a time. */

#include "alcove-alpaca-reader.h"

#include <string.h>

#include "alcove-alpaca-message.h"
#include "alcove-error.h"
#include "alcove-foreign-chat.h"
#include "alcove-foreign-db.h"
#include "alcove-import-message.h"
#include "alcove-row-index.h"

#define CHATS_MAX 500000
#define FOLDERS_MAX 10000
/* The same bytes can stand for many values in a file that was made to: what is taken ends in any case. */
#define TAKEN_MIN ((guint64) 256 * 1024 * 1024)
#define TAKEN_FACTOR 4

static const char *const tables[] = { "chat", "message", "attachment", "chat_folder", NULL };

struct _AlcoveAlpacaReader
{
  AlcoveImportReader parent_instance;

  GFile *file; /* nullable */
  AlcoveForeignDb *db;
  guint64 n_left;      /* bytes that may still be taken */
  GArray *chats;       /* gint64: their rows; NULL before the first step */
  guint at;            /* the next of them */
  GHashTable *folders; /* id → name */
  AlcoveRowIndex *messages;
  AlcoveRowIndex *attachments;
  AlcoveForeignRows *chat, *message,
      *attachment; /* by row; the last is NULL where there is no such table */
};

G_DEFINE_FINAL_TYPE (AlcoveAlpacaReader, alcove_alpaca_reader, ALCOVE_TYPE_IMPORT_READER)

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE,
                       "a database of another program has too many rows");
  return FALSE;
}

static gboolean
has_columns (AlcoveAlpacaReader *self, const char *table, const char *const *columns)
{
  for (; *columns != NULL; columns++)
    if (!alcove_foreign_db_has_column (self->db, table, *columns))
      return FALSE;
  return TRUE;
}

/* ---- which rows there are ---- */

static gboolean
index_rows (AlcoveAlpacaReader *self, const char *sql, AlcoveRowIndex *index,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveForeignRows) rows = alcove_foreign_rows_new (self->db, sql, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (alcove_foreign_rows_next (rows, cancellable, &local))
    {
      const char *key = alcove_foreign_rows_get_text (rows, 1, NULL);

      if (key != NULL && !alcove_row_index_add (index, key, alcove_foreign_rows_get_int (rows, 0)))
        return set_too_large (error);
    }
  alcove_row_index_sort (index);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
list_chats (AlcoveAlpacaReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveForeignRows) rows
      = alcove_foreign_rows_new (self->db, "SELECT rowid FROM chat", error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (alcove_foreign_rows_next (rows, cancellable, &local))
    {
      const gint64 row = alcove_foreign_rows_get_int (rows, 0);

      if (self->chats->len >= CHATS_MAX)
        return set_too_large (error);
      g_array_append_val (self->chats, row);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Chats can do without their folders. */
static void
list_folders (AlcoveAlpacaReader *self, GCancellable *cancellable)
{
  static const char *const columns[] = { "id", "name", NULL };
  g_autoptr (AlcoveForeignRows) rows = NULL;

  if (has_columns (self, "chat_folder", columns))
    rows = alcove_foreign_rows_new (self->db, "SELECT id, name FROM chat_folder", NULL);
  while (rows != NULL && g_hash_table_size (self->folders) < FOLDERS_MAX
         && alcove_foreign_rows_next (rows, cancellable, NULL))
    {
      g_autofree char *id = alcove_foreign_rows_dup_text (rows, 0);
      g_autofree char *name = alcove_foreign_rows_dup_text (rows, 1);

      if (id != NULL && name != NULL && strlen (id) < 1000 && strlen (name) < 1000)
        g_hash_table_replace (self->folders, g_steal_pointer (&id), g_steal_pointer (&name));
    }
}

/* ---- messages ---- */

/* FALSE with an error where the table cannot be read. */
static gboolean
fetch (AlcoveForeignRows *rows, gint64 row, GCancellable *cancellable, gboolean *is_there,
       GError **error)
{
  g_autoptr (GError) local = NULL;

  alcove_foreign_rows_bind (rows, row);
  *is_there = alcove_foreign_rows_next (rows, cancellable, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gsize
count_bytes (AlcoveForeignRows *rows, int column)
{
  gsize length;

  alcove_foreign_rows_get_text (rows, column, &length);
  return length;
}

static gboolean
read_attachments (AlcoveAlpacaReader *self, AlcoveForeignChat *chat, AlcoveMessageRecord *message,
                  const char *id, GCancellable *cancellable, GError **error)
{
  guint first = 0;
  guint n = self->attachment ? alcove_row_index_find (self->attachments, id, &first) : 0;

  for (; n > 0; n--, first++)
    {
      AlcoveForeignRows *rows = self->attachment;
      g_autofree char *type = NULL;
      g_autofree char *name = NULL;
      gboolean is_there;

      if (!fetch (rows, alcove_row_index_get (self->attachments, first), cancellable, &is_there,
                  error))
        return FALSE;
      if (!is_there || g_strcmp0 (alcove_foreign_rows_get_text (rows, 0, NULL), id) != 0)
        continue;
      if (!alcove_foreign_chat_grow (chat, count_bytes (rows, 2) + count_bytes (rows, 3)))
        return TRUE;
      type = alcove_foreign_rows_dup_text (rows, 1);
      name = alcove_foreign_rows_dup_text (rows, 2);
      alcove_alpaca_add_attachment (message, type, name,
                                    alcove_foreign_rows_get_text (rows, 3, NULL));
    }
  return TRUE;
}

/* A message of the row that was fetched; NULL where it is none. */
static AlcoveMessageRecord *
add_message (AlcoveAlpacaReader *self, AlcoveForeignChat *chat, const char *id, const char *before)
{
  AlcoveForeignRows *rows = self->message;
  g_autofree char *role = alcove_foreign_rows_dup_text (rows, 2);
  g_autofree char *model = alcove_foreign_rows_dup_text (rows, 3);
  g_autofree char *date = alcove_foreign_rows_dup_text (rows, 4);
  const AlcoveRole known = alcove_import_get_role (role);
  AlcoveMessageRecord *message;

  if (known == 0)
    return NULL;
  message = alcove_foreign_chat_add (chat, id, before, known);
  message->created_at = alcove_alpaca_parse_time (date);
  if (known == ALCOVE_ROLE_ASSISTANT && model != NULL && *model)
    {
      g_set_str (&alcove_foreign_chat_get_record (chat)->model, model);
      message->model = g_steal_pointer (&model);
    }
  return message;
}

/* The message of a row, if it is of the chat. before: (inout): the name of the one before it. */
static gboolean
read_message (AlcoveAlpacaReader *self, AlcoveForeignChat *chat, GHashTable *seen, char **before,
              GCancellable *cancellable, GError **error)
{
  AlcoveForeignRows *rows = self->message;
  g_autofree char *id = alcove_foreign_rows_dup_text (rows, 1);
  AlcoveMessageRecord *message;

  if (!alcove_foreign_chat_grow (chat, count_bytes (rows, 5) + count_bytes (rows, 3)))
    return TRUE;
  message = id != NULL && g_hash_table_add (seen, g_strdup (id))
                ? add_message (self, chat, id, *before)
                : NULL;
  if (message == NULL)
    {
      alcove_foreign_chat_miss (chat, id ? id : "-");
      return TRUE;
    }
  g_set_str (before, id);
  /* Thoughts come first. */
  if (!read_attachments (self, chat, message, id, cancellable, error))
    return FALSE;
  if (alcove_foreign_chat_is_too_large (chat))
    return TRUE;
  alcove_import_add_text (message, alcove_foreign_rows_get_text (rows, 5, NULL));
  return TRUE;
}

static gboolean
read_messages (AlcoveAlpacaReader *self, AlcoveForeignChat *chat, const char *chat_id,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *before = NULL;
  guint first;
  guint n = alcove_row_index_find (self->messages, chat_id, &first);

  for (; n > 0 && !alcove_foreign_chat_is_too_large (chat); n--, first++)
    {
      gboolean is_there;

      if (!fetch (self->message, alcove_row_index_get (self->messages, first), cancellable,
                  &is_there, error))
        return FALSE;
      if (is_there
          && g_strcmp0 (alcove_foreign_rows_get_text (self->message, 0, NULL), chat_id) == 0
          && !read_message (self, chat, seen, &before, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- chats ---- */

static AlcoveForeignChat *
begin_chat (AlcoveAlpacaReader *self, const char *id)
{
  AlcoveForeignChat *chat = alcove_foreign_chat_new (ALCOVE_ALPACA_FORMAT, id);
  g_autofree char *name = alcove_foreign_rows_dup_text (self->chat, 1);
  g_autofree char *folder = alcove_foreign_rows_dup_text (self->chat, 2);

  alcove_foreign_chat_set_title (chat, name);
  if (folder != NULL)
    alcove_foreign_chat_set_folder (chat, folder, g_hash_table_lookup (self->folders, folder));
  return chat;
}

/* A chat that cannot be read is skipped; only cancelling ends it all. */
static gboolean
read_chat (AlcoveAlpacaReader *self, AlcoveImportSink *sink, GCancellable *cancellable,
           GError **error)
{
  const gint64 row = g_array_index (self->chats, gint64, self->at++);
  g_autofree char *entry = g_strdup_printf ("%u", self->at);
  g_autofree char *id = NULL;
  g_autoptr (AlcoveForeignChat) chat = NULL;
  g_autoptr (GError) local = NULL;
  gboolean is_there;

  if (fetch (self->chat, row, cancellable, &is_there, &local) && is_there)
    id = g_strdup (alcove_foreign_rows_get_text (self->chat, 0, NULL));
  if (id != NULL && *id)
    {
      chat = begin_chat (self, id);
      read_messages (self, chat, id, cancellable, &local);
    }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (chat != NULL)
    self->n_left -= MIN (self->n_left, alcove_foreign_chat_get_size (chat));
  if (g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE))
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_TOO_LARGE);
  else if (chat == NULL || local != NULL)
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
  else
    alcove_foreign_chat_end (g_steal_pointer (&chat), entry, sink);
  return TRUE;
}

/* ---- the reader ---- */

static gboolean
prepare (AlcoveAlpacaReader *self, GError **error)
{
  static const char *const wanted[] = { "id", "message_id", "type", "name", "content", NULL };
  const gboolean has_folder = alcove_foreign_db_has_column (self->db, "chat", "folder");

  self->chat
      = alcove_foreign_rows_new (self->db,
                                 has_folder ? "SELECT id, name, folder FROM chat WHERE rowid = ?"
                                            : "SELECT id, name, NULL FROM chat WHERE rowid = ?",
                                 error);
  if (self->chat != NULL)
    self->message = alcove_foreign_rows_new (
        self->db,
        "SELECT chat_id, id, role, model, date_time, content FROM message WHERE rowid = ?", error);
  if (self->message != NULL && has_columns (self, "attachment", wanted))
    self->attachment = alcove_foreign_rows_new (
        self->db, "SELECT message_id, type, name, content FROM attachment WHERE rowid = ?", error);
  return self->message != NULL && (error == NULL || *error == NULL);
}

static gboolean
begin (AlcoveAlpacaReader *self, GCancellable *cancellable, GError **error)
{
  self->chats = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!prepare (self, error) || !list_chats (self, cancellable, error)
      || !index_rows (self, "SELECT rowid, chat_id FROM message", self->messages, cancellable,
                      error))
    return FALSE;
  if (self->attachment != NULL
      && !index_rows (self, "SELECT rowid, message_id FROM attachment", self->attachments,
                      cancellable, error))
    return FALSE;
  list_folders (self, cancellable);
  return TRUE;
}

/* What lies beside the file is not read, and that is told. */
static void
tell_logs (AlcoveAlpacaReader *self, AlcoveImportSink *sink)
{
  g_autoptr (GPtrArray) logs = self->file ? alcove_foreign_db_list_logs (self->file) : NULL;

  for (guint i = 0; logs != NULL && i < logs->len; i++)
    alcove_import_sink_skip (sink, g_ptr_array_index (logs, i), ALCOVE_SKIP_NOT_WRITTEN);
}

static gboolean
alcove_alpaca_reader_step (AlcoveImportReader *reader, AlcoveImportSink *sink,
                           GCancellable *cancellable, GError **error)
{
  AlcoveAlpacaReader *self = ALCOVE_ALPACA_READER (reader);

  if (self->chats == NULL)
    {
      tell_logs (self, sink);
      return begin (self, cancellable, error);
    }
  if (self->at == self->chats->len)
    return FALSE;
  if (self->n_left == 0)
    return set_too_large (error);
  return read_chat (self, sink, cancellable, error);
}

static const char *
alcove_alpaca_reader_get_format (AlcoveImportReader *reader)
{
  return ALCOVE_ALPACA_FORMAT;
}

static double
alcove_alpaca_reader_get_position (AlcoveImportReader *reader)
{
  AlcoveAlpacaReader *self = ALCOVE_ALPACA_READER (reader);

  return self->chats && self->chats->len > 0 ? (double) self->at / self->chats->len : 0;
}

static void
alcove_alpaca_reader_finalize (GObject *object)
{
  AlcoveAlpacaReader *self = ALCOVE_ALPACA_READER (object);

  g_clear_pointer (&self->chat, alcove_foreign_rows_free);
  g_clear_pointer (&self->message, alcove_foreign_rows_free);
  g_clear_pointer (&self->attachment, alcove_foreign_rows_free);
  g_clear_pointer (&self->db, alcove_foreign_db_free);
  g_clear_pointer (&self->chats, g_array_unref);
  g_hash_table_unref (self->folders);
  alcove_row_index_free (self->messages);
  alcove_row_index_free (self->attachments);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (alcove_alpaca_reader_parent_class)->finalize (object);
}

static void
alcove_alpaca_reader_class_init (AlcoveAlpacaReaderClass *klass)
{
  AlcoveImportReaderClass *reader_class = ALCOVE_IMPORT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_alpaca_reader_finalize;
  reader_class->step = alcove_alpaca_reader_step;
  reader_class->get_format = alcove_alpaca_reader_get_format;
  reader_class->get_position = alcove_alpaca_reader_get_position;
}

static void
alcove_alpaca_reader_init (AlcoveAlpacaReader *self)
{
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->messages = alcove_row_index_new ();
  self->attachments = alcove_row_index_new ();
}

/* db: (transfer full). NULL where it is not one of Alpaca's. */
static AlcoveImportReader *
reader_new (AlcoveForeignDb *db, guint64 size, GError **error)
{
  static const char *const chat[] = { "id", "name", NULL };
  static const char *const message[]
      = { "id", "chat_id", "role", "model", "date_time", "content", NULL };
  g_autoptr (AlcoveAlpacaReader) self = g_object_new (ALCOVE_TYPE_ALPACA_READER, NULL);

  self->db = db;
  self->n_left = MAX (size * TAKEN_FACTOR, TAKEN_MIN);
  if (has_columns (self, "chat", chat) && has_columns (self, "message", message))
    return ALCOVE_IMPORT_READER (g_steal_pointer (&self));
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT,
                       "a database that has no tables of chats");
  return NULL;
}

/**
 * alcove_alpaca_reader_new:
 * @bytes: a database
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader at its start
 */
AlcoveImportReader *
alcove_alpaca_reader_new (GBytes *bytes, GError **error)
{
  AlcoveForeignDb *db = alcove_foreign_db_open_bytes (bytes, tables, error);

  return db ? reader_new (db, g_bytes_get_size (bytes), error) : NULL;
}

/**
 * alcove_alpaca_reader_open:
 * @file: a database
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader at its start
 */
AlcoveImportReader *
alcove_alpaca_reader_open (GFile *file, GCancellable *cancellable, GError **error)
{
  AlcoveForeignDb *db = alcove_foreign_db_open (file, tables, cancellable, error);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  AlcoveImportReader *self
      = db ? reader_new (db, info ? (guint64) g_file_info_get_size (info) : 0, error) : NULL;

  if (self != NULL)
    ALCOVE_ALPACA_READER (self)->file = g_object_ref (file);
  return self;
}
