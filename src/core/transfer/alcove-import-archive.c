/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A zip archive as a folder of files, read with libarchive by its list at the end: an archive without one was cut short.
 * It may be hostile. Names are shown and nothing else; links are passed over; what it unpacks to is bounded by its own
 * size. An archive within one is in memory. Blocks; one thread at a time. */

#include "alcove-import-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-import-entry.h"

#define BLOCK_SIZE (64 * 1024)
#define N_FILES_MAX 200000
/* Texts of chats become a tenth of what they were. So much may come of any archive, and so many times its size. */
#define UNPACKED_MIN ((gint64) 256 * 1024 * 1024)
#define RATIO_MAX 200

typedef struct archive Archive;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_free)

/* A place in the archive; each has its own way through the file. */
typedef struct
{
  Archive *archive;
  GInputStream *stream;
  guint8 *block;
  guint next; /* which entry comes next */
} Cursor;

struct _AlcoveImportArchive
{
  AlcoveImportFolder parent_instance;

  GFile *file;                /* NULL for one in memory */
  GBytes *bytes;              /* NULL for a file */
  AlcoveImportArchive *outer; /* nullable: what this one stands in */
  GArray *files;
  GArray *entries; /* guint: where each of them stands among all entries */
  Cursor texts;
  Cursor others;
  gint64 left; /* bytes that may still be unpacked */
};

G_DEFINE_FINAL_TYPE (AlcoveImportArchive, alcove_import_archive, ALCOVE_TYPE_IMPORT_FOLDER)

static gboolean
set_damaged (const char *said, GError **error)
{
  g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE, "the archive is damaged: %s",
               said ? said : "");
  return FALSE;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ARCHIVE_TOO_LARGE,
                       "the archive unpacks to far more than its size");
  return FALSE;
}

/* ---- the file below ---- */

static la_ssize_t
read_cb (Archive *archive, void *data, const void **buffer)
{
  Cursor *cursor = data;
  const gssize n = g_input_stream_read (cursor->stream, cursor->block, BLOCK_SIZE, NULL, NULL);

  *buffer = cursor->block;
  if (n < 0)
    archive_set_error (archive, EIO, "the file cannot be read");
  return n;
}

static la_int64_t
seek_cb (Archive *archive, void *data, la_int64_t offset, int whence)
{
  Cursor *cursor = data;
  const GSeekType type = whence == SEEK_SET   ? G_SEEK_SET
                         : whence == SEEK_CUR ? G_SEEK_CUR
                                              : G_SEEK_END;

  if (!g_seekable_seek (G_SEEKABLE (cursor->stream), offset, type, NULL, NULL))
    return ARCHIVE_FATAL;
  return g_seekable_tell (G_SEEKABLE (cursor->stream));
}

static void
close_cursor (Cursor *cursor)
{
  g_clear_pointer (&cursor->archive, archive_free);
  g_clear_object (&cursor->stream);
  g_clear_pointer (&cursor->block, g_free);
  cursor->next = 0;
}

static gboolean
open_cursor (AlcoveImportArchive *self, Cursor *cursor, GCancellable *cancellable, GError **error)
{
  close_cursor (cursor);
  if (self->bytes != NULL)
    cursor->stream = g_memory_input_stream_new_from_bytes (self->bytes);
  else
    cursor->stream = G_INPUT_STREAM (g_file_read (self->file, cancellable, error));
  if (cursor->stream == NULL)
    return FALSE;
  cursor->block = g_malloc (BLOCK_SIZE);
  cursor->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (cursor->archive);
  archive_read_set_callback_data (cursor->archive, cursor);
  archive_read_set_read_callback (cursor->archive, read_cb);
  archive_read_set_seek_callback (cursor->archive, seek_cb);
  return archive_read_open1 (cursor->archive) == ARCHIVE_OK
         || set_damaged (archive_error_string (cursor->archive), error);
}

/* (transfer none) (nullable): NULL without an error behind the last one. */
static struct archive_entry *
next_entry (Cursor *cursor, GError **error)
{
  struct archive_entry *entry = NULL;
  const int status = archive_read_next_header (cursor->archive, &entry);

  cursor->next++;
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
    return entry;
  if (status != ARCHIVE_EOF)
    set_damaged (archive_error_string (cursor->archive), error);
  return NULL;
}

/* Puts a cursor at an entry; from its start where it is behind already. */
static gboolean
go_to (AlcoveImportArchive *self, Cursor *cursor, guint index, GCancellable *cancellable,
       GError **error)
{
  const guint wanted = g_array_index (self->entries, guint, index);

  if ((cursor->archive == NULL || cursor->next > wanted)
      && !open_cursor (self, cursor, cancellable, error))
    return FALSE;
  while (cursor->next <= wanted)
    {
      g_autoptr (GError) local = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (next_entry (cursor, &local) != NULL)
        continue;
      if (local == NULL)
        return set_damaged ("it changed meanwhile", error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* ---- an entry ---- */

static gssize
read_entry (GObject *owner, gpointer place, void *buffer, gsize count, GError **error)
{
  AlcoveImportArchive *self = ALCOVE_IMPORT_ARCHIVE (owner);
  Cursor *cursor = place;
  la_ssize_t n;

  do
    n = archive_read_data (cursor->archive, buffer, count);
  while (n == ARCHIVE_RETRY);
  if (n < 0)
    {
      set_damaged (archive_error_string (cursor->archive), error);
      return -1;
    }
  self->left -= n;
  if (self->left >= 0)
    return n;
  set_too_large (error);
  return -1;
}

/* What the cursor stands at. */
static GInputStream *
entry_new (AlcoveImportArchive *self, Cursor *cursor)
{
  return alcove_import_entry_new (G_OBJECT (self), read_entry, cursor);
}

/* ---- the folder ---- */

static GArray *
alcove_import_archive_list (AlcoveImportFolder *folder)
{
  return ALCOVE_IMPORT_ARCHIVE (folder)->files;
}

static GInputStream *
alcove_import_archive_open_file (AlcoveImportFolder *folder, guint index, GCancellable *cancellable,
                                 GError **error)
{
  AlcoveImportArchive *self = ALCOVE_IMPORT_ARCHIVE (folder);

  return go_to (self, &self->texts, index, cancellable, error) ? entry_new (self, &self->texts)
                                                               : NULL;
}

static GBytes *
alcove_import_archive_read_file (AlcoveImportFolder *folder, guint index, gsize max,
                                 GCancellable *cancellable, GError **error)
{
  AlcoveImportArchive *self = ALCOVE_IMPORT_ARCHIVE (folder);
  g_autoptr (GInputStream) stream = NULL;

  if (!go_to (self, &self->others, index, cancellable, error))
    return NULL;
  stream = entry_new (self, &self->others);
  return alcove_import_folder_read_stream (stream, max, cancellable, error);
}

static void
alcove_import_archive_finalize (GObject *object)
{
  AlcoveImportArchive *self = ALCOVE_IMPORT_ARCHIVE (object);

  close_cursor (&self->texts);
  close_cursor (&self->others);
  if (self->outer != NULL)
    self->outer->left += MAX (self->left, 0);
  g_clear_object (&self->outer);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_array_unref (self->files);
  g_array_unref (self->entries);
  G_OBJECT_CLASS (alcove_import_archive_parent_class)->finalize (object);
}

static void
alcove_import_archive_class_init (AlcoveImportArchiveClass *klass)
{
  AlcoveImportFolderClass *folder_class = ALCOVE_IMPORT_FOLDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_import_archive_finalize;
  folder_class->list = alcove_import_archive_list;
  folder_class->open = alcove_import_archive_open_file;
  folder_class->read = alcove_import_archive_read_file;
}

static void
alcove_import_archive_init (AlcoveImportArchive *self)
{
  self->files = g_array_new (FALSE, FALSE, sizeof (AlcoveImportFile));
  g_array_set_clear_func (self->files, alcove_import_file_clear);
  self->entries = g_array_new (FALSE, FALSE, sizeof (guint));
}

static gboolean
add_entry (AlcoveImportArchive *self, struct archive_entry *entry, guint place, GError **error)
{
  const char *path = archive_entry_pathname_utf8 (entry);
  AlcoveImportFile file = { .size = MAX (archive_entry_size (entry), 0) };

  if (archive_entry_is_encrypted (entry))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ARCHIVE_LOCKED,
                           "the archive needs a password");
      return FALSE;
    }
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL)
    return TRUE;
  file.name = alcove_import_folder_dup_name (path ? path : archive_entry_pathname (entry));
  g_array_append_val (self->files, file);
  g_array_append_val (self->entries, place);
  return TRUE;
}

/* What it says of itself is looked at before anything of it is taken. */
static gboolean
list_entries (AlcoveImportArchive *self, GCancellable *cancellable, GError **error)
{
  gint64 told = 0;

  for (guint place = 0;; place++)
    {
      g_autoptr (GError) local = NULL;
      struct archive_entry *entry = next_entry (&self->texts, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (entry == NULL)
        return TRUE;
      told += CLAMP (archive_entry_size (entry), 0, self->left + 1);
      if (told > self->left || place >= N_FILES_MAX)
        return set_too_large (error);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !add_entry (self, entry, place, error))
        return FALSE;
    }
}

static gint64
get_allowance (gint64 size)
{
  return MAX (UNPACKED_MIN, CLAMP (size, 0, G_MAXINT64 / RATIO_MAX) * RATIO_MAX);
}

/* A file of an unknown size is as small as it can be. */
static gint64
get_size (GInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (
      G_FILE_INPUT_STREAM (stream), G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);

  return info ? g_file_info_get_size (info) : 0;
}

/**
 * alcove_import_archive_is_one:
 * @head: the first bytes of a file
 * @length: how many
 *
 * Returns: whether it begins as a zip archive does that has something in it
 */
gboolean
alcove_import_archive_is_one (const guint8 *head, gsize length)
{
  return length >= 4 && memcmp (head, "PK\3\4", 4) == 0;
}

/**
 * alcove_import_archive_open:
 * @file: a zip archive
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its files; %ALCOVE_ERROR_DAMAGED_FILE, %ALCOVE_ERROR_ARCHIVE_LOCKED or
 *   %ALCOVE_ERROR_ARCHIVE_TOO_LARGE, which reading may also tell later
 */
AlcoveImportFolder *
alcove_import_archive_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveImportArchive) self = g_object_new (ALCOVE_TYPE_IMPORT_ARCHIVE, NULL);

  self->file = g_object_ref (file);
  self->left = UNPACKED_MIN;
  if (!open_cursor (self, &self->texts, cancellable, error))
    return NULL;
  self->left = get_allowance (get_size (self->texts.stream, cancellable));
  if (!list_entries (self, cancellable, error))
    return NULL;
  return ALCOVE_IMPORT_FOLDER (g_steal_pointer (&self));
}

/**
 * alcove_import_archive_open_within:
 * @outer: an archive
 * @bytes: one that it has among its files
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Both together unpack to no more than @outer may: the one within has half of what is left, and gives back what it does
 * not use.
 *
 * Returns: (transfer full) (nullable): its files; errors as alcove_import_archive_open()
 */
AlcoveImportFolder *
alcove_import_archive_open_within (AlcoveImportArchive *outer, GBytes *bytes,
                                   GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveImportArchive) self = g_object_new (ALCOVE_TYPE_IMPORT_ARCHIVE, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->outer = g_object_ref (outer);
  self->left = MIN (outer->left / 2, get_allowance ((gint64) g_bytes_get_size (bytes)));
  outer->left -= self->left;
  if (!open_cursor (self, &self->texts, cancellable, error)
      || !list_entries (self, cancellable, error))
    return NULL;
  return ALCOVE_IMPORT_FOLDER (g_steal_pointer (&self));
}
