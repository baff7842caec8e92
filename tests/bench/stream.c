/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* 16 KiB of Markdown that stream at a given pace, in pieces of four bytes: through the conversation, and as plain
 * text through a floor. That is a GtkTextView; or, for "blocks", one GtkLabel a block of which the last one grows, which
 * draws as often and as much as the conversation must. A frame is late when it comes more than 34 ms after the one
 * before. */

#include "alcove-conversation-view.h"
#include "bench-window.h"
#include "sample-chat.h"

#include <stdlib.h>
#include <string.h>

#define SIZE 16384
#define PIECE 4

typedef struct
{
  const char *text;
  AlcoveMessage *message; /* one of the two */
  GtkTextBuffer *buffer;
  GtkTextView *view;
  GtkWidget *blocks;
  GString *block;
  guint per_second;
  gint64 start_us;
  gboolean is_over;
} Stream;

/* To the last label; behind a blank line there is another one. */
static void
append_to_blocks (Stream *self, const char *piece)
{
  const char *end;

  g_string_append (self->block, piece);
  while ((end = strstr (self->block->str, "\n\n")) != NULL)
    {
      GtkWidget *label = gtk_widget_get_last_child (self->blocks);
      g_autofree char *text = g_strndup (self->block->str, (gsize) (end - self->block->str));

      gtk_label_set_text (GTK_LABEL (label), text);
      g_string_erase (self->block, 0, end + 2 - self->block->str);
      gtk_box_append (GTK_BOX (self->blocks),
                      g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, NULL));
    }
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->blocks)), self->block->str);
}

static void
append (Stream *self, const char *piece)
{
  GtkTextIter end;

  if (self->blocks != NULL)
    {
      append_to_blocks (self, piece);
      return;
    }

  if (self->message != NULL)
    {
      alcove_message_append (self->message, ALCOVE_PART_TEXT, piece);
      return;
    }
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert (self->buffer, &end, piece, -1);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (self->buffer));
}

/* As many pieces as are due by the clock, so that a slow frame does not slow the stream down. */
static gboolean
deliver (gpointer data)
{
  Stream *self = data;
  const gint64 now = g_get_monotonic_time ();
  static gsize sent;

  if (self->start_us == 0)
    {
      self->start_us = now;
      sent = 0;
    }
  while (*self->text != '\0'
         && (gint64) sent * G_USEC_PER_SEC / self->per_second <= now - self->start_us)
    {
      const gsize length = MIN (strlen (self->text), PIECE);
      g_autofree char *piece = g_strndup (self->text, length);

      append (self, piece);
      self->text += length;
      sent++;
    }
  self->is_over = *self->text == '\0';
  return !self->is_over;
}

/* Answers with the seconds of CPU. */
static double
run (Stream *self, BenchWindow *window)
{
  double before;

  bench_spin (500);
  bench_window_restart (window);
  before = bench_cpu_seconds ();
  g_timeout_add (1000 / MIN (self->per_second, 250), deliver, self);
  while (!self->is_over)
    g_main_context_iteration (NULL, TRUE);
  bench_spin (100);
  return bench_cpu_seconds () - before;
}

static void
report (const char *what, const Stream *self, const BenchWindow *window, double seconds)
{
  g_printerr (
      "%s at %u pieces a second: %.2f s of CPU, %u frames, %u late, longest gap %.1f ms, most "
      "work for one %.1f ms\n",
      what, self->per_second, seconds, window->n_frames, window->n_late, window->longest_ms,
      window->longest_cpu_ms);
}

static double
run_text (const char *text, guint per_second, guint *n_late)
{
  GtkWidget *view = gtk_text_view_new ();
  Stream stream = { .text = text, .per_second = per_second, .view = GTK_TEXT_VIEW (view) };
  BenchWindow *window;
  double seconds;

  gtk_text_view_set_wrap_mode (stream.view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (stream.view, FALSE);
  gtk_text_view_set_cursor_visible (stream.view, FALSE);
  stream.buffer = gtk_text_view_get_buffer (stream.view);
  window = bench_window_new (view);
  seconds = run (&stream, window);
  report ("plain text", &stream, window, seconds);
  *n_late = window->n_late;
  bench_window_free (window);
  return seconds;
}

static void
go_to_end (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, G_MAXDOUBLE);
}

static double
run_blocks (const char *text, guint per_second, guint *n_late)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  Stream stream = { .text = text, .per_second = per_second, .blocks = box };
  BenchWindow *window = bench_window_new (box);
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window->scrolled));
  double seconds;

  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, NULL));
  stream.block = g_string_new (NULL);
  g_signal_connect (adjustment, "changed", G_CALLBACK (go_to_end), NULL);
  seconds = run (&stream, window);
  report ("blocks of plain text", &stream, window, seconds);
  *n_late = window->n_late;
  bench_window_free (window);
  g_string_free (stream.block, TRUE);
  return seconds;
}

static double
run_conversation (const char *text, guint per_second, guint *n_late)
{
  GtkWidget *view = alcove_conversation_view_new ();
  g_autoptr (GListStore) messages = sample_history_new (9, TRUE);
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  Stream stream = { .text = text, .per_second = per_second, .message = message };
  BenchWindow *window = bench_window_new (view);
  double seconds;

  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (messages));
  g_list_store_append (messages, message);
  seconds = run (&stream, window);
  report ("conversation", &stream, window, seconds);
  *n_late = window->n_late;
  bench_window_free (window);
  return seconds;
}

typedef double (*RunFloor) (const char *text, guint per_second, guint *n_late);

/* Late frames hold where there are none; where a card is a program, where there are no more than in the floor. */
static void
measure (const char *text, guint per_second, RunFloor run_floor)
{
  g_autofree char *ratio_name = g_strdup_printf ("cpu_ratio_%utps", per_second);
  g_autofree char *late_name = g_strdup_printf ("late_frames_%utps", per_second);
  guint n_late, floor_n_late;
  const double floor_seconds = run_floor (text, per_second, &floor_n_late);
  const double seconds = run_conversation (text, per_second, &n_late);

  if (per_second == 100)
    bench_print_ratio (ratio_name, seconds, floor_seconds, 2);
  if (run_floor == run_blocks)
    bench_print_beside (late_name, n_late, "frames", floor_n_late, 0);
  else
    bench_print_count (late_name, n_late, "frames", floor_n_late, 0);
}

/* stream [blocks] PACE… */
int
main (int argc, char **argv)
{
  g_autofree char *text = sample_markdown (SIZE);
  RunFloor run_floor = run_text;

  gtk_init ();
  adw_init ();
  text[SIZE] = '\0';
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "blocks"))
      run_floor = run_blocks;
    else
      measure (text, (guint) g_ascii_strtoull (argv[i], NULL, 10), run_floor);
  return 0;
}
