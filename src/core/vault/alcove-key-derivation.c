/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* From an API key to the slot it names and the key that opens it, and from an account key to its
 * subkeys. Blocks for tens of milliseconds in Argon2id; one thread at a time.
 * Always holds: the material is never empty, for a weak key comes only with its history key.
 * The rule for weak keys is part of the format: a key that changes sides loses its history. */

#include "alcove-key-derivation.h"

#include <sodium.h>
#include <string.h>

#include "alcove-error.h"

G_STATIC_ASSERT (ALCOVE_SLOTS_SALT_SIZE == crypto_pwhash_SALTBYTES);

#define PRK_SIZE 32
#define SLOT_MESSAGE "slot-id.1"
#define KEK_MESSAGE "slot-kek.1"
#define SUBKEY_CONTEXT "AlcovVt1"
#define SUBKEY_SIZE 32
#define WEAK_BELOW_LENGTH 20
#define WEAK_BELOW_DIFFERENT 10

typedef struct
{
  AlcoveSlotsHead head;
  guint8 slot_id[ALCOVE_SLOTS_ID_SIZE];
  AlcoveLockedBytes *kek;
} Derived;

struct _AlcoveKeyDerivation
{
  AlcoveLockedBytes *material;
  GPtrArray *derived;
};

static void
derived_free (Derived *derived)
{
  g_clear_pointer (&derived->kek, alcove_locked_bytes_unref);
  g_free (derived);
}

static gsize
trim (AlcoveLockedBytes *key, const guint8 **start)
{
  gsize size = 0;
  const guint8 *data = alcove_locked_bytes_get_data (key, &size);

  while (size > 0 && (g_ascii_isspace (data[size - 1]) || data[size - 1] == '\v'))
    size--;
  for (; size > 0 && (g_ascii_isspace (*data) || *data == '\v'); size--)
    data++;
  *start = data;
  return size;
}

/**
 * alcove_key_derivation_key_is_weak:
 * @api_key: a key; white space around it does not count
 *
 * A key is weak below 20 bytes or below 10 different ones: "", "ollama", "sk-1234" and all other
 * placeholders that local servers are given.
 *
 * Returns: whether the key alone must not protect a history
 */
gboolean
alcove_key_derivation_key_is_weak (AlcoveLockedBytes *api_key)
{
  const guint8 *data = NULL;
  gsize size = trim (api_key, &data);
  gboolean seen[256] = { FALSE };
  guint different = 0;

  for (gsize i = 0; i < size; i++)
    {
      different += !seen[data[i]];
      seen[data[i]] = TRUE;
    }
  sodium_memzero (seen, sizeof seen);
  return size < WEAK_BELOW_LENGTH || different < WEAK_BELOW_DIFFERENT;
}

/* K, or K || S where K is weak */
static AlcoveLockedBytes *
make_material (AlcoveLockedBytes *api_key, AlcoveLockedBytes *history_key)
{
  const guint8 *data = NULL;
  gsize size = trim (api_key, &data);
  AlcoveLockedBytes *material;
  guint8 *bytes;

  if (!alcove_key_derivation_key_is_weak (api_key))
    return alcove_locked_bytes_new (data, size);
  material = alcove_locked_bytes_new (NULL, size + ALCOVE_HISTORY_KEY_SIZE);
  bytes = alcove_locked_bytes_get_writable (material);
  memcpy (bytes, data, size);
  memcpy (bytes + size, alcove_locked_bytes_get_data (history_key, NULL), ALCOVE_HISTORY_KEY_SIZE);
  return material;
}

static AlcoveKeyDerivation *
derivation_alloc (AlcoveLockedBytes *material)
{
  AlcoveKeyDerivation *self = g_new0 (AlcoveKeyDerivation, 1);

  self->material = material;
  self->derived = g_ptr_array_new_with_free_func ((GDestroyNotify) derived_free);
  return self;
}

/**
 * alcove_key_derivation_new:
 * @api_key: the key as the server gets it; white space around it is ignored
 * @history_key: (nullable): 32 bytes, used only where @api_key is weak
 * @error: %ALCOVE_ERROR_NO_VAULT for a weak key without its history key
 *
 * Returns: (nullable) (transfer full): the start of all derivations of this key
 */
AlcoveKeyDerivation *
alcove_key_derivation_new (AlcoveLockedBytes *api_key, AlcoveLockedBytes *history_key,
                           GError **error)
{
  if (alcove_key_derivation_key_is_weak (api_key)
      && (history_key == NULL
          || alcove_locked_bytes_get_size (history_key) != ALCOVE_HISTORY_KEY_SIZE))
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                   "a weak key needs its history key of %d bytes", ALCOVE_HISTORY_KEY_SIZE);
      return NULL;
    }
  return derivation_alloc (make_material (api_key, history_key));
}

/**
 * alcove_key_derivation_new_recovery:
 * @recovery_key: 20 random bytes
 *
 * Its bytes are the material as they are: nothing is trimmed and no history key is needed.
 *
 * Returns: (transfer full): the start of all derivations of this key
 */
AlcoveKeyDerivation *
alcove_key_derivation_new_recovery (AlcoveLockedBytes *recovery_key)
{
  return derivation_alloc (alcove_locked_bytes_ref (recovery_key));
}

/**
 * alcove_key_derivation_copy:
 * @self: a derivation
 *
 * Returns: (transfer full): another one of the same key, for another owner
 */
AlcoveKeyDerivation *
alcove_key_derivation_copy (AlcoveKeyDerivation *self)
{
  AlcoveKeyDerivation *copy = derivation_alloc (alcove_locked_bytes_ref (self->material));

  for (guint i = 0; i < self->derived->len; i++)
    {
      const Derived *derived = g_ptr_array_index (self->derived, i);
      Derived *other = g_memdup2 (derived, sizeof *derived);

      alcove_locked_bytes_ref (other->kek);
      g_ptr_array_add (copy->derived, other);
    }
  return copy;
}

/**
 * alcove_key_derivation_free:
 * @self: (transfer full): a derivation
 */
void
alcove_key_derivation_free (AlcoveKeyDerivation *self)
{
  alcove_locked_bytes_unref (self->material);
  g_ptr_array_unref (self->derived);
  g_free (self);
}

/**
 * alcove_key_derivation_equal:
 * @self: a derivation
 * @other: another
 *
 * Returns: whether they come from the same key
 */
gboolean
alcove_key_derivation_equal (AlcoveKeyDerivation *self, AlcoveKeyDerivation *other)
{
  return alcove_locked_bytes_equal (self->material, other->material);
}

/**
 * alcove_key_derivation_run_argon2:
 * @material: K, or K || S
 * @head: parameters and salt
 *
 * Argon2id, version 1.3 (RFC 9106), 32 bytes long.
 *
 * Returns: (nullable) (transfer full): PRK, %NULL where the memory is not to be had
 */
AlcoveLockedBytes *
alcove_key_derivation_run_argon2 (AlcoveLockedBytes *material, const AlcoveSlotsHead *head)
{
  g_autoptr (AlcoveLockedBytes) prk = alcove_locked_bytes_new (NULL, PRK_SIZE);

  if (crypto_pwhash (alcove_locked_bytes_get_writable (prk), PRK_SIZE,
                     alcove_locked_bytes_get_string (material),
                     alcove_locked_bytes_get_size (material), head->salt, head->passes,
                     (gsize) head->memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13)
      != 0)
    return NULL;
  return g_steal_pointer (&prk);
}

/**
 * alcove_key_derivation_hash:
 * @prk: 32 bytes, the hash's key
 * @message: what the result is for
 * @size: how many bytes of it
 *
 * Keyed BLAKE2b (RFC 7693) of @message.
 *
 * Returns: (transfer full): @size bytes
 */
AlcoveLockedBytes *
alcove_key_derivation_hash (AlcoveLockedBytes *prk, const char *message, gsize size)
{
  AlcoveLockedBytes *hash = alcove_locked_bytes_new (NULL, size);

  crypto_generichash (alcove_locked_bytes_get_writable (hash), size, (const guint8 *) message,
                      strlen (message), alcove_locked_bytes_get_data (prk, NULL),
                      alcove_locked_bytes_get_size (prk));
  return hash;
}

static Derived *
derive (AlcoveKeyDerivation *self, const AlcoveSlotsHead *head, GError **error)
{
  g_autoptr (AlcoveLockedBytes) prk = alcove_key_derivation_run_argon2 (self->material, head);
  g_autoptr (AlcoveLockedBytes) slot_id = NULL;
  Derived *derived;

  if (prk == NULL)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_FAILED, "no %u KiB of memory for Argon2id",
                   head->memory_kib);
      return NULL;
    }
  slot_id = alcove_key_derivation_hash (prk, SLOT_MESSAGE, ALCOVE_SLOTS_ID_SIZE);
  derived = g_new0 (Derived, 1);
  derived->head = *head;
  derived->kek = alcove_key_derivation_hash (prk, KEK_MESSAGE, ALCOVE_SLOTS_KEY_SIZE);
  memcpy (derived->slot_id, alcove_locked_bytes_get_data (slot_id, NULL), ALCOVE_SLOTS_ID_SIZE);
  g_ptr_array_add (self->derived, derived);
  return derived;
}

static gboolean
same_head (const AlcoveSlotsHead *a, const AlcoveSlotsHead *b)
{
  return a->passes == b->passes && a->memory_kib == b->memory_kib && a->lanes == b->lanes
         && memcmp (a->salt, b->salt, sizeof a->salt) == 0;
}

/**
 * alcove_key_derivation_get:
 * @self: a derivation
 * @head: parameters and salt of a slots file
 * @slot_id: (out) (transfer none): 16 bytes: the slot that this key has there
 * @kek: (out) (transfer none): the key that opens it
 * @error: %ALCOVE_ERROR_FAILED where there is no memory for it
 *
 * Returns: whether it could be derived
 */
gboolean
alcove_key_derivation_get (AlcoveKeyDerivation *self, const AlcoveSlotsHead *head,
                           const guint8 **slot_id, AlcoveLockedBytes **kek, GError **error)
{
  Derived *found = NULL;

  for (guint i = 0; i < self->derived->len && found == NULL; i++)
    {
      Derived *derived = g_ptr_array_index (self->derived, i);

      if (same_head (&derived->head, head))
        found = derived;
    }
  if (found == NULL)
    found = derive (self, head, error);
  if (found == NULL)
    return FALSE;
  *slot_id = found->slot_id;
  *kek = found->kek;
  return TRUE;
}

/**
 * alcove_key_derivation_subkey:
 * @account_key: 32 bytes
 * @which: what for
 *
 * libsodium's crypto_kdf: BLAKE2b keyed by @account_key, with the number of the subkey as salt and
 * the context as personalisation.
 *
 * Returns: (transfer full): 32 bytes
 */
AlcoveLockedBytes *
alcove_key_derivation_subkey (AlcoveLockedBytes *account_key, AlcoveSubkey which)
{
  AlcoveLockedBytes *subkey = alcove_locked_bytes_new (NULL, SUBKEY_SIZE);

  crypto_kdf_derive_from_key (alcove_locked_bytes_get_writable (subkey), SUBKEY_SIZE, which,
                              SUBKEY_CONTEXT, alcove_locked_bytes_get_data (account_key, NULL));
  return subkey;
}
