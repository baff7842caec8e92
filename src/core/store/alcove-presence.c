/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Who has a history open. While another process has, its file is not exchanged for another one: that process would
 * go on writing into what nobody finds again. Everybody holds a shared lock on the first byte of the file "lock" (the lock on
 * the file itself is another one, see alcove-history.c); who exchanges the file holds it alone. Any thread; the
 * locks belong to the descriptor and end with it. */

#include "alcove-presence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "alcove-error.h"

#define WAIT_MS 5000
#define STEP_MS 20

static gboolean
lock (int fd, short kind)
{
  struct flock range = { .l_type = kind, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };

  return fd >= 0 && fcntl (fd, F_OFD_SETLK, &range) == 0;
}

/**
 * alcove_presence_enter: (skip)
 * @folder: of an account
 * @fd: (out): to be closed when the history is; -1 where the folder takes no lock
 * @error: return location for an error
 *
 * Waits for as long as an exchange usually takes. Where locks cannot be had at all the database is left to complain.
 *
 * Returns: whether the history may be opened; %ALCOVE_ERROR_BUSY while another process exchanges it
 */
gboolean
alcove_presence_enter (const char *folder, int *fd, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);

  *fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  for (guint waited = 0; *fd >= 0 && waited < WAIT_MS; waited += STEP_MS)
    {
      if (lock (*fd, F_RDLCK))
        return TRUE;
      if (errno != EAGAIN && errno != EACCES)
        {
          g_clear_fd (fd, NULL);
          return TRUE;
        }
      g_usleep (STEP_MS * 1000);
    }
  if (*fd < 0)
    return TRUE;
  g_clear_fd (fd, NULL);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BUSY,
                       "another process is replacing the history");
  return FALSE;
}

/* Whether nobody else has it open, nor can open it until alcove_presence_share(). */
gboolean
alcove_presence_be_alone (int fd)
{
  return lock (fd, F_WRLCK);
}

void
alcove_presence_share (int fd)
{
  lock (fd, F_RDLCK);
}
