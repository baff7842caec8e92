/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window whose frames are counted. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  guint n_frames;
  guint n_late;     /* more than 34 ms after the one before */
  guint n_own_late; /* not for want of a processor, which others had */
  double longest_ms;
  double
      longest_cpu_ms; /* what we did ourselves between two frames: without the others of the machine */
  gint64 last_us;
  gint64 last_cpu_us;
  gint64 last_waited_us;
} BenchWindow;

BenchWindow *bench_window_new (GtkWidget *child);
/* What scrolls by itself. */
BenchWindow *bench_window_new_alone (GtkWidget *content);
BenchWindow *bench_window_new_above (GtkWidget *child, GtkWidget *below);
void bench_window_free (BenchWindow *self);
void bench_window_restart (BenchWindow *self);
void bench_window_wait_frame (BenchWindow *self);
void bench_spin (guint ms);
/* Until a frame was painted; how long that was since a moment of the monotonic clock, in milliseconds. */
double bench_window_wait_painted (BenchWindow *self, gint64 began);
/* Of doubles, which it sorts. */
double bench_percentile (GArray *values, double share);
double bench_cpu_seconds (void);
/* Memory that belongs to this process alone. */
double bench_anonymous_mb (void);
/* One row of a bench. */
void bench_print (const char *name, double value, const char *unit, double goal);
/* Holds where it reaches the goal, or is no more than the floor of the same run. */
void bench_print_beside (const char *name, double value, const char *unit, double floor,
                         double goal);
/* A count, beside that of the floor: of a busy machine both are high. */
void bench_print_count (const char *name, guint value, const char *unit, guint floor, guint goal);
/* A row whose value is a ratio to a floor of the same run. */
void bench_print_ratio (const char *name, double value, double floor, double goal);

G_END_DECLS
