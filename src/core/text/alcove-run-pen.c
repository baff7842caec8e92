/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Writes the text of a run and flattens nested spans on the way: every piece of text gets a span
 * with all that holds for it, and pieces of one kind are joined. So spans are in order, do not
 * overlap, are never empty and begin and end between characters. Hidden characters become visible
 * here, the ones that entities make too. Pure; one thread. */

#include "alcove-run-pen.h"
#include "alcove-block-private.h"

#include <string.h>

typedef struct
{
  AlcoveSpanFlags flags; /* its own and those of the spans around it */
  char *target;          /* its own */
  const char *inherited; /* the target that holds inside of it */
  gsize start;
} OpenSpan;

static void
open_span_clear (gpointer data)
{
  g_free (((OpenSpan *) data)->target);
}

void
alcove_run_pen_init (AlcoveRunPen *self)
{
  *self = (AlcoveRunPen) { 0 };
  self->text = g_string_new (NULL);
  self->spans = alcove_spans_new ();
  self->open = g_array_new (FALSE, FALSE, sizeof (OpenSpan));
  g_array_set_clear_func (self->open, open_span_clear);
}

void
alcove_run_pen_clear (AlcoveRunPen *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
  g_array_unref (self->open);
}

static const OpenSpan *
innermost (const AlcoveRunPen *self)
{
  return self->open->len ? &g_array_index (self->open, OpenSpan, self->open->len - 1) : NULL;
}

void
alcove_run_pen_open (AlcoveRunPen *self, AlcoveSpanFlags flags, char *target)
{
  const OpenSpan *around = innermost (self);
  OpenSpan span = { .flags = flags, .target = target, .start = self->text->len };

  if (around)
    {
      /* a picture inside a link is the link's label: where a click leads is what counts */
      if (around->flags & ALCOVE_SPAN_LINK)
        span.flags &= ~(guint) ALCOVE_SPAN_IMAGE;
      span.flags |= around->flags;
      span.inherited = around->inherited;
    }
  if (!span.inherited)
    span.inherited = span.target;
  g_array_append_val (self->open, span);
}

/* A picture without a description would not be there at all. */
static void
describe_image (AlcoveRunPen *self)
{
  const OpenSpan *span = innermost (self);

  if ((span->flags & ALCOVE_SPAN_IMAGE) && span->target && self->text->len == span->start)
    {
      gboolean is_data = g_ascii_strncasecmp (span->target, "data:", 5) == 0;

      alcove_run_pen_write (self, span->target,
                            is_data ? strcspn (span->target, ";,") : strlen (span->target));
    }
}

void
alcove_run_pen_close (AlcoveRunPen *self)
{
  if (self->open->len == 0)
    return;
  describe_image (self);
  g_array_set_size (self->open, self->open->len - 1);
}

static void
mark (AlcoveRunPen *self, guint start, guint end)
{
  const OpenSpan *span = innermost (self);
  AlcoveSpan *last = NULL;
  AlcoveSpan next;

  if (!span || !span->flags || start == end)
    return;
  if (self->spans->len > 0)
    last = &g_array_index (self->spans, AlcoveSpan, self->spans->len - 1);
  if (last && last->end == start && last->flags == span->flags
      && g_strcmp0 (last->target, span->inherited) == 0)
    {
      last->end = end;
      return;
    }
  next = (AlcoveSpan) { start, end, span->flags, g_strdup (span->inherited) };
  g_array_append_val (self->spans, next);
}

void
alcove_run_pen_write (AlcoveRunPen *self, const char *text, gsize length)
{
  guint start = (guint) self->text->len;

  alcove_hidden_characters_append (&self->hidden, ALCOVE_HIDDEN_REVEAL, text, length, self->text);
  mark (self, start, (guint) self->text->len);
}

void
alcove_run_pen_take (AlcoveRunPen *self, AlcoveRun *run)
{
  run->text = g_strndup (self->text->str, self->text->len);
  run->length = (guint) self->text->len;
  if (self->spans->len > 0)
    {
      run->spans = self->spans;
      self->spans = alcove_spans_new ();
    }
  g_string_truncate (self->text, 0);
  self->hidden = (AlcoveHiddenState) { 0 };
}
