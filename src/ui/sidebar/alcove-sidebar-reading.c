/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reading on in the list of the sidebar, as the reader comes near the end of what is read. Main thread.
 *
 * Who goes to the end at once, by its key or by holding the bar there, is taken to the end of the history: pages follow
 * each other, and the list stays at its last row, until there are no more or the reader does something else. Where a page
 * takes long, grey rows stand below the list. They are no rows of it: GTK 4.18 ends the program where those become
 * others. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-list-private.h"

#include "alcove-error-text.h"
#include "alcove-skeleton.h"

#define NEAR_VIEWS 3 /* heights of the view before the end of what is read */
#define AT_END 120   /* pixels from the end: the last rows are to be seen */
#define AHEAD 512    /* rows that are read in one go on the way to the end */
#define TAIL_DELAY_MS 150
#define TAIL_ROWS 2
#define HOLD_FRAMES 3

static GtkAdjustment *
get_adjustment (AlcoveSidebarList *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
}

static AlcoveConversationList *
get_chats (AlcoveSidebarList *self)
{
  return self->model ? alcove_sidebar_model_get_chats (self->model) : NULL;
}

static const GError *
get_error (AlcoveSidebarList *self)
{
  return self->model ? alcove_conversation_list_get_error (get_chats (self)) : NULL;
}

/* What cannot be read is not on its way. */
static gboolean
has_more (AlcoveSidebarList *self)
{
  return self->model != NULL && alcove_conversation_list_get_has_more (get_chats (self))
         && get_error (self) == NULL;
}

/* How far below what is seen the end of what is read is. */
static double
get_rest (AlcoveSidebarList *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

/* ---- the tail ---- */

static gboolean
hold_end (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AlcoveSidebarList *self = data;
  GtkAdjustment *adjustment = get_adjustment (self);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  if (--self->n_end_frames > 0)
    return G_SOURCE_CONTINUE;
  self->end_tick = 0;
  return G_SOURCE_REMOVE;
}

/* The last row stays in sight, though the view gets lower or its rows get the heights that they have. */
static void
stay_at_end (AlcoveSidebarList *self)
{
  self->n_end_frames = HOLD_FRAMES;
  if (self->end_tick == 0)
    self->end_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), hold_end, self, NULL);
}

static void
set_tail (AlcoveSidebarList *self, gboolean is_shown)
{
  const gboolean is_at_end = get_rest (self) < AT_END;

  if (is_shown && self->tail == NULL)
    {
      self->tail = g_object_new (ALCOVE_TYPE_SKELETON, "rows", TAIL_ROWS, "margin-top", 6,
                                 "margin-start", 20, "margin-end", 20, "visible", FALSE, NULL);
      gtk_box_append (self->box, self->tail);
    }
  if (self->tail == NULL || gtk_widget_get_visible (self->tail) == is_shown)
    return;
  gtk_widget_set_visible (self->tail, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_BUSY, is_shown,
                               -1);
  if (is_shown && is_at_end)
    stay_at_end (self);
}

static void
tail_due (gpointer data)
{
  AlcoveSidebarList *self = data;

  self->tail_source = 0;
  set_tail (self, TRUE);
}

/* The tail itself makes the view lower, and does not go by that. */
static gboolean
wants_tail (AlcoveSidebarList *self)
{
  const double height
      = self->tail && gtk_widget_get_visible (self->tail) ? gtk_widget_get_height (self->tail) : 0;

  return has_more (self) && !alcove_sidebar_list_is_empty (self)
         && (self->seeks_end
             || (alcove_conversation_list_get_is_loading (get_chats (self))
                 && get_rest (self) - height < AT_END));
}

static void
update_tail (AlcoveSidebarList *self)
{
  if (!wants_tail (self))
    {
      g_clear_handle_id (&self->tail_source, g_source_remove);
      set_tail (self, FALSE);
    }
  else if (self->tail_source == 0 && (self->tail == NULL || !gtk_widget_get_visible (self->tail)))
    self->tail_source = g_timeout_add_once (TAIL_DELAY_MS, tail_due, self);
}

/* ---- the end ---- */

static void
want_ahead (AlcoveSidebarList *self)
{
  alcove_sidebar_model_want (self->model,
                             g_list_model_get_n_items (G_LIST_MODEL (self->model)) + AHEAD);
}

static void
leave_off (AlcoveSidebarList *self)
{
  self->seeks_end = FALSE;
  self->takes_focus = FALSE;
}

static void
go_to_last (AlcoveSidebarList *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  const gboolean is_there = !has_more (self);
  const GtkListScrollFlags flags = is_there && self->takes_focus
                                       ? GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT
                                       : GTK_LIST_SCROLL_NONE;

  if (is_there)
    {
      leave_off (self);
      stay_at_end (self);
    }
  if (n > 0)
    gtk_list_view_scroll_to (self->view, n - 1, flags, NULL);
}

static void
seek_end (AlcoveSidebarList *self, gboolean takes_focus)
{
  self->seeks_end = TRUE;
  self->takes_focus = takes_focus;
  want_ahead (self);
  go_to_last (self);
  update_tail (self);
}

/* The view makes two hundred rows where it can, wherever the reader is: it is given more than fit only when somebody comes
 * near the end of what is read. */
static void
read_on (AlcoveSidebarList *self)
{
  const double view = gtk_adjustment_get_page_size (get_adjustment (self));
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (self->model != NULL && n > 0 && view > 1 && get_rest (self) < NEAR_VIEWS * view)
    alcove_sidebar_model_want (self->model, n - 1);
  update_tail (self);
}

static void
scrolled (AlcoveSidebarList *self)
{
  if (self->holds_bar && get_rest (self) < 1 && has_more (self) && !self->seeks_end)
    seek_end (self, FALSE);
  read_on (self);
}

/**
 * alcove_sidebar_list_rows_changed:
 * @self: a list whose rows are others now
 */
void
alcove_sidebar_list_rows_changed (AlcoveSidebarList *self)
{
  if (!self->seeks_end)
    return;
  if (has_more (self))
    want_ahead (self);
  go_to_last (self);
}

/* ---- what cannot be read ---- */

static GtkWidget *
trouble_new (GtkLabel **label)
{
  GtkWidget *trouble = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                     "spacing", 6, "margin-top", 6, "margin-bottom", 6,
                                     "margin-start", 12, "margin-end", 12, NULL);

  *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                         0.0f, "css-classes", (const char *[]) { "caption", NULL }, NULL);
  gtk_box_append (GTK_BOX (trouble), GTK_WIDGET (*label));
  gtk_box_append (GTK_BOX (trouble), g_object_new (GTK_TYPE_BUTTON, "label", C_ ("button", "Retry"),
                                                   "action-name", "chats.retry", NULL));
  return trouble;
}

/* Below the chats that are known; where there are none the page of the list says so. */
static void
update_trouble (AlcoveSidebarList *self)
{
  const GError *error = get_error (self);
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (text != NULL && self->trouble == NULL)
    {
      self->trouble = trouble_new (&self->trouble_label);
      gtk_box_append (self->box, self->trouble);
    }
  if (self->trouble == NULL)
    return;
  if (text != NULL)
    gtk_label_set_label (self->trouble_label, text);
  gtk_widget_set_visible (self->trouble, text != NULL);
}

static void
state_changed (AlcoveSidebarList *self)
{
  if (self->seeks_end && !has_more (self))
    go_to_last (self);
  update_tail (self);
  update_trouble (self);
}

/**
 * alcove_sidebar_list_watch_reading:
 * @self: a list
 * @chats: (nullable): what it shows from now on
 */
void
alcove_sidebar_list_watch_reading (AlcoveSidebarList *self, AlcoveConversationList *chats)
{
  leave_off (self);
  g_signal_group_set_target (self->reading_signals, chats);
  update_tail (self);
  update_trouble (self);
}

/* ---- who goes there ---- */

static gboolean
key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
             AlcoveSidebarList *self)
{
  const gboolean is_end = keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End;

  if (is_end && (state & gtk_accelerator_get_default_mod_mask ()) == 0 && !self->is_choosing
      && has_more (self) && !alcove_sidebar_list_is_typing (self))
    {
      seek_end (self, TRUE);
      return GDK_EVENT_STOP;
    }
  leave_off (self);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
wheel_turned (GtkEventControllerScroll *controller, double dx, double dy, AlcoveSidebarList *self)
{
  leave_off (self);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
bar_event (GtkEventControllerLegacy *controller, GdkEvent *event, AlcoveSidebarList *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      leave_off (self);
      self->holds_bar = TRUE;
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      self->holds_bar = FALSE;
      break;
    case GDK_MOTION_NOTIFY:
    case GDK_TOUCH_UPDATE:
      if (self->holds_bar && get_rest (self) > AT_END)
        leave_off (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
watch (GtkWidget *widget, GtkEventController *controller, const char *signal, GCallback callback,
       AlcoveSidebarList *self)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, signal, callback, self);
  gtk_widget_add_controller (widget, controller);
}

/**
 * alcove_sidebar_list_begin_reading:
 * @self: a new list
 */
void
alcove_sidebar_list_begin_reading (AlcoveSidebarList *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  self->reading_signals = g_signal_group_new (ALCOVE_TYPE_CONVERSATION_LIST);
  g_signal_group_connect_swapped (self->reading_signals, "notify::is-loading",
                                  G_CALLBACK (state_changed), self);
  g_signal_group_connect_swapped (self->reading_signals, "notify::has-more",
                                  G_CALLBACK (state_changed), self);
  g_signal_group_connect_swapped (self->reading_signals, "notify::error",
                                  G_CALLBACK (state_changed), self);
  g_object_connect (get_adjustment (self), "swapped-object-signal::changed", read_on, self,
                    "swapped-object-signal::value-changed", scrolled, self, NULL);
  watch (view, gtk_event_controller_key_new (), "key-pressed", G_CALLBACK (key_pressed), self);
  watch (view, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES), "scroll",
         G_CALLBACK (wheel_turned), self);
  watch (gtk_scrolled_window_get_vscrollbar (self->scroller), gtk_event_controller_legacy_new (),
         "event", G_CALLBACK (bar_event), self);
}

/**
 * alcove_sidebar_list_end_reading:
 * @self: a list that is about to go
 */
void
alcove_sidebar_list_end_reading (AlcoveSidebarList *self)
{
  g_clear_handle_id (&self->tail_source, g_source_remove);
  if (self->end_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->end_tick);
  self->end_tick = 0;
  self->tail = self->trouble = NULL;
  g_clear_object (&self->reading_signals);
}
