/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A database, a pickle or an archive among the files of an archive or a directory. In an archive it has to be in memory,
 * for nothing of that is written to a disk. Blocks; one thread at a time. */

#include "alcove-inner-file.h"

#include "alcove-alpaca-reader.h"
#include "alcove-error.h"
#include "alcove-folder-reader.h"
#include "alcove-foreign-db.h"
#include "alcove-import-archive.h"
#include "alcove-newelle-reader.h"
#include "alcove-pickle.h"

/* A chat with its pictures is in memory beside it, and the next one. */
#define BYTES_MAX ((gsize) 64 * 1024 * 1024)

/**
 * alcove_inner_file_sniff:
 * @head: the first bytes of a file
 * @length: how many they are
 *
 * Returns: what it is
 */
AlcoveInnerKind
alcove_inner_file_sniff (const guint8 *head, gsize length)
{
  if (alcove_foreign_db_is_one (head, length))
    return ALCOVE_INNER_DATABASE;
  if (alcove_import_archive_is_one (head, length))
    return ALCOVE_INNER_ARCHIVE;
  return alcove_pickle_is_one (head, length) ? ALCOVE_INNER_PICKLE : ALCOVE_INNER_NONE;
}

static AlcoveImportReader *
read_folder (AlcoveImportFolder *folder)
{
  g_autoptr (AlcoveImportFolder) own = folder;

  return own ? alcove_folder_reader_new_inner (own) : NULL;
}

/* One that lies by itself is read where it is. */
static AlcoveImportReader *
open_file (AlcoveInnerKind kind, GFile *file, GCancellable *cancellable, GError **error)
{
  if (kind == ALCOVE_INNER_DATABASE)
    return alcove_alpaca_reader_open (file, cancellable, error);
  if (kind == ALCOVE_INNER_PICKLE)
    return alcove_newelle_reader_open (file, cancellable, error);
  return read_folder (alcove_import_archive_open (file, cancellable, error));
}

static AlcoveImportReader *
open_bytes (AlcoveInnerKind kind, AlcoveImportFolder *folder, GBytes *bytes,
            GCancellable *cancellable, GError **error)
{
  if (kind == ALCOVE_INNER_DATABASE)
    return alcove_alpaca_reader_new (bytes, error);
  return read_folder (alcove_import_archive_open_within (ALCOVE_IMPORT_ARCHIVE (folder), bytes,
                                                         cancellable, error));
}

/**
 * alcove_inner_file_get_reason:
 * @error: why it cannot be read
 *
 * Returns: why it is passed over and told; 0 for what is no mistake
 */
AlcoveSkipReason
alcove_inner_file_get_reason (const GError *error)
{
  static const struct
  {
    AlcoveError code;
    AlcoveSkipReason reason;
  } reasons[] = {
    { ALCOVE_ERROR_DAMAGED_FILE, ALCOVE_SKIP_BROKEN },
    { ALCOVE_ERROR_FILE_TOO_LARGE, ALCOVE_SKIP_TOO_LARGE },
    { ALCOVE_ERROR_ARCHIVE_TOO_LARGE, ALCOVE_SKIP_TOO_LARGE },
    { ALCOVE_ERROR_ARCHIVE_LOCKED, ALCOVE_SKIP_LOCKED },
    { ALCOVE_ERROR_UNSAFE_FILE, ALCOVE_SKIP_UNSAFE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_error_matches (error, ALCOVE_ERROR, (int) reasons[i].code))
      return reasons[i].reason;
  return 0;
}

/* An error of the whole folder is left to the caller. */
static gboolean
read_bytes (GInputStream *stream, GBytes **bytes, AlcoveSkipReason *reason,
            GCancellable *cancellable, GError **error)
{
  GError *local = NULL;

  *bytes = alcove_import_folder_read_stream (stream, BYTES_MAX, cancellable, &local);
  if (*bytes == NULL && local == NULL)
    *reason = ALCOVE_SKIP_TOO_LARGE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * alcove_inner_file_open:
 * @kind: what it is
 * @folder: what it stands in
 * @index: which of its files it is
 * @stream: its bytes
 * @reader: (out) (transfer full) (nullable): a reader at its start, %NULL where it cannot be read
 * @reason: (out): why that is told; 0 where it has no chats, which is no mistake
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: %FALSE with an error of the folder itself
 */
gboolean
alcove_inner_file_open (AlcoveInnerKind kind, AlcoveImportFolder *folder, guint index,
                        GInputStream *stream, AlcoveImportReader **reader, AlcoveSkipReason *reason,
                        GCancellable *cancellable, GError **error)
{
  GFile *file = alcove_import_folder_get_file (folder, index);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;

  *reader = NULL;
  *reason = 0;
  if (file == NULL && kind == ALCOVE_INNER_PICKLE)
    *reader = alcove_newelle_reader_new (
        stream, g_array_index (alcove_import_folder_list (folder), AlcoveImportFile, index).size);
  else if (file != NULL)
    *reader = open_file (kind, file, cancellable, &local);
  else if (!read_bytes (stream, &bytes, reason, cancellable, error))
    return FALSE;
  else if (bytes != NULL)
    *reader = open_bytes (kind, folder, bytes, cancellable, &local);
  if (local != NULL)
    *reason = alcove_inner_file_get_reason (local);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
