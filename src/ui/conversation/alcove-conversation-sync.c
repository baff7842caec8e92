/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Keeps the entries and the layout of a conversation in step with its messages. Main thread.
 *
 * A signal of a message only marks its entry dirty and asks for a frame; alcove_conversation_sync_drain() takes
 * over what waits, once a frame, inside of the allocation. */

#include "alcove-conversation-view-private.h"

static void
entry_changed (gpointer data, gpointer owner)
{
  AlcoveConversationView *self = owner;
  AlcoveConversationEntry *entry = data;

  if (!entry->is_dirty)
    {
      entry->is_dirty = TRUE;
      g_ptr_array_add (self->dirty, entry);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Where it was, unless messages came or went before it; then searched from the end: what changes is nearly always the
 * newest message. */
gboolean
alcove_conversation_view_find_row (AlcoveConversationView *self, AlcoveConversationEntry *entry,
                                   guint *row)
{
  *row = entry->row;
  if (*row < self->entries->len && g_ptr_array_index (self->entries, *row) == entry)
    return TRUE;
  for (guint i = self->entries->len; i-- > 0;)
    if (g_ptr_array_index (self->entries, i) == entry)
      {
        *row = entry->row = i;
        return TRUE;
      }
  return FALSE;
}

static void
drain_entry (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  guint row, from;

  if (!alcove_conversation_view_find_row (self, entry, &row))
    return;
  if (alcove_conversation_entry_take_replaced (entry))
    {
      if (entry->is_live)
        g_ptr_array_remove_fast (self->live, entry);
      entry->is_live = FALSE;
      if (alcove_message_get_is_loaded (entry->message))
        alcove_conversation_layout_collapse (self->layout, row);
      else
        alcove_conversation_layout_let_go (self->layout, row);
    }
  else
    {
      from = alcove_conversation_entry_drain (entry);
      if (from == G_MAXUINT)
        return;
      alcove_conversation_layout_resync (self->layout, row, from);
      alcove_answer_announcer_update (self->announcer, entry);
    }
  alcove_conversation_layout_set_length (self->layout, row,
                                         alcove_message_get_text_length (entry->message));
}

void
alcove_conversation_sync_drain (AlcoveConversationView *self)
{
  if (self->dirty->len == 0)
    return;
  g_array_set_size (self->places, 0);
  for (guint i = 0; i < self->dirty->len; i++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->dirty, i);

      entry->is_dirty = FALSE;
      drain_entry (self, entry);
    }
  g_ptr_array_set_size (self->dirty, 0);
  alcove_conversation_copying_go_on (self);
}

static void
add_entries (AlcoveConversationView *self, guint position, guint added)
{
  gboolean is_asked = FALSE;

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AlcoveMessage) message = g_list_model_get_item (self->messages, i);

      g_ptr_array_insert (self->entries, (int) i,
                          alcove_conversation_entry_new (message, entry_changed, self));
      alcove_conversation_layout_set_length (self->layout, i,
                                             alcove_message_get_text_length (message));
      is_asked |= alcove_message_get_role (message) == ALCOVE_ROLE_USER;
    }
  if (is_asked && position + added == self->entries->len)
    alcove_conversation_layout_set_following (self->layout, TRUE);
}

static void
remove_entries (AlcoveConversationView *self, guint position, guint removed)
{
  for (guint i = position; i < position + removed; i++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_dirty)
        g_ptr_array_remove_fast (self->dirty, entry);
      if (entry->is_live)
        g_ptr_array_remove_fast (self->live, entry);
      if (entry->is_listed)
        g_queue_unlink (&self->parsed, &entry->parsed);
    }
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
}

/* While the pointer selects, what it began with stays on its text, too. */
static void
splice_selection (AlcoveConversationView *self, guint position, guint removed, guint added)
{
  AlcoveSelection unit = { self->unit_start, self->unit_end, TRUE };

  alcove_selection_splice (&self->selection, position, removed, added);
  alcove_selection_splice (&unit, position, removed, added);
  self->unit_start = unit.anchor;
  self->unit_end = unit.focus;
}

void
alcove_conversation_sync_messages_changed (AlcoveConversationView *self, guint position,
                                           guint removed, guint added)
{
  AlcoveConversationEntry *focused = alcove_conversation_menu_get_focused (self);
  guint row = 0;
  const gboolean is_focus_lost = focused != NULL
                                 && alcove_conversation_view_find_row (self, focused, &row)
                                 && row >= position && row < position + removed;

  g_array_set_size (self->places, 0);
  remove_entries (self, position, removed);
  alcove_conversation_layout_splice (self->layout, position, removed, added);
  splice_selection (self, position, removed, added);
  alcove_conversation_finding_splice (self, position, removed, added);
  add_entries (self, position, added);
  alcove_conversation_scrolling_keep_place (self, position);
  if (is_focus_lost && added > 0)
    alcove_conversation_scrolling_focus_row (self, position);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Asked in the middle of an allocation: told when that is over, for an answer may come at once. */
typedef struct
{
  GWeakRef view;
  guint position;
  void (*emit) (AlcoveConversationView *view, guint position);
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_weak_ref_clear (&wanted->view);
  g_free (wanted);
}

static gboolean
tell_wanted (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (AlcoveConversationView) self = g_weak_ref_get (&wanted->view);

  if (self != NULL && wanted->position < self->entries->len)
    wanted->emit (self, wanted->position);
  return G_SOURCE_REMOVE;
}

static void
tell_later (AlcoveConversationView *self, guint position,
            void (*emit) (AlcoveConversationView *view, guint position))
{
  Wanted *wanted = g_new0 (Wanted, 1);

  g_weak_ref_init (&wanted->view, self);
  wanted->position = position;
  wanted->emit = emit;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_wanted, wanted, wanted_free);
}

void
alcove_conversation_view_want (AlcoveConversationView *self, guint position)
{
  tell_later (self, position, alcove_conversation_view_emit_want);
}

void
alcove_conversation_view_let_go (AlcoveConversationView *self, guint position)
{
  tell_later (self, position, alcove_conversation_view_emit_let_go);
}

/* What belongs to an item is to be shown or not. What was clicked stays under the pointer. */
void
alcove_conversation_view_set_open (AlcoveConversationView *self, AlcoveConversationEntry *entry,
                                   const AlcoveEntryItem *head, gboolean open)
{
  guint row, from;

  if (!alcove_conversation_view_find_row (self, entry, &row))
    return;
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);

      if (place->row == row
          && alcove_conversation_entry_get_item (entry, place->item)->widget == head->widget)
        alcove_conversation_layout_scroll_to (self->layout, row, place->item, place->y);
    }
  g_array_set_size (self->places, 0);
  from = alcove_conversation_entry_set_open (entry, head, open);
  alcove_conversation_layout_resync (self->layout, row, from);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The widget of an item has become higher or lower by itself: an image came. */
void
alcove_conversation_view_item_resized (AlcoveConversationView *self, AlcoveConversationEntry *entry,
                                       GtkWidget *widget)
{
  guint row;

  if (!alcove_conversation_view_find_row (self, entry, &row))
    return;
  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    if (alcove_conversation_entry_get_item (entry, i)->widget == widget)
      alcove_conversation_layout_resync (self->layout, row, i);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
