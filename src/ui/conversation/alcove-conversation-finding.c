/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Leads the reader to what is looked for, and marks it. Main thread.
 *
 * Where a place stands is known only once its message is loaded and parsed: the view goes to the message, and
 * the next allocation that has it goes to the place in it. A reader who scrolls meanwhile is left alone. */

#include "alcove-conversation-view-private.h"

#include <string.h>

#include "alcove-block-widget.h"
#include "alcove-part-words.h"
#include "alcove-source-row.h"

#define MESSAGE_TOP 20
/* The list of sources has no blocks: a place in it is that of a title. */
#define SOURCES ALCOVE_N_SECTIONS

/**
 * alcove_conversation_view_set_finder:
 * @self: a view
 * @finder: (nullable): what is looked for
 *
 * Marks it wherever it stands.
 */
void
alcove_conversation_view_set_finder (AlcoveConversationView *self, AlcoveFinder *finder)
{
  if (self->finder == finder)
    return;
  g_clear_pointer (&self->finder, alcove_finder_unref);
  self->finder = finder ? alcove_finder_ref (finder) : NULL;
  self->found_end = self->found.byte = 0;
  self->is_leading = FALSE;
  alcove_conversation_finding_mark (self);
}

/**
 * alcove_conversation_view_show_found:
 * @self: a view
 * @position: a message
 * @nth: which place in it, from 0
 *
 * Goes to where the finder finds something, or to the message where it finds nothing there.
 */
void
alcove_conversation_view_show_found (AlcoveConversationView *self, guint position, guint nth)
{
  if (position >= self->entries->len)
    return;
  self->found_row = position;
  self->found_nth = nth;
  self->found_end = self->found.byte = 0;
  self->is_leading = TRUE;
  alcove_conversation_layout_scroll_to (self->layout, position, 0, MESSAGE_TOP);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Goes on to the nth place in a section; TRUE where it is there, else nth is less by those that are. */
static gboolean
find_in_section (AlcoveConversationView *self, AlcoveConversationEntry *entry,
                 AlcoveEntrySection section, guint *nth)
{
  GPtrArray *blocks = alcove_conversation_entry_get_blocks (entry, section);

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      g_autofree char *text = alcove_block_dup_plain_text (g_ptr_array_index (blocks, i));
      g_autoptr (GArray) found = alcove_finder_find (self->finder, text, strlen (text));

      if (*nth < found->len)
        {
          const AlcoveFound *place = &g_array_index (found, AlcoveFound, *nth);

          self->found = (AlcoveTextPoint) { self->found_row, section, i, place->start };
          self->found_end = place->end;
          return TRUE;
        }
      *nth -= found->len;
    }
  return FALSE;
}

static gboolean
find_in_sources (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint *nth)
{
  for (guint i = 0; entry->sources != NULL && i < entry->sources->len; i++)
    {
      g_autofree char *title
          = alcove_part_words_dup_title (g_ptr_array_index (entry->sources, i), entry->targets[i]);
      g_autoptr (GArray) found = alcove_finder_find (self->finder, title, strlen (title));

      if (*nth < found->len)
        {
          const AlcoveFound *place = &g_array_index (found, AlcoveFound, *nth);

          self->found = (AlcoveTextPoint) { self->found_row, SOURCES, i, place->start };
          self->found_end = place->end;
          return TRUE;
        }
      *nth -= found->len;
    }
  return FALSE;
}

static gboolean
find_place (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  guint nth = self->found_nth;

  for (guint i = 0; self->finder != NULL && i < ALCOVE_N_SECTIONS; i++)
    if (find_in_section (self, entry, i, &nth))
      return TRUE;
  return self->finder != NULL && find_in_sources (self, entry, &nth);
}

/* What is found in folded reasoning, in what a tool was called with, or among the sources, unfolds it. */
static void
unfold (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  AlcoveEntryItem head = { .kind = ALCOVE_ENTRY_TOGGLE };
  guint item;

  if (self->found.section == SOURCES)
    head.kind = ALCOVE_ENTRY_SOURCES;
  else if (self->found.section == ALCOVE_SECTION_PARTS)
    head = (AlcoveEntryItem) { .kind = ALCOVE_ENTRY_PART, .index = self->found.block };
  else if (self->found.section != ALCOVE_SECTION_REASONING)
    return;
  item = alcove_entry_items_find (entry, &head);
  if (alcove_conversation_entry_get_open (entry, &head)
      || item >= alcove_conversation_entry_get_n_items (entry))
    return;
  alcove_entry_item_drop_widget (alcove_conversation_entry_get_item (entry, item));
  alcove_conversation_layout_resync (self->layout, self->found_row,
                                     alcove_conversation_entry_set_open (entry, &head, TRUE));
}

static gboolean
find_item (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint *item)
{
  const AlcoveEntryItem source = { .kind = ALCOVE_ENTRY_SOURCE, .index = self->found.block };

  if (self->found.section != SOURCES)
    return alcove_conversation_entry_find_block (entry, self->found.section, self->found.block,
                                                 item);
  *item = alcove_entry_items_find (entry, &source);
  return *item < alcove_conversation_entry_get_n_items (entry);
}

static void
scroll_to_place (AlcoveConversationView *self, AlcoveConversationEntry *entry, int height)
{
  const AlcoveBlockLayout *layout;
  GdkRectangle at = { 0 };
  guint item;

  if (!find_item (self, entry, &item))
    return;
  alcove_conversation_stage_source.measure (self, self->found_row, item);
  layout = alcove_conversation_entry_get_item (entry, item)->layout;
  if (layout != NULL)
    alcove_block_layout_get_place (layout, self->found.byte, &at);
  alcove_conversation_layout_scroll_to (self->layout, self->found_row, item, height / 3 - at.y);
}

/**
 * alcove_conversation_finding_lead:
 * @self: a view that is about to be laid out
 * @height: of it
 *
 * Puts the place that was asked for into sight, if its message is here.
 */
void
alcove_conversation_finding_lead (AlcoveConversationView *self, int height)
{
  AlcoveConversationEntry *entry;

  if (!self->is_leading || self->found_row >= self->entries->len)
    return;
  entry = g_ptr_array_index (self->entries, self->found_row);
  if (!alcove_message_get_is_loaded (entry->message))
    return;
  self->is_leading = FALSE;
  alcove_conversation_entry_expand (entry);
  if (!find_place (self, entry))
    return;
  g_array_set_size (self->places, 0);
  unfold (self, entry);
  scroll_to_place (self, entry, height);
  self->is_led = TRUE;
}

static void
mark_source (AlcoveConversationView *self, const AlcoveEntryItem *item, guint row)
{
  const gboolean is_found = self->found_end > self->found.byte && self->found.row == row
                            && self->found.section == SOURCES && self->found.block == item->index;

  alcove_source_row_mark (ALCOVE_SOURCE_ROW (item->widget), self->finder, self->style,
                          is_found ? self->found.byte : G_MAXUINT);
  if (is_found)
    self->is_led = FALSE;
}

/**
 * alcove_conversation_finding_mark:
 * @self: a view
 *
 * Tells every block what is looked for, and where the reader was led to.
 */
void
alcove_conversation_finding_mark (AlcoveConversationView *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, place->row);
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
      const gboolean is_found = self->found_end > self->found.byte && self->found.row == place->row
                                && self->found.section == item->section
                                && self->found.block == item->index;
      AlcoveBlockWidget *widget;

      if (item->kind == ALCOVE_ENTRY_SOURCE && item->widget != NULL)
        mark_source (self, item, place->row);
      if (item->kind != ALCOVE_ENTRY_BLOCK || item->widget == NULL)
        continue;
      widget = ALCOVE_BLOCK_WIDGET (item->widget);
      alcove_block_widget_set_finder (widget, self->finder);
      alcove_block_widget_set_current (widget, is_found ? self->found.byte : 0,
                                       is_found ? self->found_end : 0);
      if (is_found && self->is_led)
        {
          alcove_block_widget_show_byte (widget, self->found.byte);
          self->is_led = FALSE;
        }
    }
}

static gboolean
splice_row (guint *row, guint position, guint removed, guint added)
{
  if (*row >= position && *row < position + removed)
    return FALSE;
  if (*row >= position)
    *row += added - removed;
  return TRUE;
}

/**
 * alcove_conversation_finding_splice:
 * @self: a view
 * @position: the first message that changed
 * @removed: how many went
 * @added: how many came in their place
 */
void
alcove_conversation_finding_splice (AlcoveConversationView *self, guint position, guint removed,
                                    guint added)
{
  if (!splice_row (&self->found_row, position, removed, added))
    self->is_leading = FALSE;
  if (!splice_row (&self->found.row, position, removed, added))
    self->found_end = self->found.byte;
}

/**
 * alcove_conversation_view_get_position:
 * @self: a view
 *
 * Returns: the message at the top edge, %G_MAXUINT for none
 */
guint
alcove_conversation_view_get_position (AlcoveConversationView *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);

      if (place->y + place->height > MESSAGE_TOP)
        return place->row;
    }
  return G_MAXUINT;
}
