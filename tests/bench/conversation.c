/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Opening chats of three sizes, scrolling through one, and what a token costs at the start and at the end of
 * a very long answer. */

#include "alcove-conversation-view.h"
#include "bench-window.h"
#include "sample-chat.h"

#include <string.h>

#define ROUNDS 7
#define LONG_SIZE (200 * 1024)
#define PIECE 4
#define PIECES_A_FRAME 28

static int
compare (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* From the list to its picture, in a window that is up. The median of some. */
static double
open_ms (guint n)
{
  g_autoptr (GListStore) messages = sample_history_new (n, TRUE);
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      GtkWidget *view = alcove_conversation_view_new ();
      BenchWindow *window = bench_window_new (view);
      gint64 start = g_get_monotonic_time ();

      alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view),
                                             G_LIST_MODEL (messages));
      bench_window_wait_frame (window);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
      bench_window_free (window);
    }
  qsort (times, ROUNDS, sizeof (double), compare);
  return times[ROUNDS / 2];
}

static void
measure_scrolling (void)
{
  g_autoptr (GListStore) messages = sample_history_new (1000, TRUE);
  GtkWidget *view = alcove_conversation_view_new ();
  BenchWindow *window = bench_window_new (view);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double before;

  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (messages));
  bench_window_wait_frame (window);
  bench_window_restart (window);
  before = bench_cpu_seconds ();
  while (gtk_adjustment_get_value (adjustment) > 1)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 200);
      bench_window_wait_frame (window);
    }
  g_printerr ("%u frames, longest gap %.1f ms, most work %.1f ms, %.2f ms of CPU a frame\n",
              window->n_frames, window->longest_ms, window->longest_cpu_ms,
              (bench_cpu_seconds () - before) * 1000 / window->n_frames);
  bench_print ("scroll_late_percent", 100.0 * window->n_late / window->n_frames, "percent", 0);
  bench_window_free (window);
}

/* A long answer, so many pieces before every frame. The cost of a token in its last quarter, to its first. */
static double
growth (void)
{
  g_autofree char *text = sample_markdown (LONG_SIZE);
  g_autoptr (GListStore) messages = sample_history_new (3, TRUE);
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  GtkWidget *view = alcove_conversation_view_new ();
  BenchWindow *window = bench_window_new (view);
  const gsize length = strlen (text);
  double cpu[5] = { 0 };

  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (messages));
  g_list_store_append (messages, message);
  bench_window_wait_frame (window);
  for (gsize at = 0, quarter = 0; at < length;)
    {
      if (at >= quarter * length / 4)
        cpu[quarter++] = bench_cpu_seconds ();
      for (guint i = 0; i < PIECES_A_FRAME && at < length; i++, at += PIECE)
        {
          g_autofree char *piece = g_strndup (text + at, PIECE);

          alcove_message_append (message, ALCOVE_PART_TEXT, piece);
        }
      bench_window_wait_frame (window);
    }
  cpu[4] = bench_cpu_seconds ();
  g_printerr ("microseconds a token by quarters: %.1f %.1f %.1f %.1f\n",
              (cpu[1] - cpu[0]) * 16e6 / (double) length,
              (cpu[2] - cpu[1]) * 16e6 / (double) length,
              (cpu[3] - cpu[2]) * 16e6 / (double) length,
              (cpu[4] - cpu[3]) * 16e6 / (double) length);
  bench_window_free (window);
  return (cpu[4] - cpu[3]) / (cpu[1] - cpu[0]);
}

/* The machine has other work, too: the middle one of three. */
static void
measure_growth (void)
{
  double ratios[3] = { growth (), growth (), growth () };

  qsort (ratios, G_N_ELEMENTS (ratios), sizeof (double), compare);
  bench_print ("cost_per_token_growth", ratios[1], "ratio", 1.1);
}

int
main (int argc, char **argv)
{
  gtk_init ();
  adw_init ();
  open_ms (30); /* fonts and themes are read once */
  bench_print ("open_30_ms", open_ms (30), "ms", 100);
  bench_print ("open_1000_ms", open_ms (1000), "ms", 100);
  bench_print ("open_10000_ms", open_ms (10000), "ms", 100);
  measure_scrolling ();
  measure_growth ();
  return 0;
}
