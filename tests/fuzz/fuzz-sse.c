/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes through the parser of event streams: however they are cut, the same events come out, all
 * of them valid UTF-8. */

#include <stdint.h>
#include <string.h>

#include "alcove-sse-parser.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
event_cb (const AlcoveSseEvent *event, gpointer data)
{
  GString *heard = data;

  g_assert_true (g_utf8_validate (event->type, -1, NULL));
  g_assert_true (g_utf8_validate (event->id, -1, NULL));
  g_assert_true (g_utf8_validate (event->data, -1, NULL));
  g_assert_cmpint (event->data[event->length], ==, 0);
  g_assert_cmpuint (event->length, <=, 4 * ALCOVE_SSE_MAX_EVENT);
  g_string_append_printf (heard, "%s|%s|%d%d|", event->type, event->id, event->is_stray,
                          event->is_unterminated);
  g_string_append_len (heard, event->data, (gssize) event->length);
}

static GString *
hear (const uint8_t *data, size_t size, size_t first, size_t piece)
{
  GString *heard = g_string_new (NULL);
  g_autoptr (AlcoveSseParser) parser = alcove_sse_parser_new (event_cb, heard);
  gboolean fine = alcove_sse_parser_push (parser, data, first, NULL);

  for (size_t at = first; at < size && fine; at += piece)
    fine = alcove_sse_parser_push (parser, data + at, MIN (piece, size - at), NULL);
  fine = fine && alcove_sse_parser_finish (parser, NULL);
  g_string_append_printf (heard, "%d %" G_GINT64_FORMAT, fine,
                          alcove_sse_parser_get_retry_ms (parser));
  return heard;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = hear (data, size, size, 1);
  g_autoptr (GString) bytes = hear (data, size, 0, 1);
  g_autoptr (GString) pieces = hear (data, size, size > 0 ? data[0] % size : 0, 5);

  g_assert_true (g_string_equal (whole, bytes));
  g_assert_true (g_string_equal (whole, pieces));
  return 0;
}
