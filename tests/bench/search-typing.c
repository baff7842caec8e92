/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Typing into the search of a long history: from each key to the frame that shows its hits, by somebody who types
 * eight letters a second. The history of the key in ALCOVE_API_KEY, below XDG_DATA_HOME. Beside it stands the same
 * typing where there is nothing to search: what the entry and the frame cost alone. */

#include <stdlib.h>
#include <string.h>

#include "alcove-search-list.h"
#include "alcove-search-page.h"
#include "alcove-session-private.h"
#include "alcove-templates.h"
#include "bench-session.h"
#include "bench-window.h"

#define KEY_MS 125
#define GOAL_MS 80

static const char *const typed[]
    = { "river", "the garden", "w12345", "copper let", "密鑰", "\"of the" };

typedef struct
{
  BenchWindow *window;
  GtkEditable *entry;
  AlcoveSearchList *list; /* NULL without a session */
} Stage;

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
stage_set_up (Stage *stage, AlcoveSession *session)
{
  GtkWidget *page = alcove_search_page_new ();
  GtkWidget *view;
  GListModel *shown;

  alcove_search_page_set_session (ALCOVE_SEARCH_PAGE (page), session);
  gtk_widget_set_size_request (page, 320, -1);
  stage->window = bench_window_new (page);
  stage->entry = GTK_EDITABLE (find (page, GTK_TYPE_SEARCH_ENTRY));
  view = find (page, GTK_TYPE_LIST_VIEW);
  if (session == NULL)
    return;
  shown = gtk_single_selection_get_model (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view))));
  stage->list = ALCOVE_SEARCH_LIST (gtk_slice_list_model_get_model (GTK_SLICE_LIST_MODEL (shown)));
}

static gboolean
has_answer (Stage *stage, const char *text)
{
  return stage->list == NULL
         || (!alcove_search_list_get_is_searching (stage->list)
             && g_strcmp0 (alcove_search_list_get_query (stage->list), text) == 0);
}

/* One letter more: until a frame was painted after its answer came. */
static double
press (Stage *stage, const char *text)
{
  const gint64 began = g_get_monotonic_time ();

  const char *letter = g_utf8_find_prev_char (text, text + strlen (text));
  int position = (int) g_utf8_strlen (text, -1) - 1;

  gtk_editable_insert_text (stage->entry, letter, -1, &position);
  while (!has_answer (stage, text))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_queue_draw (stage->window->window); /* the same hits as before paint nothing */
  return bench_window_wait_painted (stage->window, began);
}

static void
type (Stage *stage, const char *text, GArray *times)
{
  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
    {
      g_autofree char *start = g_strndup (text, (gsize) (end - text));
      double ms;

      bench_spin (KEY_MS);
      ms = press (stage, start);
      g_array_append_val (times, ms);
      if (*end == '\0')
        break;
    }
  gtk_editable_set_text (stage->entry, "");
}

static void
measure (Stage *stage, GArray *times)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    type (stage, typed[i], times);
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (AlcoveSession) session = NULL;
  Stage empty = { 0 }, stage = { 0 };

  if (g_getenv ("ALCOVE_API_KEY") == NULL)
    return 2;
  dex_init ();
  adw_init ();
  alcove_templates_register ();
  stage_set_up (&empty, NULL);
  measure (&empty, floor);
  bench_window_free (empty.window);
  session = bench_open_session ();
  stage_set_up (&stage, session);
  measure (&stage, times);
  bench_print_beside ("search_keystroke_ms", bench_percentile (times, 0.95), "ms",
                      bench_percentile (floor, 0.95), GOAL_MS);
  bench_print_beside ("search_keystroke_median_ms", bench_percentile (times, 0.5), "ms",
                      bench_percentile (floor, 0.5), GOAL_MS);
  bench_window_free (stage.window);
  return 0;
}
