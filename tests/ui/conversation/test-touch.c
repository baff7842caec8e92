/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Selecting with a finger: a long press, the handles, the bar. There is no touch screen here: what the gestures say is
 * said by the test. */

#include <adwaita.h>
#include <string.h>

#include "alcove-conversation-view-private.h"
#include "alcove-message-private.h"

typedef struct
{
  GtkWidget *window;
  AlcoveConversationView *view;
  GListStore *messages;
} Fixture;

static void
add (Fixture *fixture, AlcoveRole role, const char *text)
{
  g_autoptr (AlcoveMessage) message = alcove_message_new (role, ALCOVE_STATUS_COMPLETE);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  alcove_message_set_parts (message, parts);
  g_list_store_append (fixture->messages, message);
}

static void
count_painted (GdkFrameClock *clock, guint *n_frames)
{
  ++*n_frames;
}

static void
paint (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_painted), &n_frames);

  gtk_widget_queue_draw (GTK_WIDGET (fixture->view));
  while (n_frames < 3)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->messages = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  fixture->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->view));
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  add (fixture, ALCOVE_ROLE_USER, "Where is it?");
  add (fixture, ALCOVE_ROLE_ASSISTANT,
       "One *two* three four.\n\nThe second paragraph has [a link](https://a.example/).\n\n- last");
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  gtk_window_present (GTK_WINDOW (fixture->window));
  paint (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->messages);
}

static GtkEventController *
controller_of (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (one, type))
        return one;
    }
  return NULL;
}

static GtkWidget *
child_of_class (Fixture *fixture, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, css_class))
      return child;
  return NULL;
}

static GdkRectangle
place_of (Fixture *fixture, guint block, guint byte)
{
  const AlcoveTextPoint point = { 1, ALCOVE_SECTION_TEXT, block, byte };
  GdkRectangle at;

  g_assert_true (alcove_conversation_caret_locate (fixture->view, &point, &at));
  return at;
}

static void
press_long (Fixture *fixture, guint block, guint byte)
{
  const GdkRectangle at = place_of (fixture, block, byte);

  g_signal_emit_by_name (controller_of (GTK_WIDGET (fixture->view), GTK_TYPE_GESTURE_LONG_PRESS),
                         "pressed", (double) at.x + 1, (double) at.y + at.height / 2.0);
  paint (fixture);
}

static char *
dup_selected (Fixture *fixture)
{
  return alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);
}

/* From where a handle stands to a place of the text. */
static void
drag (Fixture *fixture, const char *handle, guint block, guint byte, gboolean is_ended)
{
  GtkEventController *drag
      = controller_of (child_of_class (fixture, handle), GTK_TYPE_GESTURE_DRAG);
  const gboolean is_start = g_str_equal (handle, "start");
  const GdkRectangle to = place_of (fixture, block, byte);
  AlcoveTextPoint start, end;
  GdkRectangle from;

  alcove_selection_get_ends (&fixture->view->selection, &start, &end);
  g_assert_true (alcove_conversation_caret_locate (fixture->view, is_start ? &start : &end, &from));
  g_signal_emit_by_name (drag, "drag-begin", 3.0, 3.0);
  g_signal_emit_by_name (drag, "drag-update", (double) (to.x - from.x) / 2, 0.0);
  g_signal_emit_by_name (drag, "drag-update", (double) (to.x - from.x),
                         (double) (to.y - from.y + (to.height - from.height) / 2));
  if (is_ended)
    g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  paint (fixture);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  g_autofree char *text = dup_selected (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_handles (Fixture *fixture, gboolean is_shown)
{
  GtkWidget *start = child_of_class (fixture, "start"), *end = child_of_class (fixture, "end");

  g_assert_true ((start != NULL && gtk_widget_get_child_visible (start)) == is_shown);
  g_assert_true ((end != NULL && gtk_widget_get_child_visible (end)) == is_shown);
}

static void
test_long_press (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t bounds;
  GdkRectangle start, end;

  assert_handles (fixture, FALSE);
  press_long (fixture, 0, 5);
  assert_selected (fixture, "two");
  assert_handles (fixture, TRUE);
  g_assert_true (gtk_widget_get_visible (child_of_class (fixture, "touch-bar")));
  if (g_getenv ("ALCOVE_TEST_PICTURE") != NULL)
    g_spawn_command_line_sync (g_getenv ("ALCOVE_TEST_PICTURE"), NULL, NULL, NULL, NULL);
  /* their tips are at the ends of the word */
  start = place_of (fixture, 0, 4);
  end = place_of (fixture, 0, 7);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "start"),
                                            GTK_WIDGET (fixture->view), &bounds));
  g_assert_cmpint ((int) (bounds.origin.x + bounds.size.width), ==, start.x);
  g_assert_cmpint ((int) bounds.origin.y, ==, start.y + start.height);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "end"),
                                            GTK_WIDGET (fixture->view), &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, end.x);
}

static void
test_handles (Fixture *fixture, gconstpointer data)
{
  GtkScrolledWindow *scroller
      = GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (fixture->view)));

  press_long (fixture, 0, 5);
  g_assert_true (gtk_scrolled_window_get_kinetic_scrolling (scroller));
  drag (fixture, "end", 1, 10, FALSE);
  g_assert_false (gtk_scrolled_window_get_kinetic_scrolling (scroller));
  assert_selected (fixture, "two three four.\n\nThe second");
  g_assert_false (gtk_widget_get_visible (child_of_class (fixture, "touch-bar")));
  g_signal_emit_by_name (controller_of (child_of_class (fixture, "end"), GTK_TYPE_GESTURE_DRAG),
                         "drag-end", 0.0, 0.0);
  paint (fixture);
  g_assert_true (gtk_scrolled_window_get_kinetic_scrolling (scroller));
  g_assert_true (gtk_widget_get_visible (child_of_class (fixture, "touch-bar")));
  drag (fixture, "start", 0, 8, TRUE);
  assert_selected (fixture, "three four.\n\nThe second");
  /* across the other end */
  drag (fixture, "start", 2, 4, TRUE);
  assert_selected (fixture, " paragraph has a link.\n\n• last");
  drag (fixture, "end", 0, 0, TRUE);
  assert_selected (fixture, "One two three four.\n\nThe second");
}

/* A message that comes above while the handle is dragged does not move the end that stays. */
static void
test_row_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  AlcoveTextPoint start, end;
  GdkRectangle at;

  press_long (fixture, 0, 5);
  alcove_selection_get_ends (&fixture->view->selection, &start, &end);
  alcove_conversation_pointer_hold (fixture->view, &start);
  g_list_store_insert (fixture->messages, 0, message);
  paint (fixture);
  end = (AlcoveTextPoint) { 2, ALCOVE_SECTION_TEXT, 1, 10 };
  g_assert_true (alcove_conversation_caret_locate (fixture->view, &end, &at));
  alcove_conversation_pointer_drag_to (fixture->view, at.x, at.y + at.height / 2.0);
  alcove_conversation_pointer_release (fixture->view);
  assert_selected (fixture, "two three four.\n\nThe second");
}

static void
click (GtkWidget *within, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child)
          && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        {
          g_assert_true (gtk_widget_get_visible (child));
          g_signal_emit_by_name (child, "clicked");
          return;
        }
      click (child, label);
    }
}

static void
test_bar (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));

  press_long (fixture, 0, 5);
  click (child_of_class (fixture, "touch-bar"), "Copy");
  paint (fixture);
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  g_assert_false (alcove_conversation_view_has_selection (fixture->view));
  assert_handles (fixture, FALSE);
  press_long (fixture, 1, 26);
  click (child_of_class (fixture, "touch-bar"), "Copy Link");
  paint (fixture);
  g_assert_false (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  press_long (fixture, 0, 5);
  click (child_of_class (fixture, "touch-bar"), "Select All");
  paint (fixture);
  g_assert_cmpuint (fixture->view->selection.focus.row, ==, 1);
}

/* Scrolling moves the handles with their text and sends the bar away; what is out of sight has none. */
static void
test_scrolling (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t before, after;

  for (guint i = 0; i < 40; i++)
    add (fixture, ALCOVE_ROLE_ASSISTANT, "More.\n\nAnd more.");
  alcove_conversation_layout_scroll_to (fixture->view->layout, 1, 0, 100);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  paint (fixture);
  press_long (fixture, 0, 5);
  assert_handles (fixture, TRUE);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "end"),
                                            GTK_WIDGET (fixture->view), &before));
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + 30);
  paint (fixture);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "end"),
                                            GTK_WIDGET (fixture->view), &after));
  g_assert_cmpint ((int) after.origin.y, ==, (int) before.origin.y - 30);
  g_assert_false (gtk_widget_get_visible (child_of_class (fixture, "touch-bar")));
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + 1500);
  paint (fixture);
  assert_handles (fixture, FALSE);
  assert_selected (fixture, "two");
  /* what was far away is let go, and comes back */
  for (guint i = 0; i < 400; i++)
    add (fixture, ALCOVE_ROLE_ASSISTANT, "More.\n\nAnd more.");
  for (guint row = 100; row < 440; row += 20)
    {
      alcove_conversation_layout_scroll_to (fixture->view->layout, row, 0, 100);
      gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
      paint (fixture);
    }
  assert_handles (fixture, FALSE);
  alcove_conversation_layout_scroll_to (fixture->view->layout, 1, 0, 100);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  paint (fixture);
  assert_handles (fixture, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/touch/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("long-press", test_long_press);
  ADD ("handles", test_handles);
  ADD ("row-before", test_row_before);
  ADD ("bar", test_bar);
  ADD ("scrolling", test_scrolling);
  return g_test_run ();
}
