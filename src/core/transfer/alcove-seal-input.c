/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A stream that opens what was sealed (docs/sealed-format.md): a chunk is given away when it is proven whole, and the
 * end is an end only where the last chunk says so. Blocks; one thread at a time. */

#include "alcove-seal-input.h"

#include "alcove-error.h"

#define SEALED_CHUNK (ALCOVE_SEAL_CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)

struct _AlcoveSealInput
{
  GInputStream parent_instance;

  GInputStream *base;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 head[ALCOVE_SEAL_HEAD_SIZE];
  gboolean has_chunk;
  gboolean is_at_end;
  gboolean has_failed; /* nothing more is given away */
  guint8 *sealed;
  guint8 *plain;
  gsize start, end; /* of what is in plain and was not read yet */
};

G_DEFINE_FINAL_TYPE (AlcoveSealInput, alcove_seal_input, G_TYPE_INPUT_STREAM)

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE,
                       "the sealed file is damaged or was cut short");
  return FALSE;
}

/* The next chunk, proven. */
static gboolean
pull_chunk (AlcoveSealInput *self, GCancellable *cancellable, GError **error)
{
  const gboolean is_first = !self->has_chunk;
  unsigned long long length = 0;
  guint8 tag = 0, more;
  gsize n;

  if (!g_input_stream_read_all (self->base, self->sealed, SEALED_CHUNK, &n, cancellable, error))
    return FALSE;
  if (n < crypto_secretstream_xchacha20poly1305_ABYTES)
    return set_damaged (error);
  if (crypto_secretstream_xchacha20poly1305_pull (&self->state, self->plain, &length, &tag,
                                                  self->sealed, n, is_first ? self->head : NULL,
                                                  is_first ? ALCOVE_SEAL_PARAMETERS_SIZE : 0)
      != 0)
    {
      if (!is_first)
        return set_damaged (error);
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_PASSPHRASE,
                           "the passphrase does not open it");
      return FALSE;
    }
  self->has_chunk = TRUE;
  self->start = 0;
  self->end = length;
  self->is_at_end = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (!self->is_at_end)
    return n == SEALED_CHUNK || set_damaged (error);
  /* Nothing may stand behind the end. */
  if (!g_input_stream_read_all (self->base, &more, 1, &n, cancellable, error))
    return FALSE;
  return n == 0 || set_damaged (error);
}

/* What fails once fails for good, and gives nothing away of the chunk that it failed at. */
static gboolean
pull (AlcoveSealInput *self, GCancellable *cancellable, GError **error)
{
  if (self->has_failed)
    return set_damaged (error);
  if (pull_chunk (self, cancellable, error))
    return TRUE;
  self->has_failed = TRUE;
  self->is_at_end = FALSE;
  self->start = self->end = 0;
  return FALSE;
}

static gssize
alcove_seal_input_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
                        GError **error)
{
  AlcoveSealInput *self = ALCOVE_SEAL_INPUT (stream);
  gsize n;

  while (self->start == self->end && !self->is_at_end)
    if (!pull (self, cancellable, error))
      return -1;
  n = MIN (count, self->end - self->start);
  memcpy (buffer, self->plain + self->start, n);
  self->start += n;
  return (gssize) n;
}

static void
alcove_seal_input_finalize (GObject *object)
{
  AlcoveSealInput *self = ALCOVE_SEAL_INPUT (object);

  sodium_memzero (&self->state, sizeof self->state);
  sodium_memzero (self->plain, ALCOVE_SEAL_CHUNK);
  g_free (self->plain);
  g_free (self->sealed);
  g_clear_object (&self->base);
  G_OBJECT_CLASS (alcove_seal_input_parent_class)->finalize (object);
}

static void
alcove_seal_input_class_init (AlcoveSealInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_seal_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = alcove_seal_input_read;
}

static void
alcove_seal_input_init (AlcoveSealInput *self)
{
  self->plain = g_malloc0 (ALCOVE_SEAL_CHUNK);
  self->sealed = g_malloc (SEALED_CHUNK);
}

/* Reads the head and derives the key. */
static gboolean
start (AlcoveSealInput *self, const char *passphrase, GCancellable *cancellable, GError **error)
{
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  AlcoveSealParameters parameters;
  int rc;
  gsize n;

  if (!g_input_stream_read_all (self->base, self->head, sizeof self->head, &n, cancellable, error))
    return FALSE;
  if (n < sizeof self->head)
    return set_damaged (error);
  if (!alcove_seal_read_parameters (self->head, &parameters, error)
      || !alcove_seal_derive (passphrase, &parameters, key, error))
    return FALSE;
  rc = crypto_secretstream_xchacha20poly1305_init_pull (
      &self->state, self->head + ALCOVE_SEAL_PARAMETERS_SIZE, key);
  sodium_memzero (key, sizeof key);
  return rc == 0 || set_damaged (error);
}

/**
 * alcove_seal_input_new:
 * @base: sealed bytes, from their head on
 * @passphrase: what opens them
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the bytes that were sealed, of which the first are proven; %ALCOVE_ERROR_PASSPHRASE,
 *   %ALCOVE_ERROR_DAMAGED_FILE, %ALCOVE_ERROR_NEWER_VERSION. Reading may tell %ALCOVE_ERROR_DAMAGED_FILE later
 */
GInputStream *
alcove_seal_input_new (GInputStream *base, const char *passphrase, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AlcoveSealInput) self = g_object_new (ALCOVE_TYPE_SEAL_INPUT, NULL);

  self->base = g_object_ref (base);
  if (sodium_init () < 0 || !start (self, passphrase, cancellable, error)
      || !pull (self, cancellable, error))
    return NULL;
  return G_INPUT_STREAM (g_steal_pointer (&self));
}
