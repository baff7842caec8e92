/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The beginning, the end and the abandoned rest of a first save. Blocks; any thread; each call is
 * made under the vault's lock.
 * Always holds: only a folder that bears our mark, whose maker is dead, that has no slots file and
 * holds nothing but files of ours is removed. Its database has no key any more: that was in the
 * dead process's memory alone. */

#include "alcove-first-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long an empty folder may stand: somebody may just be copying an account into it. */
#define EMPTY_FOLDER_SECONDS 3600

/**
 * alcove_first_save_begin:
 * @accounts_dir: the folder of all accounts; it stands
 * @folder: the account's folder, made here if need be
 * @error: why it cannot be
 *
 * Returns: the mark, which is locked as long as it is open, or -1
 */
int
alcove_first_save_begin (const char *accounts_dir, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_FIRST_SAVE_MARK, NULL);
  g_autofd int fd = -1;

  if (!alcove_vault_folder_make (folder, error))
    return -1;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0 || fsync (fd) != 0)
    return alcove_vault_folder_fail (error, "mark a first save"), -1;
  if (!alcove_vault_folder_sync (folder, error) || !alcove_vault_folder_sync (accounts_dir, error))
    return -1;
  return g_steal_fd (&fd);
}

/**
 * alcove_first_save_end:
 * @folder: the account's folder; its slots file is on the disk
 * @mark: (inout): the mark, or -1; -1 afterwards
 *
 * Takes the mark away. Where that fails it does no harm: the slots file stands, and the next opening
 * tries again.
 */
void
alcove_first_save_end (const char *folder, int *mark)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_FIRST_SAVE_MARK, NULL);

  if (unlink (path) == 0)
    alcove_vault_folder_sync (folder, NULL);
  g_clear_fd (mark, NULL);
}

/**
 * alcove_first_save_is_marked:
 * @folder: an account's folder
 *
 * Returns: whether there is a mark, of a first save that goes on or was cut short
 */
gboolean
alcove_first_save_is_marked (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_FIRST_SAVE_MARK, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_ours (const char *name)
{
  return g_str_has_prefix (name, ALCOVE_VAULT_DATABASE_NAME)
         || g_str_equal (name, ALCOVE_VAULT_SLOTS_NEW_NAME)
         || g_str_equal (name, ALCOVE_FIRST_SAVE_MARK) || g_str_equal (name, "lock");
}

/* the names to remove, the mark last; NULL where anything else stands there */
static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!is_ours (name))
        return NULL;
      if (!g_str_equal (name, ALCOVE_FIRST_SAVE_MARK))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_add (names, g_strdup (ALCOVE_FIRST_SAVE_MARK));
  return g_steal_pointer (&names);
}

static gboolean
remove_all (const char *folder)
{
  g_autoptr (GPtrArray) names = list_files (folder);

  for (guint i = 0; names && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      if (unlink (path) != 0)
        return FALSE;
    }
  return names != NULL && rmdir (folder) == 0;
}

/* A folder without mark or file: a removal or a beginning that was cut short. */
static gboolean
remove_empty (const char *folder)
{
  struct stat status;

  if (lstat (folder, &status) != 0 || !S_ISDIR (status.st_mode)
      || status.st_ctime > g_get_real_time () / G_USEC_PER_SEC - EMPTY_FOLDER_SECONDS)
    return FALSE;
  return rmdir (folder) == 0;
}

/**
 * alcove_first_save_clean:
 * @folder: an account's folder
 *
 * Removes what an aborted first save left; where the slots file stands, only the mark. Leaves
 * everything alone on any doubt: another process may be in the middle of its first save.
 *
 * Returns: whether the folder is gone
 */
gboolean
alcove_first_save_clean (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ALCOVE_FIRST_SAVE_MARK, NULL);
  g_autofree char *slots = g_build_filename (folder, ALCOVE_VAULT_SLOTS_NAME, NULL);
  g_autofd int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;

  if (fd < 0)
    return errno == ENOENT && remove_empty (folder);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    return FALSE;
  if (lstat (slots, &status) == 0)
    {
      unlink (path);
      return FALSE;
    }
  return errno == ENOENT && lstat (folder, &status) == 0 && S_ISDIR (status.st_mode)
         && remove_all (folder);
}
