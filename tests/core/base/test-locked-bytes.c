/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Bytes of keys. That they are locked and wiped is libsodium's; that they are its is tested here. */

#include <alcove-locked-bytes.h>
#include <string.h>

#define HEX "000102030405060708090a0b0c0d0e0f"

static void
test_copy (void)
{
  char source[] = "secret";
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new (source, 6);

  memset (source, 'x', 6);
  g_assert_cmpuint (alcove_locked_bytes_get_size (bytes), ==, 6);
  g_assert_cmpstr (alcove_locked_bytes_get_string (bytes), ==, "secret");
}

static void
test_nul_behind (void)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new ("abcdef", 3);
  gsize size = 0;
  const guint8 *data = alcove_locked_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, ==, 3);
  g_assert_cmpint (data[3], ==, 0);
}

static void
test_zeros (void)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new (NULL, 32);
  const guint8 *data = alcove_locked_bytes_get_data (bytes, NULL);

  for (guint i = 0; i < 32; i++)
    g_assert_cmpint (data[i], ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (AlcoveLockedBytes) nothing = alcove_locked_bytes_new_string (NULL);
  g_autoptr (AlcoveLockedBytes) empty = alcove_locked_bytes_new_string ("");

  g_assert_cmpuint (alcove_locked_bytes_get_size (nothing), ==, 0);
  g_assert_cmpstr (alcove_locked_bytes_get_string (nothing), ==, "");
  g_assert_true (alcove_locked_bytes_equal (nothing, empty));
}

static void
test_equal (void)
{
  g_autoptr (AlcoveLockedBytes) a = alcove_locked_bytes_new_string ("abcd");
  g_autoptr (AlcoveLockedBytes) same = alcove_locked_bytes_new_string ("abcd");
  g_autoptr (AlcoveLockedBytes) other = alcove_locked_bytes_new_string ("abce");
  g_autoptr (AlcoveLockedBytes) longer = alcove_locked_bytes_new_string ("abcde");

  g_assert_true (alcove_locked_bytes_equal (a, a));
  g_assert_true (alcove_locked_bytes_equal (a, same));
  g_assert_false (alcove_locked_bytes_equal (a, other));
  g_assert_false (alcove_locked_bytes_equal (a, longer));
}

static void
test_random (void)
{
  g_autoptr (AlcoveLockedBytes) first = alcove_locked_bytes_new_random (32);
  g_autoptr (AlcoveLockedBytes) second = alcove_locked_bytes_new_random (32);

  g_assert_cmpuint (alcove_locked_bytes_get_size (first), ==, 32);
  g_assert_false (alcove_locked_bytes_equal (first, second));
}

static void
test_hex (void)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_from_hex (HEX, 16);
  g_autoptr (AlcoveLockedBytes) hex = NULL;

  g_assert_nonnull (bytes);
  for (guint i = 0; i < 16; i++)
    g_assert_cmpint (alcove_locked_bytes_get_data (bytes, NULL)[i], ==, i);
  hex = alcove_locked_bytes_to_hex (bytes);
  g_assert_cmpuint (alcove_locked_bytes_get_size (hex), ==, 32);
  g_assert_cmpstr (alcove_locked_bytes_get_string (hex), ==, HEX);
}

static void
test_hex_as_typed (void)
{
  g_autoptr (AlcoveLockedBytes) plain = alcove_locked_bytes_new_from_hex (HEX, 16);
  g_autoptr (AlcoveLockedBytes) typed
      = alcove_locked_bytes_new_from_hex (" 00010203-04050607 08090A0B\n0C0D\t0E0F", 16);

  g_assert_nonnull (typed);
  g_assert_true (alcove_locked_bytes_equal (plain, typed));
}

static const char *const bad_hex[][2] = {
  { "empty", "" },
  { "short", "0001" },
  { "odd", HEX "0" },
  { "long", HEX "00" },
  { "letter", "g00102030405060708090a0b0c0d0e0f" },
  { "behind", HEX "x" },
};

static void
test_bad_hex (gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_from_hex (data, 16);

  g_assert_null (bytes);
}

static void
test_boxed (void)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_string ("k");
  g_autoptr (AlcoveLockedBytes) copy = g_boxed_copy (ALCOVE_TYPE_LOCKED_BYTES, bytes);

  g_assert_true (copy == bytes);
}

static void
test_writable (void)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new (NULL, 4);

  memcpy (alcove_locked_bytes_get_writable (bytes), "key!", 4);
  g_assert_cmpstr (alcove_locked_bytes_get_string (bytes), ==, "key!");
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

/* an access behind the end, or after the end, is a fault and not a leak: libsodium's guard pages */
static void
test_guarded (void)
{
  if (g_test_subprocess ())
    {
      AlcoveLockedBytes *bytes = alcove_locked_bytes_new_string ("secret");
      volatile const guint8 *data = alcove_locked_bytes_get_data (bytes, NULL);

      alcove_locked_bytes_unref (bytes);
      g_test_message ("%d", data[0]);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/locked-bytes/copied", test_copy);
  g_test_add_func ("/base/locked-bytes/nul-behind", test_nul_behind);
  g_test_add_func ("/base/locked-bytes/zeros", test_zeros);
  g_test_add_func ("/base/locked-bytes/empty", test_empty);
  g_test_add_func ("/base/locked-bytes/equal", test_equal);
  g_test_add_func ("/base/locked-bytes/random", test_random);
  g_test_add_func ("/base/locked-bytes/hex", test_hex);
  g_test_add_func ("/base/locked-bytes/hex-as-typed", test_hex_as_typed);
  g_test_add_func ("/base/locked-bytes/boxed", test_boxed);
  g_test_add_func ("/base/locked-bytes/writable", test_writable);
  g_test_add_func ("/base/locked-bytes/references", test_references);
  g_test_add_func ("/base/locked-bytes/not-in-a-core-dump", test_is_locked);
  g_test_add_func ("/base/locked-bytes/gone-when-let-go", test_guarded);
  for (guint i = 0; i < G_N_ELEMENTS (bad_hex); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/locked-bytes/bad-hex/%s", bad_hex[i][0]);

      g_test_add_data_func (path, bad_hex[i][1], test_bad_hex);
    }
  return g_test_run ();
}
