/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The mouse on a conversation: selecting, links, the edges. Main thread.
 *
 * A press on a button of a child never comes here: the child claims it. A finger scrolls; it selects a word by
 * a long press, and more by the handles that come then. */

#include "alcove-conversation-view-private.h"

#include <math.h>

#include "alcove-block-widget.h"

#define DRAG_THRESHOLD 4

static const AlcoveSpan *
link_at (AlcoveConversationView *self, double x, double y, char **label)
{
  AlcoveTextPoint point;
  GtkWidget *block = alcove_conversation_stage_find_block (self, x, y, &point);
  const AlcoveBlockLayout *layout;
  graphene_point_t at;

  if (block == NULL)
    return NULL;
  layout = alcove_block_widget_get_layout (ALCOVE_BLOCK_WIDGET (block));
  if (!gtk_widget_compute_point (GTK_WIDGET (self), block,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &at)
      || at.y < 0 || at.y > (float) gtk_widget_get_height (block))
    return NULL;
  return alcove_block_layout_get_link (
      layout, at.x + alcove_block_widget_get_shift (ALCOVE_BLOCK_WIDGET (block)), at.y, label);
}

/* The unit (a place, a word, a block) that stands at a place of the view. */
static gboolean
unit_at (AlcoveConversationView *self, double x, double y, AlcoveTextPoint *start,
         AlcoveTextPoint *end)
{
  GtkWidget *block = alcove_conversation_stage_find_block (self, x, y, start);
  const AlcoveBlockLayout *layout;

  if (block == NULL)
    return FALSE;
  layout = alcove_block_widget_get_layout (ALCOVE_BLOCK_WIDGET (block));
  *end = *start;
  if (self->unit == ALCOVE_SELECT_WORDS)
    alcove_block_layout_get_word (layout, start->byte, &start->byte, &end->byte);
  else if (self->unit == ALCOVE_SELECT_BLOCKS)
    {
      start->byte = 0;
      end->byte = layout->length;
    }
  return TRUE;
}

static void
select_to (AlcoveConversationView *self, double x, double y)
{
  AlcoveTextPoint start, end;

  if (!unit_at (self, x, y, &start, &end))
    return;
  if (alcove_text_point_compare (&start, &self->unit_start) < 0)
    {
      self->selection.anchor = self->unit_end;
      self->selection.focus = start;
    }
  else
    {
      self->selection.anchor = self->unit_start;
      self->selection.focus = end;
    }
  alcove_conversation_stage_show_selection (self);
}

static double
edge_speed (AlcoveConversationView *self)
{
  const double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->pointer_y < 0)
    return self->pointer_y / 3;
  return self->pointer_y > height ? (self->pointer_y - height) / 3 : 0;
}

/* While the pointer is held beyond an edge the text comes in from there. */
static gboolean
scroll_at_edge (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  const double speed = edge_speed (self);

  if (fabs (speed) < 0.1)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (self->vadjustment,
                            gtk_adjustment_get_value (self->vadjustment) + CLAMP (speed, -60, 60));
  select_to (self, self->pointer_x, self->pointer_y);
  return G_SOURCE_CONTINUE;
}

static void
begin_selecting (AlcoveConversationView *self, double x, double y)
{
  if (!unit_at (self, x, y, &self->unit_start, &self->unit_end))
    return;
  self->selection.anchor = self->unit_start;
  self->selection.focus = self->unit_end;
  self->selection.is_set = TRUE;
  self->is_selecting = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  /* text must not run away from under the pointer */
  alcove_conversation_layout_set_following (self->layout, FALSE);
  alcove_conversation_stage_show_selection (self);
}

static void
pressed (GtkGestureClick *click, int n_press, double x, double y, AlcoveConversationView *self)
{
  const GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (click));
  const AlcoveSpan *link = link_at (self, x, y, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_clear_pointer (&self->pressed_link, g_free);
  if (event != NULL && gdk_event_get_event_type (event) == GDK_TOUCH_BEGIN)
    {
      self->pressed_link = link ? g_strdup (link->target) : NULL;
      return;
    }
  alcove_selection_handles_hide (self->handles);
  if (n_press == 1 && link != NULL)
    self->pressed_link = g_strdup (link->target);
  self->was_following = alcove_conversation_layout_get_following (self->layout);
  self->unit = n_press >= 3   ? ALCOVE_SELECT_BLOCKS
               : n_press == 2 ? ALCOVE_SELECT_WORDS
                              : ALCOVE_SELECT_CHARACTERS;
  if ((state & GDK_SHIFT_MASK) && self->selection.is_set)
    {
      self->is_selecting = TRUE;
      self->unit_start = self->unit_end = self->selection.anchor;
      select_to (self, x, y);
    }
  else
    begin_selecting (self, x, y);
}

static void
end_selecting (AlcoveConversationView *self)
{
  if (!self->is_selecting)
    return;
  self->is_selecting = FALSE;
  if (self->autoscroll != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll);
  self->autoscroll = 0;
  /* who read along goes on to read along, unless there is a selection or much has come since */
  if (self->was_following && alcove_selection_is_empty (&self->selection))
    alcove_conversation_layout_set_following (self->layout, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  alcove_conversation_actions_selection_changed (self);
}

static void
released (GtkGestureClick *click, int n_press, double x, double y, AlcoveConversationView *self)
{
  g_autofree char *target = g_steal_pointer (&self->pressed_link);
  g_autofree char *label = NULL;
  const AlcoveSpan *link = link_at (self, x, y, &label);

  end_selecting (self);
  /* a tap beside what a finger selected is enough of it */
  if (alcove_selection_handles_get_is_shown (self->handles))
    gtk_widget_activate_action (GTK_WIDGET (self), "selection.unselect", NULL);
  if (target == NULL || link == NULL || !g_str_equal (target, link->target)
      || !alcove_selection_is_empty (&self->selection))
    return;
  alcove_conversation_view_link_activated (self, target, label);
}

/**
 * alcove_conversation_pointer_drag_to:
 * @self: a view in which is selected
 * @x: where the pointer or the finger is
 * @y: where it is
 */
void
alcove_conversation_pointer_drag_to (AlcoveConversationView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  select_to (self, x, y);
  if (self->autoscroll == 0)
    self->autoscroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_at_edge, NULL, NULL);
}

/**
 * alcove_conversation_pointer_hold:
 * @self: a view that has a selection
 * @point: the end of it that stays where it is
 *
 * Begins to move the other end.
 */
void
alcove_conversation_pointer_hold (AlcoveConversationView *self, const AlcoveTextPoint *point)
{
  self->unit = ALCOVE_SELECT_CHARACTERS;
  self->unit_start = self->unit_end = *point;
  self->is_selecting = TRUE;
  self->was_following = FALSE;
  alcove_conversation_layout_set_following (self->layout, FALSE);
}

void
alcove_conversation_pointer_release (AlcoveConversationView *self)
{
  end_selecting (self);
}

static void
drag_updated (GtkGestureDrag *drag, double dx, double dy, AlcoveConversationView *self)
{
  double x, y;

  if (!self->is_selecting || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  if (alcove_selection_is_empty (&self->selection)
      && dx * dx + dy * dy < DRAG_THRESHOLD * DRAG_THRESHOLD)
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  alcove_conversation_pointer_drag_to (self, x + dx, y + dy);
}

static void
menu_pressed (GtkGestureClick *click, int n_press, double x, double y, AlcoveConversationView *self)
{
  const AlcoveSpan *link = link_at (self, x, y, NULL);

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_clear_pointer (&self->menu_link, g_free);
  self->menu_link = link ? g_strdup (link->target) : NULL;
  alcove_conversation_menu_popup (self, x, y);
}

static void
long_pressed (GtkGestureLongPress *press, double x, double y, AlcoveConversationView *self)
{
  const AlcoveSpan *link = link_at (self, x, y, NULL);

  gtk_gesture_set_state (GTK_GESTURE (press), GTK_EVENT_SEQUENCE_CLAIMED);
  self->unit = ALCOVE_SELECT_WORDS;
  self->was_following = alcove_conversation_layout_get_following (self->layout);
  begin_selecting (self, x, y);
  end_selecting (self);
  g_clear_pointer (&self->menu_link, g_free);
  self->menu_link = link ? g_strdup (link->target) : NULL;
  g_clear_pointer (&self->pressed_link, g_free);
  if (alcove_selection_is_empty (&self->selection))
    alcove_conversation_menu_popup (self, x, y);
  else
    {
      if (self->handles == NULL)
        self->handles = alcove_selection_handles_new (self);
      alcove_selection_handles_show (self->handles);
    }
}

static void
moved (GtkEventControllerMotion *motion, double x, double y, AlcoveConversationView *self)
{
  AlcoveTextPoint point;
  const AlcoveSpan *link;
  GtkWidget *block;
  graphene_point_t at;
  const char *cursor = NULL;

  if (self->is_selecting)
    return;
  link = link_at (self, x, y, NULL);
  block = alcove_conversation_stage_find_block (self, x, y, &point);
  if (link != NULL)
    cursor = "pointer";
  else if (block != NULL
           && gtk_widget_compute_point (GTK_WIDGET (self), block,
                                        &GRAPHENE_POINT_INIT ((float) x, (float) y), &at)
           && gtk_widget_contains (block, at.x, at.y))
    cursor = "text";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

/* The whole target, before anything is pressed: what a link says and where it leads are two things. */
static gboolean
query_tooltip (AlcoveConversationView *self, int x, int y, gboolean is_keyboard,
               GtkTooltip *tooltip)
{
  const AlcoveSpan *link = is_keyboard ? NULL : link_at (self, x, y, NULL);

  if (link == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, link->target);
  return TRUE;
}

static void
add_click (AlcoveConversationView *self, guint button, GCallback on_press, GCallback on_release)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, "pressed", on_press, self);
  if (on_release != NULL)
    g_signal_connect (click, "released", on_release, self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
alcove_conversation_pointer_init (AlcoveConversationView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  add_click (self, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed), G_CALLBACK (released));
  add_click (self, GDK_BUTTON_SECONDARY, G_CALLBACK (menu_pressed), NULL);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_updated), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (end_selecting), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (end_selecting), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  g_signal_connect (motion, "motion", G_CALLBACK (moved), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip), NULL);
}

void
alcove_conversation_pointer_dispose (AlcoveConversationView *self)
{
  if (self->autoscroll != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll);
  self->autoscroll = 0;
  self->is_selecting = FALSE;
  g_clear_pointer (&self->handles, alcove_selection_handles_free);
  g_clear_weak_pointer (&self->menu_focus);
  g_clear_pointer (&self->menu_block, alcove_block_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->pressed_link, g_free);
  g_clear_pointer (&self->menu_link, g_free);
}
