/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Tells reasoning from answer where a server leaves the model's <think>…</think> in the text.
 * Only a tag at the very beginning counts, so that an answer *about* such tags stays whole.
 * White space around the reasoning is dropped. Pure; pieces may be cut anywhere. */

#include "alcove-think-splitter.h"

#include <string.h>

static const char open_tag[] = "<think>";
static const char close_tag[] = "</think>";

static gsize
leading_space (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isspace (text[n]))
    n++;
  return n;
}

static gsize
trailing_space (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isspace (text[length - 1 - n]))
    n++;
  return n;
}

/* How many bytes at the end of @text may be the beginning of the closing tag. */
static gsize
partial_close (const char *text, gsize length)
{
  for (gsize n = MIN (length, strlen (close_tag) - 1); n > 0; n--)
    if (memcmp (text + length - n, close_tag, n) == 0)
      return n;
  return 0;
}

/* At the start: white space and then the tag, or anything else. TRUE when it is decided. */
static gboolean
decide (AlcoveThinkSplitter *self)
{
  gsize space = leading_space (self->held->str, self->held->len);
  gsize rest = self->held->len - space;
  gsize tag = strlen (open_tag);

  if (memcmp (self->held->str + space, open_tag, MIN (rest, tag)) != 0)
    self->state = ALCOVE_THINK_PLAIN;
  else if (rest < tag)
    return FALSE;
  else
    {
      self->state = ALCOVE_THINK_INSIDE;
      g_string_erase (self->held, 0, (gssize) (space + tag));
    }
  return TRUE;
}

static void
give_thought (AlcoveThinkSplitter *self, gsize length, AlcoveThinkFunc func, gpointer data)
{
  gsize space = self->has_thought ? 0 : leading_space (self->held->str, length);

  if (length > space)
    {
      func (ALCOVE_PART_REASONING, self->held->str + space, length - space, data);
      self->has_thought = TRUE;
    }
  g_string_erase (self->held, 0, (gssize) length);
}

/* Inside: all goes out but white space at the end and what may become the closing tag. */
static void
think (AlcoveThinkSplitter *self, AlcoveThinkFunc func, gpointer data)
{
  const char *close = strstr (self->held->str, close_tag);
  gsize length = close ? (gsize) (close - self->held->str)
                       : self->held->len - partial_close (self->held->str, self->held->len);
  gsize space = trailing_space (self->held->str, length);

  give_thought (self, length - space, func, data);
  if (close == NULL)
    return;
  g_string_erase (self->held, 0, (gssize) (space + strlen (close_tag)));
  self->state = ALCOVE_THINK_BEHIND;
}

static void
answer (AlcoveThinkSplitter *self, AlcoveThinkFunc func, gpointer data)
{
  gsize space = 0;

  if (self->state == ALCOVE_THINK_BEHIND)
    space = leading_space (self->held->str, self->held->len);
  if (self->held->len > space)
    {
      func (ALCOVE_PART_TEXT, self->held->str + space, self->held->len - space, data);
      self->state = ALCOVE_THINK_PLAIN;
    }
  g_string_truncate (self->held, 0);
}

/**
 * alcove_think_splitter_push:
 * @self: a splitter
 * @text: (array length=length): more of the text, without NUL bytes
 * @length: how much
 * @func: (scope call): takes what can be told
 * @data: its data
 */
void
alcove_think_splitter_push (AlcoveThinkSplitter *self, const char *text, gsize length,
                            AlcoveThinkFunc func, gpointer data)
{
  if (length == 0)
    return;
  if (self->state == ALCOVE_THINK_PLAIN)
    {
      func (ALCOVE_PART_TEXT, text, length, data);
      return;
    }
  if (self->held == NULL)
    self->held = g_string_new (NULL);
  g_string_append_len (self->held, text, (gssize) length);
  if (self->state == ALCOVE_THINK_START && !decide (self))
    return;
  if (self->state == ALCOVE_THINK_INSIDE)
    think (self, func, data);
  if (self->state != ALCOVE_THINK_INSIDE)
    answer (self, func, data);
}

/**
 * alcove_think_splitter_finish:
 * @self: a splitter
 * @func: (scope call): takes what is left
 * @data: its data
 *
 * The text is over. Reasoning that was never closed stays reasoning.
 */
void
alcove_think_splitter_finish (AlcoveThinkSplitter *self, AlcoveThinkFunc func, gpointer data)
{
  if (self->held == NULL)
    return;
  if (self->state == ALCOVE_THINK_INSIDE)
    give_thought (self, self->held->len - trailing_space (self->held->str, self->held->len), func,
                  data);
  else
    answer (self, func, data);
  g_string_truncate (self->held, 0);
}

/**
 * alcove_think_splitter_clear:
 * @self: a splitter, at its start again afterwards
 */
void
alcove_think_splitter_clear (AlcoveThinkSplitter *self)
{
  if (self->held != NULL)
    g_string_free (self->held, TRUE);
  memset (self, 0, sizeof *self);
}
