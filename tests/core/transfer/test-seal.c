/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Sealed files: the known answer of another program, what comes back, and what every damage is told as. */

#include <string.h>

#include "alcove-passphrase.h"
#include "alcove-seal-input.h"
#include "alcove-seal-output.h"
#include "transfer-fixture.h"

#define PASSPHRASE "correct horse \xc3\xbcn\xc3\xaf"

/* Made by another program with libsodium, after docs/sealed-format.md. */
static const char known[]
    = "414c434f5345414c010000000100000008000000000102030405060708090a0b0c0d0e0ffe2297da0879a84b589c"
      "ca2bd4625276804a03e7"
      "a9de031d21942556bc270798823a0e93eaee608a86f23b1693e1649e6488d5ae5dc09e9003a82040";

static GBytes *
from_hex (const char *hex)
{
  g_autofree guint8 *bytes = g_malloc (strlen (hex) / 2);
  gsize length;

  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (sodium_hex2bin (bytes, strlen (hex) / 2, hex, strlen (hex), NULL, &length, NULL),
                   ==, 0);
  return g_bytes_new (bytes, length);
}

/* What comes out, NULL with an error. */
static GBytes *
unseal (GBytes *sealed, const char *passphrase, GError **error)
{
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GInputStream) stream = alcove_seal_input_new (base, passphrase, NULL, error);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  guint8 piece[1000];
  gssize n = -1;

  while (stream != NULL && (n = g_input_stream_read (stream, piece, sizeof piece, NULL, error)) > 0)
    g_byte_array_append (plain, piece, (guint) n);
  /* once more: what was not proven does not come after all */
  if (stream != NULL && n < 0)
    g_assert_cmpint (g_input_stream_read (stream, piece, sizeof piece, NULL, NULL), ==, -1);
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&plain));
}

static GBytes *
seal (const guint8 *plain, gsize length, gsize piece)
{
  const AlcoveSealParameters parameters = { 1, 8, { 7 } };
  g_autoptr (GOutputStream) base = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSealOutput) stream
      = alcove_seal_output_new (base, PASSPHRASE, &parameters, NULL, &error);

  g_assert_no_error (error);
  for (gsize at = 0; at < length; at += piece)
    g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (stream), plain + at,
                                              MIN (piece, length - at), NULL, NULL, NULL));
  g_assert_true (alcove_seal_output_finish (stream, NULL, &error));
  g_assert_true (g_output_stream_close (base, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (base));
}

static void
test_known_answer (void)
{
  g_autoptr (GBytes) sealed = from_hex (known);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = unseal (sealed, PASSPHRASE, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "Hello, sealed world",
                   19);
}

/* The letters of a passphrase may come composed or not. */
static void
test_normal_form (void)
{
  g_autoptr (GBytes) sealed = from_hex (known);
  g_autoptr (GBytes) plain = unseal (sealed, "correct horse u\xcc\x88ni\xcc\x88", NULL);

  g_assert_nonnull (plain);
}

static void
test_lengths (void)
{
  const gsize lengths[] = { 0, 1, 65535, 65536, 65537, 131072, 200001 };
  g_autofree guint8 *plain = g_malloc (200001);

  for (gsize i = 0; i < 200001; i++)
    plain[i] = (guint8) (i * 7 + (i >> 9));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) sealed = seal (plain, lengths[i], 777);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = unseal (sealed, PASSPHRASE, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), plain, lengths[i]);
    }
}

static void
assert_refused (GBytes *sealed, const char *passphrase, AlcoveError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (unseal (sealed, passphrase, &error));
  g_assert_error (error, ALCOVE_ERROR, (int) code);
}

/* Cut at every length, flipped at every bit of the known file, chunks left out, put twice, and more behind. */
static void
test_damage (void)
{
  g_autoptr (GBytes) sealed = from_hex (known);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (bytes, cut);
      g_autoptr (GError) error = NULL;

      g_assert_null (unseal (part, PASSPHRASE, &error));
      g_assert_true (error->domain == ALCOVE_ERROR);
    }
  for (gsize at = 0; at < length; at++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) flipped = NULL;
      g_autoptr (GError) error = NULL;

      if (at >= 12 && at < 20)
        continue; /* the costs: tried below */
      copy[at] ^= 0x10;
      flipped = g_bytes_new (copy, length);
      g_assert_null (unseal (flipped, PASSPHRASE, &error));
      g_assert_true (error->domain == ALCOVE_ERROR);
    }
  assert_refused (sealed, "another", ALCOVE_ERROR_PASSPHRASE);
}

static void
test_chunks (void)
{
  g_autofree guint8 *plain = g_malloc0 (3 * ALCOVE_SEAL_CHUNK);
  g_autoptr (GBytes) sealed = seal (plain, 3 * ALCOVE_SEAL_CHUNK, 65536);
  const gsize chunk = ALCOVE_SEAL_CHUNK + 17;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);
  g_autoptr (GBytes) cut = g_bytes_new (bytes, ALCOVE_SEAL_HEAD_SIZE + 2 * chunk);
  g_autoptr (GByteArray) without = g_byte_array_new ();
  g_autoptr (GByteArray) more = g_byte_array_new ();
  g_autoptr (GBytes) without_bytes = NULL;
  g_autoptr (GBytes) more_bytes = NULL;

  g_assert_cmpuint (length, ==, ALCOVE_SEAL_HEAD_SIZE + 3 * chunk);
  assert_refused (cut, PASSPHRASE, ALCOVE_ERROR_DAMAGED_FILE);
  g_byte_array_append (without, bytes, (guint) (ALCOVE_SEAL_HEAD_SIZE + chunk));
  g_byte_array_append (without, bytes + ALCOVE_SEAL_HEAD_SIZE + 2 * chunk, (guint) chunk);
  without_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&without));
  assert_refused (without_bytes, PASSPHRASE, ALCOVE_ERROR_DAMAGED_FILE);
  g_byte_array_append (more, bytes, (guint) length);
  g_byte_array_append (more, (const guint8 *) "x", 1);
  more_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&more));
  assert_refused (more_bytes, PASSPHRASE, ALCOVE_ERROR_DAMAGED_FILE);
}

/* A stranger's file does not decide how long we work. */
static void
test_costs (void)
{
  const guint32 costs[][2]
      = { { 0, 8 }, { 17, 8 }, { 1, 7 }, { 1, 256 * 1024 + 1 }, { 0xffffffff, 0xffffffff } };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      const AlcoveSealParameters wanted = { costs[i][0], costs[i][1], { 0 } };
      AlcoveSealParameters got;
      guint8 bytes[ALCOVE_SEAL_PARAMETERS_SIZE];
      g_autoptr (GError) error = NULL;

      alcove_seal_write_parameters (&wanted, bytes);
      g_assert_false (alcove_seal_read_parameters (bytes, &got, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE);
    }
}

static void
test_passphrases (void)
{
  g_autofree char *one = alcove_passphrase_generate ();
  g_autofree char *other = alcove_passphrase_generate ();

  g_assert_cmpuint (strlen (one), ==, 24);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpuint (alcove_passphrase_estimate_bits (""), ==, 0);
  g_assert_cmpuint (alcove_passphrase_estimate_bits ("12345678"), <, 20);
  g_assert_cmpuint (alcove_passphrase_estimate_bits ("password"), <, 25);
  g_assert_cmpuint (alcove_passphrase_estimate_bits ("correct horse battery staple"), >, 40);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *made = alcove_passphrase_generate ();

      g_assert_cmpuint (alcove_passphrase_estimate_bits (made), ==, 99);
    }
}

/* A chat from one history to another, with nothing to read in between. */
static void
test_share (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Private title", "a private prompt");
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (alcove_export_format_find ("json"));
  g_autofree char *path = g_build_filename (disk->dir, "shared" ALCOVE_SEAL_SUFFIX, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AlcoveImporter) importer = alcove_importer_new (file);
  g_autoptr (AlcoveStore) store = open_memory_store ();
  g_autoptr (AlcoveChatRecord) got = NULL;

  alcove_exporter_add_chat (exporter, disk->store, chat->id);
  alcove_export_report_free (
      await_boxed (alcove_exporter_write_sealed (exporter, file, PASSPHRASE)));
  g_assert_cmpuint (count_words (disk->dir, "private prompt"), ==, 0);
  g_free (await_failure (alcove_importer_run (importer, store, TRUE), ALCOVE_ERROR,
                         ALCOVE_ERROR_NEEDS_PASSPHRASE));
  alcove_importer_set_passphrase (importer, "wrong");
  g_free (await_failure (alcove_importer_run (importer, store, TRUE), ALCOVE_ERROR,
                         ALCOVE_ERROR_PASSPHRASE));
  alcove_importer_set_passphrase (importer, PASSPHRASE);
  {
    g_autoptr (AlcoveImportReport) seen = await_boxed (alcove_importer_run (importer, store, TRUE));

    g_assert_cmpint (seen->chats, ==, 1);
    g_assert_cmpstr (seen->title, ==, "Private title");
    g_assert_nonnull (strstr (seen->text, "a private prompt"));
  }
  alcove_import_report_unref (await_boxed (alcove_importer_run (importer, store, FALSE)));
  got = await_chat (alcove_store_get_chat (store, chat->id));
  g_assert_cmpstr (got->title, ==, "Private title");
  close_store (g_steal_pointer (&store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/transfer/seal/known-answer", test_known_answer);
  g_test_add_func ("/transfer/seal/normal-form", test_normal_form);
  g_test_add_func ("/transfer/seal/lengths", test_lengths);
  g_test_add_func ("/transfer/seal/damage", test_damage);
  g_test_add_func ("/transfer/seal/chunks", test_chunks);
  g_test_add_func ("/transfer/seal/costs", test_costs);
  g_test_add_func ("/transfer/seal/passphrases", test_passphrases);
  g_test_add ("/transfer/seal/share", Disk, NULL, disk_set_up_saved, test_share, disk_tear_down);
  return g_test_run ();
}
