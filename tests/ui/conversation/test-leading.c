/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The reader is led: to a word far away, to the same place of another variant; and what is copied has forms. */

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

static AlcoveMessage *
make_message (AlcoveRole role, const char *text)
{
  AlcoveMessage *message = alcove_message_new (role, ALCOVE_STATUS_COMPLETE);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  alcove_message_set_parts (message, parts);
  return message;
}

static void
add (Fixture *fixture, guint position, AlcoveRole role, const char *text)
{
  g_autoptr (AlcoveMessage) message = make_message (role, text);

  g_list_store_insert (fixture->messages, position, message);
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
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->messages);
}

static void
present (Fixture *fixture)
{
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  gtk_window_present (GTK_WINDOW (fixture->window));
  paint (fixture);
}

static char *
repeat (const char *piece, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free_and_steal (text);
}

static const AlcoveLayoutPlace *
find_place (Fixture *fixture, guint row, AlcoveEntryItemKind kind)
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
test_far_word (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hay = repeat ("hay and straw\n\n", 200);
  g_autofree char *text = g_strconcat (hay, "a **nee**dle\n\n", hay, "a needle\n\n", hay, NULL);
  g_autoptr (AlcoveFinder) finder = alcove_finder_new_piece ("NEEDLE");
  const AlcoveLayoutPlace *place = NULL;

  for (guint i = 0; i < 400; i++)
    add (fixture, i, ALCOVE_ROLE_ASSISTANT, i == 37 ? text : "short");
  present (fixture);
  alcove_conversation_view_set_finder (fixture->view, finder);
  for (guint nth = 0; nth < 2; nth++)
    {
      alcove_conversation_view_show_found (fixture->view, 37, nth);
      paint (fixture);
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
test_folded (Fixture *fixture, gconstpointer data)
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
  present (fixture);
  entry = g_ptr_array_index (fixture->view->entries, 0);
  alcove_conversation_view_set_finder (fixture->view, finder);
  for (guint nth = 0; nth < G_N_ELEMENTS (sections); nth++)
    {
      alcove_conversation_view_show_found (fixture->view, 0, nth);
      paint (fixture);
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
test_variant_holds_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longer = repeat ("Another paragraph.\n\n", 60);
  g_autofree char *after = repeat ("What follows.\n\n", 60);

  for (guint i = 0; i < 20; i++)
    add (fixture, i, i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER, after);
  present (fixture);
  for (guint turn = 0; turn < 4; turn++)
    {
      g_autoptr (AlcoveMessage) message
          = g_list_model_get_item (G_LIST_MODEL (fixture->messages), 9);
      g_autoptr (AlcoveMessage) other
          = make_message (ALCOVE_ROLE_ASSISTANT, turn % 2 ? "Short." : longer);
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
      paint (fixture);
      foot = find_place (fixture, 9, ALCOVE_ENTRY_FOOTER);
      g_assert_nonnull (foot);
      y = foot->y;
      alcove_conversation_view_hold_place (fixture->view, message);
      g_list_store_splice (fixture->messages, 9, 1, others, 1);
      paint (fixture);
      foot = find_place (fixture, 9, ALCOVE_ENTRY_FOOTER);
      g_assert_nonnull (foot);
      g_assert_cmpint (foot->y, ==, y);
    }
}

static void
test_mark (Fixture *fixture, gconstpointer data)
{
  const AlcoveLayoutPlace *top;
  guint row;
  int y;

  for (guint i = 0; i < 200; i++)
    add (fixture, i, ALCOVE_ROLE_ASSISTANT, "A message.\n\nOf two paragraphs.");
  present (fixture);
  alcove_conversation_layout_scroll_to (fixture->view->layout, 50, 1, -7);
  gtk_widget_queue_allocate (GTK_WIDGET (fixture->view));
  paint (fixture);
  alcove_conversation_view_mark_place (fixture->view);
  row = alcove_conversation_view_get_position (fixture->view);
  top = find_place (fixture, 51, ALCOVE_ENTRY_HEADER);
  y = top->y;
  alcove_conversation_view_show_found (fixture->view, 150, 0);
  paint (fixture);
  g_assert_cmpuint (alcove_conversation_view_get_position (fixture->view), ==, 150);
  alcove_conversation_view_return_to_mark (fixture->view);
  paint (fixture);
  g_assert_cmpuint (alcove_conversation_view_get_position (fixture->view), ==, row);
  g_assert_cmpint (find_place (fixture, 51, ALCOVE_ENTRY_HEADER)->y, ==, y);
}

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  static const char *const forms[] = { "text/html", "text/markdown", "text/plain;charset=utf-8" };
  GdkClipboard *clipboard;
  g_autoptr (AlcoveMessage) message = NULL;

  add (fixture, 0, ALCOVE_ROLE_ASSISTANT, "Some **bold**");
  present (fixture);
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
test_return (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) other = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  g_autoptr (AlcoveMessage) answer = make_message (ALCOVE_ROLE_ASSISTANT, "elsewhere");
  AlcoveLayoutPlace before, after;

  g_list_store_append (other, answer);
  for (guint i = 0; i < 60; i++)
    add (fixture, i, i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER,
         "Some words.\n\nSome more.\n\n- one\n- two");
  present (fixture);
  alcove_conversation_view_show_found (fixture->view, 30, 0);
  paint (fixture);
  before = g_array_index (fixture->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (before.row, >, 20);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (other));
  paint (fixture);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  paint (fixture);
  after = g_array_index (fixture->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (after.row, ==, before.row);
  g_assert_cmpint (after.y, ==, before.y);
  alcove_conversation_view_scroll_to_end (fixture->view);
  paint (fixture);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (other));
  paint (fixture);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  paint (fixture);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conversation/leading/far-word", Fixture, NULL, set_up, test_far_word, tear_down);
  g_test_add ("/ui/conversation/leading/folded", Fixture, NULL, set_up, test_folded, tear_down);
  g_test_add ("/ui/conversation/leading/variant-holds-place", Fixture, NULL, set_up,
              test_variant_holds_place, tear_down);
  g_test_add ("/ui/conversation/leading/mark", Fixture, NULL, set_up, test_mark, tear_down);
  g_test_add ("/ui/conversation/leading/forms", Fixture, NULL, set_up, test_forms, tear_down);
  g_test_add ("/ui/conversation/leading/return", Fixture, NULL, set_up, test_return, tear_down);
  return g_test_run ();
}
