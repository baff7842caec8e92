/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A text as a person may have kept it: packed with gzip, or in UTF-16 as editors of Windows write it. What comes out is
 * UTF-8 where what goes in is text. Blocks; one thread at a time. */

#include "alcove-text-input.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-gzip-converter.h"

#define HEAD_BYTES 512
#define BUFFER_BYTES (64 * 1024)

/* Behind a byte order mark and white space. */
static gsize
find_start (const guint8 *head, gsize length)
{
  gsize at = length >= 3 && memcmp (head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (head[at]))
    at++;
  return at;
}

static gboolean
begins_with (const guint8 *head, gsize length, const char *word)
{
  const gsize n = strlen (word);

  return length >= n && g_ascii_strncasecmp ((const char *) head, word, n) == 0;
}

static gboolean
is_page (const guint8 *head, gsize length)
{
  const gsize at = find_start (head, length);

  return begins_with (head + at, length - at, "<!doctype html")
         || begins_with (head + at, length - at, "<html")
         || begins_with (head + at, length - at, "<head");
}

/**
 * alcove_text_input_sniff:
 * @head: the first bytes of a file
 * @length: how many they are
 *
 * Returns: what a text that begins so is in
 */
AlcoveTextKind
alcove_text_input_sniff (const guint8 *head, gsize length)
{
  if (length >= 3 && memcmp (head, "\x1f\x8b\x08", 3) == 0)
    return ALCOVE_TEXT_GZIP;
  if (length >= 4 && ((head[0] == 0xff && head[1] == 0xfe) || (head[1] == 0 && head[0] != 0)))
    return ALCOVE_TEXT_UTF_16_LE;
  if (length >= 4 && ((head[0] == 0xfe && head[1] == 0xff) || (head[0] == 0 && head[1] != 0)))
    return ALCOVE_TEXT_UTF_16_BE;
  return is_page (head, length) ? ALCOVE_TEXT_PAGE : ALCOVE_TEXT_PLAIN;
}

/* Whether a text that begins so may be JSON of chats; what it is in has to be looked into first. */
gboolean
alcove_text_input_may_be_json (const guint8 *head, gsize length)
{
  const AlcoveTextKind kind = alcove_text_input_sniff (head, length);
  const gsize at = find_start (head, length);

  if (kind == ALCOVE_TEXT_UTF_16_LE)
    return memchr ("[{\xff", head[0], 3) != NULL;
  if (kind == ALCOVE_TEXT_UTF_16_BE)
    return head[0] == 0xfe || memchr ("[{", head[1], 2) != NULL;
  return kind == ALCOVE_TEXT_GZIP || (at < length && (head[at] == '[' || head[at] == '{'));
}

/* (transfer full) (nullable): the stream with its first bytes looked at. */
static GInputStream *
look_at (GInputStream *stream, AlcoveTextKind *kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, BUFFER_BYTES);
  GBufferedInputStream *buffer = G_BUFFERED_INPUT_STREAM (buffered);
  gsize length = 0;
  const guint8 *head;
  gssize n;

  do
    n = g_buffered_input_stream_fill (buffer, HEAD_BYTES, cancellable, error);
  while (n > 0 && g_buffered_input_stream_get_available (buffer) < HEAD_BYTES);
  head = g_buffered_input_stream_peek_buffer (buffer, &length);
  if (n < 0 && length == 0)
    return NULL;
  if (n < 0)
    g_clear_error (error);
  *kind = alcove_text_input_sniff (head, length);
  return g_steal_pointer (&buffered);
}

/* (transfer full) */
static GInputStream *
convert (GInputStream *stream, GConverter *converter)
{
  return g_converter_input_stream_new (stream, converter);
}

static GInputStream *
unpack (GInputStream *stream)
{
  g_autoptr (GConverter) converter = alcove_gzip_converter_new ();

  return convert (stream, converter);
}

static GInputStream *
decode (GInputStream *stream, AlcoveTextKind kind)
{
  g_autoptr (GCharsetConverter) converter = g_charset_converter_new (
      "UTF-8", kind == ALCOVE_TEXT_UTF_16_LE ? "UTF-16LE" : "UTF-16BE", NULL);

  if (converter == NULL)
    return g_object_ref (stream);
  g_charset_converter_set_use_fallback (converter, TRUE);
  return convert (stream, G_CONVERTER (converter));
}

/**
 * alcove_text_input_new:
 * @stream: a file
 * @is_packed: (out): whether much may come out of little
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its text; %ALCOVE_ERROR_WEB_PAGE for one that is made to be looked at
 */
GInputStream *
alcove_text_input_new (GInputStream *stream, gboolean *is_packed, GCancellable *cancellable,
                       GError **error)
{
  AlcoveTextKind kind = ALCOVE_TEXT_PLAIN;
  g_autoptr (GInputStream) text = look_at (stream, &kind, cancellable, error);

  *is_packed = text != NULL && kind == ALCOVE_TEXT_GZIP;
  if (*is_packed)
    {
      g_autoptr (GInputStream) unpacked = unpack (text);

      g_clear_object (&text);
      text = look_at (unpacked, &kind, cancellable, error);
    }
  if (text == NULL)
    return NULL;
  if (kind == ALCOVE_TEXT_UTF_16_LE || kind == ALCOVE_TEXT_UTF_16_BE)
    return decode (text, kind);
  if (kind != ALCOVE_TEXT_PAGE)
    return g_steal_pointer (&text);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_WEB_PAGE,
                       "a web page, which is no file of chats");
  return NULL;
}
