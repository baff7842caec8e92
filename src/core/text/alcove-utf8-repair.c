/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Bytes in pieces of any size to valid UTF-8. A sequence cut between two pieces waits for its rest;
 * what can never become a character turns into one U+FFFD for each maximal part of a sequence
 * (Unicode 16, section 3.9, "U+FFFD Substitution of Maximal Subparts"), as does NUL, which no text
 * of ours may hold. Pure; any thread. */

#include "alcove-utf8-repair.h"

#define REPLACEMENT "\357\277\275"

/* Bytes of the sequence that begins with this one, 0 if none does. */
static guint
sequence_length (guint8 lead)
{
  if (lead >= 0xc2 && lead <= 0xdf)
    return 2;
  if (lead >= 0xe0 && lead <= 0xef)
    return 3;
  if (lead >= 0xf0 && lead <= 0xf4)
    return 4;
  return 0;
}

/* Table 3-7 of the Unicode standard: only the second byte has a range of its own. */
static gboolean
may_follow (const AlcoveUtf8Repair *self, guint8 byte)
{
  guint8 low = 0x80;
  guint8 high = 0xbf;

  if (self->n_held == 1)
    switch (self->held[0])
      {
      case 0xe0:
        low = 0xa0;
        break;
      case 0xed:
        high = 0x9f;
        break;
      case 0xf0:
        low = 0x90;
        break;
      case 0xf4:
        high = 0x8f;
        break;
      default:
        break;
      }
  return byte >= low && byte <= high;
}

static void
begin_sequence (AlcoveUtf8Repair *self, guint8 byte, GString *out)
{
  if (byte > 0 && byte < 0x80)
    g_string_append_c (out, (char) byte);
  else if (sequence_length (byte) > 0)
    self->held[self->n_held++] = byte;
  else
    g_string_append (out, REPLACEMENT);
}

static void
feed_byte (AlcoveUtf8Repair *self, guint8 byte, GString *out)
{
  if (self->n_held == 0)
    begin_sequence (self, byte, out);
  else if (!may_follow (self, byte))
    {
      alcove_utf8_repair_flush (self, out);
      begin_sequence (self, byte, out);
    }
  else
    {
      self->held[self->n_held++] = byte;
      if (self->n_held == sequence_length (self->held[0]))
        {
          g_string_append_len (out, (const char *) self->held, self->n_held);
          self->n_held = 0;
        }
    }
}

/**
 * alcove_utf8_repair_feed:
 * @self: the state, at first all zeros
 * @bytes: any bytes
 * @length: how many
 * @out: gets valid UTF-8 appended
 */
void
alcove_utf8_repair_feed (AlcoveUtf8Repair *self, const char *bytes, gsize length, GString *out)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *bad = bytes;

      if (self->n_held == 0)
        g_utf8_validate_len (bytes, (gsize) (end - bytes), &bad);
      g_string_append_len (out, bytes, bad - bytes);
      bytes = bad;
      if (bytes < end)
        feed_byte (self, (guint8) *bytes++, out);
    }
}

/**
 * alcove_utf8_repair_flush:
 * @self: the state
 * @out: gets U+FFFD for a sequence whose rest will not come
 */
void
alcove_utf8_repair_flush (AlcoveUtf8Repair *self, GString *out)
{
  if (self->n_held > 0)
    g_string_append (out, REPLACEMENT);
  self->n_held = 0;
}
