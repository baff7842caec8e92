/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A backup of any bytes: what is unpacked are the two files of one account, no larger than the archive, and nothing
 * else anywhere. */

#include <alcove-backup-file.h>
#include <glib/gstdio.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Removes what is there; the bytes of it. */
static gsize
take_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize size = 0;

  if (g_file_get_contents (path, &contents, &size, NULL))
    g_assert_cmpint (g_unlink (path), ==, 0);
  return size;
}

/* An account's folder; anything else in it would keep it from going. */
static gsize
take_folder (const char *folder)
{
  const gsize size = take_file (folder, "slots") + take_file (folder, "history.db");

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return size;
}

static gsize
take_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gsize size = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      size += take_folder (child);
    }
  return size;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *folder = g_dir_make_tmp ("alcove-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "backup", NULL);
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_true (g_file_set_contents (path, (const char *) data, (gssize) size, NULL));
  g_assert_cmpint (g_mkdir (out, 0700), ==, 0);
  id = alcove_backup_file_extract (path, out, &error);
  g_assert_true ((id == NULL) == (error != NULL));
  g_assert_cmpuint (take_all (out), <=, size);
  g_assert_cmpint (g_rmdir (out), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return 0;
}
