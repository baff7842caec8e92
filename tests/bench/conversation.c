/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Opening chats of three sizes and very many of them, what a token costs at the start and at the end of a very long
 * answer, also where all of it is one block, and how long a key takes to the screen while answers stream. */

#include "alcove-composer.h"
#include "alcove-conversation-view.h"
#include "alcove-templates.h"
#include "bench-window.h"
#include "sample-chat.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 7
#define LONG_SIZE (200 * 1024)
#define PIECE 4
/* 20,000 tokens a second, as they come in every hundredth of one */
#define FLOOD 900
#define PIECES_A_FRAME 84
#define SOAK_CHATS 2000
#define SOAK_FIRST 100
#define LINES_A_FRAME 10
#define N_TABLE_ROWS 5000
#define N_STREAMS 4
#define N_KEYS 60

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

/* An answer that is one block to its end: code between fences, or a table of 5,000 rows. Answers with the most that we
 * did ourselves for one frame in its last quarter; all that comes before it is the same block. */
static double
far_work_ms (const char *begin, const char *again, guint n_again)
{
  g_autoptr (GListStore) messages = sample_history_new (3, TRUE);
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  GtkWidget *view = alcove_conversation_view_new ();
  BenchWindow *window = bench_window_new (view);
  double quarters[4] = { 0 }, longest;
  guint quarter = G_MAXUINT;

  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (messages));
  g_list_store_append (messages, message);
  alcove_message_append (message, ALCOVE_PART_TEXT, begin);
  for (guint i = 0; i < n_again; i++)
    {
      if (quarter != i * 4 / n_again)
        bench_window_restart (window);
      quarter = i * 4 / n_again;
      alcove_message_append (message, ALCOVE_PART_TEXT, again);
      if (i % LINES_A_FRAME == 0)
        bench_window_wait_frame (window);
      quarters[quarter] = window->longest_cpu_ms;
    }
  longest = quarters[3];
  g_printerr ("most work for a frame by quarters: %.1f %.1f %.1f %.1f ms\n", quarters[0],
              quarters[1], quarters[2], quarters[3]);
  bench_window_free (window);
  return longest;
}

static void
measure_far (void)
{
  static const char line[] = "    total += values[i] * weights[i]; // one more\n";

  bench_print ("far_code_work_ms",
               far_work_ms ("Here it is:\n\n```c\n", line, LONG_SIZE / (sizeof line - 1)), "ms",
               34);
  bench_print ("far_table_work_ms",
               far_work_ms ("| name | size | kind |\n| --- | ---: | --- |\n",
                            "| river stone | 12 | `paper` of a kind |\n", N_TABLE_ROWS),
               "ms", 34);
}

/* Two thousand chats in one view, as a day's work would have them; each was seen. */
static void
measure_soak (void)
{
  GtkWidget *view = alcove_conversation_view_new ();
  BenchWindow *window = bench_window_new (view);
  double first = 0;

  for (guint i = 0; i < SOAK_CHATS; i++)
    {
      g_autoptr (GListStore) messages = sample_history_new (30, TRUE);

      if (i == SOAK_FIRST)
        first = bench_anonymous_mb ();
      alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view),
                                             G_LIST_MODEL (messages));
      bench_window_wait_frame (window);
    }
  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), NULL);
  bench_spin (300);
  bench_print ("soak_growth_mb", bench_anonymous_mb () - first, "MB", 5);
  bench_window_free (window);
}

typedef struct
{
  AlcoveMessage *messages[N_STREAMS];
  guint n_streams;
  char *text;
  gsize at;
  gsize piece;
} Streams;

/* 100 pieces a second for each of them. */
static gboolean
stream_all (gpointer data)
{
  Streams *self = data;
  g_autofree char *piece = g_strndup (self->text + self->at, self->piece);

  for (guint i = 0; i < self->n_streams; i++)
    alcove_message_append (self->messages[i], ALCOVE_PART_TEXT, piece);
  self->at = (self->at + self->piece) % (LONG_SIZE - self->piece);
  return G_SOURCE_CONTINUE;
}

static void
flag_painted (GdkFrameClock *clock, gint64 *painted_us)
{
  *painted_us = g_get_monotonic_time ();
}

/* One chat is seen, others go on behind it; a character is typed ten times a second. */
static double
key_to_paint_p95 (guint n_streams, gsize piece)
{
  GtkWidget *view = alcove_conversation_view_new ();
  GtkWidget *composer = g_object_new (ALCOVE_TYPE_COMPOSER, NULL);
  g_autoptr (GListStore) shown = sample_history_new (30, TRUE);
  BenchWindow *window = bench_window_new_above (view, composer);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window->window);
  Streams streams = { .text = sample_markdown (LONG_SIZE), .n_streams = n_streams, .piece = piece };
  GtkWidget *text;
  gint64 painted_us = 0;
  double times[N_KEYS];
  guint source;

  for (guint i = 0; i < n_streams; i++)
    streams.messages[i] = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_list_store_append (shown, streams.messages[0]);
  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (shown));
  gtk_widget_grab_focus (composer);
  text = gtk_root_get_focus (GTK_ROOT (window->window));
  g_assert_true (GTK_IS_TEXT_VIEW (text));
  g_signal_connect (clock, "after-paint", G_CALLBACK (flag_painted), &painted_us);
  source = g_timeout_add (10, stream_all, &streams);
  bench_spin (500);
  for (guint i = 0; i < N_KEYS; i++)
    {
      gint64 start;

      bench_spin (83 + i % 17);
      start = g_get_monotonic_time ();
      gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "a", 1);
      for (painted_us = 0; painted_us == 0;)
        g_main_context_iteration (NULL, TRUE);
      times[i] = (double) (painted_us - start) / 1000;
    }
  g_source_remove (source);
  g_signal_handlers_disconnect_by_data (clock, &painted_us);
  bench_window_free (window);
  for (guint i = 0; i < n_streams; i++)
    g_object_unref (streams.messages[i]);
  g_free (streams.text);
  qsort (times, N_KEYS, sizeof (double), compare);
  return times[N_KEYS * 95 / 100];
}

static void
measure_opening (void)
{
  open_ms (30); /* fonts and themes are read once */
  bench_print ("open_30_ms", open_ms (30), "ms", 100);
  bench_print ("open_1000_ms", open_ms (1000), "ms", 100);
  bench_print ("open_10000_ms", open_ms (10000), "ms", 100);
}

static void
measure_keys (void)
{
  bench_print ("key_to_paint_p95_ms", key_to_paint_p95 (N_STREAMS, PIECE), "ms", 34);
  bench_print ("key_to_paint_flood_p95_ms", key_to_paint_p95 (1, FLOOD), "ms", 100);
}

/* All of them, or those that are named. */
int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*measure) (void);
  } measures[] = { { "open", measure_opening },
                   { "growth", measure_growth },
                   { "far", measure_far },
                   { "keys", measure_keys },
                   { "soak", measure_soak } };

  gtk_init ();
  adw_init ();
  alcove_templates_register ();
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, measures[i].name))
      measures[i].measure ();
  return 0;
}
