/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a screen reader finds in an answer: lists in lists, quotes, and the blocks in them. */

#include <adwaita.h>
#include <string.h>

#include "alcove-block-widget.h"
#include "view-fixture.h"

static const char *
name_of (GtkAccessibleRole role)
{
  switch ((int) role)
    {
    case GTK_ACCESSIBLE_ROLE_LIST:
      return "list";
    case GTK_ACCESSIBLE_ROLE_LIST_ITEM:
      return "item";
    case GTK_ACCESSIBLE_ROLE_BLOCK_QUOTE:
      return "quote";
    case GTK_ACCESSIBLE_ROLE_PARAGRAPH:
      return "paragraph";
    case GTK_ACCESSIBLE_ROLE_HEADING:
      return "heading";
    case GTK_ACCESSIBLE_ROLE_GROUP:
      return "group";
    default:
      return "other";
    }
}

/* Goes down only where there may be blocks: what stands around them is not looked at. */
static void
tell (GtkAccessible *parent, int depth, GString *out)
{
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (parent);

  while (child != NULL)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);
      g_autoptr (GtkAccessible) above = gtk_accessible_get_accessible_parent (child);
      const char *role = name_of (gtk_accessible_get_accessible_role (child));

      g_assert_true (above == parent);
      if (ALCOVE_IS_BLOCK_WIDGET (child))
        {
          g_autoptr (GBytes) text = GTK_ACCESSIBLE_TEXT_GET_IFACE (child)->get_contents (
              GTK_ACCESSIBLE_TEXT (child), 0, G_MAXUINT);

          g_string_append_printf (out, "%*s%s %.*s\n", depth, "", role,
                                  (int) g_bytes_get_size (text),
                                  (const char *) g_bytes_get_data (text, NULL));
        }
      else if (!GTK_IS_WIDGET (child))
        {
          g_string_append_printf (out, "%*s%s\n", depth, "", role);
          tell (child, depth + 1, out);
        }
      g_object_unref (child);
      child = next;
    }
}

static void
assert_told (ViewFixture *fixture, guint row, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  tell (GTK_ACCESSIBLE (view_fixture_get_entry (fixture, row)->group), 0, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_nested (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (
      fixture, ALCOVE_ROLE_ASSISTANT,
      "Before\n\n"
      "1. one\n2. two\n   - a\n   - b\n\n     more of b\n\n   more of two\n3. three\n\n"
      "7. again\n\n"
      "After");
  view_fixture_present (fixture);
  assert_told (fixture, 0,
               "paragraph Before\n"
               "list\n"
               " item\n"
               "  paragraph 1. one\n"
               " item\n"
               "  paragraph 2. two\n"
               "  list\n"
               "   item\n"
               "    paragraph • a\n"
               "   item\n"
               "    paragraph • b\n"
               "    paragraph more of b\n"
               "  paragraph more of two\n"
               " item\n"
               "  paragraph 3. three\n"
               " item\n"
               "  paragraph 4. again\n"
               "paragraph After\n");
}

static void
test_quotes (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT,
                    "> quoted\n>\n> - in it\n>\n> > deeper\n\n"
                    "- an item\n\n  > a quote\n\n  its end\n- ```\n  code\n  ```\n");
  view_fixture_present (fixture);
  assert_told (fixture, 0,
               "quote\n"
               " paragraph quoted\n"
               " list\n"
               "  item\n"
               "   paragraph • in it\n"
               " quote\n"
               "  paragraph deeper\n"
               "list\n"
               " item\n"
               "  paragraph • an item\n"
               "  quote\n"
               "   paragraph a quote\n"
               "  paragraph its end\n"
               " item\n"
               "  group • code\n");
}

/* The nth item in the order in which they are read. */
static GtkAccessible *
find_item (GtkAccessible *parent, guint *nth)
{
  g_autoptr (GtkAccessible) child = gtk_accessible_get_first_accessible_child (parent);
  GtkAccessible *found = NULL;

  while (child != NULL && found == NULL)
    {
      GtkAccessible *next;

      if (gtk_accessible_get_accessible_role (child) == GTK_ACCESSIBLE_ROLE_LIST_ITEM
          && (*nth)-- == 0)
        return child;
      found = GTK_IS_WIDGET (child) ? NULL : find_item (child, nth);
      next = gtk_accessible_get_next_accessible_sibling (child);
      g_object_unref (child);
      child = next;
    }
  return found;
}

static void
assert_place (ViewFixture *fixture, guint nth, int level, int place, int n_items)
{
  GtkAccessible *item
      = find_item (GTK_ACCESSIBLE (view_fixture_get_entry (fixture, 0)->group), &nth);

  g_assert_nonnull (item);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LEVEL, level);
  gtk_test_accessible_assert_relation (item, GTK_ACCESSIBLE_RELATION_POS_IN_SET, place);
  gtk_test_accessible_assert_relation (item, GTK_ACCESSIBLE_RELATION_SET_SIZE, n_items);
}

static void
test_places (ViewFixture *fixture, gconstpointer data)
{
  guint first = 0, second = 1;
  GtkAccessible *group;

  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "- [x] done\n- [ ] open\n  1. inner\n- last");
  view_fixture_present (fixture);
  assert_place (fixture, 0, 1, 1, 3);
  assert_place (fixture, 1, 1, 2, 3);
  assert_place (fixture, 2, 2, 1, 1);
  assert_place (fixture, 3, 1, 3, 3);
  group = GTK_ACCESSIBLE (view_fixture_get_entry (fixture, 0)->group);
  gtk_test_accessible_assert_state (find_item (group, &first), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_state (find_item (group, &second), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
}

/* What is out of sight has no widget; it is counted all the same. */
static void
test_long (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint nth = 0;
  GtkAccessible *item;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "%u. an item\n", i + 1);
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, text->str);
  view_fixture_present (fixture); /* at the end */
  item = find_item (GTK_ACCESSIBLE (view_fixture_get_entry (fixture, 0)->group), &nth);
  gtk_test_accessible_assert_relation (item, GTK_ACCESSIBLE_RELATION_SET_SIZE, 2000);
  nth = 0;
  while (find_item (GTK_ACCESSIBLE (view_fixture_get_entry (fixture, 0)->group), &(guint) { nth }))
    nth++;
  g_assert_cmpuint (nth, <, 200);
  assert_place (fixture, nth - 1, 1, 2000, 2000);
}

/* While it comes: a paragraph becomes an item, items become more. */
static void
test_streaming (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  alcove_message_set_parts (message, parts);
  g_list_store_append (fixture->messages, message);
  view_fixture_present (fixture);
  alcove_message_append (message, ALCOVE_PART_TEXT, "First");
  view_fixture_paint (fixture);
  assert_told (fixture, 0, "paragraph First\n");
  alcove_message_append (message, ALCOVE_PART_TEXT, "\n\n- one");
  view_fixture_paint (fixture);
  assert_told (fixture, 0, "paragraph First\nlist\n item\n  paragraph • one\n");
  alcove_message_append (message, ALCOVE_PART_TEXT, "\n- two\n\nThen");
  view_fixture_paint (fixture);
  assert_told (fixture, 0,
               "paragraph First\nlist\n item\n  paragraph • one\n item\n  paragraph • two\n"
               "paragraph Then\n");
}

/* The widgets of paragraphs go from message to message: nothing of the one before stays. */
static void
test_reused (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "- one\n- two");
  for (guint i = 0; i < 60; i++)
    view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "a\n\nb\n\nc");
  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "plain\n\ntext");
  view_fixture_present (fixture);
  for (guint turn = 0; turn < 3; turn++)
    {
      alcove_conversation_layout_scroll_to (fixture->view->layout, 0, 0, 20);
      gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
      view_fixture_paint (fixture);
      assert_told (fixture, 0, "list\n item\n  paragraph • one\n item\n  paragraph • two\n");
      alcove_conversation_view_scroll_to_end (fixture->view);
      view_fixture_paint (fixture);
      assert_told (fixture, 61, "paragraph plain\nparagraph text\n");
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/outline/" name, ViewFixture, NULL, view_fixture_set_up, func,      \
              view_fixture_tear_down)
  ADD ("nested", test_nested);
  ADD ("quotes", test_quotes);
  ADD ("places", test_places);
  ADD ("long", test_long);
  ADD ("streaming", test_streaming);
  ADD ("reused", test_reused);
  return g_test_run ();
}
