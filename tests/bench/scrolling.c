/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Moving about in long chats: end to end, by the bar, to one message, while older ones come and the window changes
 * its size. Late is a frame more than 34 ms after the one before; beside it stands how often plain text in a
 * GtkTextView is late in the same run, for other work of the machine makes both late. */

#include "bench-window.h"
#include "sample-chat.h"

#include "alcove-conversation-view-private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LONG 10000
#define JUMPS 9

typedef struct
{
  GListStore *messages;
  AlcoveConversationView *view;
  BenchWindow *window;
} Stage;

static Stage *
stage_new (guint n)
{
  Stage *self = g_new0 (Stage, 1);

  self->messages = sample_history_new (n, TRUE);
  self->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  self->window = bench_window_new (GTK_WIDGET (self->view));
  alcove_conversation_view_set_messages (self->view, G_LIST_MODEL (self->messages));
  bench_window_wait_frame (self->window);
  bench_spin (400);
  bench_window_restart (self->window);
  return self;
}

static void
stage_free (Stage *self)
{
  bench_window_free (self->window);
  g_object_unref (self->messages);
  g_free (self);
}

static void
scroll_through (GtkAdjustment *adjustment, BenchWindow *window, double step)
{
  bench_window_restart (window);
  while (gtk_adjustment_get_value (adjustment) > 1)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - step);
      bench_window_wait_frame (window);
    }
}

/* How far the first item that is seen went beside where it was to go, in pixels: it must be where the reader looks for
 * it, whatever became known of those above. */
static int
jumped (const AlcoveConversationView *view, const AlcoveLayoutPlace *before, double step)
{
  for (guint i = 0; i < view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (view->places, AlcoveLayoutPlace, i);

      if (place->row == before->row && place->item == before->item)
        return ABS (place->y - before->y - (int) step);
    }
  return 0;
}

static AlcoveLayoutPlace
first_seen (const AlcoveConversationView *view)
{
  guint i = 0;

  while (i + 1 < view->places->len
         && g_array_index (view->places, AlcoveLayoutPlace, i).y
                    + g_array_index (view->places, AlcoveLayoutPlace, i).height
                <= 0)
    i++;
  return g_array_index (view->places, AlcoveLayoutPlace, i);
}

/* To the start. Answers with how many frames had moved what is seen elsewhere than it was to go. */
static guint
scroll_view_through (Stage *self, double step)
{
  GtkAdjustment *adjustment = self->view->vadjustment;
  guint n_jumps = 0;

  bench_window_restart (self->window);
  while (gtk_adjustment_get_value (adjustment) > 1)
    {
      const double by = MIN (step, gtk_adjustment_get_value (adjustment));
      const AlcoveLayoutPlace before = first_seen (self->view);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - by);
      bench_window_wait_frame (self->window);
      n_jumps += jumped (self->view, &before, by) > 1 ? 1 : 0;
    }
  return n_jumps;
}

/* How often plain text of the same length comes late, in percent. */
static double
plain_late_percent (guint n, double step)
{
  g_autoptr (GListStore) messages = sample_history_new (n, TRUE);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *view = gtk_text_view_new ();
  BenchWindow *window;
  double percent;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveMessage) message = g_list_model_get_item (G_LIST_MODEL (messages), i);

      g_string_append_printf (text, "%s\n\n", alcove_message_get_text (message));
    }
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text->str, -1);
  window = bench_window_new (view);
  bench_spin (2000); /* it measures all of its lines in idle moments */
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), G_MAXDOUBLE);
  bench_window_wait_frame (window);
  scroll_through (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), window, step);
  percent = 100.0 * window->n_late / MAX (1, window->n_frames);
  bench_window_free (window);
  return percent;
}

static void
measure_scrolling (Stage *stage, const char *name, double step, double floor)
{
  g_autofree char *late_name = g_strconcat (name, "_late_percent", NULL);
  g_autofree char *work_name = g_strconcat (name, "_work_ms", NULL);
  g_autofree char *jumps_name = g_strconcat (name, "_jumps", NULL);
  const double before = bench_cpu_seconds ();
  const guint n_jumps = scroll_view_through (stage, step);

  g_printerr ("%u messages: %u frames, %u late, %u of them not for want of a processor, longest "
              "gap %.1f ms, "
              "%.2f ms of CPU a frame; plain text: "
              "%.2f %% late\n",
              stage->view->entries->len, stage->window->n_frames, stage->window->n_late,
              stage->window->n_own_late, stage->window->longest_ms,
              (bench_cpu_seconds () - before) * 1000 / stage->window->n_frames, floor);
  bench_print_beside (late_name, 100.0 * stage->window->n_late / stage->window->n_frames, "percent",
                      floor, 0);
  bench_print (work_name, stage->window->longest_cpu_ms, "ms", 34);
  bench_print_count (jumps_name, n_jumps, "frames", 0, 0);
}

/* Whether anything of the viewport has no item in it, but for the gaps between them. */
static gboolean
is_blank (Stage *stage)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (stage->view));
  const GArray *places = stage->view->places;
  int reach = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (places, AlcoveLayoutPlace, i);

      if (place->y > reach + 120)
        return TRUE;
      reach = MAX (reach, place->y + place->height);
    }
  return reach + 120 < height;
}

static void
measure_drag (void)
{
  Stage *stage = stage_new (1000);
  GtkAdjustment *adjustment = stage->view->vadjustment;
  const double from = gtk_adjustment_get_value (adjustment);
  guint n_blank = 0;

  for (guint i = 1; i <= 60; i++)
    {
      gtk_adjustment_set_value (adjustment, from * (1 - i / 120.0));
      bench_window_wait_frame (stage->window);
      n_blank += is_blank (stage) ? 1 : 0;
    }
  bench_spin (400);
  n_blank += is_blank (stage) ? 1 : 0;
  g_printerr ("dragged to the middle: row %u of 1000, most work for a frame %.1f ms\n",
              g_array_index (stage->view->places, AlcoveLayoutPlace, 0).row,
              stage->window->longest_cpu_ms);
  bench_print_count ("drag_blank_frames", n_blank, "frames", 0, 0);
  stage_free (stage);
}

static void
measure_resize (void)
{
  Stage *stage = stage_new (1000);

  scroll_through (stage->view->vadjustment, stage->window, 3900); /* so that all is known */
  alcove_conversation_view_scroll_to_end (stage->view);
  bench_window_wait_frame (stage->window);
  bench_window_restart (stage->window);
  for (int width = 1000; width >= 680; width -= 8)
    {
      gtk_window_set_default_size (GTK_WINDOW (stage->window->window), width, 800);
      bench_window_wait_frame (stage->window);
    }
  bench_print ("resize_work_ms", stage->window->longest_cpu_ms, "ms", 34);
  stage_free (stage);
}

static void
measure_prepend (void)
{
  Stage *stage = stage_new (1000);
  g_autoptr (GPtrArray) older = g_ptr_array_new_with_free_func (g_object_unref);
  AlcoveLayoutPlace before, after;

  gtk_adjustment_set_value (stage->view->vadjustment,
                            gtk_adjustment_get_value (stage->view->vadjustment) / 2);
  bench_window_wait_frame (stage->window);
  bench_spin (400);
  before = g_array_index (stage->view->places, AlcoveLayoutPlace, 0);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (older, sample_history_message (i, TRUE));
  bench_window_restart (stage->window);
  g_list_store_splice (stage->messages, 0, 0, older->pdata, older->len);
  bench_window_wait_frame (stage->window);
  bench_window_wait_frame (stage->window);
  after = g_array_index (stage->view->places, AlcoveLayoutPlace, 0);
  g_assert_cmpuint (after.row, ==, before.row + 200);
  bench_print_count ("prepend_moved_px", (guint) ABS (after.y - before.y), "px", 0, 0);
  bench_print ("prepend_work_ms", stage->window->longest_cpu_ms, "ms", 34);
  stage_free (stage);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* From the end to message 37 and back; the middle one of some. */
static void
measure_jump (void)
{
  Stage *stage = stage_new (LONG);
  double times[JUMPS];

  for (guint i = 0; i < JUMPS; i++)
    {
      const gint64 start = g_get_monotonic_time ();

      alcove_conversation_view_show_found (stage->view, 37, 0);
      bench_window_wait_frame (stage->window);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
      g_assert_cmpuint (alcove_conversation_view_get_position (stage->view), ==, 37);
      alcove_conversation_view_scroll_to_end (stage->view);
      bench_spin (400);
    }
  qsort (times, JUMPS, sizeof (double), compare);
  bench_print ("jump_ms", times[JUMPS / 2], "ms", 60);
  stage_free (stage);
}

typedef struct
{
  const char *name;
  void (*measure) (void);
} Measure;

static void
measure_1000 (void)
{
  const double floor = plain_late_percent (1000, 400);
  Stage *stage = stage_new (1000);

  measure_scrolling (stage, "scroll", 400, floor);
  stage_free (stage);
}

/* What is parsed and laid out on the way from the end of 10,000 messages to their start must go again. */
static void
measure_10000 (void)
{
  const double floor = plain_late_percent (1000, 800);
  Stage *stage = stage_new (LONG);
  const double before = bench_anonymous_mb ();

  measure_scrolling (stage, "scroll_10000", 800, floor);
  bench_spin (300);
  bench_print ("scroll_memory_mb", bench_anonymous_mb () - before, "MB", 16);
  stage_free (stage);
}

/* All of them, or those that are named. */
int
main (int argc, char **argv)
{
  static const Measure measures[]
      = { { "1000", measure_1000 },     { "10000", measure_10000 },     { "drag", measure_drag },
          { "resize", measure_resize }, { "prepend", measure_prepend }, { "jump", measure_jump } };

  gtk_init ();
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, measures[i].name))
      measures[i].measure ();
  return 0;
}
