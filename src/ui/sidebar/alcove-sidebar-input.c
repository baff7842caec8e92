/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The pointer in the list of the sidebar: menus, choosing several, dragging into folders. Main thread. One gesture for
 * all rows: two hundred rows with three each would be six hundred. */

#include "alcove-sidebar-list-private.h"

#include "alcove-sidebar-menu.h"

static AlcoveSidebarRow *
find_row (AlcoveSidebarList *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *child;

  if (widget == NULL || GTK_IS_TEXT (widget))
    return NULL;
  child = gtk_widget_get_first_child (widget);
  if (ALCOVE_IS_SIDEBAR_ROW (child))
    return ALCOVE_SIDEBAR_ROW (child);
  widget = gtk_widget_get_ancestor (widget, ALCOVE_TYPE_SIDEBAR_ROW);
  return widget ? ALCOVE_SIDEBAR_ROW (widget) : NULL;
}

/* What a row stands for: all that is chosen, where it is one of them. */
static GPtrArray *
dup_targets_of (AlcoveSidebarList *self, GObject *item)
{
  GPtrArray *one;

  if (self->is_choosing && g_hash_table_contains (self->chosen, item))
    return alcove_sidebar_list_dup_chosen (self);
  one = g_ptr_array_new_with_free_func (g_object_unref);
  if (ALCOVE_IS_CONVERSATION (item))
    g_ptr_array_add (one, g_object_ref (item));
  return one;
}

/* ---- menus ---- */

static void
forget_targets (gpointer data)
{
  AlcoveSidebarList *self = data;

  self->menu_source = 0;
  g_clear_pointer (&self->targets, g_ptr_array_unref);
}

/* The menu gets the release of the press that opened it: to GTK the row beneath stays pressed, and dark. */
static void
let_rows_go (AlcoveSidebarList *self)
{
  for (AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL); row != NULL;
       row = alcove_sidebar_list_next_row (self, row))
    {
      gtk_widget_unset_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_ACTIVE);
      gtk_widget_unset_state_flags (gtk_widget_get_parent (GTK_WIDGET (row)),
                                    GTK_STATE_FLAG_ACTIVE);
    }
}

/* The action of a menu runs when that has closed. */
static void
menu_closed (AlcoveSidebarList *self)
{
  let_rows_go (self);
  if (self->menu_source == 0)
    self->menu_source = g_idle_add_once (forget_targets, self);
}

static GMenuModel *
make_menu (AlcoveSidebarList *self, GObject *item)
{
  if (ALCOVE_IS_FOLDER (item))
    return alcove_sidebar_menu_new_for_folder (ALCOVE_FOLDER (item));
  return alcove_sidebar_menu_new_for_chats (self->session, self->targets,
                                            alcove_sidebar_menu_can_export (GTK_WIDGET (self)));
}

static void
popup (AlcoveSidebarList *self, AlcoveSidebarRow *row, double x, double y)
{
  GObject *item = alcove_sidebar_row_get_item (row);
  g_autoptr (GMenuModel) model = NULL;

  if (self->session == NULL || !(ALCOVE_IS_CONVERSATION (item) || ALCOVE_IS_FOLDER (item)))
    return;
  g_clear_handle_id (&self->menu_source, g_source_remove);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = dup_targets_of (self, item);
  model = make_menu (self, item);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed), self);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
popup_at (GtkGesture *gesture, double x, double y, AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = find_row (self, x, y);
  graphene_point_t point;

  if (row == NULL
      || !gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, row, point.x, point.y);
}

static void
menu_pressed (GtkGestureClick *gesture, int n_press, double x, double y, AlcoveSidebarList *self)
{
  popup_at (GTK_GESTURE (gesture), x, y, self);
}

static void
long_pressed (GtkGestureLongPress *gesture, double x, double y, AlcoveSidebarList *self)
{
  popup_at (GTK_GESTURE (gesture), x, y, self);
}

/**
 * alcove_sidebar_list_popup_menu:
 * @self: a list
 *
 * Shows the menu of the row with the focus.
 */
void
alcove_sidebar_list_popup_menu (AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = alcove_sidebar_list_get_focus_row (self);
  graphene_point_t point;

  if (row != NULL
      && gtk_widget_compute_point (
          GTK_WIDGET (row), GTK_WIDGET (self),
          &GRAPHENE_POINT_INIT (12, (float) gtk_widget_get_height (GTK_WIDGET (row))), &point))
    popup (self, row, point.x, point.y);
}

/* ---- presses ---- */

static void
press_began (GtkGestureClick *gesture, int n_press, double x, double y, AlcoveSidebarList *self)
{
  const GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  /* While several are chosen a press adds one or takes it away. */
  if (self->is_choosing && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0
      && find_row (self, x, y) != NULL)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
toggle (AlcoveSidebarList *self, guint position)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
}

/* The selection alone does not tell of a press on the chat that is selected already. */
static void
press_ended (GtkGestureClick *gesture, int n_press, double x, double y, AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = find_row (self, x, y);
  const GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;
  if (!self->is_choosing)
    alcove_sidebar_list_activate (self, alcove_sidebar_row_get_item (row));
  else if (ALCOVE_IS_CONVERSATION (alcove_sidebar_row_get_item (row)))
    toggle (self, alcove_sidebar_row_get_position (row));
}

/* ---- dragging ---- */

static GdkContentProvider *
drag_prepare (GtkDragSource *source, double x, double y, AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = find_row (self, x, y);
  GObject *item = row ? alcove_sidebar_row_get_item (row) : NULL;
  g_autoptr (GdkPaintable) picture = NULL;

  if (!ALCOVE_IS_CONVERSATION (item)
      || !alcove_conversation_get_is_saved (ALCOVE_CONVERSATION (item)))
    return NULL;
  g_clear_handle_id (&self->menu_source, g_source_remove);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = dup_targets_of (self, item);
  picture = gtk_widget_paintable_new (GTK_WIDGET (row));
  gtk_drag_source_set_icon (source, picture, 12, 12);
  /* An object of ours: nothing of it can be dropped outside of this process. */
  return gdk_content_provider_new_typed (ALCOVE_TYPE_CONVERSATION, item);
}

static void
drag_ended (GtkDragSource *source, GdkDrag *drag, gboolean deletes, AlcoveSidebarList *self)
{
  menu_closed (self);
}

static void
set_drop_row (AlcoveSidebarList *self, AlcoveSidebarRow *row)
{
  if (self->drop_row == (GtkWidget *) row)
    return;
  if (self->drop_row != NULL)
    alcove_sidebar_row_set_is_target (ALCOVE_SIDEBAR_ROW (self->drop_row), FALSE);
  g_set_weak_pointer (&self->drop_row, (GtkWidget *) row);
  if (row != NULL)
    alcove_sidebar_row_set_is_target (row, TRUE);
}

static AlcoveSidebarRow *
find_folder_row (AlcoveSidebarList *self, double x, double y)
{
  AlcoveSidebarRow *row = find_row (self, x, y);

  return row && ALCOVE_IS_FOLDER (alcove_sidebar_row_get_item (row)) ? row : NULL;
}

static GdkDragAction
drop_motion (GtkDropTarget *target, double x, double y, AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = find_folder_row (self, x, y);

  set_drop_row (self, row);
  return row ? GDK_ACTION_MOVE : 0;
}

static void
drop_left (GtkDropTarget *target, AlcoveSidebarList *self)
{
  set_drop_row (self, NULL);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = find_folder_row (self, x, y);

  set_drop_row (self, NULL);
  if (row == NULL || self->targets == NULL)
    return FALSE;
  alcove_sidebar_list_drop_on (self, ALCOVE_FOLDER (alcove_sidebar_row_get_item (row)));
  return TRUE;
}

static void
add_dragging (AlcoveSidebarList *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (ALCOVE_TYPE_CONVERSATION, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_ended), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_left), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (target));
}

/* What is drawn has no widget of its own that could tell. */
static gboolean
query_tooltip (AlcoveSidebarList *self, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  AlcoveSidebarRow *row = by_key ? alcove_sidebar_list_get_focus_row (self) : find_row (self, x, y);
  GObject *item = row ? alcove_sidebar_row_get_item (row) : NULL;

  if (!ALCOVE_IS_CONVERSATION (item))
    return FALSE;
  gtk_tooltip_set_text (tooltip, alcove_conversation_get_title (ALCOVE_CONVERSATION (item)));
  return alcove_conversation_get_title (ALCOVE_CONVERSATION (item)) != NULL;
}

/* Once, for a new list. */
void
alcove_sidebar_list_watch_input (AlcoveSidebarList *self)
{
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *touch = gtk_gesture_long_press_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (menu));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (touch), TRUE);
  g_signal_connect (touch, "pressed", G_CALLBACK (long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (touch));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (press_began), self);
  g_signal_connect (press, "released", G_CALLBACK (press_ended), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (press));
  add_dragging (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->view), TRUE);
  g_signal_connect_swapped (self->view, "query-tooltip", G_CALLBACK (query_tooltip), self);
}

void
alcove_sidebar_list_forget_input (AlcoveSidebarList *self)
{
  g_clear_handle_id (&self->menu_source, g_source_remove);
  g_clear_weak_pointer (&self->drop_row);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
}
