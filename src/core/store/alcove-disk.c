/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Files of the store as wholes: made durable, renamed, copied, dated, removed. What succeeds here has reached
 * the disk. Blocks; any thread. */

#include "alcove-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "alcove-error.h"

#define BLOCK_SIZE (256 * 1024)

/* Always FALSE, with the error that errno means to a person. */
gboolean
alcove_disk_fail (const char *doing, int number, GError **error)
{
  AlcoveError code = ALCOVE_ERROR_STORE;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = ALCOVE_ERROR_DISK_FULL;
  else if (number == EROFS || number == EACCES || number == EPERM)
    code = ALCOVE_ERROR_READ_ONLY;
  else if (number == ENOENT)
    code = ALCOVE_ERROR_NOT_FOUND;
  g_set_error (error, ALCOVE_ERROR, code, "%s: %s", doing, g_strerror (number));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  int number = fd < 0 || fsync (fd) != 0 ? errno : 0;

  if (fd >= 0)
    g_close (fd, NULL);
  return number == 0 || alcove_disk_fail ("sync", number, error);
}

gboolean
alcove_disk_sync_file (const char *path, GError **error)
{
  return sync_path (path, 0, error);
}

/* The names in the folder where path stands. */
gboolean
alcove_disk_sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_DIRECTORY, error);
}

/* Takes the place of what stands at to; the new name has reached the disk. */
gboolean
alcove_disk_rename (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) != 0)
    return alcove_disk_fail ("rename", errno, error);
  return alcove_disk_sync_folder_of (to, error);
}

static gboolean
write_block (int fd, const char *data, gssize size)
{
  while (size > 0)
    {
      const gssize n = write (fd, data, (gsize) size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      size -= MAX (n, 0);
    }
  return TRUE;
}

/* 0, or errno. */
static int
copy_bytes (int from, int to)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  gssize n;

  while ((n = read (from, block, BLOCK_SIZE)) != 0)
    if ((n < 0 && errno != EINTR) || (n > 0 && !write_block (to, block, n)))
      return errno;
  return fsync (to) == 0 ? 0 : errno;
}

/**
 * alcove_disk_copy: (skip)
 * @from: a file
 * @to: where none stands
 * @error: return location for an error
 *
 * Returns: whether a copy, byte by byte and for this user alone, has reached the disk; its name needs the folder's sync
 */
gboolean
alcove_disk_copy (const char *from, const char *to, GError **error)
{
  g_autofd int source = g_open (from, O_RDONLY | O_CLOEXEC, 0);
  g_autofd int target = -1;
  int number;

  if (source < 0)
    return alcove_disk_fail ("copy", errno, error);
  target = g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (target < 0)
    return alcove_disk_fail ("copy", errno, error);
  number = copy_bytes (source, target);
  if (number == 0)
    return TRUE;
  g_unlink (to);
  return alcove_disk_fail ("copy", number, error);
}

/* A database of ours with what the engine puts beside it. */
void
alcove_disk_remove_database (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal", "" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/**
 * alcove_disk_dup_dated: (skip)
 * @folder: a folder
 * @stem: how the name begins
 * @suffix: how it ends
 *
 * Returns: (transfer full): the path of a file that does not stand, named by the time in UTC; later names are
 *   greater by their bytes
 */
char *
alcove_disk_dup_dated (const char *folder, const char *stem, const char *suffix)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%dT%H%M%SZ");

  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("_%03u", i) : g_strdup ("");
      g_autofree char *name = g_strconcat (stem, date, number, suffix, NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}
