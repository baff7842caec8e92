/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A file of chats, whatever kind it is of: what they have in common, and which kind it is. */

#include "alcove-import-reader.h"

#include "alcove-alpaca-reader.h"
#include "alcove-error.h"
#include "alcove-file-error.h"
#include "alcove-foreign-db.h"
#include "alcove-folder-reader.h"
#include "alcove-import-archive.h"
#include "alcove-import-directory.h"
#include "alcove-json-reader.h"
#include "alcove-newelle-reader.h"
#include "alcove-pickle.h"
#include "alcove-seal-input.h"

#define HEAD_BYTES 512

/* A kind of file that is known by its first bytes. */
typedef struct
{
  gboolean (*matches) (const guint8 *head, gsize length);
  AlcoveImportReader *(*open) (GFile *file, const char *passphrase, GCancellable *cancellable,
                               GError **error);
} Kind;

/* What one person sealed for another is our own JSON. */
static AlcoveImportReader *
open_sealed (GFile *file, const char *passphrase, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) sealed = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;

  if (passphrase == NULL || *passphrase == '\0')
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NEEDS_PASSPHRASE,
                           "the file is sealed with a passphrase");
      return NULL;
    }
  sealed = g_file_read (file, cancellable, error);
  if (sealed == NULL)
    return NULL;
  info = g_file_input_stream_query_info (sealed, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  stream = alcove_seal_input_new (G_INPUT_STREAM (sealed), passphrase, cancellable, error);
  if (stream == NULL)
    return NULL;
  return alcove_json_reader_new (stream, info ? g_file_info_get_size (info) : -1, NULL);
}

static AlcoveImportReader *
open_json (GFile *file, const char *passphrase, GCancellable *cancellable, GError **error)
{
  return alcove_json_reader_open (file, cancellable, error);
}

/* Of all databases only Alpaca's. */
static AlcoveImportReader *
open_database (GFile *file, const char *passphrase, GCancellable *cancellable, GError **error)
{
  return alcove_alpaca_reader_open (file, cancellable, error);
}

static AlcoveImportReader *
open_pickle (GFile *file, const char *passphrase, GCancellable *cancellable, GError **error)
{
  return alcove_newelle_reader_open (file, cancellable, error);
}

static AlcoveImportReader *
open_archive (GFile *file, const char *passphrase, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveImportFolder) folder = alcove_import_archive_open (file, cancellable, error);

  return folder ? alcove_folder_reader_new (folder) : NULL;
}

static AlcoveImportReader *
open_directory (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveImportFolder) folder = alcove_import_directory_open (file, cancellable, error);

  alcove_file_error_translate (error);
  return folder ? alcove_folder_reader_new (folder) : NULL;
}

/* The last one takes all that is left. */
static const Kind kinds[] = {
  { alcove_seal_is_sealed, open_sealed },
  { alcove_foreign_db_is_one, open_database },
  { alcove_pickle_is_one, open_pickle },
  { alcove_import_archive_is_one, open_archive },
  { NULL, open_json },
};

G_DEFINE_ABSTRACT_TYPE (AlcoveImportReader, alcove_import_reader, G_TYPE_OBJECT)

static void
alcove_import_reader_class_init (AlcoveImportReaderClass *klass)
{
}

static void
alcove_import_reader_init (AlcoveImportReader *self)
{
}

/**
 * alcove_import_reader_step:
 * @self: a file
 * @sink: takes what is found
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether there may be more; %FALSE without an error at the end
 */
gboolean
alcove_import_reader_step (AlcoveImportReader *self, AlcoveImportSink *sink,
                           GCancellable *cancellable, GError **error)
{
  gboolean may_have_more;
  GError *failure;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  may_have_more = ALCOVE_IMPORT_READER_GET_CLASS (self)->step (self, sink, cancellable, error);
  failure = alcove_import_sink_take_error (sink);
  alcove_file_error_translate (error);
  if (failure == NULL)
    return may_have_more;
  g_clear_error (error);
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * alcove_import_reader_get_format:
 * @self: a file
 *
 * Returns: (nullable) (transfer none): the name of its format, once that is known
 */
const char *
alcove_import_reader_get_format (AlcoveImportReader *self)
{
  return ALCOVE_IMPORT_READER_GET_CLASS (self)->get_format (self);
}

/**
 * alcove_import_reader_get_position:
 * @self: a file
 *
 * Returns: how much of it was read, from 0 to 1
 */
double
alcove_import_reader_get_position (AlcoveImportReader *self)
{
  return CLAMP (ALCOVE_IMPORT_READER_GET_CLASS (self)->get_position (self), 0, 1);
}

/* (transfer full): the first bytes. */
static GBytes *
read_head (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *head = g_malloc0 (HEAD_BYTES);
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_BYTES, &length, cancellable,
                                   error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&head), length);
}

/**
 * alcove_import_reader_open:
 * @file: a file of chats, or a directory of such files
 * @passphrase: (nullable): what opens it where it is sealed
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader at its start
 */
AlcoveImportReader *
alcove_import_reader_open (GFile *file, const char *passphrase, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GBytes) head = NULL;
  gsize length;
  const guint8 *bytes;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    return open_directory (file, cancellable, error);
  head = read_head (file, cancellable, error);
  alcove_file_error_translate (error);
  if (head == NULL)
    return NULL;
  bytes = g_bytes_get_data (head, &length);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].matches == NULL || kinds[i].matches (bytes, length))
      return kinds[i].open (file, passphrase, cancellable, error);
  g_assert_not_reached ();
}
