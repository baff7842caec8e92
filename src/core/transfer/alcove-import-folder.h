/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that stands with others. */
typedef struct
{
  char *name;  /* its own alone, valid UTF-8 */
  gint64 size; /* as it is told, which need not be true; 0 unknown */
} AlcoveImportFile;

void alcove_import_file_clear (gpointer file);

/**
 * AlcoveImportFolder:
 *
 * Files that stand together: an archive, or a directory. Blocks; one thread at a time.
 */
#define ALCOVE_TYPE_IMPORT_FOLDER (alcove_import_folder_get_type ())
G_DECLARE_DERIVABLE_TYPE (AlcoveImportFolder, alcove_import_folder, ALCOVE, IMPORT_FOLDER, GObject)

/**
 * AlcoveImportFolderClass:
 * @list: (element-type AlcoveImportFile): its files, in the order in which they are read best
 * @open: a stream of one of them; there is one at a time, and they are opened in their order
 * @read: all bytes of one of them; %NULL without an error where they are more than @max
 * @get_file: (nullable): where one of them is a file by itself, that
 */
struct _AlcoveImportFolderClass
{
  GObjectClass parent_class;

  GArray *(*list) (AlcoveImportFolder *self);
  GInputStream *(*open) (AlcoveImportFolder *self, guint index, GCancellable *cancellable,
                         GError **error);
  GBytes *(*read) (AlcoveImportFolder *self, guint index, gsize max, GCancellable *cancellable,
                   GError **error);
  GFile *(*get_file) (AlcoveImportFolder *self, guint index);
};

GArray *alcove_import_folder_list (AlcoveImportFolder *self); /* (transfer none) */
GInputStream *alcove_import_folder_open (AlcoveImportFolder *self, guint index,
                                         GCancellable *cancellable, GError **error);
GBytes *alcove_import_folder_read (AlcoveImportFolder *self, guint index, gsize max,
                                   GCancellable *cancellable, GError **error);
GFile *alcove_import_folder_get_file (AlcoveImportFolder *self, guint index);

/* What both kinds need. */
GBytes *alcove_import_folder_read_stream (GInputStream *stream, gsize max,
                                          GCancellable *cancellable, GError **error);
char *alcove_import_folder_dup_name (const char *path);

G_END_DECLS
