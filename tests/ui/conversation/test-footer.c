/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The line beneath an answer, in windows that are too narrow for all of it. */

#include <adwaita.h>

#include "alcove-message-footer.h"
#include "view-fixture.h"

static void
collect_buttons (GtkWidget *widget, GPtrArray *buttons)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!gtk_widget_get_child_visible (child) || !gtk_widget_get_visible (child))
      continue;
    else if (GTK_IS_MENU_BUTTON (child)
             || (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)) != NULL))
      g_ptr_array_add (buttons, child);
    else
      collect_buttons (child, buttons);
}

/* The small buttons stay together, whatever stands before them: none is alone in a line. */
static void
test_one_line (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *foot;
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STOPPED);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "Half an"));
  alcove_message_set_parts (message, parts);
  foot = g_object_ref_sink (alcove_message_footer_new (message));
  gtk_window_set_child (GTK_WINDOW (fixture->window), foot);
  gtk_window_present (GTK_WINDOW (fixture->window));
  for (int width = 180; width < 600; width += 7)
    {
      g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
      graphene_rect_t first, last;
      int height;

      gtk_widget_measure (foot, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      gtk_widget_allocate (foot, width, height, -1, NULL);
      collect_buttons (foot, buttons);
      g_assert_cmpuint (buttons->len, ==, 4);
      g_assert_true (gtk_widget_compute_bounds (buttons->pdata[0], foot, &first));
      g_assert_true (gtk_widget_compute_bounds (buttons->pdata[3], foot, &last));
      if (g_test_verbose ())
        g_printerr ("%d: %.0f %.0f\n", width, first.origin.y, last.origin.y);
      g_assert_cmpint ((int) first.origin.y, ==, (int) last.origin.y);
      g_assert_cmpfloat (last.origin.x + last.size.width, <=, width + 6);
    }
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  g_object_unref (foot);
}

static GtkWidget *
find_words (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && !GTK_IS_BUTTON (child))
      found = find_words (child);
  return found;
}

/* What went wrong can be read from right to left too, however narrow it is. */
static void
test_right_to_left (ViewFixture *fixture, gconstpointer data)
{
  const AlcoveStatus statuses[] = { ALCOVE_STATUS_FAILED, ALCOVE_STATUS_TRUNCATED };

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (AlcoveMessage) message = alcove_message_new (ALCOVE_ROLE_ASSISTANT, statuses[i]);
      GtkWidget *foot;

      alcove_message_set_error (message, "auth", "Incorrect API key provided.");
      foot = g_object_ref_sink (alcove_message_footer_new (message));
      gtk_window_set_child (GTK_WINDOW (fixture->window), foot);
      gtk_window_present (GTK_WINDOW (fixture->window));
      for (int width = 180; width < 600; width += 7)
        {
          graphene_rect_t box;
          int height;

          gtk_widget_measure (foot, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
          gtk_widget_allocate (foot, width, height, -1, NULL);
          g_assert_true (gtk_widget_compute_bounds (find_words (foot), foot, &box));
          g_assert_cmpfloat (box.origin.x, >=, 0);
          g_assert_cmpfloat (box.origin.x + box.size.width, <=, width);
        }
      gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
      g_object_unref (foot);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conversation/footer/one-line", ViewFixture, NULL, view_fixture_set_up,
              test_one_line, view_fixture_tear_down);
  g_test_add ("/ui/conversation/footer/right-to-left", ViewFixture, NULL, view_fixture_set_up,
              test_right_to_left, view_fixture_tear_down);
  return g_test_run ();
}
