/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finds the marks by which an answer names its sources, and makes them numbered links. Pure; any thread.
 *
 * Servers write "[2]" for the second source, or "[REF]1[/REF]" (Venice, counted from 0, also "[REF]0,3[/REF]"),
 * and send the list beside the text. A number without a source stays the text it is; so does all in code,
 * in mathematics and in links. */

#include "alcove-citation-marks.h"

#include <string.h>

#include "alcove-block-private.h"

#define MAX_DIGITS 3
#define MAX_NUMBERS 16
#define REF_BEGIN "[REF]"
#define REF_END "[/REF]"

typedef struct
{
  const char *const *targets;
  guint n_targets;
  GString *text;
  GArray *spans;
  gboolean is_changed;
} Pen;

static const char *
read_number (const char *at, guint *number)
{
  guint n_digits = 0;

  *number = 0;
  for (; g_ascii_isdigit (*at) && n_digits < MAX_DIGITS; n_digits++)
    *number = *number * 10 + (guint) (*at++ - '0');
  return n_digits > 0 && !g_ascii_isdigit (*at) ? at : NULL;
}

static void
add_span (Pen *pen, guint start, guint end, AlcoveSpanFlags flags, const char *target)
{
  const AlcoveSpan span = { start, end, flags, g_strdup (target) };

  g_array_append_val (pen->spans, span);
}

static void
add_mark (Pen *pen, guint number, AlcoveSpanFlags flags)
{
  const guint start = (guint) pen->text->len;

  g_string_append_printf (pen->text, "[%u]", number);
  add_span (pen, start, (guint) pen->text->len, flags | ALCOVE_SPAN_LINK | ALCOVE_SPAN_CITATION,
            pen->targets[number - 1]);
  pen->is_changed = TRUE;
}

/* The numbers of a mark, counted from 1. */
typedef struct
{
  guint numbers[MAX_NUMBERS];
  guint n_numbers;
} Mark;

/* "[2]". Answers with what is behind it, NULL where it is no mark. */
static const char *
read_plain_mark (const Pen *pen, const char *at, const char *end, Mark *mark)
{
  mark->n_numbers = 1;
  at = read_number (at + 1, &mark->numbers[0]);
  return at && at < end && *at == ']' && mark->numbers[0] >= 1 && mark->numbers[0] <= pen->n_targets
             ? at + 1
             : NULL;
}

/* "[REF]0,3[/REF]": all of its numbers have a source, or it is text. */
static const char *
read_venice_mark (const Pen *pen, const char *at, const char *end, Mark *mark)
{
  mark->n_numbers = 0;
  /* The function: the macro of that name looks for the end of the text at each mark. */
  if (!(g_str_has_prefix) (at, REF_BEGIN))
    return NULL;
  at += strlen (REF_BEGIN);
  do
    {
      guint *number = &mark->numbers[mark->n_numbers];

      at = read_number (at + strspn (at, " "), number);
      if (at == NULL || *number >= pen->n_targets)
        return NULL;
      ++*number;
      mark->n_numbers++;
      at += strspn (at, " ");
    }
  while (*at == ',' && at++ < end && mark->n_numbers < MAX_NUMBERS);
  return (g_str_has_prefix) (at, REF_END) && at + strlen (REF_END) <= end ? at + strlen (REF_END)
                                                                          : NULL;
}

static const char *
read_mark (const Pen *pen, const char *at, const char *end, Mark *mark)
{
  const char *behind = read_plain_mark (pen, at, end, mark);

  return behind ? behind : read_venice_mark (pen, at, end, mark);
}

static void
add_plain (Pen *pen, const char *from, const char *to, AlcoveSpanFlags flags, const char *target)
{
  const guint start = (guint) pen->text->len;

  g_string_append_len (pen->text, from, to - from);
  if (flags != 0 && to > from)
    add_span (pen, start, (guint) pen->text->len, flags, target);
}

static void
take_plain (Pen *pen, const char *from, const char *end, AlcoveSpanFlags flags)
{
  const char *at = from;

  while ((at = memchr (at, '[', (gsize) (end - at))) != NULL)
    {
      Mark mark;
      const char *behind = read_mark (pen, at, end, &mark);

      if (behind == NULL)
        {
          at++;
          continue;
        }
      add_plain (pen, from, at, flags, NULL);
      for (guint i = 0; i < mark.n_numbers; i++)
        add_mark (pen, mark.numbers[i], flags);
      from = at = behind;
    }
  add_plain (pen, from, end, flags, NULL);
}

static void
take_run (Pen *pen, const AlcoveRun *run)
{
  const AlcoveSpanFlags closed
      = ALCOVE_SPAN_CODE | ALCOVE_SPAN_MATH | ALCOVE_SPAN_LINK | ALCOVE_SPAN_IMAGE;
  guint at = 0;

  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      take_plain (pen, run->text + at, run->text + span->start, 0);
      if ((span->flags & closed) || span->target)
        add_plain (pen, run->text + span->start, run->text + span->end, span->flags, span->target);
      else
        take_plain (pen, run->text + span->start, run->text + span->end, span->flags);
      at = span->end;
    }
  take_plain (pen, run->text + at, run->text + run->length, 0);
}

/* Answers with whether anything is other than before. */
static gboolean
cite_run (const AlcoveRun *run, const char *const *targets, AlcoveRun *cited)
{
  Pen pen = { .targets = targets, .n_targets = g_strv_length ((char **) targets) };

  *cited = (AlcoveRun) { .align = run->align };
  if (memchr (run->text, '[', run->length) != NULL)
    {
      pen.text = g_string_sized_new (run->length);
      pen.spans = alcove_spans_new ();
      take_run (&pen, run);
      cited->length = (guint) pen.text->len;
      cited->text = g_string_free_and_steal (pen.text);
      if (pen.spans->len > 0)
        cited->spans = g_array_ref (pen.spans);
      g_array_unref (pen.spans);
      return pen.is_changed;
    }
  cited->text = g_strndup (run->text, run->length);
  cited->length = run->length;
  cited->spans = run->spans ? g_array_ref (run->spans) : NULL;
  return FALSE;
}

static AlcoveBlock *
copy_without_text (const AlcoveBlock *block)
{
  AlcoveBlock *copy = alcove_block_new (block->kind);

  copy->level = block->level;
  copy->list_depth = block->list_depth;
  copy->quote_depth = block->quote_depth;
  copy->marker = g_strdup (block->marker);
  copy->task = block->task;
  copy->is_tight = block->is_tight;
  copy->is_continued = block->is_continued;
  copy->n_columns = block->n_columns;
  return copy;
}

/**
 * alcove_citation_marks_apply:
 * @block: a block of an answer
 * @targets: (array zero-terminated=1): the addresses of its sources, the first one is number 1
 *
 * Returns: (transfer full): the block with its marks as numbered links; @block itself where it has none
 */
AlcoveBlock *
alcove_citation_marks_apply (AlcoveBlock *block, const char *const *targets)
{
  g_autoptr (AlcoveBlock) cited = NULL;
  gboolean is_changed;

  if (targets == NULL || targets[0] == NULL || block->kind == ALCOVE_BLOCK_CODE
      || block->kind == ALCOVE_BLOCK_HTML)
    return alcove_block_ref (block);
  cited = copy_without_text (block);
  is_changed = cite_run (&block->run, targets, &cited->run);
  if (block->cells != NULL)
    cited->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_run_free);
  for (guint i = 0; block->cells && i < block->cells->len; i++)
    {
      AlcoveRun *cell = g_new0 (AlcoveRun, 1);

      is_changed |= cite_run (g_ptr_array_index (block->cells, i), targets, cell);
      g_ptr_array_add (cited->cells, cell);
    }
  if (!is_changed)
    return alcove_block_ref (block);
  alcove_block_seal (cited);
  return g_steal_pointer (&cited);
}
