/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The slots file: which keys open an account, and the account's keys wrapped for each of them.
 * Pure: bytes in, records out; no disk, no derivation. Any thread.
 * Always holds: a parsed file has a sane head, 1 to 64 records and not one byte too many, and what
 * is serialised parses to the same records. Numbers are little-endian. */

#include "alcove-slots.h"

#include <sodium.h>
#include <string.h>

#include "alcove-error.h"

G_STATIC_ASSERT (ALCOVE_SLOTS_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (ALCOVE_SLOTS_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (ALCOVE_SLOTS_BOX_SIZE
                 == ALCOVE_SLOTS_KEY_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES);

#define MAGIC "AlcovVlt"
#define MAGIC_SIZE 8

/* What a record's box is bound to: head, account, slot, generation and kind. */
#define AD_SIZE (ALCOVE_SLOTS_HEAD_SIZE + ALCOVE_SLOTS_ACCOUNT_SIZE + ALCOVE_SLOTS_ID_SIZE + 4 + 4)

static guint8 *
put_u32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
  return at + sizeof value;
}

static guint8 *
put_bytes (guint8 *at, const void *data, gsize size)
{
  memcpy (at, data, size);
  return at + size;
}

static const guint8 *
get_u32 (const guint8 *at, guint32 *value)
{
  memcpy (value, at, sizeof *value);
  *value = GUINT32_FROM_LE (*value);
  return at + sizeof *value;
}

static const guint8 *
get_bytes (const guint8 *at, void *data, gsize size)
{
  memcpy (data, at, size);
  return at + size;
}

static guint8 *
put_head (guint8 *at, const AlcoveSlotsHead *head)
{
  at = put_bytes (at, MAGIC, MAGIC_SIZE);
  at = put_u32 (at, ALCOVE_SLOTS_VERSION);
  at = put_u32 (at, head->passes);
  at = put_u32 (at, head->memory_kib);
  at = put_u32 (at, head->lanes);
  return put_bytes (at, head->salt, sizeof head->salt);
}

static guint8 *
put_record (guint8 *at, const AlcoveSlot *slot)
{
  at = put_bytes (at, slot->id, sizeof slot->id);
  at = put_u32 (at, slot->generation);
  at = put_u32 (at, slot->kind);
  at = put_bytes (at, slot->nonce, sizeof slot->nonce);
  return put_bytes (at, slot->box, sizeof slot->box);
}

static void
put_ad (guint8 ad[AD_SIZE], const AlcoveSlotsHead *head, const guint8 *account,
        const AlcoveSlot *slot)
{
  guint8 *at = put_head (ad, head);

  at = put_bytes (at, account, ALCOVE_SLOTS_ACCOUNT_SIZE);
  at = put_bytes (at, slot->id, sizeof slot->id);
  at = put_u32 (at, slot->generation);
  put_u32 (at, slot->kind);
}

/**
 * alcove_slots_head_is_sane:
 * @head: a head
 *
 * Returns: whether its Argon2id parameters are ones that we are willing to pay for
 */
gboolean
alcove_slots_head_is_sane (const AlcoveSlotsHead *head)
{
  return head->lanes == ALCOVE_SLOTS_LANES && head->passes >= 1
         && head->passes <= ALCOVE_SLOTS_MAX_PASSES
         && head->memory_kib >= ALCOVE_SLOTS_MIN_MEMORY_KIB
         && head->memory_kib <= ALCOVE_SLOTS_MAX_MEMORY_KIB
         && (guint64) head->passes * head->memory_kib <= ALCOVE_SLOTS_MAX_WORK_KIB;
}

/**
 * alcove_slots_new:
 * @head: parameters and salt
 *
 * Returns: (transfer full): a file without records; it becomes valid with its first
 */
AlcoveSlots *
alcove_slots_new (const AlcoveSlotsHead *head)
{
  AlcoveSlots *self = g_new0 (AlcoveSlots, 1);

  self->head = *head;
  self->records = g_array_new (FALSE, FALSE, sizeof (AlcoveSlot));
  return self;
}

/**
 * alcove_slots_free:
 * @self: (transfer full): a file
 */
void
alcove_slots_free (AlcoveSlots *self)
{
  g_array_unref (self->records);
  g_free (self);
}

/**
 * alcove_slots_get:
 * @self: a file
 * @index: below the number of records
 *
 * Returns: (transfer none): a record, valid until the file changes
 */
AlcoveSlot *
alcove_slots_get (const AlcoveSlots *self, guint index)
{
  return &g_array_index (self->records, AlcoveSlot, index);
}

static gboolean
parse_head (const guint8 *data, gsize size, AlcoveSlotsHead *head, GError **error)
{
  guint32 version = 0;

  if (size < ALCOVE_SLOTS_HEAD_SIZE || memcmp (data, MAGIC, MAGIC_SIZE) != 0)
    return g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "not a slots file"), FALSE;
  data = get_u32 (data + MAGIC_SIZE, &version);
  if (version > ALCOVE_SLOTS_VERSION)
    return g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                        "a slots file of version %u", version),
           FALSE;
  data = get_u32 (data, &head->passes);
  data = get_u32 (data, &head->memory_kib);
  data = get_u32 (data, &head->lanes);
  get_bytes (data, head->salt, sizeof head->salt);
  if (version == 0 || !alcove_slots_head_is_sane (head))
    return g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT,
                        "a slots file with impossible parameters"),
           FALSE;
  return TRUE;
}

static gboolean
parse_record (const guint8 *data, AlcoveSlot *slot, GError **error)
{
  guint32 kind = 0;

  data = get_bytes (data, slot->id, sizeof slot->id);
  data = get_u32 (data, &slot->generation);
  data = get_u32 (data, &kind);
  data = get_bytes (data, slot->nonce, sizeof slot->nonce);
  get_bytes (data, slot->box, sizeof slot->box);
  slot->kind = (AlcoveSlotKind) kind;
  if (slot->generation == 0 || kind < ALCOVE_SLOT_API_KEY || kind > ALCOVE_SLOT_LEAVING)
    return g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "an impossible slot"), FALSE;
  return TRUE;
}

/**
 * alcove_slots_parse:
 * @data: (array length=size): a slots file
 * @size: its size
 * @error: %ALCOVE_ERROR_CORRUPT or %ALCOVE_ERROR_NEWER_VERSION
 *
 * The format is docs/vault-format.md.
 *
 * Returns: (nullable) (transfer full): the file's content
 */
AlcoveSlots *
alcove_slots_parse (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (AlcoveSlots) self = NULL;
  AlcoveSlotsHead head = { 0 };
  gsize rest;

  if (!parse_head (data, size, &head, error))
    return NULL;
  rest = size - ALCOVE_SLOTS_HEAD_SIZE;
  if (rest == 0 || rest % ALCOVE_SLOTS_RECORD_SIZE != 0 || size > ALCOVE_SLOTS_MAX_SIZE)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "a slots file of %zu bytes", size);
      return NULL;
    }
  self = alcove_slots_new (&head);
  for (data += ALCOVE_SLOTS_HEAD_SIZE; rest > 0; rest -= ALCOVE_SLOTS_RECORD_SIZE)
    {
      AlcoveSlot slot = { 0 };

      if (!parse_record (data, &slot, error))
        return NULL;
      g_array_append_val (self->records, slot);
      data += ALCOVE_SLOTS_RECORD_SIZE;
    }
  return g_steal_pointer (&self);
}

/**
 * alcove_slots_serialise:
 * @self: a file
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
alcove_slots_serialise (const AlcoveSlots *self)
{
  gsize size = ALCOVE_SLOTS_HEAD_SIZE + (gsize) self->records->len * ALCOVE_SLOTS_RECORD_SIZE;
  guint8 *data = g_malloc (size);
  guint8 *at = put_head (data, &self->head);

  for (guint i = 0; i < self->records->len; i++)
    at = put_record (at, alcove_slots_get (self, i));
  return g_bytes_new_take (data, size);
}

/**
 * alcove_slots_seal:
 * @head: the file's head
 * @account: 16 bytes: the account's id
 * @nonce: 24 bytes, never used twice with one @kek
 * @kek: the key-encryption key
 * @account_key: 32 bytes
 * @slot: (inout): id, generation and kind in; nonce and box out
 *
 * Wraps an account key. The nonce is given from outside so that a test can freeze the format;
 * everybody else uses [func@slots_add].
 */
void
alcove_slots_seal (const AlcoveSlotsHead *head, const guint8 *account, const guint8 *nonce,
                   AlcoveLockedBytes *kek, AlcoveLockedBytes *account_key, AlcoveSlot *slot)
{
  guint8 ad[AD_SIZE];

  put_ad (ad, head, account, slot);
  memcpy (slot->nonce, nonce, sizeof slot->nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      slot->box, NULL, alcove_locked_bytes_get_data (account_key, NULL), ALCOVE_SLOTS_KEY_SIZE, ad,
      sizeof ad, NULL, slot->nonce, alcove_locked_bytes_get_data (kek, NULL));
}

/**
 * alcove_slots_unseal:
 * @head: the file's head
 * @account: 16 bytes: the account's id
 * @slot: a record
 * @kek: the key-encryption key
 *
 * Returns: (nullable) (transfer full): the account key, %NULL where one bit of all this differs
 *   from what was sealed
 */
AlcoveLockedBytes *
alcove_slots_unseal (const AlcoveSlotsHead *head, const guint8 *account, const AlcoveSlot *slot,
                     AlcoveLockedBytes *kek)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new (NULL, ALCOVE_SLOTS_KEY_SIZE);
  guint8 ad[AD_SIZE];

  put_ad (ad, head, account, slot);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          alcove_locked_bytes_get_writable (key), NULL, NULL, slot->box, sizeof slot->box, ad,
          sizeof ad, slot->nonce, alcove_locked_bytes_get_data (kek, NULL))
      != 0)
    return NULL;
  return g_steal_pointer (&key);
}

/**
 * alcove_slots_add:
 * @self: a file
 * @account: 16 bytes: the account's id
 * @id: 16 bytes: the slot's id
 * @kind: what opens it
 * @kek: the key-encryption key
 * @key: the account key and its generation
 *
 * Adds a record with a fresh nonce.
 */
void
alcove_slots_add (AlcoveSlots *self, const guint8 *account, const guint8 *id, AlcoveSlotKind kind,
                  AlcoveLockedBytes *kek, const AlcoveSlotKey *key)
{
  AlcoveSlot slot = { .generation = key->generation, .kind = kind };
  guint8 nonce[ALCOVE_SLOTS_NONCE_SIZE];

  memcpy (slot.id, id, sizeof slot.id);
  randombytes_buf (nonce, sizeof nonce);
  alcove_slots_seal (&self->head, account, nonce, kek, key->key, &slot);
  g_array_append_val (self->records, slot);
}

/**
 * alcove_slots_has:
 * @self: a file
 * @id: 16 bytes: a slot's id
 *
 * Returns: whether a record of this slot stands
 */
gboolean
alcove_slots_has (const AlcoveSlots *self, const guint8 *id)
{
  for (guint i = 0; i < self->records->len; i++)
    if (sodium_memcmp (alcove_slots_get (self, i)->id, id, ALCOVE_SLOTS_ID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_generations (gconstpointer a, gconstpointer b)
{
  const AlcoveSlotKey *first = *(AlcoveSlotKey *const *) a;
  const AlcoveSlotKey *second = *(AlcoveSlotKey *const *) b;

  return first->generation < second->generation   ? 1
         : first->generation > second->generation ? -1
                                                  : 0;
}

/**
 * alcove_slots_unlock:
 * @self: a file
 * @account: 16 bytes: the account's id
 * @id: 16 bytes: a slot's id
 * @kek: its key-encryption key
 * @error: %ALCOVE_ERROR_CORRUPT where the slot is there and nothing in it opens
 *
 * Tries every record of the slot.
 *
 * Returns: (nullable) (transfer full) (element-type AlcoveSlotKey): the account keys, newest
 *   generation first; %NULL without an error where there is no such slot
 */
GPtrArray *
alcove_slots_unlock (const AlcoveSlots *self, const guint8 *account, const guint8 *id,
                     AlcoveLockedBytes *kek, GError **error)
{
  g_autoptr (GPtrArray) keys
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_slot_key_free);

  if (!alcove_slots_has (self, id))
    return NULL;
  for (guint i = 0; i < self->records->len; i++)
    {
      const AlcoveSlot *slot = alcove_slots_get (self, i);
      g_autoptr (AlcoveLockedBytes) key = NULL;

      if (sodium_memcmp (slot->id, id, sizeof slot->id) != 0)
        continue;
      key = alcove_slots_unseal (&self->head, account, slot, kek);
      if (key != NULL)
        g_ptr_array_add (keys, alcove_slot_key_new (slot->generation, key));
    }
  if (keys->len == 0)
    return g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "the slot is damaged"), NULL;
  g_ptr_array_sort (keys, compare_generations);
  return g_steal_pointer (&keys);
}

/**
 * alcove_slots_drop:
 * @self: a file
 * @id: 16 bytes: a slot's id
 *
 * Returns: how many records of this slot went
 */
guint
alcove_slots_drop (AlcoveSlots *self, const guint8 *id)
{
  guint before = self->records->len;

  for (guint i = before; i-- > 0;)
    if (sodium_memcmp (alcove_slots_get (self, i)->id, id, ALCOVE_SLOTS_ID_SIZE) == 0)
      g_array_remove_index (self->records, i);
  return before - self->records->len;
}

/**
 * alcove_slots_drop_kind:
 * @self: a file
 * @kind: a kind of slot
 *
 * Returns: how many records of this kind went
 */
guint
alcove_slots_drop_kind (AlcoveSlots *self, AlcoveSlotKind kind)
{
  guint before = self->records->len;

  for (guint i = before; i-- > 0;)
    if (alcove_slots_get (self, i)->kind == kind)
      g_array_remove_index (self->records, i);
  return before - self->records->len;
}

/**
 * alcove_slot_key_new:
 * @generation: from 1
 * @key: 32 bytes
 *
 * Returns: (transfer full): an account key with its generation
 */
AlcoveSlotKey *
alcove_slot_key_new (guint32 generation, AlcoveLockedBytes *key)
{
  AlcoveSlotKey *self = g_new0 (AlcoveSlotKey, 1);

  self->generation = generation;
  self->key = alcove_locked_bytes_ref (key);
  return self;
}

/**
 * alcove_slot_key_free:
 * @self: (transfer full): an account key
 */
void
alcove_slot_key_free (AlcoveSlotKey *self)
{
  alcove_locked_bytes_unref (self->key);
  g_free (self);
}
