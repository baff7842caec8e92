/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a zip archive of chats: it is read or refused, and whatever comes out is fit for a history. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <unistd.h>

#include "alcove-folder-reader.h"
#include "alcove-import-archive.h"
#include "check-bundle.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* One for this process, in memory where the system has that. */
static GFile *
get_file (void)
{
  static char *path;

  if (path == NULL)
    {
      g_autofree char *name = g_strdup_printf ("alcove-fuzz-archive-%d", (int) getpid ());

      path = g_build_filename (
          g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir (), name, NULL);
    }
  return g_file_new_for_path (path);
}

static void
read_all (AlcoveImportFolder *folder)
{
  g_autoptr (AlcoveImportReader) reader = alcove_folder_reader_new (folder);
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  gboolean may_have_more = TRUE;

  while (may_have_more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) ready = NULL;

      may_have_more = alcove_import_reader_step (reader, sink, NULL, &error);
      ready = alcove_import_sink_take (sink);
      for (guint i = 0; i < ready->len; i++)
        check_bundle (((AlcoveImported *) ready->pdata[i])->bundle);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GFile) file = get_file ();
  g_autoptr (AlcoveImportFolder) folder = NULL;

  g_assert_true (g_file_set_contents_full (g_file_peek_path (file), (const char *) data,
                                           (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  folder = alcove_import_archive_open (file, NULL, NULL);
  if (folder != NULL)
    read_all (folder);
  g_unlink (g_file_peek_path (file));
  return 0;
}
