/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Files that stand together, whatever holds them. */

#include "alcove-import-folder.h"

#include <string.h>

#include "alcove-hidden-characters.h"

#define NAME_CHARACTERS 120
#define PIECE (64 * 1024)

G_DEFINE_ABSTRACT_TYPE (AlcoveImportFolder, alcove_import_folder, G_TYPE_OBJECT)

static void
alcove_import_folder_class_init (AlcoveImportFolderClass *klass)
{
}

static void
alcove_import_folder_init (AlcoveImportFolder *self)
{
}

void
alcove_import_file_clear (gpointer file)
{
  g_clear_pointer (&((AlcoveImportFile *) file)->name, g_free);
}

/**
 * alcove_import_folder_list:
 * @self: a folder
 *
 * Returns: (transfer none) (element-type AlcoveImportFile): its files
 */
GArray *
alcove_import_folder_list (AlcoveImportFolder *self)
{
  return ALCOVE_IMPORT_FOLDER_GET_CLASS (self)->list (self);
}

/**
 * alcove_import_folder_open:
 * @self: a folder
 * @index: which of its files: behind the one that was opened before
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its bytes, until the next one is opened
 */
GInputStream *
alcove_import_folder_open (AlcoveImportFolder *self, guint index, GCancellable *cancellable,
                           GError **error)
{
  return ALCOVE_IMPORT_FOLDER_GET_CLASS (self)->open (self, index, cancellable, error);
}

/**
 * alcove_import_folder_read:
 * @self: a folder
 * @index: any of its files; it goes fastest in their order
 * @max: how many bytes it may have
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL without an error where they are more than @max
 */
GBytes *
alcove_import_folder_read (AlcoveImportFolder *self, guint index, gsize max,
                           GCancellable *cancellable, GError **error)
{
  return ALCOVE_IMPORT_FOLDER_GET_CLASS (self)->read (self, index, max, cancellable, error);
}

/**
 * alcove_import_folder_get_file:
 * @self: a folder
 * @index: any of its files
 *
 * Returns: (transfer none) (nullable): where it is a file by itself, that
 */
GFile *
alcove_import_folder_get_file (AlcoveImportFolder *self, guint index)
{
  AlcoveImportFolderClass *klass = ALCOVE_IMPORT_FOLDER_GET_CLASS (self);

  return klass->get_file ? klass->get_file (self, index) : NULL;
}

/* (nullable): NULL without an error for more than max. */
GBytes *
alcove_import_folder_read_stream (GInputStream *stream, gsize max, GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n;

  do
    {
      const guint before = bytes->len;

      g_byte_array_set_size (bytes, before + PIECE);
      n = g_input_stream_read (stream, bytes->data + before, PIECE, cancellable, error);
      g_byte_array_set_size (bytes, before + (guint) MAX (n, 0));
      if (n < 0 || bytes->len > max)
        return NULL;
    }
  while (n > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * alcove_import_folder_dup_name:
 * @path: (nullable): a name with folders before it, as whoever made the archive wrote it
 *
 * Nothing is ever written by such a name: it is shown, and told apart from others.
 *
 * Returns: (transfer full): what is behind the last slash, fit to be shown
 */
char *
alcove_import_folder_dup_name (const char *path)
{
  const char *slash = path ? strrchr (path, '/') : NULL;
  g_autofree char *valid = g_utf8_make_valid (slash ? slash + 1 : (path ? path : ""), -1);
  g_autofree char *shown = alcove_hidden_characters_reveal (valid, -1, NULL);

  if (g_utf8_strlen (shown, -1) <= NAME_CHARACTERS)
    return g_steal_pointer (&shown);
  return g_utf8_substring (shown, 0, NAME_CHARACTERS);
}
