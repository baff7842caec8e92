/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* GtkScrollable for the conversation. Main thread.
 *
 * A change of the vertical adjustment that does not come from our own allocation is the reader's: it moves the
 * anchor, and it alone decides whether the end is followed. */

#include "alcove-conversation-view-private.h"

#include "alcove-message-group.h"

#define REST_MS 250
#define MESSAGE_TOP 20

static gboolean
reader_rests (gpointer data)
{
  AlcoveConversationView *self = data;

  self->fold_timeout = 0;
  alcove_conversation_layout_fold (self->layout);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static gboolean
is_at_bottom (AlcoveConversationView *self)
{
  return gtk_adjustment_get_value (self->vadjustment)
         >= gtk_adjustment_get_upper (self->vadjustment)
                - gtk_adjustment_get_page_size (self->vadjustment) - 2;
}

static void
value_changed (AlcoveConversationView *self)
{
  if (self->is_allocating)
    return;
  self->is_leading = FALSE;
  alcove_conversation_ahead_note_move (self, gtk_adjustment_get_value (self->vadjustment));
  g_clear_handle_id (&self->fold_timeout, g_source_remove);
  self->fold_timeout = g_timeout_add (REST_MS, reader_rests, self);
  alcove_conversation_layout_user_scrolled (self->layout,
                                            gtk_adjustment_get_value (self->vadjustment));
  alcove_conversation_layout_set_following (self->layout,
                                            is_at_bottom (self) && !self->is_selecting);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
alcove_conversation_scrolling_set_adjustment (AlcoveConversationView *self,
                                              GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **field
      = orientation == GTK_ORIENTATION_VERTICAL ? &self->vadjustment : &self->hadjustment;

  if (adjustment != NULL && *field == adjustment)
    return;
  if (*field != NULL)
    {
      g_signal_handlers_disconnect_by_func (*field, value_changed, self);
      g_clear_object (field);
    }
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *field = g_object_ref_sink (adjustment);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Who goes from button to button by Tab must see them. */
void
alcove_conversation_scrolling_show_child (AlcoveConversationView *self, GtkWidget *focus)
{
  const double height = gtk_widget_get_height (GTK_WIDGET (self));
  double value = gtk_adjustment_get_value (self->vadjustment);
  graphene_rect_t bounds;

  if (self->is_allocating
      || ALCOVE_IS_MESSAGE_GROUP (focus) /* stepped to: it is where it is to be */
      || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return;
  if (bounds.origin.y < 0)
    value += bounds.origin.y - 24;
  else if (bounds.origin.y + bounds.size.height > height)
    value += bounds.origin.y + bounds.size.height - height + 24;
  gtk_adjustment_set_value (self->vadjustment, value);
}

/**
 * alcove_conversation_view_hold_place:
 * @self: a view
 * @message: a message whose place another one is about to take
 *
 * The foot of the new one comes to stand where that of the old one stands, so that who presses a button there again
 * and again need not look for it; where it is not seen, the top does.
 */
void
alcove_conversation_view_hold_place (AlcoveConversationView *self, AlcoveMessage *message)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self));

  self->held_row = G_MAXUINT;
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, place->row);
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
      const gboolean is_foot = item->kind == ALCOVE_ENTRY_FOOTER;

      if (entry->message != message)
        continue;
      if (self->held_row == G_MAXUINT)
        self->held_y = place->item == 0 && place->y >= 0 ? place->y : MESSAGE_TOP;
      self->held_row = place->row;
      self->is_foot_held = is_foot && place->y < height && place->y + place->height > 0;
      if (self->is_foot_held)
        self->held_y = place->y;
    }
}

/* Messages from position on are others now. */
void
alcove_conversation_scrolling_keep_place (AlcoveConversationView *self, guint position)
{
  const guint row = self->held_row;
  AlcoveConversationEntry *entry;
  guint item = 0;

  self->held_row = G_MAXUINT;
  if (row != position || row >= self->entries->len)
    return;
  if (row + 1 == self->entries->len && alcove_conversation_layout_get_following (self->layout))
    return;
  entry = g_ptr_array_index (self->entries, row);
  alcove_conversation_entry_expand (entry);
  if (self->is_foot_held)
    item = alcove_conversation_entry_get_n_items (entry) - 1;
  alcove_conversation_layout_scroll_to (self->layout, row, item, self->held_y);
}

/* The message is laid out now: keys are about it, and a screen reader says it. */
static gboolean
focus_message (gpointer data)
{
  AlcoveConversationView *self = data;
  const AlcoveConversationEntry *entry = self->focus_row < self->entries->len
                                             ? g_ptr_array_index (self->entries, self->focus_row)
                                             : NULL;

  self->focus_idle = 0;
  if (entry != NULL && entry->group != NULL)
    gtk_widget_grab_focus (entry->group);
  return G_SOURCE_REMOVE;
}

/* Behind the frame that lays it out. */
void
alcove_conversation_scrolling_focus_row (AlcoveConversationView *self, guint row)
{
  self->focus_row = row;
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, focus_message, self, NULL);
}

static const AlcoveLayoutPlace *
top_place (AlcoveConversationView *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);

      if (place->y + place->height > MESSAGE_TOP)
        return place;
    }
  return NULL;
}

/* The message that keys went to last, if it still has the focus or is about to. */
static gboolean
stepped_row (AlcoveConversationView *self, guint *row)
{
  AlcoveConversationEntry *focused = alcove_conversation_menu_get_focused (self);

  if (self->focus_idle != 0)
    {
      *row = self->focus_row;
      return *row < self->entries->len;
    }
  return focused != NULL && gtk_widget_is_focus (focused->group)
         && alcove_conversation_view_find_row (self, focused, row);
}

/* The message that comes next: from that one, else from the one at the top edge. */
static gboolean
next_row (AlcoveConversationView *self, gboolean down, guint *row)
{
  const AlcoveLayoutPlace *top = top_place (self);
  gboolean is_stepped;

  if (top == NULL)
    return FALSE;
  *row = top->row;
  is_stepped = stepped_row (self, row);
  if (down && *row + 1 < self->entries->len)
    ++*row;
  else if (!down && *row > 0 && (is_stepped || (top->item == 0 && top->y >= MESSAGE_TOP)))
    --*row;
  return TRUE;
}

/* The start of a message comes to the top edge, and has the focus. */
void
alcove_conversation_scrolling_step_message (AlcoveConversationView *self, gboolean down)
{
  guint row;

  if (!next_row (self, down, &row))
    return;
  alcove_conversation_layout_scroll_to (self->layout, row, 0, MESSAGE_TOP);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  alcove_conversation_scrolling_focus_row (self, row);
}

static const AlcoveLayoutPlace *
first_seen_place (AlcoveConversationView *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);

      if (place->y + place->height > 0)
        return place;
    }
  return NULL;
}

static gboolean
find_message (AlcoveConversationView *self, AlcoveMessage *message, guint *row)
{
  for (*row = 0; *row < self->entries->len; ++*row)
    if (((AlcoveConversationEntry *) g_ptr_array_index (self->entries, *row))->message == message)
      return TRUE;
  return FALSE;
}

/**
 * alcove_conversation_view_mark_place:
 * @self: a view
 *
 * Keeps in mind where the reader is.
 */
void
alcove_conversation_view_mark_place (AlcoveConversationView *self)
{
  const gboolean is_following = alcove_conversation_layout_get_following (self->layout);
  const AlcoveLayoutPlace *seen = is_following ? NULL : first_seen_place (self);

  g_clear_object (&self->marked);
  self->has_mark = is_following || seen != NULL;
  if (seen == NULL)
    return;
  self->marked = g_object_ref (
      ((AlcoveConversationEntry *) g_ptr_array_index (self->entries, seen->row))->message);
  self->marked_item = seen->item;
  self->marked_y = seen->y;
}

/**
 * alcove_conversation_view_return_to_mark:
 * @self: a view
 *
 * Goes back to the place that was marked, if it is still there.
 */
void
alcove_conversation_view_return_to_mark (AlcoveConversationView *self)
{
  g_autoptr (AlcoveMessage) marked = g_steal_pointer (&self->marked);
  guint row;

  if (!self->has_mark)
    return;
  self->has_mark = FALSE;
  if (marked == NULL)
    {
      alcove_conversation_view_scroll_to_end (self);
      return;
    }
  if (find_message (self, marked, &row))
    {
      alcove_conversation_layout_scroll_to (self->layout, row, self->marked_item, self->marked_y);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
}

/* Where a chat was left, kept with its messages and as long as they are. */
typedef struct
{
  AlcoveMessage *message;
  guint item;
  int y;
} ReadingPlace;

static GQuark
reading_place_quark (void)
{
  return g_quark_from_static_string ("alcove-reading-place");
}

static void
reading_place_free (gpointer data)
{
  ReadingPlace *place = data;

  g_object_unref (place->message);
  g_free (place);
}

/* Other messages are about to be shown. At the end there is nothing to keep: it is where one comes to. */
void
alcove_conversation_scrolling_leave (AlcoveConversationView *self)
{
  const AlcoveLayoutPlace *seen = first_seen_place (self);
  ReadingPlace *kept = NULL;

  if (seen != NULL && !alcove_conversation_layout_get_following (self->layout))
    {
      const AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, seen->row);

      kept = g_new (ReadingPlace, 1);
      *kept = (ReadingPlace) { g_object_ref (entry->message), seen->item, seen->y };
    }
  g_object_set_qdata_full (G_OBJECT (self->messages), reading_place_quark (), kept,
                           reading_place_free);
}

/* Other messages are shown: where they were left, else at their end. */
void
alcove_conversation_scrolling_arrive (AlcoveConversationView *self)
{
  const ReadingPlace *kept
      = self->messages ? g_object_get_qdata (G_OBJECT (self->messages), reading_place_quark ())
                       : NULL;
  guint row;

  if (kept != NULL && find_message (self, kept->message, &row))
    alcove_conversation_layout_scroll_to (self->layout, row, kept->item, kept->y);
  else
    alcove_conversation_layout_set_following (self->layout, TRUE);
}

void
alcove_conversation_scrolling_dispose (AlcoveConversationView *self)
{
  g_clear_object (&self->marked);
  g_clear_handle_id (&self->fold_timeout, g_source_remove);
  g_clear_handle_id (&self->at_end_idle, g_source_remove);
  g_clear_handle_id (&self->ahead_idle, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, value_changed, self);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->hadjustment);
}

static gboolean
tell_at_end (gpointer data)
{
  AlcoveConversationView *self = data;

  self->at_end_idle = 0;
  if (self->is_at_end != is_at_bottom (self))
    {
      self->is_at_end = !self->is_at_end;
      g_object_notify (G_OBJECT (self), "is-at-end");
    }
  return G_SOURCE_REMOVE;
}

/* A fling goes on to an absolute value of its own; where that value was given a new meaning it must end. */
static void
end_fling (AlcoveConversationView *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (!GTK_IS_SCROLLED_WINDOW (parent)
      || !gtk_scrolled_window_get_kinetic_scrolling (GTK_SCROLLED_WINDOW (parent)))
    return;
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (parent), FALSE);
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (parent), TRUE);
}

void
alcove_conversation_scrolling_show (AlcoveConversationView *self, AlcoveLayoutScroll scroll,
                                    int width, int height)
{
  const gboolean is_moving = self->fold_timeout != 0;

  if (scroll.is_rebased && is_moving && !alcove_conversation_layout_get_following (self->layout))
    end_fling (self);
  gtk_adjustment_configure (self->vadjustment, scroll.value, 0, scroll.upper, 60, height * 0.9,
                            height);
  self->last_value = scroll.value;
  gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * 0.1, width * 0.9, width);
  if (self->at_end_idle == 0 && self->is_at_end != is_at_bottom (self))
    self->at_end_idle = g_idle_add (tell_at_end, self);
}
