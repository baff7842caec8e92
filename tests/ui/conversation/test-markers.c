/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The numbers of a list, in both directions. */

#include <adwaita.h>
#include <string.h>

#include "alcove-block-layout.h"
#include "view-fixture.h"

static int
place_of (PangoLayout *marker, char letter)
{
  PangoRectangle at;

  pango_layout_index_to_pos (
      marker,
      (int) (strchr (pango_layout_get_text (marker), letter) - pango_layout_get_text (marker)),
      &at);
  return MIN (at.x, at.x + at.width);
}

/* Between the number and its text stands the dot, in whatever window. */
static void
test_dot (ViewFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean is_rtl;
  } lists[] = { { "1. one", FALSE }, { "1. واحد", TRUE } };

  gtk_widget_set_default_direction (GPOINTER_TO_INT (data));
  gtk_window_present (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (AlcoveBlockStyle) style = alcove_block_style_new (fixture->window);
      g_autoptr (AlcoveBlockLayout) layout = alcove_block_layout_new ();
      g_autoptr (GPtrArray) blocks = alcove_markdown_parse (lists[i].text, -1);
      int number, dot;

      alcove_block_layout_update (layout, style, g_ptr_array_index (blocks, 0), 600);
      g_assert_cmpint (layout->is_rtl, ==, lists[i].is_rtl);
      number = place_of (layout->marker, '1');
      dot = place_of (layout->marker, '.');
      g_assert_cmpint (dot < number, ==, lists[i].is_rtl);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conversation/markers/left-to-right", ViewFixture,
              GINT_TO_POINTER (GTK_TEXT_DIR_LTR), view_fixture_set_up, test_dot,
              view_fixture_tear_down);
  g_test_add ("/ui/conversation/markers/right-to-left", ViewFixture,
              GINT_TO_POINTER (GTK_TEXT_DIR_RTL), view_fixture_set_up, test_dot,
              view_fixture_tear_down);
  return g_test_run ();
}
