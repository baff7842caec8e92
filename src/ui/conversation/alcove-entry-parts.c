/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The parts of a message that do not stream, and what is folded: files, images, what tools were called with, sources. Main thread.
 *
 * What a part says in words is a block as any other, so it is coloured, selected and copied as one. Sources
 * are known to the text: its blocks stand a second time, with their marks as links, where there are any. */

#include "alcove-conversation-entry.h"

#include "alcove-citation-marks.h"
#include "alcove-part-extra.h"
#include "alcove-part-words.h"

/* A list that is short needs no hand to open it. */
#define FEW_SOURCES 4

static void
add_source (AlcoveConversationEntry *self, GStrvBuilder *targets, AlcovePart *part)
{
  g_autofree char *url = alcove_part_dup_extra (part, "url");

  if (url == NULL)
    return;
  g_ptr_array_add (self->sources, alcove_part_ref (part));
  g_strv_builder_take (targets, g_steal_pointer (&url));
}

static void
take_parts (AlcoveConversationEntry *self)
{
  GPtrArray *parts = alcove_message_get_parts (self->message);
  g_autoptr (GStrvBuilder) targets = g_strv_builder_new ();

  self->parts = alcove_parts_new ();
  self->sources = alcove_parts_new ();
  self->part_blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  for (guint i = 0; i < parts->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (parts, i);

      if (part->kind == ALCOVE_PART_CITATION)
        {
          add_source (self, targets, part);
          continue;
        }
      g_ptr_array_add (self->parts, alcove_part_ref (part));
      g_ptr_array_add (self->part_blocks, alcove_part_words_new_block (part));
    }
  self->targets = g_strv_builder_end (targets);
}

static gboolean
same_parts (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; a && b && i < MIN (a->len, b->len); i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;
  return a && b && a->len == b->len;
}

/**
 * alcove_entry_parts_cite:
 * @self: an entry whose sources are known
 * @from: the first block of the text that is other than before
 */
void
alcove_entry_parts_cite (AlcoveConversationEntry *self, guint from)
{
  GPtrArray *blocks = self->texts[ALCOVE_SECTION_TEXT]
                          ? alcove_markdown_get_blocks (self->texts[ALCOVE_SECTION_TEXT])
                          : NULL;

  if (blocks == NULL || self->targets == NULL || self->targets[0] == NULL)
    {
      g_clear_pointer (&self->cited, g_ptr_array_unref);
      return;
    }
  if (self->cited == NULL)
    self->cited = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  g_ptr_array_set_size (self->cited, (int) MIN (from, self->cited->len));
  for (guint i = self->cited->len; i < blocks->len; i++)
    g_ptr_array_add (self->cited,
                     alcove_citation_marks_apply (g_ptr_array_index (blocks, i),
                                                  (const char *const *) self->targets));
}

/**
 * alcove_entry_parts_update:
 * @self: an entry whose message may have other parts than before
 *
 * Returns: the first block of the text that has other marks now, %G_MAXUINT for none
 */
guint
alcove_entry_parts_update (AlcoveConversationEntry *self)
{
  g_autoptr (GPtrArray) sources = g_steal_pointer (&self->sources);
  g_autoptr (GPtrArray) parts = g_steal_pointer (&self->parts);
  g_auto (GStrv) targets = g_steal_pointer (&self->targets);
  g_autoptr (GPtrArray) part_blocks = g_steal_pointer (&self->part_blocks);

  take_parts (self);
  if (same_parts (parts, self->parts)) /* so that what is laid out stays */
    {
      g_ptr_array_unref (self->part_blocks);
      self->part_blocks = g_steal_pointer (&part_blocks);
    }
  if (!self->is_sources_choice_made)
    self->are_sources_open = self->sources->len <= FEW_SOURCES;
  if (same_parts (sources, self->sources))
    return G_MAXUINT;
  g_clear_pointer (&self->cited, g_ptr_array_unref);
  alcove_entry_parts_cite (self, 0);
  return self->cited ? 0 : G_MAXUINT;
}

/**
 * alcove_entry_parts_clear:
 * @self: an entry that collapses; what is unfolded stays so
 */
void
alcove_entry_parts_clear (AlcoveConversationEntry *self)
{
  g_clear_pointer (&self->cited, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->part_blocks, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_strfreev);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
}

/**
 * alcove_conversation_entry_shows_block:
 * @self: an expanded entry
 * @section: which of its texts
 * @block: a block of it
 *
 * Returns: whether it is not folded
 */
gboolean
alcove_conversation_entry_shows_block (AlcoveConversationEntry *self, AlcoveEntrySection section,
                                       guint block)
{
  if (section == ALCOVE_SECTION_PARTS)
    return self->open_parts != NULL
           && g_hash_table_contains (self->open_parts, GUINT_TO_POINTER (block));
  return section != ALCOVE_SECTION_REASONING || self->is_reasoning_open;
}

/**
 * alcove_conversation_entry_get_open:
 * @self: an entry
 * @head: the toggle of the reasoning or of the sources, or a part
 *
 * Returns: whether what belongs to it is shown
 */
gboolean
alcove_conversation_entry_get_open (AlcoveConversationEntry *self, const AlcoveEntryItem *head)
{
  if (head->kind == ALCOVE_ENTRY_TOGGLE)
    return self->is_reasoning_open;
  if (head->kind == ALCOVE_ENTRY_SOURCES)
    return self->are_sources_open;
  return alcove_conversation_entry_shows_block (self, ALCOVE_SECTION_PARTS, head->index);
}

/**
 * alcove_conversation_entry_set_open:
 * @self: an expanded entry
 * @head: the toggle of the reasoning or of the sources, or a part
 * @open: whether what belongs to it is shown
 *
 * Returns: the first item that changed
 */
guint
alcove_conversation_entry_set_open (AlcoveConversationEntry *self, const AlcoveEntryItem *head,
                                    gboolean open)
{
  const guint from = alcove_entry_items_find (self, head) + 1;

  if (head->kind == ALCOVE_ENTRY_TOGGLE)
    self->is_reasoning_open = open;
  else if (head->kind == ALCOVE_ENTRY_SOURCES)
    {
      self->are_sources_open = open;
      self->is_sources_choice_made = TRUE;
    }
  else
    {
      if (self->open_parts == NULL)
        self->open_parts = g_hash_table_new (NULL, NULL);
      if (open)
        g_hash_table_add (self->open_parts, GUINT_TO_POINTER (head->index));
      else
        g_hash_table_remove (self->open_parts, GUINT_TO_POINTER (head->index));
    }
  alcove_entry_items_rebuild (self, from);
  return from;
}
