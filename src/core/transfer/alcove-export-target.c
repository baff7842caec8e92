/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A file that stands under its name when it is complete, and not before. Blocks; one thread at a time. In this order:
 * - a file without a name (O_TMPFILE) that gets one at the end: a kill leaves nothing;
 * - a hidden one beside it, NAME.part, renamed at the end: where the file system or a portal knows no nameless files;
 * - the file itself, where nothing else may be written there: what stands in it goes with the first byte that is written.
 *   What fails then is emptied, and removed if it was not there;
 * - what GIO does, where the file has no path.
 * A pipe or a device is written to.
 * It is readable by its owner alone; who wants to share it can say so. */

#include "alcove-export-target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-file-error.h"

struct _AlcoveExportTarget
{
  GFile *file;
  char *path; /* NULL where GIO does it all */
  char *part; /* under which it stands until the end, NULL for nameless, or in place */
  int fd;
  gboolean is_nameless;
  gboolean is_in_place;
  gboolean is_created; /* in place, and nothing stood there */
  gboolean is_emptied; /* in place: what stood there is gone */
  gboolean is_special; /* a pipe or a device: it is only written to */
  gboolean is_committed;
  GOutputStream *stream;
};

static gboolean
fail (int number, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_errno (number),
                       g_strerror (number));
  alcove_file_error_translate (error);
  return FALSE;
}

static char *
dup_part (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *part = g_strdup_printf (".%.200s.%08x.part", name, g_random_int ());

  return g_build_filename (folder, part, NULL);
}

static gboolean
open_nameless (AlcoveExportTarget *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  self->fd = g_open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  self->is_nameless = self->fd >= 0;
  return self->is_nameless;
}

static gboolean
open_beside (AlcoveExportTarget *self)
{
  g_autofree char *part = dup_part (self->path);

  self->fd = g_open (part, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return FALSE;
  self->part = g_steal_pointer (&part);
  return TRUE;
}

/* Only where nothing may stand beside it. */
static gboolean
open_in_place (AlcoveExportTarget *self)
{
  const int why = errno;

  if (why != EACCES && why != EPERM && why != EROFS && why != ENOENT)
    return FALSE;
  self->fd = g_open (self->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  self->is_created = self->fd >= 0;
  if (!self->is_created)
    self->fd = g_open (self->path, O_WRONLY | O_CLOEXEC, 0);
  self->is_in_place = self->fd >= 0;
  if (!self->is_in_place)
    errno = why;
  return self->is_in_place;
}

static gboolean
open_special (AlcoveExportTarget *self)
{
  self->fd = g_open (self->path, O_WRONLY | O_NOCTTY | O_CLOEXEC, 0);
  self->is_in_place = self->is_special = self->fd >= 0;
  return self->is_special;
}

/* A link stays, and what it leads to is replaced. */
static void
follow_link (AlcoveExportTarget *self)
{
  char *real
      = g_file_test (self->path, G_FILE_TEST_IS_SYMLINK) ? realpath (self->path, NULL) : NULL;

  if (real == NULL)
    return;
  g_set_str (&self->path, real);
  free (real);
}

static gboolean
open_path (AlcoveExportTarget *self, GError **error)
{
  struct stat status;

  follow_link (self);
  if (stat (self->path, &status) == 0 && S_ISDIR (status.st_mode))
    return fail (EISDIR, error);
  if (stat (self->path, &status) == 0 && !S_ISREG (status.st_mode))
    {
      if (!open_special (self))
        return fail (errno, error);
    }
  else if (!open_nameless (self) && !open_beside (self) && !open_in_place (self))
    return fail (errno, error);
  self->stream = g_unix_output_stream_new (self->fd, FALSE);
  return TRUE;
}

/**
 * alcove_export_target_open:
 * @file: what is to be written; what stands there stays until the end
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an empty file
 */
AlcoveExportTarget *
alcove_export_target_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (AlcoveExportTarget) self = g_new0 (AlcoveExportTarget, 1);

  self->fd = -1;
  self->file = g_object_ref (file);
  self->path = g_file_get_path (file);
  if (self->path != NULL)
    return open_path (self, error) ? g_steal_pointer (&self) : NULL;
  self->stream = G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error));
  alcove_file_error_translate (error);
  return self->stream ? g_steal_pointer (&self) : NULL;
}

/**
 * alcove_export_target_new_for_fd:
 * @fd: what is open for writing; not closed
 *
 * Returns: (transfer full): what is written to it at once, and cannot be taken back
 */
AlcoveExportTarget *
alcove_export_target_new_for_fd (int fd)
{
  AlcoveExportTarget *self = g_new0 (AlcoveExportTarget, 1);

  self->fd = -1;
  self->is_in_place = self->is_special = TRUE;
  self->path = g_strdup ("");
  self->stream = g_unix_output_stream_new (fd, FALSE);
  return self;
}

/* Where a file is written in place, the last moment at which what stood there is still whole. */
static void
empty_what_stands_there (AlcoveExportTarget *self)
{
  if (self->is_in_place && !self->is_special && !self->is_emptied)
    self->is_emptied = ftruncate (self->fd, 0) == 0;
}

/**
 * alcove_export_target_get_stream:
 * @self: an open file
 *
 * To be called when there is something to write, not before.
 *
 * Returns: (transfer none): where to write it
 */
GOutputStream *
alcove_export_target_get_stream (AlcoveExportTarget *self)
{
  empty_what_stands_there (self);
  return self->stream;
}

static gboolean
link_as (AlcoveExportTarget *self, const char *path)
{
  g_autofree char *from = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return linkat (AT_FDCWD, from, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* Gives it its name, in one step also where something stands there. */
static gboolean
name_it (AlcoveExportTarget *self, GError **error)
{
  if (self->is_in_place || (self->is_nameless && link_as (self, self->path)))
    return TRUE;
  if (self->is_nameless && errno != EEXIST)
    return fail (errno, error);
  if (self->is_nameless)
    {
      g_autofree char *part = dup_part (self->path);

      if (!link_as (self, part))
        return fail (errno, error);
      self->part = g_steal_pointer (&part);
    }
  if (g_rename (self->part, self->path) < 0)
    return fail (errno, error);
  g_clear_pointer (&self->part, g_free);
  return TRUE;
}

/**
 * alcove_export_target_commit:
 * @self: a complete file
 * @error: return location for an error
 *
 * Returns: whether it stands under its name and has reached the disk
 */
gboolean
alcove_export_target_commit (AlcoveExportTarget *self, GError **error)
{
  if (self->path == NULL)
    {
      self->is_committed = g_output_stream_close (self->stream, NULL, error);
      alcove_file_error_translate (error);
      return self->is_committed;
    }
  if (self->is_in_place && !self->is_special && !self->is_emptied)
    return fail (EIO, error);
  if (!self->is_special && fsync (self->fd) < 0 && errno != EINVAL && errno != ENOSYS)
    return fail (errno, error);
  self->is_committed = name_it (self, error);
  return self->is_committed;
}

/* Closed with a cancellable that is cancelled, GIO drops what it wrote. */
static void
discard_stream (AlcoveExportTarget *self)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (self->stream, cancelled, NULL);
}

void
alcove_export_target_free (AlcoveExportTarget *self)
{
  if (!self->is_committed && self->path == NULL && self->stream != NULL)
    discard_stream (self);
  if (!self->is_committed && self->is_emptied && ftruncate (self->fd, 0) < 0)
    self->is_emptied = FALSE; /* nothing more can be done about it */
  if (!self->is_committed && self->is_created)
    g_unlink (self->path);
  if (self->part != NULL)
    g_unlink (self->part);
  g_clear_object (&self->stream);
  g_clear_fd (&self->fd, NULL);
  g_clear_object (&self->file);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}
