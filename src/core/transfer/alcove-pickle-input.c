/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The bytes of a pickle, piece by piece. Blocks; one thread at a time. */

#include "alcove-pickle-input.h"

#include <string.h>

#include "alcove-error.h"

#define BUFFER 65536
#define LINE_BYTES_MAX (16 * 1024 * 1024)

struct _AlcovePickleInput
{
  GInputStream *stream;
  GCancellable *cancellable; /* borrowed */
  guint8 buffer[BUFFER];
  gsize start, end; /* of what is in the buffer and was not taken */
  goffset position;
};

AlcovePickleInput *
alcove_pickle_input_new (GInputStream *stream)
{
  AlcovePickleInput *self = g_new0 (AlcovePickleInput, 1);

  self->stream = g_object_ref (stream);
  return self;
}

void
alcove_pickle_input_free (AlcovePickleInput *self)
{
  g_object_unref (self->stream);
  g_free (self);
}

/* cancellable: (nullable): to outlive what is taken next */
void
alcove_pickle_input_set_cancellable (AlcovePickleInput *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
}

/* How much of the stream was read. */
goffset
alcove_pickle_input_get_position (AlcovePickleInput *self)
{
  return self->position;
}

gboolean
alcove_pickle_set_damaged (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE,
                       "a pickle is damaged or was cut short");
  return FALSE;
}

gboolean
alcove_pickle_set_too_large (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE, "a pickle is too large");
  return FALSE;
}

static gboolean
fill (AlcovePickleInput *self, GError **error)
{
  gssize n = g_input_stream_read (self->stream, self->buffer, BUFFER, self->cancellable, error);

  if (n == 0)
    return alcove_pickle_set_damaged (error);
  if (n < 0)
    return FALSE;
  self->start = 0;
  self->end = (gsize) n;
  self->position += n;
  return TRUE;
}

/* The next bytes; NULL where they are not wanted. */
static gboolean
pass (AlcovePickleInput *self, guint8 *out, guint64 length, GError **error)
{
  while (length > 0)
    {
      gsize n;

      if (self->start == self->end && !fill (self, error))
        return FALSE;
      n = (gsize) MIN (self->end - self->start, length);
      if (out != NULL)
        {
          memcpy (out, self->buffer + self->start, n);
          out += n;
        }
      self->start += n;
      length -= n;
    }
  return TRUE;
}

gboolean
alcove_pickle_input_take (AlcovePickleInput *self, gpointer out, gsize length, GError **error)
{
  return pass (self, out, length, error);
}

gboolean
alcove_pickle_input_skip (AlcovePickleInput *self, guint64 length, GError **error)
{
  return pass (self, NULL, length, error);
}

/* A number of 1, 2, 4 or 8 bytes, the smallest first. */
gboolean
alcove_pickle_input_take_number (AlcovePickleInput *self, guint size, guint64 *out, GError **error)
{
  guint8 bytes[8] = { 0 };

  *out = 0;
  if (!alcove_pickle_input_take (self, bytes, size, error))
    return FALSE;
  for (guint i = size; i > 0; i--)
    *out = (*out << 8) | bytes[i - 1];
  return TRUE;
}

/* (transfer full) (nullable): up to the end of the line, without it; what stands behind a NUL is lost. */
char *
alcove_pickle_input_take_line (AlcovePickleInput *self, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint8 c;

  while (alcove_pickle_input_take (self, &c, 1, error))
    {
      if (c == '\n')
        return g_string_free_and_steal (g_steal_pointer (&line));
      if (line->len >= LINE_BYTES_MAX)
        {
          alcove_pickle_set_too_large (error);
          return NULL;
        }
      g_string_append_c (line, (char) c);
    }
  return NULL;
}
