/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the reader comes to next is parsed and laid out while no frame is due. Main thread, in idle slices.
 *
 * Only while he moves, and only where he moves to: a frame that shows a new page then has its widgets to place and
 * to draw, and nothing else. Nothing depends on it; a jump finds nothing prepared and is laid out as ever. */

#include "alcove-conversation-view-private.h"

/* Behind frames, before colours of code. */
#define PRIORITY (GDK_PRIORITY_REDRAW + 20)
#define SLICE_US 2000
/* Screens behind what is placed. */
#define SCREENS 1.5

/* To the next item in the direction; FALSE at an end, and where texts are not here. */
static gboolean
step (AlcoveConversationView *self, guint *row, guint *item)
{
  AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, *row);

  if (self->is_going_down ? *item + 1 < alcove_conversation_entry_get_n_items (entry) : *item > 0)
    {
      *item += self->is_going_down ? 1 : (guint) -1;
      return TRUE;
    }
  if (self->is_going_down ? *row + 1 >= self->entries->len : *row == 0)
    return FALSE;
  *row += self->is_going_down ? 1 : (guint) -1;
  entry = g_ptr_array_index (self->entries, *row);
  if (entry->is_dirty || !alcove_message_get_is_loaded (entry->message))
    return FALSE;
  entry->row = *row;
  if (alcove_conversation_entry_get_n_items (entry) == 0)
    alcove_conversation_keeping_note_parsed (self, entry);
  alcove_conversation_entry_expand (entry);
  *item = self->is_going_down ? 0 : alcove_conversation_entry_get_n_items (entry) - 1;
  return TRUE;
}

static gboolean
prepare (gpointer data)
{
  AlcoveConversationView *self = data;
  const gint64 until = g_get_monotonic_time () + SLICE_US;
  double left = SCREENS * gtk_widget_get_height (GTK_WIDGET (self));
  const AlcoveLayoutPlace *place;
  guint row, item;

  if (self->places->len > 0 && self->dirty->len == 0)
    {
      place = &g_array_index (self->places, AlcoveLayoutPlace,
                              self->is_going_down ? self->places->len - 1 : 0);
      row = place->row;
      item = place->item;
      while (left > 0 && step (self, &row, &item))
        {
          left -= alcove_conversation_stage_prepare (self, row, item);
          if (g_get_monotonic_time () > until)
            return G_SOURCE_CONTINUE;
        }
    }
  self->ahead_idle = 0;
  return G_SOURCE_REMOVE;
}

/* The reader moves to another value of the scroll bar. */
void
alcove_conversation_ahead_note_move (AlcoveConversationView *self, double value)
{
  self->is_going_down = value > self->last_value;
  self->last_value = value;
}

/* Behind an allocation. */
void
alcove_conversation_ahead_schedule (AlcoveConversationView *self)
{
  const gboolean is_moving = self->fold_timeout != 0;

  if (is_moving && self->ahead_idle == 0)
    self->ahead_idle = g_idle_add_full (PRIORITY, prepare, self, NULL);
}
