/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Runs a fuzz target as an ordinary test: every file of the corpus folder given, each cut at every
 * eighth byte, and a fixed number of seeded random mutations of them. With ALCOVE_FUZZ_SECONDS in the
 * environment the mutations go on that long, from another seed each time. Prints TAP. */

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char *corpus;

static GPtrArray *
read_corpus (void)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (corpus, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (corpus, name, NULL);
      char *data = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      g_ptr_array_add (inputs, g_bytes_new_take (data, size));
    }
  g_assert_cmpuint (inputs->len, >, 0);
  return inputs;
}

static void
run_copy (const guint8 *data, gsize size)
{
  /* an exact copy on the heap, so that a sanitizer sees a read behind its end */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy ? copy : (const guint8 *) "", size);
}

static void
test_whole (void)
{
  g_autoptr (GPtrArray) inputs = read_corpus ();

  for (guint i = 0; i < inputs->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (inputs, i), &size);

      run_copy (data, size);
    }
}

static void
test_cut (void)
{
  g_autoptr (GPtrArray) inputs = read_corpus ();

  for (guint i = 0; i < inputs->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (inputs, i), &size);

      for (gsize cut = 0; cut < size; cut += 8)
        run_copy (data, cut);
    }
}

static void
mutate (GRand *rand, GByteArray *bytes)
{
  for (guint n = g_rand_int_range (rand, 1, 8); n > 0 && bytes->len > 0; n--)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          bytes->data[at] = (guint8) g_rand_int (rand);
          break;
        case 1:
          g_byte_array_remove_index (bytes, at);
          break;
        case 2:
          bytes->data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        default:
          g_byte_array_append (bytes, bytes->data + at, MIN (16, bytes->len - at));
          break;
        }
    }
}

static void
run_mutated (GRand *rand, GBytes *input)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (input, &size);

  /* room for appending from itself without moving under its own feet */
  g_byte_array_set_size (bytes, (guint) size + 1024);
  g_byte_array_set_size (bytes, (guint) size);
  if (size)
    memcpy (bytes->data, data, size);
  mutate (rand, bytes);
  run_copy (bytes->data, bytes->len);
}

static void
test_mutated (void)
{
  g_autoptr (GPtrArray) inputs = read_corpus ();
  const char *seconds = g_getenv ("ALCOVE_FUZZ_SECONDS");
  const gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC * (seconds ? atoi (seconds) : 0);
  const guint32 seed = seconds ? g_random_int () : 20261120;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = 0;

  g_test_message ("seed %u", seed); /* with it a finding can be had again */
  for (; n < 2000 || g_get_monotonic_time () < until; n++)
    run_mutated (rand, g_ptr_array_index (inputs, n % inputs->len));
  g_test_message ("%u inputs", n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  corpus = argv[1];
  g_test_add_func ("/fuzz/whole", test_whole);
  g_test_add_func ("/fuzz/cut", test_cut);
  g_test_add_func ("/fuzz/mutated", test_mutated);
  return g_test_run ();
}
