/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Freezes the slots file byte by byte, and turns every bit of it once. */

#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-vault-folder.h"

/* made by another implementation of docs/vault-format.md: key STRONG_KEY, salt 00…0f, account key
 * 80…9f, nonce 20…37, account a0…af, generation 1 */
#define HEAD_HEX                                                                                   \
  "416c636f76566c74"                                                                               \
  "01000000"                                                                                       \
  "03000000"                                                                                       \
  "00000100"                                                                                       \
  "01000000"                                                                                       \
  "000102030405060708090a0b0c0d0e0f"
#define RECORD_HEX                                                                                 \
  "e1c88d5faa51c7f4e65786e97b968214"                                                               \
  "01000000"                                                                                       \
  "01000000"                                                                                       \
  "202122232425262728292a2b2c2d2e2f3031323334353637"                                               \
  "61ac7ada96b9f1c6c4251f173127c7271b45722b9220190846325e74e117cb06036783b0ebbcb2f0c80f630e5e9ef0" \
  "e9"
#define ACCOUNT_HEX "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
#define KEK_HEX "5c369c6ba98ece831baebd9df607e364aa7cb23c440759c54d2a2b2063328c3e"
#define FILE_SIZE (ALCOVE_SLOTS_HEAD_SIZE + ALCOVE_SLOTS_RECORD_SIZE)

static AlcoveLockedBytes *
frozen_file (void)
{
  AlcoveLockedBytes *file = alcove_locked_bytes_new_from_hex (HEAD_HEX RECORD_HEX, FILE_SIZE);

  g_assert_nonnull (file);
  return file;
}

static AlcoveSlots *
parse (AlcoveLockedBytes *file, GError **error)
{
  return alcove_slots_parse (alcove_locked_bytes_get_data (file, NULL),
                             alcove_locked_bytes_get_size (file), error);
}

static void
test_parse (void)
{
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();
  g_autoptr (AlcoveSlots) slots = parse (file, NULL);
  g_autoptr (AlcoveLockedBytes) kek = alcove_locked_bytes_new_from_hex (KEK_HEX, 32);
  g_autoptr (AlcoveLockedBytes) account = alcove_locked_bytes_new_from_hex (ACCOUNT_HEX, 16);
  g_autoptr (AlcoveLockedBytes) expected = vault_bytes (0x80, 32);
  g_autoptr (AlcoveLockedBytes) key = NULL;

  g_assert_nonnull (slots);
  g_assert_cmpuint (slots->records->len, ==, 1);
  g_assert_cmpuint (slots->head.passes, ==, 3);
  g_assert_cmpuint (slots->head.memory_kib, ==, 65536);
  g_assert_cmpuint (alcove_slots_get (slots, 0)->generation, ==, 1);
  key = alcove_slots_unseal (&slots->head, alcove_locked_bytes_get_data (account, NULL),
                             alcove_slots_get (slots, 0), kek);
  g_assert_nonnull (key);
  g_assert_true (alcove_locked_bytes_equal (key, expected));
}

static void
test_serialise (void)
{
  AlcoveSlotsHead head = { .passes = 3, .memory_kib = 65536, .lanes = 1 };
  AlcoveSlot slot = { .generation = 1, .kind = ALCOVE_SLOT_API_KEY };
  g_autoptr (AlcoveSlots) slots = NULL;
  g_autoptr (AlcoveLockedBytes) kek = alcove_locked_bytes_new_from_hex (KEK_HEX, 32);
  g_autoptr (AlcoveLockedBytes) account = alcove_locked_bytes_new_from_hex (ACCOUNT_HEX, 16);
  g_autoptr (AlcoveLockedBytes) account_key = vault_bytes (0x80, 32);
  g_autoptr (AlcoveLockedBytes) nonce = vault_bytes (0x20, 24);
  g_autoptr (AlcoveLockedBytes) expected = frozen_file ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < sizeof head.salt; i++)
    head.salt[i] = (guint8) i;
  sodium_hex2bin (slot.id, sizeof slot.id, RECORD_HEX, 32, NULL, NULL, NULL);
  alcove_slots_seal (&head, alcove_locked_bytes_get_data (account, NULL),
                     alcove_locked_bytes_get_data (nonce, NULL), kek, account_key, &slot);
  slots = alcove_slots_new (&head);
  g_array_append_val (slots->records, slot);
  bytes = alcove_slots_serialise (slots);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   alcove_locked_bytes_get_data (expected, NULL), FILE_SIZE);
}

static void
test_fresh_nonces (void)
{
  AlcoveSlotsHead head = vault_cheap_head (1);
  g_autoptr (AlcoveSlots) slots = alcove_slots_new (&head);
  g_autoptr (AlcoveLockedBytes) kek = vault_bytes (1, 32);
  g_autoptr (AlcoveLockedBytes) account_key = vault_bytes (2, 32);
  AlcoveSlotKey key = { 1, account_key };
  guint8 id[16] = { 1 };

  alcove_slots_add (slots, id, id, ALCOVE_SLOT_API_KEY, kek, &key);
  alcove_slots_add (slots, id, id, ALCOVE_SLOT_API_KEY, kek, &key);
  g_assert_cmpint (memcmp (alcove_slots_get (slots, 0)->nonce, alcove_slots_get (slots, 1)->nonce,
                           ALCOVE_SLOTS_NONCE_SIZE),
                   !=, 0);
}

typedef struct
{
  const char *name;
  gsize from;
  gsize to;
} Range;

static const Range ranges[] = {
  { "magic", 0, 8 },   { "version", 8, 12 }, { "passes", 12, 16 },       { "memory", 16, 20 },
  { "lanes", 20, 24 }, { "salt", 24, 40 },   { "slot", 40, 56 },         { "generation", 56, 60 },
  { "kind", 60, 64 },  { "nonce", 64, 88 },  { "account-key", 88, 120 }, { "tag", 120, 136 },
};

/* Whether the frozen key opens this file; parameters other than its own are derived for real where
 * that is cheap, and cannot lead back to the same key where it is not. */
static gboolean
opens (AlcoveLockedBytes *file)
{
  g_autoptr (AlcoveSlots) slots = parse (file, NULL);
  g_autoptr (AlcoveLockedBytes) kek = alcove_locked_bytes_new_from_hex (KEK_HEX, 32);
  g_autoptr (AlcoveLockedBytes) account = alcove_locked_bytes_new_from_hex (ACCOUNT_HEX, 16);
  g_autoptr (AlcoveLockedBytes) slot = alcove_locked_bytes_new_from_hex (RECORD_HEX, 96);
  g_autoptr (GPtrArray) keys = NULL;

  if (slots == NULL)
    return FALSE;
  keys = alcove_slots_unlock (slots, alcove_locked_bytes_get_data (account, NULL),
                              alcove_locked_bytes_get_data (slot, NULL), kek, NULL);
  return keys != NULL;
}

static void
test_flip (gconstpointer data)
{
  const Range *range = data;
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();
  guint8 *bytes = alcove_locked_bytes_get_writable (file);

  g_assert_true (opens (file));
  for (gsize i = range->from; i < range->to; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        bytes[i] ^= (guint8) (1 << bit);
        g_assert_false (opens (file));
        bytes[i] ^= (guint8) (1 << bit);
      }
  g_assert_true (opens (file));
}

static void
test_other_account (void)
{
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();
  g_autoptr (AlcoveSlots) slots = parse (file, NULL);
  g_autoptr (AlcoveLockedBytes) kek = alcove_locked_bytes_new_from_hex (KEK_HEX, 32);
  guint8 other[ALCOVE_SLOTS_ACCOUNT_SIZE] = { 0xa0 };

  g_assert_null (alcove_slots_unseal (&slots->head, other, alcove_slots_get (slots, 0), kek));
}

static void
test_every_length (void)
{
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();

  for (gsize size = 0; size < FILE_SIZE; size++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree guint8 *copy = g_memdup2 (alcove_locked_bytes_get_data (file, NULL), size);

      g_assert_null (alcove_slots_parse (copy ? copy : (const guint8 *) "", size, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT);
    }
}

static void
test_too_many (void)
{
  gsize size = ALCOVE_SLOTS_MAX_SIZE + ALCOVE_SLOTS_RECORD_SIZE;
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();
  g_autofree guint8 *many = g_malloc (size);
  g_autoptr (AlcoveSlots) most = NULL;

  memcpy (many, alcove_locked_bytes_get_data (file, NULL), FILE_SIZE);
  for (gsize at = FILE_SIZE; at < size; at += ALCOVE_SLOTS_RECORD_SIZE)
    memcpy (many + at, many + ALCOVE_SLOTS_HEAD_SIZE, ALCOVE_SLOTS_RECORD_SIZE);
  most = alcove_slots_parse (many, ALCOVE_SLOTS_MAX_SIZE, NULL);
  g_assert_nonnull (most);
  g_assert_cmpuint (most->records->len, ==, ALCOVE_SLOTS_MAX_RECORDS);
  g_assert_null (alcove_slots_parse (many, size, NULL));
}

static void
test_newer (void)
{
  g_autoptr (AlcoveLockedBytes) file = frozen_file ();
  g_autoptr (GError) error = NULL;

  alcove_locked_bytes_get_writable (file)[8] = 2;
  g_assert_null (parse (file, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION);
}

static const struct
{
  const char *name;
  guint32 passes, memory_kib, lanes;
  gboolean sane;
} heads[] = {
  { "ours", 3, 65536, 1, TRUE },
  { "least", 1, 8, 1, TRUE },
  { "most-memory", 4, 1024 * 1024, 1, TRUE },
  { "100-gib", 1, 100u * 1024 * 1024, 1, FALSE },
  { "over-most-memory", 1, 1024 * 1024 + 1, 1, FALSE },
  { "too-much-work", 5, 1024 * 1024, 1, FALSE },
  { "all-bits", G_MAXUINT32, G_MAXUINT32, 1, FALSE },
  { "many-passes", 65, 8, 1, FALSE },
  { "no-pass", 0, 65536, 1, FALSE },
  { "no-memory", 3, 7, 1, FALSE },
  { "no-lane", 3, 65536, 0, FALSE },
  { "two-lanes", 3, 65536, 2, FALSE },
};

static void
test_head (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  AlcoveSlotsHead head = { heads[i].passes, heads[i].memory_kib, heads[i].lanes, { 0 } };

  g_assert_cmpint (alcove_slots_head_is_sane (&head), ==, heads[i].sane);
}

static void
test_generations (void)
{
  AlcoveSlotsHead head = vault_cheap_head (1);
  g_autoptr (AlcoveSlots) slots = alcove_slots_new (&head);
  g_autoptr (AlcoveLockedBytes) kek = vault_bytes (1, 32);
  g_autoptr (GPtrArray) keys = NULL;
  guint8 id[16] = { 1 };
  guint32 order[] = { 2, 7, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (AlcoveLockedBytes) account_key = vault_bytes ((guint8) order[i], 32);
      AlcoveSlotKey key = { order[i], account_key };

      alcove_slots_add (slots, id, id, ALCOVE_SLOT_API_KEY, kek, &key);
    }
  keys = alcove_slots_unlock (slots, id, id, kek, NULL);
  g_assert_cmpuint (keys->len, ==, 3);
  g_assert_cmpuint (((AlcoveSlotKey *) g_ptr_array_index (keys, 0))->generation, ==, 7);
  g_assert_cmpuint (((AlcoveSlotKey *) g_ptr_array_index (keys, 1))->generation, ==, 2);
  g_assert_cmpuint (((AlcoveSlotKey *) g_ptr_array_index (keys, 2))->generation, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  g_test_add_func ("/vault/slots/frozen/parse", test_parse);
  g_test_add_func ("/vault/slots/frozen/serialise", test_serialise);
  g_test_add_func ("/vault/slots/fresh-nonces", test_fresh_nonces);
  g_test_add_func ("/vault/slots/bound-to-account", test_other_account);
  g_test_add_func ("/vault/slots/every-shorter-length", test_every_length);
  g_test_add_func ("/vault/slots/too-many-records", test_too_many);
  g_test_add_func ("/vault/slots/newer-version", test_newer);
  g_test_add_func ("/vault/slots/generations-newest-first", test_generations);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vault/slots/flipped/%s", ranges[i].name);

      g_test_add_data_func (path, &ranges[i], test_flip);
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vault/slots/parameters/%s", heads[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_head);
    }
  return g_test_run ();
}
