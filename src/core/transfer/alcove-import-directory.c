/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A directory as a folder of files: by their names, to some depth; links are not followed. Blocks; any thread. */

#include "alcove-import-directory.h"

#include <string.h>

#include "alcove-error.h"

#define DEPTH_MAX 8
#define N_FILES_MAX 100000
#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE                                \
                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE

struct _AlcoveImportDirectory
{
  AlcoveImportFolder parent_instance;
  GArray *files;
  GPtrArray *places; /* GFile, of each of them */
};

G_DEFINE_FINAL_TYPE (AlcoveImportDirectory, alcove_import_directory, ALCOVE_TYPE_IMPORT_FOLDER)

static GArray *
alcove_import_directory_list (AlcoveImportFolder *folder)
{
  return ALCOVE_IMPORT_DIRECTORY (folder)->files;
}

static GInputStream *
alcove_import_directory_open_file (AlcoveImportFolder *folder, guint index,
                                   GCancellable *cancellable, GError **error)
{
  AlcoveImportDirectory *self = ALCOVE_IMPORT_DIRECTORY (folder);

  return G_INPUT_STREAM (g_file_read (g_ptr_array_index (self->places, index), cancellable, error));
}

static GBytes *
alcove_import_directory_read_file (AlcoveImportFolder *folder, guint index, gsize max,
                                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream
      = alcove_import_directory_open_file (folder, index, cancellable, error);

  return stream ? alcove_import_folder_read_stream (stream, max, cancellable, error) : NULL;
}

static GFile *
alcove_import_directory_get_file (AlcoveImportFolder *folder, guint index)
{
  return g_ptr_array_index (ALCOVE_IMPORT_DIRECTORY (folder)->places, index);
}

static void
alcove_import_directory_finalize (GObject *object)
{
  AlcoveImportDirectory *self = ALCOVE_IMPORT_DIRECTORY (object);

  g_array_unref (self->files);
  g_ptr_array_unref (self->places);
  G_OBJECT_CLASS (alcove_import_directory_parent_class)->finalize (object);
}

static void
alcove_import_directory_class_init (AlcoveImportDirectoryClass *klass)
{
  AlcoveImportFolderClass *folder_class = ALCOVE_IMPORT_FOLDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_import_directory_finalize;
  folder_class->list = alcove_import_directory_list;
  folder_class->open = alcove_import_directory_open_file;
  folder_class->read = alcove_import_directory_read_file;
  folder_class->get_file = alcove_import_directory_get_file;
}

static void
alcove_import_directory_init (AlcoveImportDirectory *self)
{
  self->files = g_array_new (FALSE, FALSE, sizeof (AlcoveImportFile));
  g_array_set_clear_func (self->files, alcove_import_file_clear);
  self->places = g_ptr_array_new_with_free_func (g_object_unref);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (g_file_info_get_name (*(GFileInfo *const *) a),
                 g_file_info_get_name (*(GFileInfo *const *) b));
}

/* (nullable) (element-type GFileInfo) */
static GPtrArray *
list_infos (GFile *directory, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFileEnumerator) each = g_file_enumerate_children (
      directory, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);

  if (each == NULL)
    return NULL;
  for (;;)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (each, &info, NULL, cancellable, error))
        return NULL;
      if (info == NULL)
        break;
      g_ptr_array_add (infos, g_object_ref (info));
      if (infos->len <= N_FILES_MAX)
        continue;
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ARCHIVE_TOO_LARGE,
                           "a directory of too many files");
      return NULL;
    }
  g_ptr_array_sort (infos, compare_names);
  return g_steal_pointer (&infos);
}

static gboolean
scan (AlcoveImportDirectory *self, GFile *directory, guint depth, GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GPtrArray) infos = list_infos (directory, cancellable, error);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      GFileInfo *info = g_ptr_array_index (infos, i);
      GFile *place = g_file_get_child (directory, g_file_info_get_name (info));
      AlcoveImportFile file = { .size = g_file_info_get_size (info) };

      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && self->files->len < N_FILES_MAX)
        {
          file.name = alcove_import_folder_dup_name (g_file_info_get_name (info));
          g_array_append_val (self->files, file);
          g_ptr_array_add (self->places, place);
          continue;
        }
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && depth < DEPTH_MAX
          && !scan (self, place, depth + 1, cancellable, error))
        g_clear_pointer (&infos, g_ptr_array_unref);
      g_object_unref (place);
    }
  return infos != NULL;
}

/**
 * alcove_import_directory_open:
 * @directory: a directory
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): all files in it and below
 */
AlcoveImportFolder *
alcove_import_directory_open (GFile *directory, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveImportDirectory) self = g_object_new (ALCOVE_TYPE_IMPORT_DIRECTORY, NULL);

  if (!scan (self, directory, 0, cancellable, error))
    return NULL;
  return ALCOVE_IMPORT_FOLDER (g_steal_pointer (&self));
}
