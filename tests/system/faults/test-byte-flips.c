/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One byte of a history is another one: the seal of its page tells, wherever it is.
 * ALCOVE_TEST_FLIPS: how many, 400 by itself, for it takes a second. */

#include <glib/gstdio.h>
#include <string.h>

#include "alcove-copies.h"
#include "workload.h"

static void
write_byte (const char *path, long place, int byte)
{
  FILE *file = g_fopen (path, "r+");

  g_assert_cmpint (fseek (file, place, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (byte, file), ==, byte);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_flips (Disk *disk, gconstpointer data)
{
  const guint n_flips = get_count ("ALCOVE_TEST_FLIPS", 400);
  g_autofree char *path = disk_path (disk, "history.db");
  g_autofree char *contents = NULL;
  g_autofree char *copy = disk_path (disk, "flipped");
  guint n_found = 0;
  gsize size;
  Workload *workload = workload_new (NULL);

  close_store (g_steal_pointer (&disk->store));
  workload_run (workload, disk->account, 12);
  workload_free (workload);
  contents = get_contents (path, &size);
  g_assert_true (g_file_set_contents (copy, contents, (gssize) size, NULL));
  g_assert_true (alcove_copies_check (disk->account, copy, NULL));
  for (guint i = 0; i < n_flips; i++)
    {
      const gsize place
          = (gsize) ((guint64) i * size / n_flips) + (gsize) g_test_rand_int_range (0, 8);
      const int byte = (guchar) contents[MIN (place, size - 1)];

      write_byte (copy, (long) MIN (place, size - 1), byte ^ (1 << g_test_rand_int_range (0, 8)));
      n_found += !alcove_copies_check (disk->account, copy, NULL);
      write_byte (copy, (long) MIN (place, size - 1), byte);
    }
  g_test_message ("%u of %u flipped bytes found, in %" G_GSIZE_FORMAT " pages", n_found, n_flips,
                  size / 4096);
  g_assert_cmpuint (n_found, ==, n_flips);
  g_assert_true (alcove_copies_check (disk->account, copy, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/faults/byte-flips", Disk, NULL, disk_set_up, test_flips, disk_tear_down);
  return g_test_run ();
}
