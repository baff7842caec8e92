/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A conversation in a window of its own, for tests that look at one thing of it. */

#include "view-fixture.h"

void
view_fixture_set_up (ViewFixture *self, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->messages = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  self->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
}

void
view_fixture_tear_down (ViewFixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->messages);
}

void
view_fixture_present (ViewFixture *self)
{
  alcove_conversation_view_set_messages (self->view, G_LIST_MODEL (self->messages));
  gtk_window_present (GTK_WINDOW (self->window));
  view_fixture_paint (self);
}

static void
count_painted (GdkFrameClock *clock, guint *n_frames)
{
  ++*n_frames;
}

void
view_fixture_paint_frames (GtkWidget *window, AlcoveConversationView *view, guint n_wanted)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_painted), &n_frames);

  gtk_widget_queue_draw (GTK_WIDGET (view));
  while (n_frames < n_wanted)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

void
view_fixture_paint (ViewFixture *self)
{
  view_fixture_paint_frames (self->window, self->view, 3);
}

AlcoveMessage *
view_fixture_make_message (AlcoveRole role, const char *text)
{
  AlcoveMessage *message = alcove_message_new (role, ALCOVE_STATUS_COMPLETE);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  alcove_message_set_parts (message, parts);
  return message;
}

void
view_fixture_add (ViewFixture *self, AlcoveRole role, const char *text)
{
  g_autoptr (AlcoveMessage) message = view_fixture_make_message (role, text);

  g_list_store_append (self->messages, message);
}

AlcoveConversationEntry *
view_fixture_get_entry (ViewFixture *self, guint row)
{
  return g_ptr_array_index (self->view->entries, row);
}

GtkWidget *
view_fixture_get_widget (ViewFixture *self, guint row, AlcoveEntryItemKind kind, guint nth)
{
  AlcoveConversationEntry *entry = view_fixture_get_entry (self, row);

  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    {
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);

      if (item->kind == kind && nth-- == 0)
        return item->widget;
    }
  return NULL;
}
