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
#include "bench-window.h"

#define IDLE_KEYS 60
#define GOAL_MS 34

typedef struct
{
  BenchWindow *window;
  GtkTextBuffer *buffer;
  gint64 painted_us;
} Stage;

static void
flag_painted (GdkFrameClock *clock, Stage *stage)
{
  stage->painted_us = g_get_monotonic_time ();
}

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
  g_signal_connect (gtk_widget_get_frame_clock (stage->window->window), "after-paint",
                    G_CALLBACK (flag_painted), stage);
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
  for (stage->painted_us = 0; stage->painted_us == 0;)
    g_main_context_iteration (NULL, TRUE);
  ms = (double) (stage->painted_us - began) / 1000;
  g_array_append_val (times, ms);
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
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
  g_array_sort (times, by_value);
  return g_array_index (times, double, times->len * 95 / 100);
}

static AlcoveSession *
open_session (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (g_getenv ("ALCOVE_API_KEY"));
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new ("000102030405060708090a0b0c0d0e0f", "Bench", "", key, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  g_autoptr (GError) error = NULL;
  AlcoveSession *session = alcove_session_new (item, NULL, NULL, &error);
  g_autoptr (DexFuture) opened = NULL;

  if (session == NULL)
    g_error ("%s", error->message);
  alcove_session_start (session);
  opened = alcove_session_wait_open (session);
  while (dex_future_is_pending (opened))
    g_main_context_iteration (NULL, TRUE);
  return session;
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
  session = open_session ();
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
