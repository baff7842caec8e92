/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a toast says can be read to its end, in the narrowest window too. */

#include "ui-fixture.h"

#include "alcove-toast.h"

#define SHORT "Copied"
#define LONG                                                                                       \
  "Die Verbindung ist nicht verschlüsselt, und die Adresse ist nicht die eines Rechners in Ihrem " \
  "eigenen Netzwerk. Verwenden Sie eine Adresse, die mit https beginnt."

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_drawn (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

static gboolean
later (gpointer is_later)
{
  *(gboolean *) is_later = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lines of the label; asserts that all of it is to be seen. */
static int
count_lines (int width, const char *text, const char *button)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "child", overlay, "default-width", width,
                                    "default-height", 400, NULL);
  graphene_rect_t bounds;
  GtkWidget *label;
  gboolean is_later = FALSE;
  int lines, needed;

  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait (is_drawn, overlay);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay),
                               alcove_toast_new (overlay, text, button));
  label = find_label (overlay, text);
  g_assert_nonnull (label);
  ui_fixture_wait (is_drawn, label);
  g_timeout_add (400, later, &is_later);
  while (!is_later)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  lines = pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label)));
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (label), &needed, NULL,
                      NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (label), >=, needed);
  g_assert_true (gtk_widget_compute_bounds (label, overlay, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, 400);
  gtk_window_destroy (GTK_WINDOW (window));
  return lines;
}

static void
test_lines (void)
{
  g_assert_cmpint (count_lines (360, SHORT, NULL), ==, 1);
  g_assert_cmpint (count_lines (1000, SHORT, "Details"), ==, 1);
  g_assert_cmpint (count_lines (360, LONG, NULL), >, 2);
  g_assert_cmpint (count_lines (360, LONG, "Details"), >, 3);
  g_assert_cmpint (count_lines (360, LONG, "Wiederherstellungsschlüssel…"), >, 3);
  g_assert_cmpint (count_lines (1000, LONG, "Details"), <, 4);
}

static void
test_rtl (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_assert_cmpint (count_lines (360, LONG, "Details"), >, 3);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/toast/lines", test_lines);
  g_test_add_func ("/ui/toast/right-to-left", test_rtl);
  return g_test_run ();
}
