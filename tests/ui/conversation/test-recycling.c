/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Work that a frame need not do again: what goes out of view serves what comes, what comes is laid out before, and
 * what did not change stays as it was laid out. Counted, not timed. */

#include <adwaita.h>

#include "alcove-block-layout.h"
#include "alcove-conversation-view-private.h"
#include "alcove-message-footer.h"
#include "alcove-message-group.h"
#include "alcove-message-header.h"
#include "sample-chat.h"
#include "view-fixture.h"

typedef struct
{
  GtkWidget *window;
  AlcoveConversationView *view;
  GListStore *messages;
} Fixture;

static void
paint (Fixture *fixture)
{
  view_fixture_paint_frames (fixture->window, fixture->view, 2);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->messages = sample_history_new (GPOINTER_TO_UINT (data), TRUE);
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    {
      g_autoptr (AlcoveMessage) message
          = g_list_model_get_item (G_LIST_MODEL (fixture->messages), i);
      g_autofree char *model = g_strdup_printf ("model %u", i);

      alcove_message_set_model (message, model);
    }
  fixture->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  g_object_ref_sink (fixture->view);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->view));
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  paint (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->messages);
}

static AlcoveConversationEntry *
entry_of (Fixture *fixture, const AlcoveLayoutPlace *place)
{
  return g_ptr_array_index (fixture->view->entries, place->row);
}

static const char *
header_text (GtkWidget *header)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (header)));
}

/* Everything that is placed belongs to the message that it is placed for, and stands there visible and in order. */
static void
check_places (Fixture *fixture)
{
  const AlcoveConversationEntry *before = NULL;

  for (guint i = 0; i < fixture->view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = entry_of (fixture, place);
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);

      g_assert_true (gtk_widget_get_visible (entry->group));
      g_assert_true (gtk_widget_get_visible (item->widget));
      g_assert_true (gtk_widget_get_parent (item->widget) == entry->group);
      if (item->kind == ALCOVE_ENTRY_HEADER)
        g_assert_cmpstr (header_text (item->widget), ==, alcove_message_get_model (entry->message));
      if (ALCOVE_IS_MESSAGE_FOOTER (item->widget))
        g_assert_true (alcove_message_footer_get_message (ALCOVE_MESSAGE_FOOTER (item->widget))
                       == entry->message);
      if (before != NULL && before != entry)
        g_assert_true (gtk_widget_get_next_sibling (before->group) == entry->group
                       || !gtk_widget_get_visible (gtk_widget_get_next_sibling (before->group)));
      before = entry;
    }
}

/* Groups that can be seen are those of messages that have a place: a spare one shows nothing of the message before. */
static guint
n_visible_groups (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += ALCOVE_IS_MESSAGE_GROUP (child) && gtk_widget_get_visible (child) ? 1 : 0;
  return n;
}

static guint
n_placed_rows (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < fixture->view->places->len; i++)
    n += i == 0
                 || g_array_index (fixture->view->places, AlcoveLayoutPlace, i).row
                        != g_array_index (fixture->view->places, AlcoveLayoutPlace, i - 1).row
             ? 1
             : 0;
  return n;
}

static void
note_widgets (GtkWidget *widget, GHashTable *seen)
{
  if (ALCOVE_IS_MESSAGE_FOOTER (widget) || ALCOVE_IS_MESSAGE_HEADER (widget)
      || ALCOVE_IS_MESSAGE_GROUP (widget))
    g_hash_table_add (seen, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    note_widgets (child, seen);
}

/* Up and down again by whole pages: the same few groups, headers and feet serve all messages. */
static void
test_serves_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  for (guint i = 0; i < 60; i++)
    {
      const double by = i < 40 ? -600 : 900;

      gtk_adjustment_set_value (fixture->view->vadjustment,
                                gtk_adjustment_get_value (fixture->view->vadjustment) + by);
      paint (fixture);
      check_places (fixture);
      g_assert_cmpuint (n_visible_groups (fixture), ==, n_placed_rows (fixture));
      note_widgets (GTK_WIDGET (fixture->view), seen);
    }
  g_test_message ("%u groups, headers and feet", g_hash_table_size (seen));
  g_assert_cmpuint (g_hash_table_size (seen), <, 60);
}

static gboolean
is_prepared (Fixture *fixture, guint row)
{
  AlcoveConversationEntry *entry = g_ptr_array_index (fixture->view->entries, row);

  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    if (alcove_conversation_entry_get_item (entry, i)->layout != NULL)
      return TRUE;
  return FALSE;
}

/* While the reader moves, what he comes to next is laid out before a frame needs it; what he leaves is not. */
static void
test_prepares (Fixture *fixture, gconstpointer data)
{
  const AlcoveLayoutPlace *first;

  for (guint i = 0; i < 5; i++)
    {
      gtk_adjustment_set_value (fixture->view->vadjustment,
                                gtk_adjustment_get_value (fixture->view->vadjustment) - 300);
      paint (fixture);
    }
  while (fixture->view->ahead_idle != 0)
    g_main_context_iteration (NULL, TRUE);
  first = &g_array_index (fixture->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (first->row, >, 20);
  g_assert_true (is_prepared (fixture, first->row - 1));
  g_assert_false (is_prepared (fixture, first->row - 20));
}

static AlcoveBlock *
parse_table (guint n_rows, const char *last)
{
  g_autoptr (GString) text = g_string_new ("| name | size | kind |\n| --- | ---: | --- |\n");
  g_autoptr (GPtrArray) blocks = NULL;

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "| river **stone** %u | %u | `paper` |\n", i, i * 7);
  g_string_append (text, last);
  blocks = alcove_markdown_parse (text->str, -1);
  g_assert_cmpuint (blocks->len, ==, 1);
  return alcove_block_ref (g_ptr_array_index (blocks, 0));
}

static GArray *
dup_serials (const AlcoveBlockLayout *layout, guint n)
{
  GArray *serials = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const guint serial
          = pango_layout_get_serial (g_array_index (layout->chunks, AlcoveBlockChunk, i).layout);

      g_array_append_val (serials, serial);
    }
  return serials;
}

static guint
n_laid_out_again (const AlcoveBlockLayout *layout, const GArray *before)
{
  guint n = 0;

  for (guint i = 0; i < before->len; i++)
    n += pango_layout_get_serial (g_array_index (layout->chunks, AlcoveBlockChunk, i).layout)
                 != g_array_index (before, guint, i)
             ? 1
             : 0;
  return n;
}

/* A row more, also one that makes a column wider: no other cell is laid out for it. */
static void
test_table_grows (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = { "", "| a | 1 | b |\n", "| a | 1 | of a very wide kind |\n" };
  g_autoptr (AlcoveBlockStyle) style = alcove_block_style_new (fixture->window);
  g_autoptr (AlcoveBlockLayout) layout = alcove_block_layout_new ();
  const guint n_cells = 3 * 101;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AlcoveBlock) table = parse_table (100, rows[i]);
      g_autoptr (GArray) before = i > 0 ? dup_serials (layout, n_cells) : NULL;
      g_autoptr (AlcoveBlockLayout) fresh = alcove_block_layout_new ();

      alcove_block_layout_update (layout, style, table, 700);
      alcove_block_layout_update (fresh, style, table, 700);
      g_assert_cmpuint (layout->chunks->len, >=, n_cells);
      g_assert_cmpint (layout->height, ==, fresh->height);
      g_assert_cmpint (layout->natural_width, ==, fresh->natural_width);
      if (before != NULL)
        g_assert_cmpuint (n_laid_out_again (layout, before), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conversation/recycling/serves-again", Fixture, GUINT_TO_POINTER (400), set_up,
              test_serves_again, tear_down);
  g_test_add ("/ui/conversation/recycling/prepares", Fixture, GUINT_TO_POINTER (400), set_up,
              test_prepares, tear_down);
  g_test_add ("/ui/conversation/recycling/table-grows", Fixture, GUINT_TO_POINTER (4), set_up,
              test_table_grows, tear_down);
  return g_test_run ();
}
