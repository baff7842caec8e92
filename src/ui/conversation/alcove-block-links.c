/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The links of a block, one after the other, for who goes from one to the next by key. Main thread; pure. */

#include "alcove-block-layout.h"

typedef struct
{
  guint left; /* how many are to be passed by */
  const AlcoveSpan *span;
  guint start;
  guint end;
} Search;

/* Spans of one link that look different stand side by side and lead to the same place. */
static gboolean
goes_on (const AlcoveSpan *span, const AlcoveSpan *next)
{
  return alcove_block_style_leads (next) && next->start == span->end
         && g_str_equal (next->target, span->target);
}

static gboolean
search_run (const AlcoveRun *run, guint offset, Search *search)
{
  const guint n_spans = run->spans ? run->spans->len : 0;

  for (guint i = 0; i < n_spans; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);
      const AlcoveSpan *last = span;

      if (!alcove_block_style_leads (span))
        continue;
      for (; i + 1 < n_spans && goes_on (last, last + 1); i++)
        last++;
      if (search->left-- > 0)
        continue;
      search->span = span;
      search->start = offset + span->start;
      search->end = offset + last->end;
      return TRUE;
    }
  return FALSE;
}

static gboolean
search_block (const AlcoveBlock *block, Search *search)
{
  guint offset = 0;

  if (block->cells == NULL)
    return search_run (&block->run, 0, search);
  for (guint i = 0; i < block->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (block->cells, i);

      if (search_run (cell, offset, search))
        return TRUE;
      offset += cell->length + 1;
    }
  return FALSE;
}

/**
 * alcove_block_links_count:
 * @self: a layout that has a block
 *
 * Returns: how many links it has
 */
guint
alcove_block_links_count (const AlcoveBlockLayout *self)
{
  Search search = { .left = G_MAXUINT };

  search_block (self->block, &search);
  return G_MAXUINT - search.left;
}

/**
 * alcove_block_links_get:
 * @self: a layout that has a block
 * @nth: which of its links, from 0
 * @start: (out): its first byte in the plain text
 * @end: (out): behind its last one
 *
 * Returns: (transfer none) (nullable): the link, %NULL where there are not so many
 */
const AlcoveSpan *
alcove_block_links_get (const AlcoveBlockLayout *self, guint nth, guint *start, guint *end)
{
  Search search = { .left = nth };

  search_block (self->block, &search);
  *start = search.start;
  *end = search.end;
  return search.span;
}
