/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include <string.h>

#include "alcove-locked-bytes.h"

static void
test_string (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("sk-äb");
  g_autoptr (AlcoveLockedBytes) none = alcove_locked_bytes_new_string (NULL);

  g_assert_cmpuint (alcove_locked_bytes_get_size (key), ==, 6);
  g_assert_cmpstr (alcove_locked_bytes_get_string (key), ==, "sk-äb");
  g_assert_cmpuint (alcove_locked_bytes_get_size (none), ==, 0);
  g_assert_cmpstr (alcove_locked_bytes_get_string (none), ==, "");
}

static void
test_hex (void)
{
  const guint8 bytes[] = { 0x00, 0x01, 0xfe, 0xff };
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new (bytes, sizeof bytes);
  g_autoptr (AlcoveLockedBytes) hex = alcove_locked_bytes_to_hex (key);
  g_autoptr (AlcoveLockedBytes) back
      = alcove_locked_bytes_new_from_hex (alcove_locked_bytes_get_string (hex), 4);
  g_autoptr (AlcoveLockedBytes) spaced = alcove_locked_bytes_new_from_hex ("00 01-FE ff\n", 4);

  g_assert_cmpstr (alcove_locked_bytes_get_string (hex), ==, "0001feff");
  g_assert_true (alcove_locked_bytes_equal (key, back));
  g_assert_true (alcove_locked_bytes_equal (key, spaced));
}

static void
test_bad_hex (void)
{
  static const char *const bad[] = { "", "00", "0001fef", "0001feff00", "0001fegg", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (alcove_locked_bytes_new_from_hex (bad[i], 4));
}

static void
test_equal (void)
{
  g_autoptr (AlcoveLockedBytes) a = alcove_locked_bytes_new_string ("same");
  g_autoptr (AlcoveLockedBytes) b = alcove_locked_bytes_new_string ("same");
  g_autoptr (AlcoveLockedBytes) c = alcove_locked_bytes_new_string ("samE");
  g_autoptr (AlcoveLockedBytes) d = alcove_locked_bytes_new_string ("same!");

  g_assert_true (alcove_locked_bytes_equal (a, b));
  g_assert_false (alcove_locked_bytes_equal (a, c));
  g_assert_false (alcove_locked_bytes_equal (a, d));
}

static void
test_random (void)
{
  g_autoptr (AlcoveLockedBytes) a = alcove_locked_bytes_new_random (32);
  g_autoptr (AlcoveLockedBytes) b = alcove_locked_bytes_new_random (32);

  g_assert_false (alcove_locked_bytes_equal (a, b));
}

static void
test_references (void)
{
  AlcoveLockedBytes *key = alcove_locked_bytes_new_string ("held twice");
  AlcoveLockedBytes *again = alcove_locked_bytes_ref (key);

  alcove_locked_bytes_unref (key);
  g_assert_cmpstr (alcove_locked_bytes_get_string (again), ==, "held twice");
  alcove_locked_bytes_unref (again);
}

/* A core dump leaves it out, and a page that cannot be touched follows it. */
static void
test_is_locked (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("locked");
  g_autofree char *maps = NULL;
  g_autofree char *address = g_strdup_printf (
      "%lx-", (unsigned long) alcove_locked_bytes_get_data (key, NULL) & ~0xffful);
  const char *entry, *flags;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  entry = strstr (maps, address);
  g_assert_nonnull (entry);
  flags = strstr (entry, "VmFlags:");
  g_assert_nonnull (flags);
  g_assert_nonnull (strstr (flags, " dd"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/locked-bytes/string", test_string);
  g_test_add_func ("/base/locked-bytes/hex", test_hex);
  g_test_add_func ("/base/locked-bytes/bad-hex", test_bad_hex);
  g_test_add_func ("/base/locked-bytes/equal", test_equal);
  g_test_add_func ("/base/locked-bytes/random", test_random);
  g_test_add_func ("/base/locked-bytes/references", test_references);
  g_test_add_func ("/base/locked-bytes/not-in-a-core-dump", test_is_locked);
  return g_test_run ();
}
