/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Selecting with a finger: a handle at each end of what is selected, and a bar that copies it. Main thread.
 *
 * GTK's own handles are not public (4.18). A long press selects a word and shows them; the handle that is dragged
 * moves its end, the other end stays; they may cross. Beyond an edge the text comes in from there, as with the
 * mouse. The bar steps aside while a handle is dragged or the text is scrolled. */

#include "alcove-selection-handles.h"

#include <glib/gi18n.h>

#include "alcove-conversation-view-private.h"

#define SIZE 24

struct _AlcoveSelectionHandles
{
  AlcoveConversationView *view;
  GtkWidget *handles[2]; /* of the start and the end */
  GtkWidget *bar;
  GtkWidget *link;
  gboolean is_shown;
  GtkWidget *dragged; /* it is at the moving end */
  double x;           /* of the dragged end, where the drag began */
  double y;
  double shown_at; /* where the text was scrolled to when the bar came */
};

/* Where an end of the selection stands; FALSE where it is not on the stage. */
static gboolean
locate (AlcoveSelectionHandles *self, guint index, GdkRectangle *at)
{
  AlcoveTextPoint start, end;
  const AlcoveTextPoint *point;

  alcove_selection_get_ends (&self->view->selection, &start, &end);
  point = index == 0 ? &start : &end;
  /* the one that is dragged is at the moving end, on whichever side of the other that is */
  if (self->dragged != NULL)
    point = self->handles[index] == self->dragged ? &self->view->selection.focus
                                                  : &self->view->selection.anchor;
  return point->row < self->view->entries->len
         && alcove_conversation_entry_get_n_items (
                g_ptr_array_index (self->view->entries, point->row))
                > 0
         && alcove_conversation_caret_locate (self->view, point, at);
}

static void
place_handle (AlcoveSelectionHandles *self, guint index)
{
  GtkWidget *handle = self->handles[index];
  const int height = gtk_widget_get_height (GTK_WIDGET (self->view));
  GdkRectangle at;
  const gboolean is_there
      = self->is_shown && locate (self, index, &at) && at.y + at.height > 0 && at.y < height;

  gtk_widget_set_child_visible (handle, is_there);
  if (!is_there)
    return;
  gtk_widget_allocate (
      handle, SIZE, SIZE, -1,
      gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (at.x - (index == 0 ? SIZE : 0)),
                                                           (float) (at.y + at.height))));
}

/* The bar is above the selection, as far as that can be seen. */
static void
point_bar (AlcoveSelectionHandles *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->view));
  const int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  GdkRectangle first, last, at;
  const gboolean has_first = locate (self, 0, &first);
  const gboolean has_last = locate (self, 1, &last);
  const int top = has_first ? CLAMP (first.y, 0, height - 1) : 0;
  const int bottom = has_last ? CLAMP (last.y + last.height + SIZE, top + 1, height) : height;

  at = (GdkRectangle) { has_first ? first.x : width / 2, top, 1, bottom - top };
  if (has_first && has_last && first.y == last.y)
    at.width = MAX (1, last.x - first.x);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->bar), &at);
}

static void
show_bar (AlcoveSelectionHandles *self)
{
  self->shown_at = gtk_adjustment_get_value (self->view->vadjustment);
  gtk_widget_set_visible (self->link, self->view->menu_link != NULL);
  point_bar (self);
  gtk_popover_popup (GTK_POPOVER (self->bar));
}

/**
 * alcove_selection_handles_place:
 * @self: (nullable): handles
 *
 * Puts them to where the ends of the selection are now.
 */
void
alcove_selection_handles_place (AlcoveSelectionHandles *self)
{
  double value;

  if (self == NULL)
    return;
  value = gtk_adjustment_get_value (self->view->vadjustment);
  if (self->is_shown && alcove_selection_is_empty (&self->view->selection))
    alcove_selection_handles_hide (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->handles); i++)
    place_handle (self, i);
  if (!gtk_widget_get_visible (self->bar))
    return;
  if (value > self->shown_at + 1 || value < self->shown_at - 1)
    gtk_popover_popdown (GTK_POPOVER (self->bar));
  else
    gtk_popover_present (GTK_POPOVER (self->bar));
}

/* ---- dragging ---- */

/* The scrolled window sees a finger before its children do, and would take one that moves for itself. */
static void
let_scroll (AlcoveSelectionHandles *self, gboolean may_scroll)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller != NULL)
    gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller), may_scroll);
}

static void
drag_begun (GtkGestureDrag *drag, double x, double y, AlcoveSelectionHandles *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drag));
  const guint index = handle == self->handles[1] ? 1 : 0;
  AlcoveTextPoint start, end;
  GdkRectangle at;

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  if (alcove_selection_is_empty (&self->view->selection) || !locate (self, index, &at))
    return;
  alcove_selection_get_ends (&self->view->selection, &start, &end);
  self->x = at.x;
  self->y = at.y + at.height / 2.0;
  self->dragged = handle;
  let_scroll (self, FALSE);
  gtk_popover_popdown (GTK_POPOVER (self->bar));
  alcove_conversation_pointer_hold (self->view, index == 0 ? &end : &start);
  alcove_conversation_pointer_drag_to (self->view, self->x, self->y);
}

static void
drag_updated (GtkGestureDrag *drag, double dx, double dy, AlcoveSelectionHandles *self)
{
  if (self->dragged == NULL)
    return;
  alcove_conversation_pointer_drag_to (self->view, self->x + dx, self->y + dy);
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

static void
drag_ended (GtkGestureDrag *drag, double dx, double dy, AlcoveSelectionHandles *self)
{
  if (self->dragged == NULL)
    return;
  self->dragged = NULL;
  let_scroll (self, TRUE);
  alcove_conversation_pointer_release (self->view);
  if (!alcove_selection_is_empty (&self->view->selection))
    show_bar (self);
}

static void
drag_cancelled (GtkGestureDrag *drag, GdkEventSequence *sequence, AlcoveSelectionHandles *self)
{
  drag_ended (drag, 0, 0, self);
}

static GtkWidget *
make_handle (AlcoveSelectionHandles *self, const char *css_class)
{
  GtkWidget *handle = g_object_new (GTK_TYPE_BOX, "css-name", "selection-handle", "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_add_css_class (handle, css_class);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_updated), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancelled), self);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_child_visible (handle, FALSE);
  gtk_widget_set_parent (handle, GTK_WIDGET (self->view));
  return handle;
}

/* ---- the bar ---- */

static void
copied (AlcoveSelectionHandles *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.copy", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.unselect", NULL);
}

static void
link_copied (AlcoveSelectionHandles *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "link.copy", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.unselect", NULL);
}

static void
all_selected (AlcoveSelectionHandles *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.select-all", NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

static void
more_wanted (AlcoveSelectionHandles *self)
{
  GdkRectangle at = { gtk_widget_get_width (GTK_WIDGET (self->view)) / 2, 40, 1, 1 };

  gtk_popover_popdown (GTK_POPOVER (self->bar));
  locate (self, 0, &at);
  alcove_conversation_menu_popup (self->view, at.x, CLAMP (at.y + at.height / 2, 1, 4000));
}

static GtkWidget *
add_button (AlcoveSelectionHandles *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
make_bar (AlcoveSelectionHandles *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *more = gtk_button_new_from_icon_name ("view-more-symbolic");

  add_button (self, box, C_ ("button", "Copy"), G_CALLBACK (copied));
  self->link = add_button (self, box, _ ("Copy Link"), G_CALLBACK (link_copied));
  add_button (self, box, _ ("Select All"), G_CALLBACK (all_selected));
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_tooltip_text (more, _ ("More for This Selection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More for This Selection"), -1);
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_wanted), self);
  gtk_box_append (GTK_BOX (box), more);
  self->bar = gtk_popover_new ();
  gtk_widget_add_css_class (self->bar, "touch-bar");
  gtk_popover_set_autohide (GTK_POPOVER (self->bar),
                            FALSE); /* the handles can be dragged meanwhile */
  gtk_popover_set_position (GTK_POPOVER (self->bar), GTK_POS_TOP);
  gtk_popover_set_child (GTK_POPOVER (self->bar), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Selection"), -1);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self->view));
}

/**
 * alcove_selection_handles_show:
 * @self: handles
 *
 * Shows them and the bar: a finger has selected something.
 */
void
alcove_selection_handles_show (AlcoveSelectionHandles *self)
{
  self->is_shown = TRUE;
  show_bar (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

/**
 * alcove_selection_handles_hide:
 * @self: (nullable): handles
 *
 * Nothing is selected any more, or the mouse selects.
 */
void
alcove_selection_handles_hide (AlcoveSelectionHandles *self)
{
  if (self == NULL || !self->is_shown)
    return;
  self->is_shown = FALSE;
  if (self->dragged != NULL)
    let_scroll (self, TRUE);
  self->dragged = NULL;
  gtk_popover_popdown (GTK_POPOVER (self->bar));
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

/**
 * alcove_selection_handles_get_is_shown:
 * @self: (nullable): handles
 *
 * Returns: whether a finger has selected
 */
gboolean
alcove_selection_handles_get_is_shown (AlcoveSelectionHandles *self)
{
  return self != NULL && self->is_shown;
}

/**
 * alcove_selection_handles_new:
 * @view: whose selection it is
 *
 * Returns: (transfer full): handles that are hidden, children of @view
 */
AlcoveSelectionHandles *
alcove_selection_handles_new (AlcoveConversationView *view)
{
  AlcoveSelectionHandles *self = g_new0 (AlcoveSelectionHandles, 1);

  self->view = view;
  self->handles[0] = make_handle (self, "start");
  self->handles[1] = make_handle (self, "end");
  make_bar (self);
  return self;
}

/**
 * alcove_selection_handles_free:
 * @self: (transfer full): handles whose view is disposed of
 */
void
alcove_selection_handles_free (AlcoveSelectionHandles *self)
{
  gtk_widget_unparent (self->handles[0]);
  gtk_widget_unparent (self->handles[1]);
  gtk_widget_unparent (self->bar);
  g_free (self);
}
