/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The reader is led: to a word far away, to the same place of another variant; and what is copied has forms. */

#include <adwaita.h>
#include <string.h>

#include "view-fixture.h"

static char *
repeat (const char *piece, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free_and_steal (text);
}

static const AlcoveLayoutPlace *
find_place (ViewFixture *fixture, guint row, AlcoveEntryItemKind kind)
{
  for (guint i = 0; i < fixture->view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = g_ptr_array_index (fixture->view->entries, place->row);

      if (place->row == row
          && alcove_conversation_entry_get_item (entry, place->item)->kind == kind)
        return place;
    }
  return NULL;
}

/* The second needle of a message of several screens stands in the window, wherever the reader was. */
static void
test_far_word (ViewFixture *fixture, gconstpointer data)
{
  g_autofree char *hay = repeat ("hay and straw\n\n", 200);
  g_autofree char *text = g_strconcat (hay, "a **nee**dle\n\n", hay, "a needle\n\n", hay, NULL);
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece ("NEEDLE");
  const AlcoveLayoutPlace *place = NULL;

  for (guint i = 0; i < 400; i++)
    view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, i == 37 ? text : "short");
  view_fixture_present (fixture);
  alcove_conversation_view_set_finder (fixture->view, finder);
  for (guint nth = 0; nth < 2; nth++)
    {
      alcove_conversation_view_show_found (fixture->view, 37, nth);
      view_fixture_paint (fixture);
      g_assert_cmpuint (fixture->view->found.row, ==, 37);
      g_assert_cmpuint (fixture->view->found.block, ==, nth == 0 ? 200 : 401);
      place = NULL;
      for (guint i = 0; i < fixture->view->places->len && place == NULL; i++)
        {
          const AlcoveLayoutPlace *at
              = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);
          const AlcoveEntryItem *item = alcove_conversation_entry_get_item (
              g_ptr_array_index (fixture->view->entries, at->row), at->item);

          if (at->row == 37 && item->kind == ALCOVE_ENTRY_BLOCK
              && item->index == fixture->view->found.block)
            place = at;
        }
      g_assert_nonnull (place);
      g_assert_cmpint (place->y, >=, 0);
      g_assert_cmpint (place->y + place->height, <, 500);
    }
}

/* What is folded is unfolded: reasoning, a tool's call, the list of sources. */
static void
test_folded (ViewFixture *fixture, gconstpointer data)
{
  static const guint sections[]
      = { ALCOVE_SECTION_REASONING, ALCOVE_SECTION_TEXT, ALCOVE_SECTION_PARTS, ALCOVE_N_SECTIONS };
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece ("needle");
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  AlcoveConversationEntry *entry;

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_REASONING, "A needle?"));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TOOL_CALL, "{\"q\":\"needle\"}"));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "The needle."));
  for (guint i = 0; i < 9; i++)
    {
      AlcovePart *source = alcove_part_new (ALCOVE_PART_CITATION, i == 8 ? "On a needle" : "Hay");

      source->extra = g_strdup_printf ("{\"url\":\"https://%u.example/\"}", i);
      g_ptr_array_add (parts, source);
    }
  alcove_message_set_parts (message, parts);
  g_list_store_append (fixture->messages, message);
  view_fixture_present (fixture);
  entry = g_ptr_array_index (fixture->view->entries, 0);
  alcove_conversation_view_set_finder (fixture->view, finder);
  for (guint nth = 0; nth < G_N_ELEMENTS (sections); nth++)
    {
      alcove_conversation_view_show_found (fixture->view, 0, nth);
      view_fixture_paint (fixture);
      g_assert_cmpuint (fixture->view->found.section, ==, sections[nth]);
      g_assert_cmpuint (fixture->view->found_end - fixture->view->found.byte, ==, 6);
      g_assert_true (entry->is_reasoning_open);
      g_assert_true (entry->are_sources_open == (nth == 3));
      g_assert_true (alcove_conversation_entry_shows_block (entry, ALCOVE_SECTION_PARTS, 0)
                     == (nth >= 2));
    }
  g_assert_nonnull (find_place (fixture, 0, ALCOVE_ENTRY_SOURCE));
}

/* The button that was pressed stands still, be the other variant longer or shorter. */
static void
test_variant_holds_place (ViewFixture *fixture, gconstpointer data)
{
  g_autofree char *longer = repeat ("Another paragraph.\n\n", 60);
  g_autofree char *after = repeat ("What follows.\n\n", 60);

  for (guint i = 0; i < 20; i++)
    view_fixture_add (fixture, i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER, after);
  view_fixture_present (fixture);
  for (guint turn = 0; turn < 4; turn++)
    {
      g_autoptr (AlcoveMessage) message
          = g_list_model_get_item (G_LIST_MODEL (fixture->messages), 9);
      g_autoptr (AlcoveMessage) other
          = view_fixture_make_message (ALCOVE_ROLE_ASSISTANT, turn % 2 ? "Short." : longer);
      gpointer others[] = { other };
      const AlcoveLayoutPlace *foot;
      int y;

      alcove_conversation_layout_scroll_to (
          fixture->view->layout, 9,
          alcove_conversation_entry_get_n_items (g_ptr_array_index (fixture->view->entries, 9)) > 0
              ? alcove_conversation_entry_get_n_items (
                    g_ptr_array_index (fixture->view->entries, 9))
                    - 1
              : 61,
          200);
      gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
      view_fixture_paint (fixture);
      foot = find_place (fixture, 9, ALCOVE_ENTRY_FOOTER);
      g_assert_nonnull (foot);
      y = foot->y;
      alcove_conversation_view_hold_place (fixture->view, message);
      g_list_store_splice (fixture->messages, 9, 1, others, 1);
      view_fixture_paint (fixture);
      foot = find_place (fixture, 9, ALCOVE_ENTRY_FOOTER);
      g_assert_nonnull (foot);
      g_assert_cmpint (foot->y, ==, y);
    }
}

static void
test_mark (ViewFixture *fixture, gconstpointer data)
{
  const AlcoveLayoutPlace *top;
  guint row;
  int y;

  for (guint i = 0; i < 200; i++)
    view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "A message.\n\nOf two paragraphs.");
  view_fixture_present (fixture);
  alcove_conversation_layout_scroll_to (fixture->view->layout, 50, 1, -7);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  view_fixture_paint (fixture);
  alcove_conversation_view_mark_place (fixture->view);
  row = alcove_conversation_view_get_position (fixture->view);
  top = find_place (fixture, 51, ALCOVE_ENTRY_HEADER);
  y = top->y;
  alcove_conversation_view_show_found (fixture->view, 150, 0);
  view_fixture_paint (fixture);
  g_assert_cmpuint (alcove_conversation_view_get_position (fixture->view), ==, 150);
  alcove_conversation_view_return_to_mark (fixture->view);
  view_fixture_paint (fixture);
  g_assert_cmpuint (alcove_conversation_view_get_position (fixture->view), ==, row);
  g_assert_cmpint (find_place (fixture, 51, ALCOVE_ENTRY_HEADER)->y, ==, y);
}

static void
test_forms (ViewFixture *fixture, gconstpointer data)
{
  static const char *const forms[] = { "text/html", "text/markdown", "text/plain;charset=utf-8" };
  GdkClipboard *clipboard;
  g_autoptr (AlcoveMessage) message = NULL;

  view_fixture_add (fixture, ALCOVE_ROLE_ASSISTANT, "Some **bold**");
  view_fixture_present (fixture);
  message = g_list_model_get_item (G_LIST_MODEL (fixture->messages), 0);
  alcove_conversation_view_copy_message (fixture->view, message);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GdkContentFormats) offered = gdk_content_formats_union_serialize_mime_types (
          gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

      g_assert_true (gdk_content_formats_contain_mime_type (offered, forms[i]));
    }
}

/* Who comes back to a chat is where he left it, or at the end where he left that. */
static void
test_return (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) other = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  g_autoptr (AlcoveMessage) answer = view_fixture_make_message (ALCOVE_ROLE_ASSISTANT, "elsewhere");
  AlcoveLayoutPlace before, after;

  g_list_store_append (other, answer);
  for (guint i = 0; i < 60; i++)
    view_fixture_add (fixture, i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER,
                      "Some words.\n\nSome more.\n\n- one\n- two");
  view_fixture_present (fixture);
  alcove_conversation_view_show_found (fixture->view, 30, 0);
  view_fixture_paint (fixture);
  before = g_array_index (fixture->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (before.row, >, 20);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (other));
  view_fixture_paint (fixture);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  view_fixture_paint (fixture);
  after = g_array_index (fixture->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (after.row, ==, before.row);
  g_assert_cmpint (after.y, ==, before.y);
  alcove_conversation_view_scroll_to_end (fixture->view);
  view_fixture_paint (fixture);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (other));
  view_fixture_paint (fixture);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  view_fixture_paint (fixture);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conversation/leading/far-word", ViewFixture, NULL, view_fixture_set_up,
              test_far_word, view_fixture_tear_down);
  g_test_add ("/ui/conversation/leading/folded", ViewFixture, NULL, view_fixture_set_up,
              test_folded, view_fixture_tear_down);
  g_test_add ("/ui/conversation/leading/variant-holds-place", ViewFixture, NULL,
              view_fixture_set_up, test_variant_holds_place, view_fixture_tear_down);
  g_test_add ("/ui/conversation/leading/mark", ViewFixture, NULL, view_fixture_set_up, test_mark,
              view_fixture_tear_down);
  g_test_add ("/ui/conversation/leading/forms", ViewFixture, NULL, view_fixture_set_up, test_forms,
              view_fixture_tear_down);
  g_test_add ("/ui/conversation/leading/return", ViewFixture, NULL, view_fixture_set_up,
              test_return, view_fixture_tear_down);
  return g_test_run ();
}
