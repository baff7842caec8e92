/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The process after alcove_vault_harden_process (): no dumps, freed memory overwritten, and still
 * dumpable in the kernel's sense, for the portals look into /proc/PID. */

#include <alcove-vault.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void
test_core_limit (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
}

static void
test_coredump_filter (void)
{
  g_autofree char *filter = NULL;

  if (!g_file_get_contents ("/proc/self/coredump_filter", &filter, NULL, NULL))
    {
      g_test_skip ("this kernel has no coredump_filter");
      return;
    }
  g_assert_cmpuint (g_ascii_strtoull (filter, NULL, 16), ==, 0);
}

static void
test_still_dumpable (void)
{
  g_assert_cmpint (prctl (PR_GET_DUMPABLE), ==, 1);
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define READS_FREED_MEMORY 1
#else
#define READS_FREED_MEMORY 0
#endif

#if READS_FREED_MEMORY
static guint
count_byte (guint64 address, gsize size, char byte)
{
  g_autofree char *content = g_malloc0 (size);
  g_autofd int fd = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint n = 0;

  g_assert_cmpint (pread (fd, content, size, (off_t) address), ==, (gssize) size);
  for (gsize i = 0; i < size; i++)
    n += content[i] == byte;
  return n;
}
#endif

/* Looks at freed memory from outside, as a debugger would. */
static void
test_freed_memory (gconstpointer data)
{
#if READS_FREED_MEMORY
  const gsize size = GPOINTER_TO_SIZE (data);
  char *block = malloc (size);
  guint64 address = (guintptr) block;

  memset (block, 'K', size);
  g_assert_cmpuint (count_byte (address, size, 'K'), ==, size);
  free (block);
  g_assert_cmpuint (count_byte (address, size, 'K'), ==, 0);
#else
  g_test_skip ("the allocator is not glibc's");
#endif
}

int
main (int argc, char **argv)
{
  alcove_vault_harden_process ();
  alcove_vault_overwrite_freed ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vault/hardening/core-limit", test_core_limit);
  g_test_add_func ("/vault/hardening/coredump-filter", test_coredump_filter);
  g_test_add_func ("/vault/hardening/still-dumpable", test_still_dumpable);
  g_test_add_data_func ("/vault/hardening/freed-memory-is-overwritten/small",
                        GSIZE_TO_POINTER (200), test_freed_memory);
  g_test_add_data_func ("/vault/hardening/freed-memory-is-overwritten/page",
                        GSIZE_TO_POINTER (4096), test_freed_memory);
  return g_test_run ();
}
