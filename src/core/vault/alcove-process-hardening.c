/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a process does before it meets its first secret. Call once, first in main(), before threads.
 * Not PR_SET_DUMPABLE: it closes /proc/PID/root to xdg-desktop-portal, and with it the file chooser
 * and the Secret portal. */

#include "alcove-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define FREED_BYTE 0x5a

static void
leave_memory_out_of_dumps (void)
{
  const struct rlimit none = { 0, 0 };
  g_autofd int fd = -1;

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("Core dumps cannot be switched off: %s", g_strerror (errno));
  /* for a handler that is called in spite of the limit; not every kernel has the file */
  fd = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
  if (fd >= 0 && write (fd, "0", 1) != 1)
    g_warning ("Memory cannot be left out of core dumps: %s", g_strerror (errno));
}

/**
 * alcove_vault_overwrite_freed:
 *
 * From now on freed memory is overwritten: what a closed database left in the heap is gone. Call it before the first
 * secret, also a letter that is typed; what was freed before stays as it is. Not before a toolkit has started and its
 * first window is made: reading style sheets and fonts makes arrays grow in small steps, and glibc overwrites all free
 * memory behind them at each of these: 0.7 GB for an empty window.
 */
void
alcove_vault_overwrite_freed (void)
{
#ifdef __GLIBC__
  mallopt (M_PERTURB, FREED_BYTE);
#endif
}

/**
 * alcove_vault_harden_process:
 *
 * No core dumps of this process and of its children. Makes libsodium ready; without it the process ends. Goes with
 * [func@vault_overwrite_freed].
 */
void
alcove_vault_harden_process (void)
{
  leave_memory_out_of_dumps ();
  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
}
