/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One event, or (@is_stray) a line that is no field of the format, as some servers send on failure. */
typedef struct
{
  const char
      *type; /* "message" where the server named none; a stray line's word before the colon */
  const char *data; /* valid UTF-8, NUL-terminated; a stray line's rest, or the whole of it */
  gsize length;
  const char *id; /* the last id that was sent, "" for none */
  gboolean is_stray;
  gboolean is_unterminated; /* the stream ended before its blank line */
} AlcoveSseEvent;

typedef void (*AlcoveSseFunc) (const AlcoveSseEvent *event, gpointer data);

typedef struct _AlcoveSseParser AlcoveSseParser;

AlcoveSseParser *alcove_sse_parser_new (AlcoveSseFunc func, gpointer data);
void alcove_sse_parser_free (AlcoveSseParser *self);
gboolean alcove_sse_parser_push (AlcoveSseParser *self, const guint8 *bytes, gsize length,
                                 GError **error);
gboolean alcove_sse_parser_finish (AlcoveSseParser *self, GError **error);
gint64 alcove_sse_parser_get_retry_ms (AlcoveSseParser *self);

#define ALCOVE_SSE_MAX_EVENT (1024 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSseParser, alcove_sse_parser_free)

G_END_DECLS
