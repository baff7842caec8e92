/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A stream that seals what is written to it (docs/sealed-format.md). Closing it does not complete the file: only
 * finish() writes the last chunk, so what ends early cannot be taken for whole. Blocks; one thread at a time. */

#include "alcove-seal-output.h"

struct _AlcoveSealOutput
{
  GOutputStream parent_instance;

  GOutputStream *base;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 head[ALCOVE_SEAL_PARAMETERS_SIZE]; /* goes into the seal of the first chunk */
  gboolean has_chunk;
  guint8 *plain;
  gsize length; /* of what waits in it */
};

G_DEFINE_FINAL_TYPE (AlcoveSealOutput, alcove_seal_output, G_TYPE_OUTPUT_STREAM)

static gboolean
push (AlcoveSealOutput *self, guint8 tag, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *sealed
      = g_malloc (ALCOVE_SEAL_CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES);
  unsigned long long length = 0;

  crypto_secretstream_xchacha20poly1305_push (&self->state, sealed, &length, self->plain,
                                              self->length, self->has_chunk ? NULL : self->head,
                                              self->has_chunk ? 0 : sizeof self->head, tag);
  sodium_memzero (self->plain, self->length);
  self->length = 0;
  self->has_chunk = TRUE;
  return g_output_stream_write_all (self->base, sealed, length, NULL, cancellable, error);
}

static gssize
alcove_seal_output_write (GOutputStream *stream, const void *buffer, gsize count,
                          GCancellable *cancellable, GError **error)
{
  AlcoveSealOutput *self = ALCOVE_SEAL_OUTPUT (stream);
  gsize n;

  /* A full chunk waits until it is known not to be the last one. */
  if (self->length == ALCOVE_SEAL_CHUNK
      && !push (self, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE, cancellable, error))
    return -1;
  n = MIN (count, ALCOVE_SEAL_CHUNK - self->length);
  memcpy (self->plain + self->length, buffer, n);
  self->length += n;
  return (gssize) n;
}

static void
alcove_seal_output_finalize (GObject *object)
{
  AlcoveSealOutput *self = ALCOVE_SEAL_OUTPUT (object);

  sodium_memzero (&self->state, sizeof self->state);
  sodium_memzero (self->plain, ALCOVE_SEAL_CHUNK);
  g_free (self->plain);
  g_clear_object (&self->base);
  G_OBJECT_CLASS (alcove_seal_output_parent_class)->finalize (object);
}

static void
alcove_seal_output_class_init (AlcoveSealOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_seal_output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = alcove_seal_output_write;
}

static void
alcove_seal_output_init (AlcoveSealOutput *self)
{
  self->plain = g_malloc0 (ALCOVE_SEAL_CHUNK);
}

/**
 * alcove_seal_output_new:
 * @base: where the sealed bytes go
 * @passphrase: what opens it
 * @parameters: (nullable): how its key is derived; %NULL for ours, with a salt of its own
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a stream whose head is written
 */
AlcoveSealOutput *
alcove_seal_output_new (GOutputStream *base, const char *passphrase,
                        const AlcoveSealParameters *parameters, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AlcoveSealOutput) self = g_object_new (ALCOVE_TYPE_SEAL_OUTPUT, NULL);
  AlcoveSealParameters ours = { ALCOVE_SEAL_PASSES, ALCOVE_SEAL_MEMORY_KIB, { 0 } };
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];

  if (sodium_init () < 0)
    return NULL;
  randombytes_buf (ours.salt, sizeof ours.salt);
  if (parameters == NULL)
    parameters = &ours;
  self->base = g_object_ref (base);
  alcove_seal_write_parameters (parameters, self->head);
  if (!alcove_seal_derive (passphrase, parameters, key, error))
    return NULL;
  crypto_secretstream_xchacha20poly1305_init_push (&self->state, header, key);
  sodium_memzero (key, sizeof key);
  if (!g_output_stream_write_all (base, self->head, sizeof self->head, NULL, cancellable, error)
      || !g_output_stream_write_all (base, header, sizeof header, NULL, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * alcove_seal_output_finish:
 * @self: a stream to which everything was written
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether the last chunk, which says that it is the last, is written
 */
gboolean
alcove_seal_output_finish (AlcoveSealOutput *self, GCancellable *cancellable, GError **error)
{
  return push (self, crypto_secretstream_xchacha20poly1305_TAG_FINAL, cancellable, error);
}
