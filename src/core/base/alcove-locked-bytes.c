/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Bytes of a key: in memory that is locked, left out of core dumps and wiped when let go.
 * A NUL stands behind the last byte. Immutable once shared; references from any thread.
 * Each takes pages of its own, so this is for keys and for nothing else. */

#include "alcove-locked-bytes.h"

#include <sodium.h>
#include <string.h>

struct _AlcoveLockedBytes
{
  gatomicrefcount refs;
  gsize size;
  guint8 *data;
};

G_DEFINE_BOXED_TYPE (AlcoveLockedBytes, alcove_locked_bytes, alcove_locked_bytes_ref,
                     alcove_locked_bytes_unref)

static AlcoveLockedBytes *
locked_bytes_alloc (gsize size)
{
  AlcoveLockedBytes *self = g_new0 (AlcoveLockedBytes, 1);

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  g_atomic_ref_count_init (&self->refs);
  self->size = size;
  self->data = sodium_malloc (size + 1);
  if (self->data == NULL)
    g_error ("no memory for a key");
  self->data[size] = 0;
  return self;
}

/**
 * alcove_locked_bytes_new:
 * @data: (array length=size): the bytes, copied
 * @size: how many
 *
 * Returns: (transfer full): a copy in locked memory
 */
AlcoveLockedBytes *
alcove_locked_bytes_new (const void *data, gsize size)
{
  AlcoveLockedBytes *self = locked_bytes_alloc (size);

  if (data != NULL && size > 0)
    memcpy (self->data, data, size);
  else
    sodium_memzero (self->data, size);
  return self;
}

/**
 * alcove_locked_bytes_new_string:
 * @text: (nullable): a key as typed; %NULL counts as ""
 *
 * Returns: (transfer full): a copy in locked memory
 */
AlcoveLockedBytes *
alcove_locked_bytes_new_string (const char *text)
{
  return alcove_locked_bytes_new (text, text ? strlen (text) : 0);
}

/**
 * alcove_locked_bytes_new_random:
 * @size: how many bytes
 *
 * Returns: (transfer full): bytes from the system's random source
 */
AlcoveLockedBytes *
alcove_locked_bytes_new_random (gsize size)
{
  AlcoveLockedBytes *self = locked_bytes_alloc (size);

  randombytes_buf (self->data, size);
  return self;
}

/**
 * alcove_locked_bytes_new_from_hex:
 * @hex: hexadecimal digits; white space and hyphens between them are ignored
 * @size: how many bytes they must make
 *
 * Returns: (nullable) (transfer full): the bytes, %NULL where @hex is not exactly that
 */
AlcoveLockedBytes *
alcove_locked_bytes_new_from_hex (const char *hex, gsize size)
{
  g_autoptr (AlcoveLockedBytes) self = locked_bytes_alloc (size);
  const char *end = NULL;
  gsize n = 0;

  if (sodium_hex2bin (self->data, size, hex, strlen (hex), " -\n\t", &n, &end) != 0 || n != size
      || *end)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * alcove_locked_bytes_ref:
 * @self: the bytes
 *
 * Returns: (transfer full): @self
 */
AlcoveLockedBytes *
alcove_locked_bytes_ref (AlcoveLockedBytes *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_locked_bytes_unref:
 * @self: (transfer full): the bytes, wiped with the last reference
 */
void
alcove_locked_bytes_unref (AlcoveLockedBytes *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  sodium_free (self->data);
  g_free (self);
}

/**
 * alcove_locked_bytes_get_data:
 * @self: the bytes
 * @size: (out) (optional): how many
 *
 * Returns: (transfer none): the bytes, followed by a NUL
 */
const guint8 *
alcove_locked_bytes_get_data (AlcoveLockedBytes *self, gsize *size)
{
  if (size)
    *size = self->size;
  return self->data;
}

/**
 * alcove_locked_bytes_get_writable:
 * @self: bytes that nobody else holds yet
 *
 * For the one who derives a key into them.
 *
 * Returns: (transfer none): the bytes
 */
guint8 *
alcove_locked_bytes_get_writable (AlcoveLockedBytes *self)
{
  return self->data;
}

/**
 * alcove_locked_bytes_get_string:
 * @self: the bytes
 *
 * Returns: (transfer none): the bytes as a string
 */
const char *
alcove_locked_bytes_get_string (AlcoveLockedBytes *self)
{
  return (const char *) self->data;
}

/**
 * alcove_locked_bytes_get_size:
 * @self: the bytes
 *
 * Returns: how many, without the NUL
 */
gsize
alcove_locked_bytes_get_size (AlcoveLockedBytes *self)
{
  return self->size;
}

/**
 * alcove_locked_bytes_equal:
 * @a: some bytes
 * @b: other bytes
 *
 * Returns: whether they are the same, in a time that does not tell where they differ
 */
gboolean
alcove_locked_bytes_equal (AlcoveLockedBytes *a, AlcoveLockedBytes *b)
{
  return a->size == b->size && sodium_memcmp (a->data, b->data, a->size) == 0;
}

/**
 * alcove_locked_bytes_to_hex:
 * @self: the bytes
 *
 * Returns: (transfer full): their lower-case hexadecimal digits, in locked memory too
 */
AlcoveLockedBytes *
alcove_locked_bytes_to_hex (AlcoveLockedBytes *self)
{
  AlcoveLockedBytes *hex = locked_bytes_alloc (self->size * 2);

  sodium_bin2hex ((char *) hex->data, hex->size + 1, self->data, self->size);
  return hex;
}
