/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The order of what a message shows, and what of it is folded. Main thread.
 *
 * Items stand in phases: who speaks, the reasoning, the text with its images, a refusal, parts, sources, the foot.
 * Each item knows the next one, and has a rank, so that it is found again by halving. */

#include "alcove-conversation-entry.h"

#include "alcove-block-widget.h"
#include "alcove-data-image.h"

typedef enum
{
  PHASE_HEADER,
  PHASE_TOGGLE,
  PHASE_REASONING,
  PHASE_TEXT,
  PHASE_REFUSAL,
  PHASE_PARTS,
  PHASE_SOURCES,
  PHASE_SOURCE,
  PHASE_FOOTER,
  N_PHASES
} Phase;

static Phase
phase_of (const AlcoveEntryItem *item)
{
  static const Phase of_section[ALCOVE_N_SECTIONS] = {
    [ALCOVE_SECTION_REASONING] = PHASE_REASONING,
    [ALCOVE_SECTION_TEXT] = PHASE_TEXT,
    [ALCOVE_SECTION_REFUSAL] = PHASE_REFUSAL,
    [ALCOVE_SECTION_PARTS] = PHASE_PARTS,
  };

  switch (item->kind)
    {
    case ALCOVE_ENTRY_TOGGLE:
      return PHASE_TOGGLE;
    case ALCOVE_ENTRY_BLOCK:
    case ALCOVE_ENTRY_IMAGE:
      return of_section[item->section];
    case ALCOVE_ENTRY_PART:
      return PHASE_PARTS;
    case ALCOVE_ENTRY_SOURCES:
      return PHASE_SOURCES;
    case ALCOVE_ENTRY_SOURCE:
      return PHASE_SOURCE;
    case ALCOVE_ENTRY_FOOTER:
      return PHASE_FOOTER;
    case ALCOVE_ENTRY_PLACEHOLDER:
    case ALCOVE_ENTRY_HEADER:
    default:
      return PHASE_HEADER;
    }
}

/* Where it stands beside what belongs to the same block or part. */
static guint
place_in_index (const AlcoveEntryItem *item)
{
  if (item->kind == ALCOVE_ENTRY_IMAGE)
    return 1 + item->image;
  return item->kind == ALCOVE_ENTRY_BLOCK && item->section == ALCOVE_SECTION_PARTS ? 1 : 0;
}

static int
compare (const AlcoveEntryItem *a, const AlcoveEntryItem *b)
{
  const Phase left = phase_of (a), right = phase_of (b);

  if (left != right)
    return left < right ? -1 : 1;
  if (a->index != b->index)
    return a->index < b->index ? -1 : 1;
  return (place_in_index (a) > place_in_index (b)) - (place_in_index (a) < place_in_index (b));
}

static guint
n_blocks (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  const GPtrArray *blocks = alcove_conversation_entry_get_blocks (self, section);

  return blocks && alcove_conversation_entry_shows_block (self, section, 0) ? blocks->len : 0;
}

static guint
count (AlcoveConversationEntry *self, Phase phase)
{
  switch (phase)
    {
    case PHASE_HEADER:
      return alcove_conversation_entry_is_user (self) ? 0 : 1;
    case PHASE_TOGGLE:
      return self->texts[ALCOVE_SECTION_REASONING] != NULL ? 1 : 0;
    case PHASE_REASONING:
      return n_blocks (self, ALCOVE_SECTION_REASONING);
    case PHASE_TEXT:
      return n_blocks (self, ALCOVE_SECTION_TEXT);
    case PHASE_REFUSAL:
      return n_blocks (self, ALCOVE_SECTION_REFUSAL);
    case PHASE_PARTS:
      return self->parts ? self->parts->len : 0;
    case PHASE_SOURCES:
      return self->sources && self->sources->len > 0 ? 1 : 0;
    case PHASE_SOURCE:
      return self->sources && self->are_sources_open ? self->sources->len : 0;
    case PHASE_FOOTER:
      return alcove_message_get_role (self->message) == ALCOVE_ROLE_ASSISTANT
                     || alcove_conversation_entry_is_user (self)
                 ? 1
                 : 0;
    case N_PHASES:
    default:
      return 0;
    }
}

static const AlcoveSpan *
find_image (const AlcoveRun *run, guint *image, gboolean is_cell)
{
  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);
      const AlcoveSpan *before = i > 0 ? &g_array_index (run->spans, AlcoveSpan, i - 1) : NULL;

      /* one description in two styles is one image */
      if (!(span->flags & ALCOVE_SPAN_IMAGE) || span->target == NULL
          || (is_cell && !alcove_data_image_is_one (span->target))
          || (before && before->end == span->start
              && g_strcmp0 (before->target, span->target) == 0))
        continue;
      if ((*image)-- == 0)
        return span;
    }
  return NULL;
}

/**
 * alcove_entry_items_get_image:
 * @block: a block
 * @image: which of its images
 * @text: (out) (optional): the text that the span is of
 *
 * Of a table only those that are carried inside: a card for each address in it would be more than the table.
 *
 * Returns: (transfer none) (nullable): the span of that image, %NULL where there are not so many
 */
const AlcoveSpan *
alcove_entry_items_get_image (const AlcoveBlock *block, guint image, const char **text)
{
  const AlcoveSpan *span = find_image (&block->run, &image, FALSE);

  if (text != NULL)
    *text = block->run.text;
  for (guint i = 0; span == NULL && block->cells != NULL && i < block->cells->len; i++)
    {
      const AlcoveRun *cell = g_ptr_array_index (block->cells, i);

      span = find_image (cell, &image, TRUE);
      if (text != NULL)
        *text = cell->text;
    }
  return span;
}

/* What stands between an item and the next one of its phase. */
static gboolean
next_in_index (AlcoveConversationEntry *self, const AlcoveEntryItem *after, AlcoveEntryItem *item)
{
  if (after->kind == ALCOVE_ENTRY_PART
      && alcove_conversation_entry_shows_block (self, ALCOVE_SECTION_PARTS, after->index))
    {
      *item = (AlcoveEntryItem) { .kind = ALCOVE_ENTRY_BLOCK,
                                  .section = ALCOVE_SECTION_PARTS,
                                  .index = after->index };
      return TRUE;
    }
  if (after->section == ALCOVE_SECTION_TEXT
      && (after->kind == ALCOVE_ENTRY_BLOCK || after->kind == ALCOVE_ENTRY_IMAGE))
    {
      GPtrArray *blocks = alcove_conversation_entry_get_blocks (self, ALCOVE_SECTION_TEXT);
      const guint image = after->kind == ALCOVE_ENTRY_IMAGE ? after->image + 1 : 0;

      if (after->index >= blocks->len
          || !alcove_entry_items_get_image (g_ptr_array_index (blocks, after->index), image, NULL))
        return FALSE;
      *item = (AlcoveEntryItem) { .kind = ALCOVE_ENTRY_IMAGE,
                                  .section = ALCOVE_SECTION_TEXT,
                                  .index = after->index,
                                  .image = image };
      return TRUE;
    }
  return FALSE;
}

/**
 * alcove_entry_items_next:
 * @self: an expanded entry
 * @after: (nullable): the item before it, %NULL for the first
 * @item: (out caller-allocates): what is to stand there
 *
 * Returns: whether anything does
 */
gboolean
alcove_entry_items_next (AlcoveConversationEntry *self, const AlcoveEntryItem *after,
                         AlcoveEntryItem *item)
{
  static const AlcoveEntryItem kinds[N_PHASES] = {
    [PHASE_HEADER] = { .kind = ALCOVE_ENTRY_HEADER },
    [PHASE_TOGGLE] = { .kind = ALCOVE_ENTRY_TOGGLE },
    [PHASE_REASONING] = { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_REASONING },
    [PHASE_TEXT] = { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_TEXT },
    [PHASE_REFUSAL] = { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_REFUSAL },
    [PHASE_PARTS] = { .kind = ALCOVE_ENTRY_PART },
    [PHASE_SOURCES] = { .kind = ALCOVE_ENTRY_SOURCES },
    [PHASE_SOURCE] = { .kind = ALCOVE_ENTRY_SOURCE },
    [PHASE_FOOTER] = { .kind = ALCOVE_ENTRY_FOOTER },
  };
  const Phase first = after ? phase_of (after) : PHASE_HEADER;
  guint index = after ? after->index + 1 : 0;

  if (after != NULL && next_in_index (self, after, item))
    return TRUE;
  for (Phase phase = first; phase < N_PHASES; phase++, index = 0)
    if (index < count (self, phase))
      {
        *item = kinds[phase];
        item->index = index;
        return TRUE;
      }
  return FALSE;
}

/**
 * alcove_entry_items_find:
 * @self: an expanded entry
 * @like: an item that need not be there
 *
 * Returns: the index of the item that is @like, or where it would stand
 */
guint
alcove_entry_items_find (AlcoveConversationEntry *self, const AlcoveEntryItem *like)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (compare (g_ptr_array_index (self->items, middle), like) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * alcove_entry_item_drop_widget:
 * @item: an item that is far from the viewport, or going away
 *
 * Lets its widget and its layout go.
 */
void
alcove_entry_item_drop_widget (AlcoveEntryItem *item)
{
  if (ALCOVE_IS_BLOCK_WIDGET (item->widget))
    alcove_block_widget_set_layout (ALCOVE_BLOCK_WIDGET (item->widget), NULL, NULL);
  g_clear_pointer (&item->widget, gtk_widget_unparent);
  g_clear_pointer (&item->layout, alcove_block_layout_free);
}

/**
 * alcove_entry_item_free:
 * @data: (nullable): an item; %NULL stands where another list has taken it
 */
void
alcove_entry_item_free (gpointer data)
{
  AlcoveEntryItem *item = data;

  if (item == NULL)
    return;
  alcove_entry_item_drop_widget (item);
  g_clear_pointer (&item->block, alcove_block_unref);
  g_free (item);
}

static gboolean
can_keep (const AlcoveEntryItem *old, const AlcoveEntryItem *new, const AlcoveBlock *block)
{
  if (old == NULL || old->kind != new->kind || old->section != new->section
      || old->index != new->index || old->image != new->image)
    return FALSE;
  return block == NULL
         || (old->block->kind == block->kind && old->block->level == block->level
             && (old->block->marker != NULL) == (block->marker != NULL));
}

/* Takes a like item out of the old ones; what it skips will not be needed: both are in order. */
static AlcoveEntryItem *
take_old (GPtrArray *old, guint *from, const AlcoveEntryItem *new, const AlcoveBlock *block)
{
  for (guint i = *from; i < old->len; i++)
    if (can_keep (g_ptr_array_index (old, i), new, block))
      {
        *from = i + 1;
        return g_steal_pointer (&g_ptr_array_index (old, i));
      }
  return NULL;
}

static AlcoveBlock *
block_of (AlcoveConversationEntry *self, const AlcoveEntryItem *item)
{
  if (item->kind != ALCOVE_ENTRY_BLOCK && item->kind != ALCOVE_ENTRY_IMAGE)
    return NULL;
  return g_ptr_array_index (alcove_conversation_entry_get_blocks (self, item->section),
                            item->index);
}

/**
 * alcove_entry_items_rebuild:
 * @self: an entry that has items, or is about to
 * @from: the first item that may be other than before
 *
 * An item that is like the old one keeps its widget and its layout.
 */
void
alcove_entry_items_rebuild (AlcoveConversationEntry *self, guint from)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (alcove_entry_item_free);
  AlcoveEntryItem *before = from > 0 ? g_ptr_array_index (self->items, from - 1) : NULL;
  AlcoveEntryItem wanted;
  guint taken = 0;

  for (guint i = from; i < self->items->len; i++)
    g_ptr_array_add (old, g_steal_pointer (&g_ptr_array_index (self->items, i)));
  g_ptr_array_set_size (self->items, (int) from);
  while (alcove_entry_items_next (self, before, &wanted))
    {
      AlcoveBlock *block = block_of (self, &wanted);
      AlcoveEntryItem *item = take_old (old, &taken, &wanted, block);

      if (item == NULL)
        item = g_memdup2 (&wanted, sizeof wanted);
      if (item->block != block)
        {
          g_clear_pointer (&item->block, alcove_block_unref);
          item->block = block ? alcove_block_ref (block) : NULL;
        }
      g_ptr_array_add (self->items, item);
      before = item;
    }
}
