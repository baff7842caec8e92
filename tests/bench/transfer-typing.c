/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* transfer-typing IN OUT: somebody types ten characters a second while the chats of IN are imported into the history of
 * the key in ALCOVE_API_KEY, below XDG_DATA_HOME, and then exported to OUT: from each key to its frame, and the longest
 * that we ourselves worked between two frames. The list of chats stands above, as in the window, and changes with what
 * comes. Beside it the same typing while nothing goes on. */

#include <stdlib.h>

#include "alcove-composer.h"
#include "alcove-session-private.h"
#include "alcove-sidebar.h"
#include "alcove-templates.h"
#include "alcove-transfer.h"
#include "bench-session.h"
#include "bench-window.h"

#define IDLE_KEYS 60
#define GOAL_MS 34

typedef struct
{
  BenchWindow *window;
  GtkTextBuffer *buffer;
} Stage;

static void
stage_set_up (Stage *stage, AlcoveSession *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sidebar = alcove_sidebar_new ();
  GtkWidget *composer = alcove_composer_new ();
  GtkWidget *text;

  g_object_set (sidebar, "session", session, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), sidebar);
  gtk_box_append (GTK_BOX (box), composer);
  stage->window = bench_window_new_alone (box);
  gtk_widget_grab_focus (composer);
  text = gtk_root_get_focus (GTK_ROOT (stage->window->window));
  g_assert_true (GTK_IS_TEXT_VIEW (text));
  stage->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
}

static void
press (Stage *stage, guint i, GArray *times)
{
  gint64 began;
  double ms;

  bench_spin (83 + i % 17);
  began = g_get_monotonic_time ();
  if (i % 40 == 39)
    gtk_text_buffer_set_text (stage->buffer, "", 0);
  gtk_text_buffer_insert_at_cursor (stage->buffer, "a", 1);
  ms = bench_window_wait_painted (stage->window, began);
  g_array_append_val (times, ms);
}

/* The 95th percentile while the future is not there, or of a few keys where there is none. Consumes it. */
static double
type_during (Stage *stage, DexFuture *future)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  bench_window_restart (stage->window);
  while (future ? dex_future_is_pending (future) : times->len < IDLE_KEYS)
    press (stage, times->len, times);
  if (future != NULL && dex_future_get_value (future, &error) == NULL)
    g_error ("%s", error->message);
  dex_clear (&future);
  if (times->len < 20)
    g_error ("it was over after %u keys", times->len);
  return bench_percentile (times, 0.95);
}

int
main (int argc, char **argv)
{
  g_autoptr (AlcoveSession) session = NULL;
  g_autoptr (AlcoveTransfer) transfer = NULL;
  g_autoptr (GFile) in = NULL, out = NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  Stage stage = { 0 };
  double floor, value;

  if (argc != 3 || g_getenv ("ALCOVE_API_KEY") == NULL)
    return 2;
  dex_init ();
  adw_init ();
  alcove_templates_register ();
  in = g_file_new_for_commandline_arg (argv[1]);
  g_list_store_append (files, in);
  out = g_file_new_for_commandline_arg (argv[2]);
  session = bench_open_session ();
  transfer = alcove_transfer_new (session);
  stage_set_up (&stage, session);
  floor = type_during (&stage, NULL);
  value = type_during (&stage, alcove_transfer_import (transfer, G_LIST_MODEL (files), NULL));
  bench_print_beside ("key_to_paint_import_p95_ms", value, "ms", floor, GOAL_MS);
  bench_print ("own_work_in_a_frame_import_ms", stage.window->longest_cpu_ms, "ms", GOAL_MS);
  alcove_transfer_add_all (transfer, FALSE);
  value = type_during (&stage, alcove_transfer_export (transfer, out, "json"));
  bench_print_beside ("key_to_paint_export_p95_ms", value, "ms", floor, GOAL_MS);
  bench_print ("own_work_in_a_frame_export_ms", stage.window->longest_cpu_ms, "ms", GOAL_MS);
  bench_window_free (stage.window);
  return 0;
}
