/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reads each file of an archive or a directory that has chats, by what it holds; what holds none is passed over, for an
 * export has much beside them. A chat goes on with its pictures in it, a few at a time, so that a text of many small
 * chats does not bring all of their pictures into memory. Blocks; one thread at a time. */

#include "alcove-folder-reader.h"

#include "alcove-error.h"
#include "alcove-import-assets.h"
#include "alcove-import-format.h"
#include "alcove-inner-file.h"
#include "alcove-json-reader.h"
#include "alcove-text-input.h"

#define HEAD_BYTES 512
#define STEP_BYTES ((gsize) 16 * 1024 * 1024)

struct _AlcoveFolderReader
{
  AlcoveImportReader parent_instance;

  AlcoveImportFolder *folder;
  AlcoveImportAssets *assets;
  AlcoveImportReader *text; /* nullable: the file that is being read */
  AlcoveImportSink *inner;  /* of it */
  GQueue waiting;           /* AlcoveImported: read, without their pictures */
  guint next;
  gint64 done; /* bytes of the files before, as they are told */
  gint64 total;
  const char *format;
  gboolean is_inner;  /* the folder stands in another one */
  gboolean is_apart;  /* what is wrong with what is being read is not wrong with the folder */
  gboolean has_large; /* of what may have chats in it something was too large */
};

G_DEFINE_FINAL_TYPE (AlcoveFolderReader, alcove_folder_reader, ALCOVE_TYPE_IMPORT_READER)

/* Of the file that is being read. */
static const char *
get_name (AlcoveFolderReader *self)
{
  GArray *files = alcove_import_folder_list (self->folder);

  return g_array_index (files, AlcoveImportFile, self->next - 1).name;
}

static void
tell (AlcoveFolderReader *self, AlcoveSkipReason reason, AlcoveImportSink *sink)
{
  if (reason == 0)
    return;
  self->has_large |= reason == ALCOVE_SKIP_TOO_LARGE;
  alcove_import_sink_skip (sink, get_name (self), reason);
}

/* The file that is next, as far as it may be one of chats. FALSE with an error of the folder. */
static gboolean
open_by_head (AlcoveFolderReader *self, GInputStream *stream, const guint8 *head, gsize length,
              AlcoveImportSink *sink, GCancellable *cancellable, GError **error)
{
  const AlcoveInnerKind kind = alcove_inner_file_sniff (head, length);
  const AlcoveImportFile *file
      = &g_array_index (alcove_import_folder_list (self->folder), AlcoveImportFile, self->next - 1);
  AlcoveSkipReason reason = 0;

  self->is_apart
      = kind != ALCOVE_INNER_NONE || alcove_text_input_sniff (head, length) == ALCOVE_TEXT_GZIP;
  alcove_import_sink_set_name (self->inner, kind != ALCOVE_INNER_NONE ? file->name : NULL);
  if (kind == ALCOVE_INNER_NONE)
    {
      if (alcove_text_input_may_be_json (head, length))
        self->text = alcove_json_reader_new (stream, file->size, file->name);
      return TRUE;
    }
  if (kind == ALCOVE_INNER_ARCHIVE && self->is_inner)
    return TRUE;
  if (!alcove_inner_file_open (kind, self->folder, self->next - 1, stream, &self->text, &reason,
                               cancellable, error))
    return FALSE;
  tell (self, reason, sink);
  return TRUE;
}

static gboolean
open_next (AlcoveFolderReader *self, AlcoveImportSink *sink, GCancellable *cancellable,
           GError **error)
{
  GArray *files = alcove_import_folder_list (self->folder);
  g_autoptr (GInputStream) stream
      = alcove_import_folder_open (self->folder, self->next, cancellable, error);
  g_autoptr (GInputStream) buffered = NULL;
  gsize length;
  const guint8 *head;

  self->done += g_array_index (files, AlcoveImportFile, self->next).size;
  self->next++;
  if (stream == NULL)
    return FALSE;
  buffered = g_buffered_input_stream_new_sized (stream, 64 * 1024);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), HEAD_BYTES, cancellable,
                                    error)
      < 0)
    return FALSE;
  head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  return open_by_head (self, buffered, head, length, sink, cancellable, error);
}

static void
take_inner (AlcoveFolderReader *self, AlcoveImportSink *sink)
{
  g_autoptr (GPtrArray) ready = alcove_import_sink_take (self->inner);
  g_autoptr (GPtrArray) skips = alcove_import_sink_take_skips (self->inner);

  g_ptr_array_set_free_func (ready, NULL);
  for (guint i = 0; i < ready->len; i++)
    g_queue_push_tail (&self->waiting, ready->pdata[i]);
  for (guint i = 0; i < skips->len; i++)
    {
      const AlcoveSkip *skip = g_ptr_array_index (skips, i);

      alcove_import_sink_skip (sink, skip->entry, skip->reason);
    }
}

/* Whether what one file ends with is no reason not to take the others: one that has no chats is no mistake. */
static gboolean
is_passed (AlcoveFolderReader *self, const GError *error, AlcoveImportSink *sink)
{
  AlcoveSkipReason reason = 0;

  if (error == NULL || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT)
      || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_WEB_PAGE))
    return TRUE;
  if (self->is_apart || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE))
    reason = alcove_inner_file_get_reason (error);
  tell (self, reason, sink);
  return reason != 0;
}

static gboolean
read_on (AlcoveFolderReader *self, AlcoveImportSink *sink, GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GError) local = NULL;
  const gboolean has_more
      = alcove_import_reader_step (self->text, self->inner, cancellable, &local);

  take_inner (self, sink);
  if (has_more)
    return TRUE;
  if (local == NULL || !self->is_apart)
    self->format
        = alcove_import_format_join (self->format, alcove_import_reader_get_format (self->text));
  g_clear_object (&self->text);
  if (is_passed (self, local, sink))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
hand_over (AlcoveFolderReader *self, AlcoveImportSink *sink, GCancellable *cancellable,
           GError **error)
{
  gsize n_bytes = 0;

  while (n_bytes < STEP_BYTES && !g_queue_is_empty (&self->waiting))
    {
      AlcoveImported *imported = g_queue_peek_head (&self->waiting);
      gsize of_chat;

      if (!alcove_import_assets_attach (self->assets, imported->bundle, &of_chat, sink, cancellable,
                                        error))
        return FALSE;
      n_bytes += of_chat;
      alcove_import_sink_pass (sink, g_queue_pop_head (&self->waiting));
    }
  return TRUE;
}

static gboolean
alcove_folder_reader_step (AlcoveImportReader *reader, AlcoveImportSink *sink,
                           GCancellable *cancellable, GError **error)
{
  AlcoveFolderReader *self = ALCOVE_FOLDER_READER (reader);

  if (!g_queue_is_empty (&self->waiting))
    return hand_over (self, sink, cancellable, error);
  if (self->text != NULL)
    return read_on (self, sink, cancellable, error);
  if (self->next < alcove_import_folder_list (self->folder)->len)
    return open_next (self, sink, cancellable, error);
  if (self->format == NULL && self->has_large)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE,
                         "what may have chats in it is too large");
  else if (self->format == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT,
                         "none of its files is one of chats that is known");
  return FALSE;
}

static const char *
alcove_folder_reader_get_format (AlcoveImportReader *reader)
{
  AlcoveFolderReader *self = ALCOVE_FOLDER_READER (reader);

  return alcove_import_format_join (
      self->format, self->text ? alcove_import_reader_get_format (self->text) : NULL);
}

static double
alcove_folder_reader_get_position (AlcoveImportReader *reader)
{
  AlcoveFolderReader *self = ALCOVE_FOLDER_READER (reader);
  double done = (double) self->done;

  if (self->text != NULL && self->next > 0)
    {
      GArray *files = alcove_import_folder_list (self->folder);

      done -= (double) g_array_index (files, AlcoveImportFile, self->next - 1).size
              * (1 - alcove_import_reader_get_position (self->text));
    }
  return self->total > 0 ? done / (double) self->total : 0;
}

static void
alcove_folder_reader_finalize (GObject *object)
{
  AlcoveFolderReader *self = ALCOVE_FOLDER_READER (object);

  g_clear_object (&self->text);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) alcove_imported_free);
  alcove_import_sink_free (self->inner);
  g_clear_pointer (&self->assets, alcove_import_assets_free);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (alcove_folder_reader_parent_class)->finalize (object);
}

static void
alcove_folder_reader_class_init (AlcoveFolderReaderClass *klass)
{
  AlcoveImportReaderClass *reader_class = ALCOVE_IMPORT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_folder_reader_finalize;
  reader_class->step = alcove_folder_reader_step;
  reader_class->get_format = alcove_folder_reader_get_format;
  reader_class->get_position = alcove_folder_reader_get_position;
}

static void
alcove_folder_reader_init (AlcoveFolderReader *self)
{
  self->inner = alcove_import_sink_new ();
  alcove_import_sink_set_has_files (self->inner);
  g_queue_init (&self->waiting);
}

/**
 * alcove_folder_reader_new:
 * @folder: files that stand together
 *
 * Returns: (transfer full): a reader of those that are of chats, at its start
 */
AlcoveImportReader *
alcove_folder_reader_new (AlcoveImportFolder *folder)
{
  AlcoveFolderReader *self = g_object_new (ALCOVE_TYPE_FOLDER_READER, NULL);
  GArray *files = alcove_import_folder_list (folder);

  self->folder = g_object_ref (folder);
  self->assets = alcove_import_assets_new (folder);
  for (guint i = 0; i < files->len; i++)
    self->total += g_array_index (files, AlcoveImportFile, i).size;
  return ALCOVE_IMPORT_READER (self);
}

AlcoveImportReader *
alcove_folder_reader_new_inner (AlcoveImportFolder *folder)
{
  AlcoveImportReader *self = alcove_folder_reader_new (folder);

  ALCOVE_FOLDER_READER (self)->is_inner = TRUE;
  return self;
}
