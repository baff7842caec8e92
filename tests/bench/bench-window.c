/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the benches with a window share: frames, seconds, rows. */

#include "bench-window.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define LATE_US 34000

static gint64
thread_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* How long this thread was ready to go on while others had the processors; 0 where the kernel does not say. */
static gint64
waited_us (void)
{
  g_autofree char *text = NULL;
  const char *second;

  if (!g_file_get_contents ("/proc/thread-self/schedstat", &text, NULL, NULL))
    return 0;
  second = strchr (text, ' ');
  return second ? g_ascii_strtoll (second, NULL, 10) / 1000 : 0;
}

static void
painted (GdkFrameClock *clock, BenchWindow *self)
{
  const gint64 now = g_get_monotonic_time (), cpu = thread_cpu_us (), waited = waited_us ();

  if (self->last_us != 0)
    {
      self->longest_cpu_ms = MAX (self->longest_cpu_ms, (double) (cpu - self->last_cpu_us) / 1000);
      self->n_late += now - self->last_us > LATE_US ? 1 : 0;
      self->n_own_late += now - self->last_us - (waited - self->last_waited_us) > LATE_US ? 1 : 0;
      self->longest_ms = MAX (self->longest_ms, (double) (now - self->last_us) / 1000);
    }
  self->last_us = now;
  self->last_cpu_us = cpu;
  self->last_waited_us = waited;
  self->n_frames++;
}

static BenchWindow *
show (GtkWidget *content, GtkWidget *scrolled)
{
  BenchWindow *self = g_new0 (BenchWindow, 1);

  self->window = adw_window_new ();
  self->scrolled = scrolled;
  adw_window_set_content (ADW_WINDOW (self->window), content);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (self->window), "after-paint", G_CALLBACK (painted),
                    self);
  bench_window_wait_frame (self);
  bench_spin (300);
  bench_window_restart (self);
  return self;
}

BenchWindow *
bench_window_new_alone (GtkWidget *content)
{
  return show (content, NULL);
}

BenchWindow *
bench_window_new (GtkWidget *child)
{
  return bench_window_new_above (child, NULL);
}

BenchWindow *
bench_window_new_above (GtkWidget *child, GtkWidget *below)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  if (below != NULL)
    gtk_box_append (GTK_BOX (box), below);
  return show (box, scrolled);
}

void
bench_window_free (BenchWindow *self)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (self->window), self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_free (self);
}

void
bench_window_restart (BenchWindow *self)
{
  self->n_frames = self->n_late = self->n_own_late = 0;
  self->longest_ms = self->longest_cpu_ms = 0;
  self->last_us = 0;
}

void
bench_window_wait_frame (BenchWindow *self)
{
  const guint n_frames = self->n_frames;

  while (self->n_frames == n_frames)
    g_main_context_iteration (NULL, TRUE);
}

double
bench_window_wait_painted (BenchWindow *self, gint64 began)
{
  bench_window_wait_frame (self);
  return (double) (self->last_us - began) / 1000;
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_percentile (GArray *values, double share)
{
  g_array_sort (values, by_value);
  return g_array_index (values, double, (guint) ((double) (values->len - 1) * share));
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_spin (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, set_flag, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

double
bench_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double
bench_anonymous_mb (void)
{
  g_autofree char *text = NULL;
  const char *line;

  malloc_trim (0);
  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "RssAnon:");
  return line ? strtod (line + strlen ("RssAnon:"), NULL) / 1024 : 0;
}

void
bench_print (const char *name, double value, const char *unit, double goal)
{
  printf ("{\"name\": \"%s\", \"value\": %.4f, \"unit\": \"%s\", \"floor\": null, "
          "\"ratio\": null, \"goal\": %g, \"holds\": %s}\n",
          name, value, unit, goal, value <= goal ? "true" : "false");
  fflush (stdout);
}

void
bench_print_beside (const char *name, double value, const char *unit, double floor, double goal)
{
  printf ("{\"name\": \"%s\", \"value\": %.4f, \"unit\": \"%s\", \"floor\": %.4f, "
          "\"ratio\": null, \"goal\": %g, \"holds\": %s}\n",
          name, value, unit, floor, goal, value <= MAX (goal, floor) ? "true" : "false");
  fflush (stdout);
}

void
bench_print_count (const char *name, guint value, const char *unit, guint floor, guint goal)
{
  printf ("{\"name\": \"%s\", \"value\": %u, \"unit\": \"%s\", \"floor\": %u, \"ratio\": null, "
          "\"goal\": %u, \"holds\": %s}\n",
          name, value, unit, floor, goal, value <= goal ? "true" : "false");
  fflush (stdout);
}

void
bench_print_ratio (const char *name, double value, double floor, double goal)
{
  const double ratio = value / floor;

  printf ("{\"name\": \"%s\", \"value\": %.4f, \"unit\": \"ratio\", \"floor\": %.4f, "
          "\"ratio\": %.4f, \"goal\": %g, \"holds\": %s}\n",
          name, ratio, floor, ratio, goal, ratio <= goal ? "true" : "false");
  fflush (stdout);
}
