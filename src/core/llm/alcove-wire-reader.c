/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The body of a 2xx answer in, in pieces of any size, and one verdict at the end. The first byte
 * tells what it is, for the Content-Type is often wrong: a stream of events, one JSON document of a
 * server that does not stream, JSON lines, or a page that has nothing to do with it. Pure.
 * Never more than 64 MiB are taken. */

#include "alcove-wire-reader.h"

#include "alcove-error.h"
#include "alcove-wire-error.h"

#include <string.h>

struct _AlcoveWireReader
{
  AlcoveWireChat *chat;
  AlcoveSseParser *parser;
  GString *held; /* a document, or a JSON line whose end has not come */
  gsize total;
  guint n_stray; /* whole lines that are no event */
  gboolean is_over;
  enum
  {
    READER_START,
    READER_EVENTS,
    READER_DOCUMENT, /* a document, as far as one can tell */
    READER_WHOLE,    /* a document: its first line alone is no JSON */
    READER_LINES,
    READER_FOREIGN,
  } state;
};

static void
event_cb (const AlcoveSseEvent *event, gpointer data)
{
  AlcoveWireReader *self = data;

  if (event->is_stray && !self->is_over)
    self->n_stray++;
  alcove_wire_chat_take_event (self->chat, event);
}

/**
 * alcove_wire_reader_new:
 * @key: (nullable): the API key, to be kept out of errors
 * @func: (nullable) (scope notified): takes the deltas
 * @data: its data
 *
 * Returns: (transfer full): a reader for one answer
 */
AlcoveWireReader *
alcove_wire_reader_new (AlcoveLockedBytes *key, AlcoveWireFunc func, gpointer data)
{
  AlcoveWireReader *self = g_new0 (AlcoveWireReader, 1);

  self->chat = alcove_wire_chat_new (key, func, data);
  self->parser = alcove_sse_parser_new (event_cb, self);
  self->held = g_string_new (NULL);
  return self;
}

/**
 * alcove_wire_reader_free:
 * @self: (transfer full): a reader
 */
void
alcove_wire_reader_free (AlcoveWireReader *self)
{
  alcove_wire_chat_free (self->chat);
  alcove_sse_parser_free (self->parser);
  g_string_free (self->held, TRUE);
  g_free (self);
}

/**
 * alcove_wire_reader_get_answer:
 * @self: a reader
 *
 * Returns: (transfer none): what came so far
 */
AlcoveAnswer *
alcove_wire_reader_get_answer (AlcoveWireReader *self)
{
  return alcove_wire_chat_get_answer (self->chat);
}

/* Decides by the first byte that is neither white space nor part of a byte order mark. */
static void
sniff (AlcoveWireReader *self, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isspace (bytes[i]) || bytes[i] == 0xef || bytes[i] == 0xbb || bytes[i] == 0xbf)
        continue;
      if (bytes[i] == '{' || bytes[i] == '[')
        self->state = READER_DOCUMENT;
      else
        self->state = bytes[i] == '<' ? READER_FOREIGN : READER_EVENTS;
      return;
    }
}

static void
strip_mark (GString *text)
{
  gsize n = 0;

  while (n < text->len && g_ascii_isspace (text->str[n]))
    n++;
  if (g_str_has_prefix (text->str + n, "\xef\xbb\xbf"))
    n += 3;
  g_string_erase (text, 0, (gssize) n);
}

static gboolean
is_json_object (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return json_parser_load_from_data (parser, text, (gssize) length, NULL)
         && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser));
}

/* The first line tells whether these are JSON lines, as Ollama's own protocol sends them. */
static void
look_at_first_line (AlcoveWireReader *self)
{
  const char *end;

  strip_mark (self->held);
  end = memchr (self->held->str, '\n', self->held->len);
  if (end == NULL)
    return;
  self->state = is_json_object (self->held->str, (gsize) (end - self->held->str)) ? READER_LINES
                                                                                  : READER_WHOLE;
}

static void
take_lines (AlcoveWireReader *self)
{
  gsize start = 0;
  const char *end;

  while ((end = memchr (self->held->str + start, '\n', self->held->len - start)) != NULL)
    {
      gsize length = (gsize) (end - self->held->str) - start;

      if (length > 1)
        alcove_wire_chat_take_json (self->chat, self->held->str + start, length, FALSE);
      start += length + 1;
    }
  g_string_erase (self->held, 0, (gssize) start);
}

static void
take_document_bytes (AlcoveWireReader *self, const guint8 *bytes, gsize length)
{
  gboolean has_line = memchr (bytes, '\n', length) != NULL;

  g_string_append_len (self->held, (const char *) bytes, (gssize) length);
  if (self->state == READER_DOCUMENT && has_line)
    look_at_first_line (self);
  if (self->state == READER_LINES && has_line)
    take_lines (self);
}

static gboolean
refuse_page (AlcoveWireReader *self, GError **error)
{
  g_autoptr (GError) page
      = alcove_wire_error_from_body (200, self->held->str, self->held->len, -1, NULL);
  g_autofree char *reason
      = g_strdup_printf ("this address answers with a web page (%s)", page->message);

  g_propagate_error (error, alcove_error_new_http (ALCOVE_ERROR_NOT_AN_API, 200, -1, reason,
                                                   alcove_error_get_details (page)));
  return FALSE;
}

static gboolean
copy_foreign_error (AlcoveWireReader *self, GError **error)
{
  if (!alcove_wire_chat_get_is_foreign (self->chat))
    return TRUE;
  g_propagate_error (error, g_error_copy (alcove_wire_reader_get_answer (self)->error));
  return FALSE;
}

static gboolean
feed (AlcoveWireReader *self, const guint8 *bytes, gsize length, GError **error)
{
  if (self->state == READER_EVENTS)
    return alcove_sse_parser_push (self->parser, bytes, length, error)
           && copy_foreign_error (self, error);
  if (self->state != READER_FOREIGN)
    {
      take_document_bytes (self, bytes, length);
      return copy_foreign_error (self, error);
    }
  g_string_append_len (self->held, (const char *) bytes, (gssize) length);
  return self->held->len < 2048 || refuse_page (self, error);
}

/**
 * alcove_wire_reader_push:
 * @self: a reader
 * @bytes: (array length=length): what was read
 * @length: how many, any number
 * @error: why nothing more needs to be read: %ALCOVE_ERROR_TOO_LARGE or %ALCOVE_ERROR_NOT_AN_API.
 *   An error that the server reports does not end the reading: more may follow it.
 *
 * Returns: whether to go on reading
 */
gboolean
alcove_wire_reader_push (AlcoveWireReader *self, const guint8 *bytes, gsize length, GError **error)
{
  g_autoptr (GString) first = NULL;

  self->total += length;
  if (self->total > ALCOVE_WIRE_MAX_ANSWER)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE,
                           "the answer is larger than 64 MiB");
      return FALSE;
    }
  if (self->state != READER_START)
    return feed (self, bytes, length, error);
  g_string_append_len (self->held, (const char *) bytes, (gssize) length);
  sniff (self, bytes, length);
  if (self->state == READER_START)
    return TRUE;
  first = g_steal_pointer (&self->held);
  self->held = g_string_new (NULL);
  return feed (self, (const guint8 *) first->str, first->len, error);
}

/* A document that could be parsed has its end, whatever it says about it. */
static gboolean
is_document (AlcoveWireReader *self)
{
  return self->state == READER_DOCUMENT || self->state == READER_WHOLE;
}

/* An answer that ended by itself: was it one, and was it whole? */
static gboolean
judge (AlcoveWireReader *self, GError **error)
{
  const AlcoveAnswer *answer = alcove_wire_reader_get_answer (self);
  const char *malformed = alcove_wire_chat_get_malformed (self->chat);

  if (malformed != NULL && answer->finish_reason == NULL)
    g_propagate_error (error, alcove_error_new_http (ALCOVE_ERROR_PROTOCOL, 0, -1,
                                                     "the server sent something that is not JSON",
                                                     malformed));
  else if (alcove_wire_chat_get_n_chunks (self->chat) == 0
           && (self->n_stray > 0 || alcove_wire_chat_get_n_events (self->chat) > 0))
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_AN_API,
                         "the server answered, but not with a chat completion");
  else if (g_strcmp0 (answer->finish_reason, "error") == 0
           || g_strcmp0 (answer->finish_reason, "network_error") == 0)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_SERVER, "the server ended the answer with “%s”",
                 answer->finish_reason);
  else if (answer->finish_reason == NULL && !is_document (self))
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_TRUNCATED,
                         self->total > 0 ? "the answer ended without a finish reason"
                                         : "the server closed the connection without an answer");
  else
    return TRUE;
  return FALSE;
}

static gboolean
finish_body (AlcoveWireReader *self, GError **error)
{
  self->is_over = TRUE;
  if (self->state == READER_FOREIGN)
    return refuse_page (self, error);
  if (self->state == READER_EVENTS)
    return alcove_sse_parser_finish (self->parser, error);
  strip_mark (self->held);
  if (self->held->len > 0)
    alcove_wire_chat_take_json (self->chat, self->held->str, self->held->len,
                                self->state == READER_LINES);
  g_string_truncate (self->held, 0);
  return TRUE;
}

/**
 * alcove_wire_reader_finish:
 * @self: a reader
 * @cut: (nullable): why the reading ended before the end, %NULL where it did not
 * @error: what is wrong with the answer; first of all what the server itself said
 *
 * Ends the answer. Where the server had given its finish reason before the connection broke, the
 * answer counts as whole.
 *
 * Returns: whether the answer is complete
 */
gboolean
alcove_wire_reader_finish (AlcoveWireReader *self, const GError *cut, GError **error)
{
  const AlcoveAnswer *answer = alcove_wire_reader_get_answer (self);
  g_autoptr (GError) local = NULL;
  gboolean fine = finish_body (self, &local);

  alcove_wire_chat_finish (self->chat);
  if (answer->error != NULL)
    g_propagate_error (error, g_error_copy (answer->error));
  else if (cut != NULL && answer->finish_reason == NULL)
    g_propagate_error (error, g_error_copy (cut));
  else if (!fine)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    return judge (self, error);
  return FALSE;
}
