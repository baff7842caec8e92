/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A screen reader reads while an answer comes and its reader scrolls. What AT-SPI does inside of GTK is done here by
 * hand: who comes or goes asks for its place, in the middle of it, and some hold what they found for long. */

#include <adwaita.h>

#include "view-fixture.h"

#define MOST_HELD 200
#define IS_NOTED "test-is-noted"

typedef struct
{
  ViewFixture base;
  GPtrArray *held; /* GtkAccessible: what a screen reader has not let go yet */
  guint n_noted;
  guint n_asked;
  guint depth;
} Walk;

static void walk (Walk *self, GtkAccessible *parent);

/* A part goes, and with it its place is asked for. */
static void
part_goes (gpointer data, GObject *where_it_was)
{
  Walk *self = data;

  self->n_asked++;
  if (self->depth > 0 || self->base.view == NULL)
    return;
  self->depth++;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->base.view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (self, GTK_ACCESSIBLE (child));
  self->depth--;
}

/* Its context goes first, and is what tells AT-SPI. */
static void
note (Walk *self, GtkAccessible *child)
{
  g_autoptr (GtkATContext) context = NULL;

  if (GTK_IS_WIDGET (child) || g_object_get_data (G_OBJECT (child), IS_NOTED) != NULL)
    return;
  context = gtk_accessible_get_at_context (child);
  g_assert_nonnull (context);
  g_object_set_data (G_OBJECT (child), IS_NOTED, self);
  g_object_weak_ref (G_OBJECT (context), part_goes, self);
  if (self->depth == 0 && self->held->len < MOST_HELD && ++self->n_noted % 3 == 0)
    g_ptr_array_add (self->held, g_object_ref (child));
}

static void
walk (Walk *self, GtkAccessible *parent)
{
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (parent);

  while (child != NULL)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);
      g_autoptr (GtkAccessible) above = gtk_accessible_get_accessible_parent (child);
      int x, y, width, height;

      gtk_accessible_get_bounds (child, &x, &y, &width, &height);
      note (self, child);
      walk (self, child);
      g_object_unref (child);
      child = next;
    }
}

/* What is held from before leads to what is there, or nowhere. */
static void
ask_held (Walk *self)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      GtkAccessible *part = g_ptr_array_index (self->held, i);
      g_autoptr (GtkAccessible) above = gtk_accessible_get_accessible_parent (part);
      g_autoptr (GtkAccessible) next = gtk_accessible_get_next_accessible_sibling (part);
      g_autoptr (GtkAccessible) first = gtk_accessible_get_first_accessible_child (part);

      g_assert_true (above == NULL || GTK_IS_ACCESSIBLE (above));
      g_assert_true (next == NULL || GTK_IS_ACCESSIBLE (next));
      g_assert_true (first == NULL || GTK_IS_ACCESSIBLE (first));
    }
  if (self->held->len >= MOST_HELD)
    g_ptr_array_remove_range (self->held, 0, MOST_HELD / 2);
}

static void
read_all (Walk *self)
{
  walk (self, GTK_ACCESSIBLE (self->base.view));
  ask_held (self);
}

static void
scroll (Walk *self, double by)
{
  GtkAdjustment *at = self->base.view->vadjustment;

  gtk_adjustment_set_value (at, gtk_adjustment_get_value (at) + by);
  view_fixture_paint (&self->base);
}

static void
set_up (Walk *self, gconstpointer data)
{
  view_fixture_set_up (&self->base, data);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 40; i++)
    {
      view_fixture_add (&self->base, ALCOVE_ROLE_USER, "- a\n- list");
      view_fixture_add (&self->base, ALCOVE_ROLE_ASSISTANT,
                        "Before\n\n1. one\n2. two\n   - a\n   - b\n\n> quoted\n>\n> - in it\n\n"
                        "```\ncode\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nAfter");
    }
  view_fixture_present (&self->base);
}

static void
tear_down (Walk *self, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (self->base.view), (gpointer *) &self->base.view);
  view_fixture_tear_down (&self->base, data);
  g_assert_null (self->base.view);
  ask_held (self);
  g_ptr_array_unref (self->held);
}

static void
test_scrolling (Walk *self, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      read_all (self);
      scroll (self, i < 25 ? -290 : 470);
    }
  read_all (self);
  g_assert_cmpuint (self->n_asked, >, 0);
}

static void
test_streaming (Walk *self, gconstpointer data)
{
  static const char *const pieces[]
      = { "First",        "\n\n- one",   "\n- two\n", "\n  > in it\n",
          "\nThen\n",     "\n1. a\n",    "2. b\n",    "\n```\nx",
          "\ny\n```\n\n", "> a quote\n", "\nEnd\n",   "\n| a |\n| - |\n| 1 |\n\n" };
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  alcove_message_set_parts (message, parts);
  g_list_store_append (self->base.messages, message);
  for (guint i = 0; i < 5 * G_N_ELEMENTS (pieces); i++)
    {
      alcove_message_append (message, ALCOVE_PART_TEXT, pieces[i % G_N_ELEMENTS (pieces)]);
      view_fixture_paint (&self->base);
      read_all (self);
      if (i % 7 == 6)
        scroll (self, -300);
      if (i % 7 == 2)
        alcove_conversation_view_scroll_to_end (self->base.view);
    }
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  view_fixture_paint (&self->base);
  read_all (self);
  g_assert_cmpuint (self->n_asked, >, 0);
}

/* Messages go while what is in them is held; others come in their place. */
static void
test_messages_go (Walk *self, gconstpointer data)
{
  for (guint i = 0; g_list_model_get_n_items (G_LIST_MODEL (self->base.messages)) > 3; i++)
    {
      read_all (self);
      g_list_store_remove (self->base.messages,
                           g_list_model_get_n_items (G_LIST_MODEL (self->base.messages)) - 1
                               - i % 3);
      view_fixture_paint (&self->base);
    }
  read_all (self);
  alcove_conversation_view_set_messages (self->base.view, NULL);
  read_all (self);
  g_assert_cmpuint (self->n_asked, >, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/outline-walk/" name, Walk, NULL, set_up, func, tear_down)
  ADD ("scrolling", test_scrolling);
  ADD ("streaming", test_streaming);
  ADD ("messages-go", test_messages_go);
  return g_test_run ();
}
