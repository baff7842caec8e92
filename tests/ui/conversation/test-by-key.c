/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a pointer reaches is reached by key, too: the menus of links, tables and code; selecting from the right to the
 * left. */

#include <adwaita.h>
#include <string.h>

#include "view-fixture.h"

static gboolean
has_action (GMenuModel *menu, const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name)
          && g_str_equal (name, action))
        return TRUE;
      if (section != NULL && has_action (section, action))
        return TRUE;
    }
  return FALSE;
}

static gboolean
menu_has (ViewFixture *fixture, const char *action)
{
  return has_action (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (fixture->view->menu)),
                     action);
}

static void
open_menu (ViewFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "menu.popup", NULL);
  view_fixture_paint (fixture);
}

static void
close_menu (ViewFixture *fixture)
{
  gtk_popover_popdown (GTK_POPOVER (fixture->view->menu));
  view_fixture_paint (fixture);
}

static void
test_link_menu (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *block;

  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT,
                    "[one](https://one.example/) and [two](https://two.example/)");
  view_fixture_present (fixture);
  block = view_fixture_get_widget (fixture, 0, ALCOVE_ENTRY_BLOCK, 0);
  g_assert_true (gtk_widget_child_focus (block, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (block, GTK_DIR_TAB_FORWARD));
  open_menu (fixture);
  g_assert_true (menu_has (fixture, "link.copy"));
  g_assert_cmpstr (fixture->view->menu_link, ==, "https://two.example/");
  close_menu (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  open_menu (fixture);
  g_assert_false (menu_has (fixture, "link.copy"));
  close_menu (fixture);
}

/* An image by address in a cell: its words lead to the address, which can be copied; nothing is fetched. */
static void
test_image_in_cell (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *table;

  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT,
                    "| a | b |\n| --- | --- |\n| ![A map](https://maps.example/a.png) | 2 |");
  view_fixture_present (fixture);
  table = view_fixture_get_widget (fixture, 0, ALCOVE_ENTRY_BLOCK, 0);
  g_assert_null (view_fixture_get_widget (fixture, 0, ALCOVE_ENTRY_IMAGE, 0));
  g_assert_true (gtk_widget_child_focus (table, GTK_DIR_TAB_FORWARD));
  open_menu (fixture);
  g_assert_true (menu_has (fixture, "link.copy"));
  g_assert_true (menu_has (fixture, "block.copy"));
  g_assert_cmpstr (fixture->view->menu_link, ==, "https://maps.example/a.png");
  close_menu (fixture);
}

/* A table without links has no focus of its own: the selection says which is meant. */
static void
test_block_menu (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT,
                    "Before\n\n| a | b |\n| --- | --- |\n| 1 | 2 |");
  view_fixture_present (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  open_menu (fixture);
  g_assert_false (menu_has (fixture, "block.copy"));
  close_menu (fixture);
  for (guint i = 0; i < 2; i++)
    alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_DISPLAY_LINES, 1);
  open_menu (fixture);
  g_assert_true (menu_has (fixture, "block.copy"));
  g_assert_cmpuint (fixture->view->menu_row, ==, 0);
  close_menu (fixture);
}

static void
assert_selected (ViewFixture *fixture, const char *expected)
{
  g_autofree char *text
      = alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);

  g_assert_cmpstr (text, ==, expected);
}

/* The arrows go where they point: in Hebrew the next letter stands on the left. */
static void
test_rtl (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "שלום לכולם");
  view_fixture_present (fixture);
  alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_BUFFER_ENDS, -1);
  fixture->view->selection.anchor = fixture->view->selection.focus;
  g_assert_true (
      alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_VISUAL_POSITIONS, -1));
  assert_selected (fixture, "ש");
  g_assert_true (alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_WORDS, -1));
  assert_selected (fixture, "שלום");
  g_assert_true (
      alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_VISUAL_POSITIONS, 1));
  assert_selected (fixture, "שלו");
  g_assert_true (
      alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1));
  assert_selected (fixture, "שלום לכולם");
  alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_DISPLAY_LINE_ENDS, -1);
  assert_selected (fixture, "");
}

/* All is selected, then less by key: the first press takes the last letter away. */
static void
test_less_than_all (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (fixture, ALCOVE_ROLE_USER, "One");
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "Two\n\nthree");
  view_fixture_present (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL);
  assert_selected (fixture, "One\n\nTwo\n\nthree");
  alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_VISUAL_POSITIONS, -1);
  assert_selected (fixture, "One\n\nTwo\n\nthre");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL);
  g_assert_true (alcove_conversation_caret_extend (fixture->view, GTK_MOVEMENT_DISPLAY_LINES, -1));
  assert_selected (fixture, "One\n\nTwo");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/by-key/" name, ViewFixture, NULL, view_fixture_set_up, func,       \
              view_fixture_tear_down)
  ADD ("link-menu", test_link_menu);
  ADD ("image-in-cell", test_image_in_cell);
  ADD ("block-menu", test_block_menu);
  ADD ("rtl", test_rtl);
  ADD ("less-than-all", test_less_than_all);
  return g_test_run ();
}
