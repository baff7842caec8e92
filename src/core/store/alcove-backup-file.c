/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A backup in one file: a tar archive of an account's folder, ID/slots and ID/history.db, so that "tar" and
 * docs/vault-format.md are all that a stranger with the key needs. Encrypted as they are; nothing is compressed.
 * A file given to us may be hostile: two names, each once, and no more bytes than the file has.
 * Blocks; any thread. */

#include "alcove-backup-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alcove-disk.h"
#include "alcove-error.h"
#include "alcove-vault-folder.h"

#define BLOCK_SIZE (256 * 1024)

typedef struct archive Archive;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_free)

static const char *const members[] = { ALCOVE_VAULT_SLOTS_NAME, ALCOVE_VAULT_DATABASE_NAME };

/* ---- writing ---- */

static gboolean
fail (Archive *archive, const char *doing, GError **error)
{
  return alcove_disk_fail (doing, archive_errno (archive), error);
}

static gboolean
write_header (Archive *archive, const char *name, int fd, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  struct stat status;
  gboolean ok;

  if (fstat (fd, &status) != 0)
    status.st_size = 0;
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, status.st_size);
  archive_entry_set_mtime (entry, status.st_mtime, 0);
  ok = archive_write_header (archive, entry) == ARCHIVE_OK
       || fail (archive, "write a backup", error);
  archive_entry_free (entry);
  return ok;
}

static gboolean
write_member (Archive *archive, const char *name, const char *path, GError **error)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  gssize n;

  if (fd < 0)
    return alcove_disk_fail ("read for a backup", errno, error);
  if (!write_header (archive, name, fd, error))
    return FALSE;
  while ((n = read (fd, block, BLOCK_SIZE)) > 0)
    if (archive_write_data (archive, block, (gsize) n) != n)
      return fail (archive, "write a backup", error);
  return n == 0 || alcove_disk_fail ("read for a backup", errno, error);
}

static gboolean
write_members (int fd, const char *id, const char *const *paths, GError **error)
{
  g_autoptr (Archive) archive = archive_write_new ();

  archive_write_set_format_pax_restricted (archive);
  if (archive_write_open_fd (archive, fd) != ARCHIVE_OK)
    return fail (archive, "write a backup", error);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *name = g_build_filename (id, members[i], NULL);

      if (!write_member (archive, name, paths[i], error))
        return FALSE;
    }
  return archive_write_close (archive) == ARCHIVE_OK || fail (archive, "write a backup", error);
}

/**
 * alcove_backup_file_write: (skip)
 * @path: where to; what stands there is replaced at the end
 * @id: the account
 * @slots: its slots file
 * @database: a copy of its history
 * @error: return location for an error
 *
 * Returns: whether the backup has reached the disk; otherwise what stood there stands
 */
gboolean
alcove_backup_file_write (const char *path, const char *id, const char *slots, const char *database,
                          GError **error)
{
  const char *const paths[] = { slots, database };
  g_autofree char *draft = g_strconcat (path, ".part", NULL);
  g_autofd int fd = g_open (draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    return alcove_disk_fail ("write a backup", errno, error);
  if (write_members (fd, id, paths, error) && alcove_disk_sync_file (draft, error)
      && alcove_disk_rename (draft, path, error))
    return TRUE;
  g_unlink (draft);
  return FALSE;
}

/* ---- reading ---- */

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "not a backup of Alcove: %s", what);
  return FALSE;
}

/* Which member a name is, and whose; -1 for none. */
static int
parse_name (const char *name, char **id)
{
  g_auto (GStrv) parts = g_strsplit (name ? name : "", "/", 3);
  guint8 bytes[ALCOVE_SLOTS_ACCOUNT_SIZE];

  if (g_strv_length (parts) != 2 || !alcove_vault_folder_parse_id (parts[0], bytes)
      || (*id != NULL && !g_str_equal (*id, parts[0])))
    return -1;
  if (*id == NULL)
    *id = g_strdup (parts[0]);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (parts[1], members[i]))
      return (int) i;
  return -1;
}

static gboolean
extract_data (Archive *archive, int fd, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  la_ssize_t n;

  while ((n = archive_read_data (archive, block, BLOCK_SIZE)) > 0)
    for (la_ssize_t done = 0; done < n;)
      {
        const gssize written = write (fd, block + done, (gsize) (n - done));

        if (written < 0 && errno != EINTR)
          return alcove_disk_fail ("unpack a backup", errno, error);
        done += MAX (written, 0);
      }
  return n == 0 || refuse ("it is cut short", error);
}

static gboolean
extract_member (Archive *archive, struct archive_entry *entry, const char *folder, const char *id,
                const char *member, goffset limit, GError **error)
{
  g_autofree char *parent = g_build_filename (folder, id, NULL);
  g_autofree char *path = g_build_filename (parent, member, NULL);
  g_autofd int fd = -1;

  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL
      || archive_entry_sparse_count (entry) > 0 || !archive_entry_size_is_set (entry)
      || archive_entry_size (entry) > limit)
    return refuse ("an entry is no ordinary file", error);
  g_mkdir (parent, 0700);
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    return refuse ("an entry stands twice", error);
  if (fd < 0)
    return alcove_disk_fail ("unpack a backup", errno, error);
  return extract_data (archive, fd, error);
}

static gboolean
extract_all (Archive *archive, const char *folder, goffset limit, char **id, GError **error)
{
  struct archive_entry *entry;
  guint n = 0;
  int rc;

  while ((rc = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const int nth = parse_name (archive_entry_pathname (entry), id);

      if (nth < 0)
        return refuse ("an entry has another name", error);
      if (!extract_member (archive, entry, folder, *id, members[nth], limit, error))
        return FALSE;
      n++;
    }
  if (rc != ARCHIVE_EOF)
    return refuse ("it is no archive", error);
  return n == G_N_ELEMENTS (members) || refuse ("something is missing", error);
}

/**
 * alcove_backup_file_extract: (skip)
 * @path: a backup
 * @folder: an empty folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the id of the account that stands in @folder now;
 *   %ALCOVE_ERROR_INVALID_INPUT where it is not a backup
 */
char *
alcove_backup_file_extract (const char *path, const char *folder, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  g_autofree char *id = NULL;
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    return alcove_disk_fail ("open a backup", errno, error), NULL;
  if (!S_ISREG (status.st_mode))
    return refuse ("it is no file", error), NULL;
  archive_read_support_format_tar (archive);
  if (archive_read_open_fd (archive, fd, BLOCK_SIZE) != ARCHIVE_OK)
    return refuse ("it is no archive", error), NULL;
  if (!extract_all (archive, folder, status.st_size, &id, error))
    return NULL;
  return g_steal_pointer (&id);
}
