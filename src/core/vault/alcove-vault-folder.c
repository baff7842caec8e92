/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The vault on the disk: folders of 0700, files of 0600, one lock for all changes, and a slots file
 * that is at every moment either the old or the new one. Blocks; any thread.
 * Always holds: a write that was answered with success survives a power cut, file and name. */

#include "alcove-vault-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-error.h"

#define LOCK_NAME "lock"
#define LOCK_TRIES 500
#define LOCK_PAUSE_US 10000

static AlcoveError
code_of_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ALCOVE_ERROR_DISK_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return ALCOVE_ERROR_READ_ONLY;
    case ENOENT:
      return ALCOVE_ERROR_NOT_FOUND;
    default:
      return ALCOVE_ERROR_STORE;
    }
}

/**
 * alcove_vault_folder_fail:
 * @error: where errno goes
 * @doing: what failed, for the log
 *
 * Returns: %FALSE
 */
gboolean
alcove_vault_folder_fail (GError **error, const char *doing)
{
  int code = errno;

  g_set_error (error, ALCOVE_ERROR, code_of_errno (code), "cannot %s: %s", doing,
               g_strerror (code));
  return FALSE;
}

/**
 * alcove_vault_folder_make:
 * @path: a folder
 * @error: why it cannot be made
 *
 * Makes @path and what is missing above it, for this user alone, and closes @path to others where
 * it stood open.
 *
 * Returns: whether it stands
 */
gboolean
alcove_vault_folder_make (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    return alcove_vault_folder_fail (error, "make a folder");
  if (chmod (path, 0700) != 0)
    return alcove_vault_folder_fail (error, "close a folder to others");
  return TRUE;
}

/**
 * alcove_vault_folder_sync:
 * @path: a folder
 * @error: why not
 *
 * Returns: whether the names in @path are on the disk
 */
gboolean
alcove_vault_folder_sync (const char *path, GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    return alcove_vault_folder_fail (error, "write a folder to the disk");
  return TRUE;
}

/**
 * alcove_vault_folder_parse_id:
 * @name: a folder's name
 * @id: (out): the account's id
 *
 * Returns: whether @name is 32 lower-case hexadecimal digits
 */
gboolean
alcove_vault_folder_parse_id (const char *name, guint8 id[ALCOVE_SLOTS_ACCOUNT_SIZE])
{
  gsize size = 0;

  return strlen (name) == ALCOVE_SLOTS_ACCOUNT_SIZE * 2
         && strspn (name, "0123456789abcdef") == ALCOVE_SLOTS_ACCOUNT_SIZE * 2
         && sodium_hex2bin (id, ALCOVE_SLOTS_ACCOUNT_SIZE, name, strlen (name), NULL, &size, NULL)
                == 0
         && size == ALCOVE_SLOTS_ACCOUNT_SIZE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * alcove_vault_folder_list:
 * @accounts_dir: the folder of all accounts
 * @error: why it cannot be read
 *
 * Returns: (nullable) (transfer full) (element-type utf8): the accounts' ids in order; an empty list
 *   where the folder does not exist
 */
GPtrArray *
alcove_vault_folder_list (const char *accounts_dir, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (accounts_dir, 0, &local);
  guint8 id[ALCOVE_SLOTS_ACCOUNT_SIZE];
  const char *name;

  if (dir == NULL && g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&ids);
  if (dir == NULL)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_STORE, "cannot list the accounts: %s",
                   local->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (alcove_vault_folder_parse_id (name, id))
      g_ptr_array_add (ids, g_strdup (name));
  g_ptr_array_sort (ids, compare_names);
  return g_steal_pointer (&ids);
}

/**
 * alcove_vault_folder_lock:
 * @accounts_dir: the folder of all accounts; it must stand
 * @wait: whether to wait, for five seconds at most
 * @error: %ALCOVE_ERROR_BUSY where another holds it
 *
 * One lock for every change of the folders and the slots files, held for milliseconds.
 *
 * Returns: the lock, or -1
 */
AlcoveVaultLock
alcove_vault_folder_lock (const char *accounts_dir, gboolean wait, GError **error)
{
  g_autofree char *path = g_build_filename (accounts_dir, LOCK_NAME, NULL);
  g_autofd int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    return alcove_vault_folder_fail (error, "open the lock"), -1;
  for (guint i = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; i++)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return alcove_vault_folder_fail (error, "lock the vault"), -1;
      if (!wait || i >= LOCK_TRIES)
        {
          g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY, "another process holds the vault");
          return -1;
        }
      g_usleep (LOCK_PAUSE_US);
    }
  return g_steal_fd (&fd);
}

/**
 * alcove_vault_folder_unlock:
 * @lock: (inout): a lock, or -1; -1 afterwards
 */
void
alcove_vault_folder_unlock (AlcoveVaultLock *lock)
{
  if (*lock >= 0)
    close (*lock);
  *lock = -1;
}

/* up to size bytes; -1 with errno where it fails */
static gssize
read_fully (int fd, guint8 *data, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize) n;
    }
  return (gssize) done;
}

static gboolean
write_fully (int fd, const guint8 *data, gsize size)
{
  for (gsize done = 0; done < size;)
    {
      gssize n = write (fd, data + done, size - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        done += (gsize) n;
    }
  return TRUE;
}

/**
 * alcove_vault_folder_read_slots:
 * @folder: an account's folder
 * @error: %ALCOVE_ERROR_NOT_FOUND where there is no slots file, %ALCOVE_ERROR_CORRUPT or
 *   %ALCOVE_ERROR_NEWER_VERSION where it is not one of ours, else what the disk said
 *
 * Returns: (nullable) (transfer full): its content
 */
AlcoveSlots *
alcove_vault_folder_read_slots (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_VAULT_SLOTS_NAME, NULL);
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  guint8 data[ALCOVE_SLOTS_MAX_SIZE + 1];
  struct stat status;
  gssize size;

  if (fd < 0 || fstat (fd, &status) != 0)
    return alcove_vault_folder_fail (error, "open a slots file"), NULL;
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "slots is not a file");
      return NULL;
    }
  size = read_fully (fd, data, sizeof data);
  if (size < 0)
    return alcove_vault_folder_fail (error, "read a slots file"), NULL;
  return alcove_slots_parse (data, (gsize) size, error);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofd int fd = -1;

  if (unlink (path) != 0 && errno != ENOENT)
    return alcove_vault_folder_fail (error, "remove an unfinished file");
  fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return alcove_vault_folder_fail (error, "make a slots file");
  if (fchmod (fd, 0600) != 0 || !write_fully (fd, data, size) || fsync (fd) != 0)
    return alcove_vault_folder_fail (error, "write a slots file");
  if (!g_clear_fd (&fd, NULL))
    return alcove_vault_folder_fail (error, "close a slots file");
  return TRUE;
}

/**
 * alcove_vault_folder_write_slots:
 * @folder: an account's folder
 * @slots: the new content
 * @error: why it is not on the disk; the old file stands then
 *
 * Written beside, fsynced, renamed, and the folder fsynced. The caller holds the lock.
 *
 * Returns: whether it is on the disk
 */
gboolean
alcove_vault_folder_write_slots (const char *folder, const AlcoveSlots *slots, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_VAULT_SLOTS_NAME, NULL);
  g_autofree char *new_path = g_build_filename (folder, ALCOVE_VAULT_SLOTS_NEW_NAME, NULL);
  g_autoptr (GBytes) bytes = alcove_slots_serialise (slots);

  if (!write_file (new_path, bytes, error))
    {
      unlink (new_path);
      return FALSE;
    }
  if (rename (new_path, path) != 0)
    {
      alcove_vault_folder_fail (error, "rename a slots file");
      unlink (new_path);
      return FALSE;
    }
  return alcove_vault_folder_sync (folder, error);
}
