/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Between this process and its disk: the calls of the C library that change files, in the test's own program, so that
 * the engine, GLib and the vault all go through them. Below one folder they are recorded, or one of them fails.
 * Any thread. */

/* Both names of a call are ours, so the headers may not turn one into the other. */
#undef _FILE_OFFSET_BITS

#include "disk-tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static GMutex mutex;
static char *tapped;
static GPtrArray *record;
static guint n_calls, failing;
static int failure;
static gboolean has_failed;

static void
op_free (DiskOp *op)
{
  g_free (op->path);
  g_free (op->to);
  g_clear_pointer (&op->data, g_bytes_unref);
  g_free (op);
}

void
disk_tap_start (const char *folder)
{
  g_mutex_lock (&mutex);
  g_free (tapped);
  tapped = g_canonicalize_filename (folder, "/");
  failing = n_calls = 0;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
}

void
disk_tap_stop (void)
{
  g_mutex_lock (&mutex);
  g_clear_pointer (&tapped, g_free);
  g_clear_pointer (&record, g_ptr_array_unref);
  failing = 0;
  g_mutex_unlock (&mutex);
}

void
disk_tap_record (void)
{
  g_mutex_lock (&mutex);
  record = g_ptr_array_new_with_free_func ((GDestroyNotify) op_free);
  g_mutex_unlock (&mutex);
}

GPtrArray *
disk_tap_take (void)
{
  GPtrArray *taken;

  g_mutex_lock (&mutex);
  taken = g_steal_pointer (&record);
  g_mutex_unlock (&mutex);
  return taken;
}

void
disk_tap_fail (guint nth, int error_number)
{
  g_mutex_lock (&mutex);
  failing = nth;
  failure = error_number;
  g_mutex_unlock (&mutex);
}

guint
disk_tap_get_n_calls (void)
{
  return n_calls;
}

gboolean
disk_tap_has_failed (void)
{
  return has_failed;
}

void
disk_tap_promise (guint promise)
{
  DiskOp *op = g_new0 (DiskOp, 1);

  op->kind = DISK_PROMISE;
  op->promise = promise;
  g_mutex_lock (&mutex);
  g_ptr_array_add (record, op);
  g_mutex_unlock (&mutex);
}

/* ---- the calls ---- */

/* The shared index of the log lives in memory: no power cut keeps it. */
static gboolean
is_ours (const char *path)
{
  return tapped != NULL && path != NULL && g_str_has_prefix (path, tapped)
         && !g_str_has_suffix (path, "-shm");
}

static char *
dup_path_of (int fd)
{
  char link[64], path[4096];
  gssize n;

  g_snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  return n > 0 && path[0] == '/' ? g_strndup (path, (gsize) n) : NULL;
}

/* Takes the path. Whether the call goes through; the lock is held then, and finish() lets it go. */
static gboolean
begin (char *path, DiskOp **op)
{
  g_mutex_lock (&mutex);
  *op = NULL;
  if (!is_ours (path))
    {
      g_free (path);
      return TRUE;
    }
  n_calls++;
  if (failing != 0 && n_calls == failing)
    {
      has_failed = TRUE;
      g_free (path);
      g_mutex_unlock (&mutex);
      errno = failure;
      return FALSE;
    }
  *op = g_new0 (DiskOp, 1);
  (*op)->path = path;
  return TRUE;
}

static long
finish (DiskOp *op, DiskOpKind kind, long result)
{
  const int number = errno;

  if (op != NULL && record != NULL && result >= 0)
    {
      op->kind = kind;
      g_ptr_array_add (record, op);
    }
  else if (op != NULL)
    op_free (op);
  g_mutex_unlock (&mutex);
  errno = number;
  return result;
}

static ssize_t
tap_write (int fd, const void *data, size_t size, off_t offset)
{
  char *path = fd > 2 ? dup_path_of (fd) : NULL;
  DiskOp *op;
  long n;

  if (!begin (path, &op))
    return -1;
  if (op != NULL)
    op->offset = offset >= 0 ? offset : lseek (fd, 0, SEEK_CUR);
  n = offset >= 0 ? syscall (SYS_pwrite64, fd, data, size, offset)
                  : syscall (SYS_write, fd, data, size);
  if (op != NULL && n > 0)
    op->data = g_bytes_new (data, (gsize) n);
  return finish (op, DISK_WRITE, n);
}

/* Seen by GLib, too. */
#pragma GCC visibility push(default)

ssize_t
write (int fd, const void *data, size_t size)
{
  return tap_write (fd, data, size, -1);
}

ssize_t
pwrite (int fd, const void *data, size_t size, off_t offset)
{
  return tap_write (fd, data, size, offset);
}

ssize_t
pwrite64 (int fd, const void *data, size_t size, off64_t offset)
{
  return tap_write (fd, data, size, offset);
}

static int
tap_truncate (int fd, off_t size)
{
  DiskOp *op;

  if (!begin (dup_path_of (fd), &op))
    return -1;
  if (op != NULL)
    op->offset = size;
  return (int) finish (op, DISK_TRUNCATE, syscall (SYS_ftruncate, fd, size));
}

int
ftruncate (int fd, off_t size)
{
  return tap_truncate (fd, size);
}

int
ftruncate64 (int fd, off64_t size)
{
  return tap_truncate (fd, size);
}

/* The disk of this machine need not be waited for: the model is in the record. */
static int
tap_sync (int fd)
{
  DiskOp *op;

  if (!begin (dup_path_of (fd), &op))
    return -1;
  return (int) finish (op, DISK_SYNC, 0);
}

int
fsync (int fd)
{
  return tap_sync (fd);
}

int
fdatasync (int fd)
{
  return tap_sync (fd);
}

int
rename (const char *from, const char *to)
{
  DiskOp *op;

  if (!begin (g_strdup (from), &op))
    return -1;
  if (op != NULL)
    op->to = g_strdup (to);
  return (int) finish (op, DISK_RENAME, syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int
unlink (const char *path)
{
  DiskOp *op;

  if (!begin (g_strdup (path), &op))
    return -1;
  return (int) finish (op, DISK_UNLINK, syscall (SYS_unlinkat, AT_FDCWD, path, 0));
}

#pragma GCC visibility pop
