/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Bytes in, server-sent events out, by the rules of the WHATWG HTML standard, section 9.2.6
 * ("Interpreting an event stream"). Pure and incremental: where the bytes are cut makes no
 * difference. Any one thread. Nothing is kept beyond the event that is being read, which may have
 * 1 MiB; lines end at ASCII bytes, so a character cut by a read is never looked at half. */

#include "alcove-sse-parser.h"

#include "alcove-error.h"

#include <string.h>

struct _AlcoveSseParser
{
  AlcoveSseFunc func;
  gpointer func_data;
  GString *line; /* the start of a line whose end has not come */
  GString *data; /* the data lines of this event, each followed by a newline */
  GString *type;
  GString *id;
  gint64 retry_ms;
  guint8 bom_seen;  /* how many bytes of a byte order mark came */
  gboolean started; /* the place of a byte order mark is behind us */
  gboolean skip_lf; /* the last byte was a carriage return */
  gboolean failed;
};

/**
 * alcove_sse_parser_new:
 * @func: (scope notified): called for each event while bytes are pushed
 * @data: its data
 *
 * Returns: (transfer full): a parser at the start of a stream
 */
AlcoveSseParser *
alcove_sse_parser_new (AlcoveSseFunc func, gpointer data)
{
  AlcoveSseParser *self = g_new0 (AlcoveSseParser, 1);

  self->func = func;
  self->func_data = data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->retry_ms = -1;
  return self;
}

/**
 * alcove_sse_parser_free:
 * @self: (transfer full): a parser
 */
void
alcove_sse_parser_free (AlcoveSseParser *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self);
}

/**
 * alcove_sse_parser_get_retry_ms:
 * @self: a parser
 *
 * Returns: the reconnection time that the server asked for, in milliseconds, -1 for none
 */
gint64
alcove_sse_parser_get_retry_ms (AlcoveSseParser *self)
{
  return self->retry_ms;
}

/* Bytes that are no UTF-8 become U+FFFD, as the standard's decoder does; a NUL stays. */
static void
make_valid (GString *text)
{
  g_autoptr (GString) valid = NULL;

  if (g_utf8_validate_len (text->str, text->len, NULL))
    return;
  valid = g_string_sized_new (text->len);
  for (gsize at = 0; at <= text->len; at += strlen (text->str + at) + 1)
    {
      g_autofree char *piece = g_utf8_make_valid (text->str + at, -1);

      if (at > 0)
        g_string_append_c (valid, 0);
      g_string_append (valid, piece);
    }
  g_string_truncate (text, 0);
  g_string_append_len (text, valid->str, (gssize) valid->len);
}

static void
dispatch (AlcoveSseParser *self, gboolean is_unterminated)
{
  AlcoveSseEvent event = { .is_unterminated = is_unterminated };

  if (self->data->len > 0)
    {
      g_string_truncate (self->data, self->data->len - 1);
      make_valid (self->data);
      make_valid (self->type);
      event.type = self->type->len > 0 ? self->type->str : "message";
      event.data = self->data->str;
      event.length = self->data->len;
      event.id = self->id->str;
      self->func (&event, self->func_data);
    }
  g_string_truncate (self->data, 0);
  g_string_truncate (self->type, 0);
}

static void
stray_line (AlcoveSseParser *self, const char *line, gsize length, gsize name_length)
{
  g_autoptr (GString) name = g_string_new_len (line, (gssize) name_length);
  g_autoptr (GString) rest = g_string_new (NULL);
  AlcoveSseEvent event = { .is_stray = TRUE, .id = self->id->str };
  gsize start = MIN (name_length + 1, length);

  if (start < length && line[start] == ' ')
    start++;
  if (*line == '{' || *line == '[')
    {
      g_string_truncate (name, 0);
      start = 0;
    }
  g_string_append_len (rest, line + start, (gssize) (length - start));
  make_valid (name);
  make_valid (rest);
  event.type = name->str;
  event.data = rest->str;
  event.length = rest->len;
  self->func (&event, self->func_data);
}

static void
set_retry (AlcoveSseParser *self, const char *value, gsize length)
{
  gint64 ms = 0;

  if (length == 0 || length > 15)
    return;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return;
      ms = ms * 10 + (value[i] - '0');
    }
  self->retry_ms = ms;
}

static gboolean
is_name (const char *line, gsize length, const char *name)
{
  return strlen (name) == length && memcmp (line, name, length) == 0;
}

static void
take_field (AlcoveSseParser *self, const char *line, gsize length)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon ? (gsize) (colon - line) : length;
  const char *value = colon ? colon + 1 : line + length;
  gsize value_length = (gsize) (line + length - value);

  if (value_length > 0 && *value == ' ')
    {
      value++;
      value_length--;
    }
  if (is_name (line, name_length, "data"))
    {
      g_string_append_len (self->data, value, (gssize) value_length);
      g_string_append_c (self->data, '\n');
    }
  else if (is_name (line, name_length, "event"))
    {
      g_string_truncate (self->type, 0);
      g_string_append_len (self->type, value, (gssize) value_length);
    }
  else if (is_name (line, name_length, "id"))
    {
      if (memchr (value, 0, value_length) != NULL)
        return;
      g_string_truncate (self->id, 0);
      g_string_append_len (self->id, value, (gssize) value_length);
      make_valid (self->id);
    }
  else if (is_name (line, name_length, "retry"))
    set_retry (self, value, value_length);
  else
    stray_line (self, line, length, name_length);
}

static gboolean
fits (AlcoveSseParser *self, gsize length, GError **error)
{
  if (length <= ALCOVE_SSE_MAX_EVENT && !self->failed)
    return TRUE;
  self->failed = TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE,
                       "one event of the answer is larger than 1 MiB");
  return FALSE;
}

static gboolean
take_line (AlcoveSseParser *self, const char *line, gsize length, GError **error)
{
  if (!fits (self, self->data->len + length, error))
    return FALSE;
  if (length == 0)
    dispatch (self, FALSE);
  else if (*line != ':')
    take_field (self, line, length);
  return TRUE;
}

/* Takes a byte order mark away, be it cut or not. Returns how many bytes of @bytes were used. */
static gsize
skip_bom (AlcoveSseParser *self, const guint8 *bytes, gsize length)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };
  gsize used = 0;

  while (used < length && self->bom_seen < 3 && bytes[used] == mark[self->bom_seen])
    {
      used++;
      self->bom_seen++;
    }
  if (self->bom_seen == 3)
    self->started = TRUE;
  else if (used < length)
    {
      g_string_append_len (self->line, (const char *) mark, self->bom_seen);
      self->started = TRUE;
    }
  return used;
}

static const char *
find_line_end (const char *text, gsize length)
{
  const char *lf = memchr (text, '\n', length);
  const char *cr = memchr (text, '\r', lf ? (gsize) (lf - text) : length);

  return cr ? cr : lf;
}

static gboolean
end_line (AlcoveSseParser *self, const char *text, gsize length, GError **error)
{
  gboolean fine;

  if (self->line->len == 0)
    return take_line (self, text, length, error);
  g_string_append_len (self->line, text, (gssize) length);
  fine = take_line (self, self->line->str, self->line->len, error);
  g_string_truncate (self->line, 0);
  return fine;
}

static gboolean
keep_rest (AlcoveSseParser *self, const char *text, gsize length, GError **error)
{
  if (!fits (self, self->line->len + length, error))
    return FALSE;
  g_string_append_len (self->line, text, (gssize) length);
  return TRUE;
}

/**
 * alcove_sse_parser_push:
 * @self: a parser
 * @bytes: (array length=length): what was read
 * @length: how many, any number
 * @error: %ALCOVE_ERROR_TOO_LARGE where one event is larger than 1 MiB; the parser is dead then
 *
 * Returns: whether all is well
 */
gboolean
alcove_sse_parser_push (AlcoveSseParser *self, const guint8 *bytes, gsize length, GError **error)
{
  gsize skipped = self->started || self->failed ? 0 : skip_bom (self, bytes, length);
  const char *text = (const char *) bytes + skipped;
  const char *end = (const char *) bytes + length;

  if (!fits (self, 0, error))
    return FALSE;
  while (text < end)
    {
      const char *stop;

      if (self->skip_lf && *text == '\n')
        text++;
      self->skip_lf = FALSE;
      stop = find_line_end (text, (gsize) (end - text));
      if (stop == NULL)
        return keep_rest (self, text, (gsize) (end - text), error);
      if (!end_line (self, text, (gsize) (stop - text), error))
        return FALSE;
      self->skip_lf = *stop == '\r';
      text = stop + 1;
    }
  return TRUE;
}

/**
 * alcove_sse_parser_finish:
 * @self: a parser
 * @error: as in [method@SseParser.push]
 *
 * The stream ended. The standard drops an event whose blank line has not come; here it is given
 * out with `is_unterminated` set, for servers forget that line.
 *
 * Returns: whether all is well
 */
gboolean
alcove_sse_parser_finish (AlcoveSseParser *self, GError **error)
{
  if (!fits (self, 0, error))
    return FALSE;
  if (self->line->len > 0 && !end_line (self, "", 0, error))
    return FALSE;
  dispatch (self, TRUE);
  return TRUE;
}
