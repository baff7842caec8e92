/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The recovery key: how it is written, which slot it has, what it opens and what not. The frozen values were made with
 * OpenSSL's Argon2id and Python's BLAKE2b. */

#include "vault-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-recovery-key.h"
#include "alcove-vault-folder.h"

#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ffeeddccbbaa99887766554433221100"

/* of the bytes 60…73 */
#define FROZEN_TEXT "JBJC-JDJF-JGJH-JJJK-JMJN-JPJR-JSJT-JWJX-KBKC-KDKF-NFSH"
#define FROZEN_SLOT "ce5b7c718606e714a3f301969a130bf2"
#define FROZEN_KEK "73750fa39a2610e3edfcc58a446d838a3c704a761bb0e5c9505359f51abc4642"

/* ---- on paper ---- */

static AlcoveLockedBytes *
parse (const char *text)
{
  AlcoveLockedBytes *key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (alcove_recovery_key_parse (text, &key, &error));
  g_assert_no_error (error);
  return key;
}

static void
assert_mistyped (const char *text)
{
  AlcoveLockedBytes *key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (alcove_recovery_key_parse (text, &key, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_MISTYPED);
  g_assert_null (key);
}

static void
test_frozen_text (void)
{
  g_autoptr (AlcoveLockedBytes) key = vault_bytes (0x60, ALCOVE_RECOVERY_KEY_SIZE);
  g_autoptr (AlcoveLockedBytes) text = alcove_recovery_key_to_text (key);
  g_autoptr (AlcoveLockedBytes) parsed = parse (FROZEN_TEXT);

  g_assert_cmpstr (alcove_locked_bytes_get_string (text), ==, FROZEN_TEXT);
  g_assert_true (alcove_locked_bytes_equal (key, parsed));
}

static void
test_frozen_slot (void)
{
  g_autoptr (AlcoveLockedBytes) key = vault_bytes (0x60, ALCOVE_RECOVERY_KEY_SIZE);
  g_autoptr (AlcoveKeyDerivation) derivation = alcove_key_derivation_new_recovery (key);
  AlcoveSlotsHead head = { .passes = 3, .memory_kib = 65536, .lanes = 1 };
  const guint8 *slot_id = NULL;
  g_autoptr (AlcoveLockedBytes) slot = NULL;
  AlcoveLockedBytes *kek = NULL;

  for (guint8 i = 0; i < sizeof head.salt; i++)
    head.salt[i] = i;
  g_assert_true (alcove_key_derivation_get (derivation, &head, &slot_id, &kek, NULL));
  slot = alcove_locked_bytes_new (slot_id, ALCOVE_SLOTS_ID_SIZE);
  vault_assert_hex (slot, FROZEN_SLOT);
  vault_assert_hex (kek, FROZEN_KEK);
}

static void
test_round_trips (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (AlcoveLockedBytes) key = alcove_recovery_key_new ();
      g_autoptr (AlcoveLockedBytes) text = alcove_recovery_key_to_text (key);
      g_autoptr (AlcoveLockedBytes) parsed = parse (alcove_locked_bytes_get_string (text));

      g_assert_cmpuint (strlen (alcove_locked_bytes_get_string (text)), ==, 54);
      g_assert_true (alcove_locked_bytes_equal (key, parsed));
    }
}

/* As people type it: in lower case, with spaces, over two lines, without anything between the letters. */
static void
test_as_typed (void)
{
  g_autoptr (AlcoveLockedBytes) key = vault_bytes (0x60, ALCOVE_RECOVERY_KEY_SIZE);
  g_autofree char *lower = g_ascii_strdown (FROZEN_TEXT, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (FROZEN_TEXT), "-", ' ');
  g_autofree char *lines = g_strdup (FROZEN_TEXT);
  g_auto (GStrv) groups = g_strsplit (FROZEN_TEXT, "-", -1);
  g_autofree char *joined = g_strjoinv (NULL, groups);
  g_autofree char *padded = g_strconcat ("  ", FROZEN_TEXT, "\n", NULL);
  const char *texts[] = { lower, spaced, lines, joined, padded };

  lines[24] = '\n';
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AlcoveLockedBytes) parsed = parse (texts[i]);

      g_assert_nonnull (parsed);
      g_assert_true (alcove_locked_bytes_equal (key, parsed));
    }
}

/* Every wrong letter at every place. */
static void
test_one_letter_wrong (void)
{
  guint n = 0;

  for (guint i = 0; FROZEN_TEXT[i] != '\0'; i++)
    for (char letter = 'A'; letter <= 'Z' && FROZEN_TEXT[i] != '-'; letter++)
      {
        g_autofree char *text = g_strdup (FROZEN_TEXT);

        if (text[i] == letter)
          continue;
        text[i] = letter;
        assert_mistyped (text);
        n++;
      }
  g_assert_cmpuint (n, ==, 44 * 25);
}

static void
test_swapped_letters (void)
{
  for (guint i = 0; FROZEN_TEXT[i + 1] != '\0'; i++)
    {
      g_autofree char *text = g_strdup (FROZEN_TEXT);
      const char letter = text[i];

      if (letter == '-' || text[i + 1] == '-' || letter == text[i + 1])
        continue;
      text[i] = text[i + 1];
      text[i + 1] = letter;
      assert_mistyped (text);
    }
}

static void
test_meant_as_one (void)
{
  g_autofree char *label = g_strconcat ("Recovery key: ", FROZEN_TEXT, NULL);
  g_autofree char *twice = g_strconcat (FROZEN_TEXT, " ", FROZEN_TEXT, NULL);
  g_autofree char *shorter = g_strndup (FROZEN_TEXT, 53);
  g_autofree char *shortest = g_strndup (FROZEN_TEXT, 40);
  g_autofree char *longer = g_strconcat (FROZEN_TEXT, "B", NULL);
  g_auto (GStrv) groups = g_strsplit (FROZEN_TEXT, "-", -1);
  g_autofree char *joined = g_strjoinv (NULL, groups);

  joined[7] = 'L';
  assert_mistyped (label);
  assert_mistyped (twice);
  assert_mistyped (shorter);
  assert_mistyped (shortest);
  assert_mistyped (longer);
  assert_mistyped (joined);
}

/* What providers hand out, and history keys, are something else. */
static void
test_other_keys (void)
{
  static const char *const others[]
      = { "",
          " ",
          STRONG_KEY,
          OTHER_KEY,
          "ollama",
          "sk-1234",
          "BCDF",
          "BCDF-GHJK-MNPR-STWX",
          "AIzaSyA-1234567890abcdefghijklmnopqrstuv",
          "gsk_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH",
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR",
          "123e4567-e89b-12d3-a456-426614174000",
          "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (parse (others[i]));
}

/* ---- in the vault ---- */

static AlcoveAccount *
write_and_open (VaultFixture *self, const char *id, const char *api_key)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);
  g_autofree char *folder = vault_fixture_write (self, id, key, NULL, 1);

  return vault_fixture_open (self, api_key);
}

static AlcoveLockedBytes *
make (AlcoveAccount *account)
{
  g_autoptr (GError) error = NULL;
  AlcoveLockedBytes *key = alcove_account_make_recovery_key (account, &error);

  g_assert_no_error (error);
  return key;
}

static AlcoveAccount *
open_by (VaultFixture *self, AlcoveLockedBytes *key)
{
  g_autoptr (GError) error = NULL;
  AlcoveAccount *account = alcove_vault_open_recovery (self->vault, key, &error);

  g_assert_no_error (error);
  g_assert_true (alcove_account_is_open_by_recovery_key (account));
  return account;
}

static void
assert_opens_nothing (VaultFixture *self, AlcoveLockedBytes *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_vault_open_recovery (self->vault, key, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_UNKNOWN);
}

static gboolean
replace (AlcoveAccount *account, const char *api_key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (api_key);

  return alcove_account_replace_key (account, key, NULL, error);
}

static void
test_opens (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) other = write_and_open (self, ID_B, OTHER_KEY);
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveAccount) by_recovery = NULL;
  g_autoptr (AlcoveAccount) by_api_key = NULL;

  g_assert_cmpint (alcove_account_has_recovery_key (account, NULL), ==, 0);
  key = make (account);
  g_assert_cmpint (alcove_account_has_recovery_key (account, NULL), ==, 1);
  g_assert_cmpint (alcove_account_has_recovery_key (other, NULL), ==, 0);
  by_recovery = open_by (self, key);
  g_assert_cmpstr (alcove_account_get_id (by_recovery), ==, ID_A);
  vault_fixture_assert_keys_equal (account, by_recovery);
  by_api_key = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, by_api_key);
}

static void
test_unknown (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_recovery_key_new ();
  g_autoptr (AlcoveAccount) account = NULL;
  guint n;

  assert_opens_nothing (self, key);
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
  account = write_and_open (self, ID_A, STRONG_KEY);
  n = vault_fixture_count (self->data_dir);
  assert_opens_nothing (self, key);
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, n);
}

static void
test_new_one_replaces (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) first = make (account);
  g_autoptr (AlcoveLockedBytes) second = make (account);
  g_autoptr (AlcoveAccount) opened = open_by (self, second);

  assert_opens_nothing (self, first);
}

static void
test_revoke (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveSlots) slots = NULL;

  g_assert_true (alcove_account_revoke_recovery_key (account, NULL));
  g_assert_true (alcove_account_revoke_recovery_key (account, NULL)); /* there is none: as well */
  g_assert_cmpint (alcove_account_has_recovery_key (account, NULL), ==, 0);
  assert_opens_nothing (self, key);
  slots = alcove_vault_folder_read_slots (alcove_account_get_folder (account), NULL);
  g_assert_cmpuint (slots->records->len, ==, 1);
}

/* The lost API key opens nothing any more, the recovery key still does. */
static void
test_api_key_after_recovery (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveAccount) recovered = open_by (self, key);
  g_autoptr (AlcoveAccount) by_new = NULL;
  g_autoptr (AlcoveAccount) by_old = NULL;
  g_autoptr (AlcoveAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  replace (recovered, OTHER_KEY, &error);
  g_assert_no_error (error);
  g_assert_false (alcove_account_is_open_by_recovery_key (recovered));
  by_new = vault_fixture_open (self, OTHER_KEY);
  by_old = vault_fixture_open (self, STRONG_KEY);
  again = open_by (self, key);
  vault_fixture_assert_keys_equal (account, by_new);
  vault_fixture_assert_keys_equal (account, again);
  g_assert_false (alcove_account_exists (by_old));
}

/* It was not lost after all. */
static void
test_same_api_key_after_recovery (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveAccount) recovered = open_by (self, key);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (replace (recovered, STRONG_KEY, NULL));
  opened = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, opened);
}

static void
test_taken_api_key_after_recovery (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveAccount) other = write_and_open (self, ID_B, OTHER_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveAccount) recovered = open_by (self, key);
  g_autoptr (AlcoveAccount) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (recovered, OTHER_KEY, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  opened = vault_fixture_open (self, STRONG_KEY);
  vault_fixture_assert_keys_equal (account, opened);
}

/* Whoever has nothing but the recovery key can lose nothing with it. */
static void
test_refused_after_recovery (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveAccount) recovered = open_by (self, key);
  g_autoptr (AlcoveAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_account_make_recovery_key (recovered, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (alcove_account_revoke_recovery_key (recovered, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (alcove_account_begin_reencrypt (recovered, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  again = open_by (self, key);
  vault_fixture_assert_keys_equal (account, again);
}

static void
test_survives_replaced_key (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (replace (account, OTHER_KEY, NULL));
  opened = open_by (self, key);
  vault_fixture_assert_keys_equal (account, opened);
}

/* From the first write on: it would open a file whose key it does not have. */
static void
test_revoked_by_reencryption (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autoptr (AlcoveLockedBytes) next = NULL;
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  assert_opens_nothing (self, key);
  g_assert_true (alcove_account_end_reencrypt (account, NULL));
  assert_opens_nothing (self, key);
  next = make (account);
  opened = open_by (self, next);
  vault_fixture_assert_keys_equal (account, opened);
}

/* Made while two account keys stand: it opens whichever the database has. */
static void
test_made_between_generations (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_true (alcove_account_begin_reencrypt (account, NULL));
  key = make (account);
  opened = open_by (self, key);
  g_assert_cmpuint (alcove_account_get_n_keys (opened), ==, 2);
  vault_fixture_assert_keys_equal (account, opened);
}

static void
test_before_first_save (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = vault_fixture_open (self, STRONG_KEY);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (alcove_account_has_recovery_key (account, NULL), ==, 0);
  g_assert_null (alcove_account_make_recovery_key (account, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_cmpuint (vault_fixture_count (self->data_dir), ==, 0);
}

static void
test_write_fails (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autofree char *obstacle
      = g_build_filename (alcove_account_get_folder (account), "slots.new", NULL);
  g_autoptr (AlcoveAccount) opened = NULL;

  g_assert_cmpint (g_mkdir (obstacle, 0700), ==, 0);
  g_assert_null (alcove_account_make_recovery_key (account, NULL));
  g_assert_false (alcove_account_revoke_recovery_key (account, NULL));
  g_assert_cmpint (g_rmdir (obstacle), ==, 0);
  opened = open_by (self, key);
  vault_fixture_assert_keys_equal (account, opened);
}

/* Every byte of the slots file: with it flipped the recovery key opens nothing, or the same as before where the byte
 * is of the API key's record. */
static void
test_flipped_bytes (VaultFixture *self, gconstpointer data)
{
  g_autoptr (AlcoveAccount) account = write_and_open (self, ID_A, STRONG_KEY);
  g_autoptr (AlcoveLockedBytes) key = make (account);
  g_autofree char *path = vault_fixture_slots_path (self, ID_A);
  g_autofree char *file = NULL;
  gsize size;
  guint n_opened = 0;

  g_assert_true (g_file_get_contents (path, &file, &size, NULL));
  g_assert_cmpuint (size, ==, 40 + 2 * 96);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (AlcoveAccount) opened = NULL;

      if (i >= 12 && i < 24)
        continue; /* parameters: what they cost is tested with the slots */
      file[i] ^= 0x10;
      g_assert_true (g_file_set_contents (path, file, (gssize) size, NULL));
      file[i] ^= 0x10;
      opened = alcove_vault_open_recovery (self->vault, key, NULL);
      if (opened == NULL)
        continue;
      g_assert_cmpuint (i, >=, 40);
      g_assert_cmpuint (i, <, 40 + 96);
      vault_fixture_assert_keys_equal (account, opened);
      n_opened++;
    }
  g_test_message ("flipped %zu bytes, opened with %u of the other record", size - 12, n_opened);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/vault/recovery-key/" name, VaultFixture, NULL, vault_fixture_set_up, func,         \
              vault_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  g_test_add_func ("/vault/recovery-key/frozen/text", test_frozen_text);
  g_test_add_func ("/vault/recovery-key/frozen/slot", test_frozen_slot);
  g_test_add_func ("/vault/recovery-key/round-trips", test_round_trips);
  g_test_add_func ("/vault/recovery-key/as-typed", test_as_typed);
  g_test_add_func ("/vault/recovery-key/one-letter-wrong", test_one_letter_wrong);
  g_test_add_func ("/vault/recovery-key/swapped-letters", test_swapped_letters);
  g_test_add_func ("/vault/recovery-key/meant-as-one", test_meant_as_one);
  g_test_add_func ("/vault/recovery-key/other-keys", test_other_keys);
  ADD ("opens", test_opens);
  ADD ("unknown-leaves-no-trace", test_unknown);
  ADD ("a-new-one-replaces-it", test_new_one_replaces);
  ADD ("revoke", test_revoke);
  ADD ("api-key-after-recovery", test_api_key_after_recovery);
  ADD ("same-api-key-after-recovery", test_same_api_key_after_recovery);
  ADD ("taken-api-key-after-recovery", test_taken_api_key_after_recovery);
  ADD ("refused-after-recovery", test_refused_after_recovery);
  ADD ("survives-a-replaced-key", test_survives_replaced_key);
  ADD ("revoked-by-reencryption", test_revoked_by_reencryption);
  ADD ("made-between-generations", test_made_between_generations);
  ADD ("before-first-save", test_before_first_save);
  ADD ("write-fails", test_write_fails);
  ADD ("flipped-bytes", test_flipped_bytes);
  return g_test_run ();
}
