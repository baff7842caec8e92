/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One leaf of a Markdown text: a paragraph, a heading, a piece of code, a table. Boxed and
 * reference-counted. Sealed once by the parser and never changed after that, so that it may be
 * read from any thread, and a pointer that is the same means content that is the same. */

#include "alcove-block-private.h"

#include <string.h>

#include "alcove-hidden-characters.h"

#define HASH_FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

G_DEFINE_BOXED_TYPE (AlcoveBlock, alcove_block, alcove_block_ref, alcove_block_unref)

static void
span_clear (gpointer data)
{
  g_clear_pointer (&((AlcoveSpan *) data)->target, g_free);
}

GArray *
alcove_spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (AlcoveSpan));

  g_array_set_clear_func (spans, span_clear);
  return spans;
}

static void
run_clear (AlcoveRun *run)
{
  g_clear_pointer (&run->text, g_free);
  g_clear_pointer (&run->spans, g_array_unref);
}

void
alcove_run_free (AlcoveRun *run)
{
  run_clear (run);
  g_free (run);
}

void
alcove_run_slice (const AlcoveRun *run, guint start, guint end, guint *cursor, AlcoveRun *slice)
{
  g_return_if_fail (start <= end && end <= run->length && !slice->text);

  slice->text = g_strndup (run->text + start, end - start);
  slice->length = end - start;
  slice->align = run->align;
  for (; run->spans && *cursor < run->spans->len; (*cursor)++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, *cursor);
      AlcoveSpan cut
          = { MAX (span->start, start) - start, MIN (span->end, end) - start, span->flags, NULL };

      if (span->start >= end)
        break;
      if (!slice->spans)
        slice->spans = alcove_spans_new ();
      cut.target = g_strdup (span->target);
      g_array_append_val (slice->spans, cut);
      if (span->end > end)
        break;
    }
}

/**
 * alcove_run_link_goes_on:
 * @run: a text
 * @nth: which of its spans
 *
 * Returns: whether the span behind it is of the same link
 */
gboolean
alcove_run_link_goes_on (const AlcoveRun *run, guint nth)
{
  const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, nth);

  return nth + 1 < run->spans->len && span[1].start == span->end && span->target != NULL
         && g_strcmp0 (span->target, span[1].target) == 0;
}

/**
 * alcove_run_dup_link_text:
 * @run: a text
 * @nth: which of its spans; a link or an image
 *
 * "[**pay**pal.com](…)" is two spans, and neither says what the reader sees.
 *
 * Returns: (transfer full): what the link says that the span is of
 */
char *
alcove_run_dup_link_text (const AlcoveRun *run, guint nth)
{
  guint first = nth, last = nth, start;

  while (first > 0 && alcove_run_link_goes_on (run, first - 1))
    first--;
  while (alcove_run_link_goes_on (run, last))
    last++;
  start = g_array_index (run->spans, AlcoveSpan, first).start;
  return g_strndup (run->text + start, g_array_index (run->spans, AlcoveSpan, last).end - start);
}

AlcoveBlock *
alcove_block_new (AlcoveBlockKind kind)
{
  AlcoveBlock *self = g_new0 (AlcoveBlock, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  return self;
}

/**
 * alcove_block_ref:
 * @self: a block
 *
 * Returns: (transfer full): @self
 */
AlcoveBlock *
alcove_block_ref (AlcoveBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_block_unref:
 * @self: (transfer full): a block
 */
void
alcove_block_unref (AlcoveBlock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  run_clear (&self->run);
  g_clear_pointer (&self->marker, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_free (self);
}

guint64
alcove_hash_number (guint64 hash, guint64 number)
{
  hash = (hash ^ number) * HASH_FACTOR;
  return hash ^ (hash >> 32);
}

guint64
alcove_hash_bytes (guint64 hash, const void *data, gsize length)
{
  const guint8 *bytes = data;
  guint64 word;

  for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      hash = alcove_hash_number (hash, word);
    }
  word = 0;
  if (length > 0)
    memcpy (&word, bytes, length);
  /* the length of the rest stands in the top byte, which the rest cannot reach */
  return alcove_hash_number (hash, word ^ ((guint64) (length + 1) << 56));
}

guint64
alcove_hash_string (guint64 hash, const char *text)
{
  return text ? alcove_hash_bytes (hash, text, strlen (text)) : alcove_hash_number (hash, 1);
}

static guint64
hash_run (guint64 hash, const AlcoveRun *run)
{
  hash = alcove_hash_bytes (hash, run->text, run->length);
  hash = alcove_hash_number (hash, run->align);
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      hash = alcove_hash_number (hash, (guint64) span->start << 32 | span->end);
      hash = alcove_hash_number (hash, span->flags);
      hash = alcove_hash_string (hash, span->target);
    }
  return hash;
}

void
alcove_block_seal (AlcoveBlock *self)
{
  guint64 hash = alcove_hash_number (0, (guint64) self->kind << 32 | self->level);

  if (!self->run.text)
    self->run.text = g_strdup ("");
  hash = alcove_hash_number (hash, (guint64) self->list_depth << 32 | self->quote_depth);
  hash = alcove_hash_number (hash, (guint64) self->task << 3 | (self->is_tight ? 4 : 0)
                                       | (self->is_open ? 2 : 0) | (self->is_continued ? 1 : 0));
  hash = alcove_hash_string (hash, self->marker);
  hash = alcove_hash_string (hash, self->language);
  hash = alcove_hash_number (hash, self->n_columns);
  hash = hash_run (hash, &self->run);
  for (guint i = 0; self->cells && i < self->cells->len; i++)
    hash = hash_run (hash, g_ptr_array_index (self->cells, i));
  self->hash = hash;
}

/**
 * alcove_block_new_plain:
 * @kind: paragraph or code
 * @text: valid UTF-8 that is no Markdown: what a person typed, what a tool was called with
 * @language: (nullable): of code
 *
 * Returns: (transfer full): a block that says @text, with its hidden characters made visible
 */
AlcoveBlock *
alcove_block_new_plain (AlcoveBlockKind kind, const char *text, const char *language)
{
  AlcoveBlock *self = alcove_block_new (kind);

  self->run.text = alcove_hidden_characters_reveal (text, -1, NULL);
  self->run.length = (guint) strlen (self->run.text);
  self->language = g_strdup (language);
  alcove_block_seal (self);
  return self;
}

static gboolean
runs_equal (const AlcoveRun *a, const AlcoveRun *b)
{
  guint n_spans = a->spans ? a->spans->len : 0;

  if (a->length != b->length || a->align != b->align || memcmp (a->text, b->text, a->length) != 0
      || n_spans != (b->spans ? b->spans->len : 0))
    return FALSE;
  for (guint i = 0; i < n_spans; i++)
    {
      const AlcoveSpan *x = &g_array_index (a->spans, AlcoveSpan, i);
      const AlcoveSpan *y = &g_array_index (b->spans, AlcoveSpan, i);

      if (x->start != y->start || x->end != y->end || x->flags != y->flags
          || g_strcmp0 (x->target, y->target) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
cells_equal (const AlcoveBlock *a, const AlcoveBlock *b)
{
  guint n_cells = a->cells ? a->cells->len : 0;

  if (n_cells != (b->cells ? b->cells->len : 0))
    return FALSE;
  for (guint i = 0; i < n_cells; i++)
    if (!runs_equal (g_ptr_array_index (a->cells, i), g_ptr_array_index (b->cells, i)))
      return FALSE;
  return TRUE;
}

/* The hash alone would do for honest text; an answer may be made to collide. */
gboolean
alcove_block_equal (const AlcoveBlock *a, const AlcoveBlock *b)
{
  return a == b
         || (a->hash == b->hash && a->kind == b->kind && a->level == b->level
             && a->list_depth == b->list_depth && a->quote_depth == b->quote_depth
             && a->task == b->task && a->is_tight == b->is_tight && a->is_open == b->is_open
             && a->is_continued == b->is_continued && a->n_columns == b->n_columns
             && g_strcmp0 (a->marker, b->marker) == 0 && g_strcmp0 (a->language, b->language) == 0
             && runs_equal (&a->run, &b->run) && cells_equal (a, b));
}

/**
 * alcove_block_dup_plain_text:
 * @self: a block
 *
 * The block as plain text, as it is selected, copied and read aloud. For all but tables it is the
 * text of the run, without the marker, so that bytes of the one are bytes of the other. A table is
 * its cells, with tabs between them and one row a line. A rule has no text.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
alcove_block_dup_plain_text (const AlcoveBlock *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (!self->cells)
    return g_strndup (self->run.text, self->run.length);
  text = g_string_new (NULL);
  for (guint i = 0; i < self->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (self->cells, i);

      if (i > 0)
        g_string_append_c (text, i % self->n_columns == 0 ? '\n' : '\t');
      g_string_append_len (text, cell->text, cell->length);
    }
  return g_string_free_and_steal (text);
}
