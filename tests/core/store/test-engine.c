/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which engine this program is bound to. It links the store beside libsoup, which loads libsqlite3 with the same
 * names; a second program is this one with -lsqlite3 before all else. Both must encrypt and share no name. */

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "disk-fixture.h"

static void
test_other_library_is_loaded (void)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *maps = NULL;

  g_assert_nonnull (session);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  if (strstr (maps, "libsqlite3.so") == NULL)
    g_test_skip ("libsoup does not load libsqlite3 here, so nothing can be confused");
}

/* The dynamic symbols of this program with the engine's prefix. */
static void
test_symbols (void)
{
  const char *argv[] = { "nm", "-D", "/proc/self/exe", NULL };
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *output = NULL;
  int status;

  argv[2] = exe;
  output = run_command (NULL, argv, &status);
  if (output == NULL)
    {
      g_test_skip ("the command nm is absent");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (output, "soup_session_new"));
  if (ALCOVE_ENGINE_IS_STATIC)
    g_assert_null (strstr (output, "sqlite3_"));
  else
    g_test_skip ("this system has no static libsqlcipher");
}

static void
test_encrypts (Disk *disk, gconstpointer data)
{
  g_autofree char *database = disk_path (disk, "history.db");
  g_autofree char *contents = NULL;
  gsize size;

  alcove_chat_record_unref (add_chat (disk->store, "Engine", "bound to the right one"));
  disk_reopen (disk);
  g_assert_cmpuint (count_hits (disk->store, "bound"), ==, 1);
  contents = get_contents (database, &size);
  g_assert_cmpint (memcmp (contents, "SQLite", 6), !=, 0);
  g_assert_null (memmem (contents, size, "bound", 5));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/store/engine/other-library-is-loaded", test_other_library_is_loaded);
  g_test_add_func ("/store/engine/symbols", test_symbols);
  g_test_add ("/store/engine/encrypts", Disk, NULL, disk_set_up, test_encrypts, disk_tear_down);
  return g_test_run ();
}
