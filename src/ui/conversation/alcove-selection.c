/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is selected in a conversation, across blocks, code and messages. Main thread; knows no widget. */

#include "alcove-selection.h"

#include <string.h>

#include "alcove-block-widget.h"

/**
 * alcove_text_point_compare:
 * @a: a place
 * @b: another
 *
 * Returns: negative, 0 or positive, as @a is before, at or behind @b
 */
int
alcove_text_point_compare (const AlcoveTextPoint *a, const AlcoveTextPoint *b)
{
  if (a->row != b->row)
    return a->row < b->row ? -1 : 1;
  if (a->section != b->section)
    return a->section < b->section ? -1 : 1;
  if (a->block != b->block)
    return a->block < b->block ? -1 : 1;
  return (a->byte > b->byte) - (a->byte < b->byte);
}

/**
 * alcove_selection_is_empty:
 * @self: a selection
 *
 * Returns: whether nothing is selected
 */
gboolean
alcove_selection_is_empty (const AlcoveSelection *self)
{
  return !self->is_set || alcove_text_point_compare (&self->anchor, &self->focus) == 0;
}

/**
 * alcove_selection_get_ends:
 * @self: a selection that is set
 * @start: (out): the end that is nearer to the top
 * @end: (out): the other one
 */
void
alcove_selection_get_ends (const AlcoveSelection *self, AlcoveTextPoint *start,
                           AlcoveTextPoint *end)
{
  const gboolean is_forward = alcove_text_point_compare (&self->anchor, &self->focus) <= 0;

  *start = is_forward ? self->anchor : self->focus;
  *end = is_forward ? self->focus : self->anchor;
}

static guint
round_down (const char *text, guint length, guint byte)
{
  while (byte > 0 && byte < length && (text[byte] & 0xc0) == 0x80)
    byte--;
  return byte;
}

/**
 * alcove_selection_get_bytes:
 * @self: a selection
 * @block: any place in a block
 * @text: the text of the block
 * @length: its bytes
 * @start: (out): first byte of the block that is selected
 * @end: (out): behind the last one
 *
 * What was a star a moment ago may be emphasis now: the text that an end was set in can have become shorter, and
 * the end be within a character.
 *
 * Returns: whether the block is touched; an empty block between others is, with nothing in it
 */
gboolean
alcove_selection_get_bytes (const AlcoveSelection *self, const AlcoveTextPoint *block,
                            const char *text, guint length, guint *start, guint *end)
{
  AlcoveTextPoint first = *block, last = *block, from, to;

  *start = *end = 0;
  if (alcove_selection_is_empty (self))
    return FALSE;
  alcove_selection_get_ends (self, &from, &to);
  first.byte = 0;
  last.byte = G_MAXUINT;
  if (alcove_text_point_compare (&last, &from) < 0 || alcove_text_point_compare (&to, &first) < 0)
    return FALSE;
  *start = alcove_text_point_compare (&from, &first) > 0 ? MIN (from.byte, length) : 0;
  *end = alcove_text_point_compare (&to, &last) < 0 ? MIN (to.byte, length) : length;
  *start = round_down (text, length, *start);
  *end = round_down (text, length, *end);
  return *end > *start || length == 0;
}

static gboolean
splice_row (guint *row, guint position, guint removed, guint added)
{
  if (*row >= position && *row < position + removed)
    return FALSE;
  if (*row >= position && *row != G_MAXUINT)
    *row += added - removed;
  return TRUE;
}

/**
 * alcove_selection_splice:
 * @self: a selection
 * @position: the first message that changed
 * @removed: how many went
 * @added: how many came in their place
 *
 * The selection stays on its text, and goes with it.
 */
void
alcove_selection_splice (AlcoveSelection *self, guint position, guint removed, guint added)
{
  if (!splice_row (&self->anchor.row, position, removed, added)
      || !splice_row (&self->focus.row, position, removed, added))
    self->is_set = FALSE;
}

static void
append_separator (GString *text, const AlcoveBlock *block, gboolean is_first_of_message)
{
  if (text->len == 0 || (block->is_continued && !is_first_of_message))
    return;
  g_string_append (text, block->is_tight && !is_first_of_message ? "\n" : "\n\n");
}

static void
append_block (GString *text, const AlcoveBlock *block, guint start, guint end)
{
  g_autofree char *plain = alcove_block_dup_plain_text (block);
  g_autofree char *prefix = alcove_block_dup_prefix (block);

  if (start == 0 && *prefix != '\0')
    {
      for (guint i = 1; i < block->list_depth; i++)
        g_string_append (text, "  ");
      g_string_append (text, prefix);
    }
  g_string_append_len (text, plain + start, (gssize) (end - start));
}

static void
append_section (const AlcoveSelection *self, AlcoveConversationEntry *entry, AlcoveTextPoint point,
                GString *text, gboolean *is_first)
{
  GPtrArray *blocks = alcove_conversation_entry_get_blocks (entry, point.section);

  for (point.block = 0; blocks && point.block < blocks->len; point.block++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, point.block);
      g_autofree char *plain = alcove_block_dup_plain_text (block);
      guint start, end;

      if (block->kind == ALCOVE_BLOCK_RULE
          || !alcove_conversation_entry_shows_block (entry, point.section, point.block)
          || !alcove_selection_get_bytes (self, &point, plain, (guint) strlen (plain), &start,
                                          &end))
        continue;
      append_separator (text, block, *is_first);
      append_block (text, block, start, end);
      *is_first = FALSE;
    }
}

/**
 * alcove_selection_dup_text:
 * @self: a selection
 * @entries: (element-type AlcoveConversationEntry): all messages
 *
 * Markers of lists are in it, code is as it stands, tables are tab by line. What is folded is not in it.
 *
 * Returns: (transfer full): the selected text
 */
char *
alcove_selection_dup_text (const AlcoveSelection *self, GPtrArray *entries)
{
  GString *text = g_string_new (NULL);
  AlcoveTextPoint start, end;

  if (alcove_selection_is_empty (self))
    return g_string_free_and_steal (text);
  alcove_selection_get_ends (self, &start, &end);
  for (guint row = start.row; row <= end.row && row < entries->len; row++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (entries, row);
      const gboolean was_expanded = alcove_conversation_entry_get_n_items (entry) > 0;
      gboolean is_first = TRUE;

      alcove_conversation_entry_expand (entry);
      for (guint section = 0; section < ALCOVE_N_SECTIONS; section++)
        append_section (self, entry, (AlcoveTextPoint) { row, section, 0, 0 }, text, &is_first);
      if (!was_expanded)
        alcove_conversation_entry_collapse (entry);
    }
  return g_string_free_and_steal (text);
}
