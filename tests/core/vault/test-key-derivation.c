/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Freezes every derived value. The expected ones were made by another implementation of
 * docs/vault-format.md (OpenSSL's Argon2id, Python's BLAKE2b); if one differs, every history of
 * every user is out of reach. */

#include "vault-fixture.h"

#include <sodium.h>

#include "alcove-error.h"

static AlcoveSlotsHead
default_head (void)
{
  AlcoveSlotsHead head = { .passes = 3, .memory_kib = 65536, .lanes = 1 };

  for (guint i = 0; i < sizeof head.salt; i++)
    head.salt[i] = (guint8) i;
  return head;
}

static void
assert_derives (const char *api_key, gboolean with_history_key, const char *slot, const char *kek)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);
  g_autoptr (AlcoveLockedBytes) history_key = vault_bytes (0x40, 32);
  g_autoptr (AlcoveKeyDerivation) derivation
      = alcove_key_derivation_new (key, with_history_key ? history_key : NULL, NULL);
  AlcoveSlotsHead head = default_head ();
  g_autoptr (AlcoveLockedBytes) slot_bytes = NULL;
  const guint8 *slot_id = NULL;
  AlcoveLockedBytes *derived_kek = NULL;

  g_assert_true (alcove_key_derivation_get (derivation, &head, &slot_id, &derived_kek, NULL));
  slot_bytes = alcove_locked_bytes_new (slot_id, ALCOVE_SLOTS_ID_SIZE);
  vault_assert_hex (slot_bytes, slot);
  vault_assert_hex (derived_kek, kek);
}

#define STRONG_SLOT "e1c88d5faa51c7f4e65786e97b968214"
#define STRONG_KEK "5c369c6ba98ece831baebd9df607e364aa7cb23c440759c54d2a2b2063328c3e"

static void
test_argon2 (void)
{
  g_autoptr (AlcoveLockedBytes) material = alcove_locked_bytes_new_string (STRONG_KEY);
  AlcoveSlotsHead head = default_head ();
  g_autoptr (AlcoveLockedBytes) prk = alcove_key_derivation_run_argon2 (material, &head);

  vault_assert_hex (prk, "ca117d957d4a05695a913dad29d3e719400050a0e0fd8dd8e1ff814ab2050816");
}

static void
test_strong (void)
{
  assert_derives (STRONG_KEY, FALSE, STRONG_SLOT, STRONG_KEK);
}

static void
test_strong_ignores_history_key (void)
{
  assert_derives (STRONG_KEY, TRUE, STRONG_SLOT, STRONG_KEK);
}

static void
test_trimmed (void)
{
  assert_derives (" \t\r\n\v\f" STRONG_KEY "\r\n \t", FALSE, STRONG_SLOT, STRONG_KEK);
}

static void
test_weak (void)
{
  assert_derives ("ollama", TRUE, "6cf630033bbdd77a2fb9c97ac935d29f",
                  "3b227eca25bdaf052b7845164a1c8c97c5ba5007851673c18658299d716c8e22");
}

static void
test_empty (void)
{
  assert_derives ("", TRUE, "b539423405a634d0269f61ef3818b1d7",
                  "31203998c52d1db942aaf9e21a73b71bbd413ca0a4508b6dc59e67b10552c23d");
}

static const char *const subkeys[] = {
  "0f0201d586eb30726c5971cdc264bb76bb9edd87fb90315fe38365b9afc34e35",
  "1c846cb0fa545452dc50fb236d825f7ab33c896ca1a1433eacdf23cf39df16a7",
  "38063a8adeb6b6d3acfce3d2ece13ec3db073328cc2974c6325186bd834d8bb2",
  "9d82dab8f9324dc4aa05eb4326873b1ab2fb058431c845f4ade65304fd2ffa5d",
  "5b0f60aaa604c35e70cd3cbfdf74197cfa0800e058d328aaebb9bd59eeed3765",
  "1dbafb43b92ed97e7290416677244224694f0583ae0ffac4328f37f092e965a6",
};

static void
test_subkey (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (AlcoveLockedBytes) account_key = vault_bytes (0x80, 32);
  g_autoptr (AlcoveLockedBytes) subkey
      = alcove_key_derivation_subkey (account_key, (AlcoveSubkey) which);

  vault_assert_hex (subkey, subkeys[which - 1]);
}

/* A key that changes sides loses its history: these are as frozen as the numbers above. */
static const struct
{
  const char *name;
  const char *key;
  gboolean weak;
} strengths[] = {
  { "empty", "", TRUE },
  { "blank", " \t\n", TRUE },
  { "ollama", "ollama", TRUE },
  { "none", "none", TRUE },
  { "lm-studio", "lm-studio", TRUE },
  { "sk-1234", "sk-1234", TRUE },
  { "EMPTY", "EMPTY", TRUE },
  { "test", "test", TRUE },
  { "no-key-required", "sk-no-key-required", TRUE },
  { "19-bytes", "abcdefghijklmnopqrs", TRUE },
  { "19-bytes-and-spaces", "  abcdefghijklmnopqrs  ", TRUE },
  { "20-bytes", "abcdefghijklmnopqrst", FALSE },
  { "9-different", "abcdefghiabcdefghiabcdefghi", TRUE },
  { "10-different", "abcdefghijabcdefghijabcdefghij", FALSE },
  { "zeros", "sk-00000000000000000000000000000000", TRUE },
  { "provider", STRONG_KEY, FALSE },
};

static void
test_strength (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (strengths[i].key);

  g_assert_cmpint (alcove_vault_key_is_weak (key), ==, strengths[i].weak);
}

static void
test_weak_needs_history_key (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("ollama");
  g_autoptr (AlcoveLockedBytes) too_short = alcove_locked_bytes_new_random (31);
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_key_derivation_new (key, NULL, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_null (alcove_key_derivation_new (key, too_short, NULL));
}

static void
test_history_key_is_random (void)
{
  g_autoptr (AlcoveLockedBytes) first = alcove_vault_new_history_key ();
  g_autoptr (AlcoveLockedBytes) second = alcove_vault_new_history_key ();

  g_assert_cmpuint (alcove_locked_bytes_get_size (first), ==, 32);
  g_assert_false (alcove_locked_bytes_equal (first, second));
}

static void
test_salt_matters (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveKeyDerivation) derivation = alcove_key_derivation_new (key, NULL, NULL);
  AlcoveSlotsHead first = vault_cheap_head (1);
  AlcoveSlotsHead second = vault_cheap_head (2);
  const guint8 *id1 = NULL, *id2 = NULL;
  AlcoveLockedBytes *kek1 = NULL, *kek2 = NULL;

  g_assert_true (alcove_key_derivation_get (derivation, &first, &id1, &kek1, NULL));
  g_assert_true (alcove_key_derivation_get (derivation, &second, &id2, &kek2, NULL));
  g_assert_cmpint (memcmp (id1, id2, ALCOVE_SLOTS_ID_SIZE), !=, 0);
  g_assert_false (alcove_locked_bytes_equal (kek1, kek2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  g_test_add_func ("/vault/derivation/argon2id", test_argon2);
  g_test_add_func ("/vault/derivation/strong-key", test_strong);
  g_test_add_func ("/vault/derivation/strong-key-ignores-history-key",
                   test_strong_ignores_history_key);
  g_test_add_func ("/vault/derivation/white-space", test_trimmed);
  g_test_add_func ("/vault/derivation/weak-key", test_weak);
  g_test_add_func ("/vault/derivation/empty-key", test_empty);
  g_test_add_func ("/vault/derivation/weak-key-needs-history-key", test_weak_needs_history_key);
  g_test_add_func ("/vault/derivation/history-key-is-random", test_history_key_is_random);
  g_test_add_func ("/vault/derivation/salt-matters", test_salt_matters);
  for (guint i = 1; i <= G_N_ELEMENTS (subkeys); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vault/derivation/subkey/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_subkey);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vault/weak-rule/%s", strengths[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_strength);
    }
  return g_test_run ();
}
