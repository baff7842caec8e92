/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which messages stay parsed and which texts are asked for. Main thread, behind each allocation. */

#include "alcove-conversation-view-private.h"

/* Messages on either side that stay parsed, and how many of the others go with a frame at most. */
#define KEPT_AROUND 60
#define GONE_AT_ONCE 8
/* Messages that are parsed anew before the list hears that texts may go. */
#define EXPANDED_AT_ONCE 120
#define ASK_AHEAD 12 /* messages */

/**
 * alcove_conversation_keeping_note_parsed:
 * @self: a view
 * @entry: a message of it that is about to be parsed
 */
void
alcove_conversation_keeping_note_parsed (AlcoveConversationView *self,
                                         AlcoveConversationEntry *entry)
{
  self->n_expanded++;
  if (entry->is_listed)
    return;
  entry->is_listed = TRUE;
  entry->parsed.data = entry;
  g_queue_push_tail_link (&self->parsed, &entry->parsed);
}

/* Whether nothing of it is needed before the reader comes back to it. */
static gboolean
may_go (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint row)
{
  const AlcoveLayoutPlace *places = (const AlcoveLayoutPlace *) (void *) self->places->data;
  const guint first = places[0].row, last = places[self->places->len - 1].row;

  return (row + KEPT_AROUND < first || row > last + KEPT_AROUND) && !entry->is_live
         && !entry->is_dirty && !alcove_status_is_open (alcove_message_get_status (entry->message));
}

/* What was parsed far from here goes, a few messages with each frame: however long a chat is, what is kept of it is
 * not, and no frame pays for many. */
static void
let_far_rows_go (AlcoveConversationView *self)
{
  for (guint i = 0; i < GONE_AT_ONCE && self->parsed.length > 3 * KEPT_AROUND; i++)
    {
      GList *link = g_queue_pop_head_link (&self->parsed);
      AlcoveConversationEntry *entry = link->data;
      guint row;

      entry->is_listed = FALSE;
      if (alcove_conversation_entry_get_n_items (entry) == 0
          || !alcove_conversation_view_find_row (self, entry, &row))
        continue;
      if (may_go (self, entry, row))
        {
          alcove_conversation_layout_let_go (self->layout, row);
          alcove_conversation_entry_collapse (entry);
          continue;
        }
      entry->is_listed = TRUE;
      g_queue_push_tail_link (&self->parsed, link);
    }
}

/* Texts may go, too. */
static void
let_texts_go (AlcoveConversationView *self)
{
  if (self->n_expanded <= EXPANDED_AT_ONCE)
    return;
  self->n_expanded = 0;
  alcove_conversation_view_let_go (self, g_array_index (self->places, AlcoveLayoutPlace, 0).row);
}

/* Texts are asked for before the reader comes to them: some screens away, and once is enough for a page. */
static void
ask_ahead (AlcoveConversationView *self)
{
  const AlcoveLayoutPlace *places = (const AlcoveLayoutPlace *) (void *) self->places->data;
  const guint first = places[0].row, last = places[self->places->len - 1].row;
  const guint rows[] = { first > ASK_AHEAD ? first - ASK_AHEAD : 0,
                         MIN (last + ASK_AHEAD, self->entries->len - 1) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!alcove_message_get_is_loaded (
            ((AlcoveConversationEntry *) g_ptr_array_index (self->entries, rows[i]))->message))
      alcove_conversation_view_want (self, rows[i]);
}

/**
 * alcove_conversation_keeping_update:
 * @self: a view that has places
 *
 * The reader is where the places are.
 */
void
alcove_conversation_keeping_update (AlcoveConversationView *self)
{
  let_far_rows_go (self);
  let_texts_go (self);
  ask_ahead (self);
}
