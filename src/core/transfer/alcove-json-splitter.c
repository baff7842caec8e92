/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finds the elements of a top-level JSON array in bytes that come in pieces, so that a file of any size is never whole
 * in memory. It knows strings and depth and nothing else: whether an element is JSON is for a parser to say. A file that
 * is one object is one element, one of several of them (JSON Lines) has as many. Pure; any thread.
 * What always holds: no more than max_bytes of an element are kept. */

#include "alcove-json-splitter.h"

#include <string.h>

typedef enum
{
  START,   /* before the array, or the one object */
  BETWEEN, /* elements of the array */
  INSIDE,
  OVER,
  BROKEN,
} Place;

struct _AlcoveJsonSplitter
{
  GString *element;
  gsize max_bytes;
  gsize n_values; /* at least, of the element so far */
  guint64 depth;  /* within the element */
  Place place;
  guint n_mark; /* bytes of a byte order mark that were seen */
  gboolean is_array;
  gboolean in_string;
  gboolean is_escaped;
  gboolean is_scalar; /* a number or a word: it ends before what follows it */
  gboolean is_too_large;
};

/**
 * alcove_json_splitter_new:
 * @max_bytes: how large an element may be
 *
 * Returns: (transfer full): a splitter at the start of a file
 */
AlcoveJsonSplitter *
alcove_json_splitter_new (gsize max_bytes)
{
  AlcoveJsonSplitter *self = g_new0 (AlcoveJsonSplitter, 1);

  self->element = g_string_new (NULL);
  self->max_bytes = max_bytes;
  return self;
}

void
alcove_json_splitter_free (AlcoveJsonSplitter *self)
{
  g_string_free (self->element, TRUE);
  g_free (self);
}

/**
 * alcove_json_splitter_is_whole:
 * @self: a splitter that was given everything
 *
 * Returns: whether what was opened is closed
 */
gboolean
alcove_json_splitter_is_whole (AlcoveJsonSplitter *self)
{
  return self->place == OVER;
}

/**
 * alcove_json_splitter_is_open:
 * @self: a splitter that was given everything
 *
 * Returns: whether it ended within an element
 */
gboolean
alcove_json_splitter_is_open (AlcoveJsonSplitter *self)
{
  return self->place == INSIDE;
}

/**
 * alcove_json_splitter_get_element:
 * @self: a splitter that has just found one
 * @length: (out): its length in bytes
 *
 * Returns: (transfer none): the element, which may be changed, until the next feeding
 */
char *
alcove_json_splitter_get_element (AlcoveJsonSplitter *self, gsize *length)
{
  *length = self->element->len;
  return self->element->str;
}

/**
 * alcove_json_splitter_get_n_values:
 * @self: a splitter that has just found an element
 *
 * Returns: how many commas, colons and brackets it has: a parser makes of each much more than a byte
 */
gsize
alcove_json_splitter_get_n_values (AlcoveJsonSplitter *self)
{
  return self->n_values;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* A large one is not kept in memory for the small ones behind it. */
static void
start_element (AlcoveJsonSplitter *self)
{
  if (self->element->allocated_len > 1024 * 1024)
    {
      g_string_free (self->element, TRUE);
      self->element = g_string_new (NULL);
    }
  g_string_truncate (self->element, 0);
  self->n_values = 0;
  self->depth = 0;
  self->in_string = self->is_escaped = self->is_scalar = FALSE;
  self->is_too_large = FALSE;
  self->place = INSIDE;
}

static void
keep (AlcoveJsonSplitter *self, const char *data, gsize length)
{
  if (self->is_too_large)
    return;
  if (self->element->len + length > self->max_bytes)
    {
      self->is_too_large = TRUE;
      g_string_truncate (self->element, 0);
    }
  else
    g_string_append_len (self->element, data, (gssize) length);
}

/* Whether the string went on to the end of the bytes. */
static gboolean
pass_string (AlcoveJsonSplitter *self, const char *data, gsize length, gsize *at)
{
  for (; *at < length; (*at)++)
    {
      if (self->is_escaped)
        self->is_escaped = FALSE;
      else if (data[*at] == '\\')
        self->is_escaped = TRUE;
      else if (data[*at] == '"')
        {
          self->in_string = FALSE;
          (*at)++;
          return FALSE;
        }
    }
  return TRUE;
}

/* One byte outside of strings. Whether the element is complete; then *at is behind it. */
static gboolean
pass_byte (AlcoveJsonSplitter *self, char c, gsize *at)
{
  switch (c)
    {
    case '"':
      self->in_string = TRUE;
      break;
    case '{':
    case '[':
      self->depth++;
      self->n_values++;
      break;
    case '}':
    case ']':
      if (self->depth == 0 && c == ']') /* the end of the array behind a scalar */
        return TRUE;
      self->depth -= self->depth > 0;
      break;
    case ',':
      if (self->depth == 0)
        return TRUE;
      self->n_values++;
      break;
    case ':':
      self->n_values++;
      break;
    default:
      if (self->is_scalar && is_space (c))
        return TRUE;
      self->is_scalar = self->is_scalar || self->depth == 0;
      (*at)++;
      return FALSE;
    }
  (*at)++;
  return self->depth == 0 && !self->in_string && (c == '}' || c == ']');
}

/* Takes bytes of the element; whether it is complete. */
static gboolean
pass_element (AlcoveJsonSplitter *self, const char *data, gsize length, gsize *at)
{
  while (*at < length)
    {
      if (self->in_string)
        {
          if (pass_string (self, data, length, at))
            return FALSE;
          if (self->depth == 0)
            return TRUE;
        }
      else if (pass_byte (self, data[*at], at))
        return TRUE;
    }
  return FALSE;
}

static AlcoveSplit
end_element (AlcoveJsonSplitter *self)
{
  self->place = self->is_array ? BETWEEN : OVER;
  return self->is_too_large ? ALCOVE_SPLIT_TOO_LARGE : ALCOVE_SPLIT_ELEMENT;
}

/* An array, or an object that is an element. Whether the byte is taken. */
static gboolean
start_value (AlcoveJsonSplitter *self, char c)
{
  self->is_array = c == '[';
  if (self->is_array)
    self->place = BETWEEN;
  else
    start_element (self);
  return self->is_array;
}

/* A byte before, between or behind the elements. Whether it is taken. */
static gboolean
pass_outside (AlcoveJsonSplitter *self, char c)
{
  static const char mark[] = "\xEF\xBB\xBF";

  if (is_space (c))
    return TRUE;
  /* Behind one value there may be the next one: a line each, or files one behind the other. */
  if (self->place == OVER)
    return (c != '{' && c != '[') || start_value (self, c);
  if (self->place == START)
    {
      if (self->n_mark < 3 && c == mark[self->n_mark])
        {
          self->n_mark++;
          return TRUE;
        }
      if (c == '{' || c == '[')
        return start_value (self, c);
      self->place = BROKEN;
      return FALSE;
    }
  if (c == ']')
    self->place = OVER;
  else if (c != ',')
    start_element (self);
  return self->place != INSIDE;
}

/**
 * alcove_json_splitter_feed:
 * @self: a splitter
 * @data: (array length=length): the next bytes of the file
 * @length: how many
 * @taken: (out): how many of them are done; the others are to be given again
 *
 * Returns: what was found; bytes behind a value that begin no other one are passed over
 */
AlcoveSplit
alcove_json_splitter_feed (AlcoveJsonSplitter *self, const char *data, gsize length, gsize *taken)
{
  gsize at = 0;

  while (at < length && self->place != BROKEN)
    {
      const gsize from = at;
      gboolean is_complete;

      if (self->place != INSIDE)
        {
          at += pass_outside (self, data[at]);
          continue;
        }
      is_complete = pass_element (self, data, length, &at);
      keep (self, data + from, at - from);
      if (is_complete)
        {
          *taken = at;
          return end_element (self);
        }
    }
  *taken = at;
  return self->place == BROKEN ? ALCOVE_SPLIT_NOT_JSON : ALCOVE_SPLIT_NEEDS_MORE;
}
