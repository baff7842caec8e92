/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "alcove-templates.h"

/* What each test of a widget begins with, and how to find one's way in a window. */

static inline void
ui_fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  dex_init ();
  adw_init ();
  alcove_templates_register ();
}

/* Lets everything that is due happen. */
static inline void
ui_fixture_flush (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef gboolean (*UiCondition) (gpointer data);

static inline gboolean
ui_fixture_give_up (gpointer data)
{
  g_error ("What a test waited for has not come within a minute");
  return G_SOURCE_REMOVE;
}

static inline gboolean
ui_fixture_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static inline void
ui_fixture_wait (UiCondition is_met, gpointer data)
{
  guint limit = g_timeout_add_seconds (60, ui_fixture_give_up, NULL);
  guint tick = g_timeout_add (20, ui_fixture_tick, NULL);

  while (!is_met (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_source_remove (limit);
}

/* The first widget of a type, in the order of the tree. */
static inline GtkWidget *
ui_fixture_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_fixture_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}
