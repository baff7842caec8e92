/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Selecting with a finger: a long press, the handles, the bar. There is no touch screen here: what the gestures say is
 * said by the test. */

#include <adwaita.h>
#include <string.h>

#include "view-fixture.h"

static void
set_up (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_set_up (fixture, data);
  view_fixture_add (fixture, ALCOVE_ROLE_USER, "Where is it?");
  view_fixture_add (
      fixture, ALCOVE_ROLE_ASSISTANT,
      "One *two* three four.\n\nThe second paragraph has [a link](https://a.example/).\n\n- last");
  view_fixture_present (fixture);
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
child_of_class (ViewFixture *fixture, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, css_class))
      return child;
  return NULL;
}

static GdkRectangle
place_of (ViewFixture *fixture, guint block, guint byte)
{
  const AlcoveTextPoint point = { 1, ALCOVE_SECTION_TEXT, block, byte };
  GdkRectangle at;

  g_assert_true (alcove_conversation_caret_locate (fixture->view, &point, &at));
  return at;
}

static void
press_long (ViewFixture *fixture, guint block, guint byte)
{
  const GdkRectangle at = place_of (fixture, block, byte);

  g_signal_emit_by_name (controller_of (GTK_WIDGET (fixture->view), GTK_TYPE_GESTURE_LONG_PRESS),
                         "pressed", (double) at.x + 1, (double) at.y + at.height / 2.0);
  view_fixture_paint (fixture);
}

static char *
dup_selected (ViewFixture *fixture)
{
  return alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);
}

/* From where a handle stands to a place of the text. */
static void
drag (ViewFixture *fixture, const char *handle, guint block, guint byte, gboolean is_ended)
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
  view_fixture_paint (fixture);
}

static void
assert_selected (ViewFixture *fixture, const char *expected)
{
  g_autofree char *text = dup_selected (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_handles (ViewFixture *fixture, gboolean is_shown)
{
  GtkWidget *start = child_of_class (fixture, "start"), *end = child_of_class (fixture, "end");

  g_assert_true ((start != NULL && gtk_widget_get_child_visible (start)) == is_shown);
  g_assert_true ((end != NULL && gtk_widget_get_child_visible (end)) == is_shown);
}

static void
test_long_press (ViewFixture *fixture, gconstpointer data)
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
test_handles (ViewFixture *fixture, gconstpointer data)
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
  view_fixture_paint (fixture);
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
test_row_before (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  AlcoveTextPoint start, end;
  GdkRectangle at;

  press_long (fixture, 0, 5);
  alcove_selection_get_ends (&fixture->view->selection, &start, &end);
  alcove_conversation_pointer_hold (fixture->view, &start);
  g_list_store_insert (fixture->messages, 0, message);
  view_fixture_paint (fixture);
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
test_bar (ViewFixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));

  press_long (fixture, 0, 5);
  click (child_of_class (fixture, "touch-bar"), "Copy");
  view_fixture_paint (fixture);
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  g_assert_false (alcove_conversation_view_has_selection (fixture->view));
  assert_handles (fixture, FALSE);
  press_long (fixture, 1, 26);
  click (child_of_class (fixture, "touch-bar"), "Copy Link");
  view_fixture_paint (fixture);
  g_assert_false (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  press_long (fixture, 0, 5);
  click (child_of_class (fixture, "touch-bar"), "Select All");
  view_fixture_paint (fixture);
  g_assert_cmpuint (fixture->view->selection.focus.row, ==, 1);
}

/* Scrolling moves the handles with their text and sends the bar away; what is out of sight has none. */
static void
test_scrolling (ViewFixture *fixture, gconstpointer data)
{
  graphene_rect_t before, after;

  for (guint i = 0; i < 40; i++)
    view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "More.\n\nAnd more.");
  alcove_conversation_layout_scroll_to (fixture->view->layout, 1, 0, 100);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  view_fixture_paint (fixture);
  press_long (fixture, 0, 5);
  assert_handles (fixture, TRUE);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "end"),
                                            GTK_WIDGET (fixture->view), &before));
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + 30);
  view_fixture_paint (fixture);
  g_assert_true (gtk_widget_compute_bounds (child_of_class (fixture, "end"),
                                            GTK_WIDGET (fixture->view), &after));
  g_assert_cmpint ((int) after.origin.y, ==, (int) before.origin.y - 30);
  g_assert_false (gtk_widget_get_visible (child_of_class (fixture, "touch-bar")));
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + 1500);
  view_fixture_paint (fixture);
  assert_handles (fixture, FALSE);
  assert_selected (fixture, "two");
  /* what was far away is let go, and comes back */
  for (guint i = 0; i < 400; i++)
    view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "More.\n\nAnd more.");
  for (guint row = 100; row < 440; row += 20)
    {
      alcove_conversation_layout_scroll_to (fixture->view->layout, row, 0, 100);
      gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
      view_fixture_paint (fixture);
    }
  assert_handles (fixture, FALSE);
  alcove_conversation_layout_scroll_to (fixture->view->layout, 1, 0, 100);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  view_fixture_paint (fixture);
  assert_handles (fixture, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/touch/" name, ViewFixture, NULL, set_up, func,                     \
              view_fixture_tear_down)
  ADD ("long-press", test_long_press);
  ADD ("handles", test_handles);
  ADD ("row-before", test_row_before);
  ADD ("bar", test_bar);
  ADD ("scrolling", test_scrolling);
  return g_test_run ();
}
