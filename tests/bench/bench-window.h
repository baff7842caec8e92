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
  guint n_late; /* more than 34 ms after the one before */
  double longest_ms;
  gint64 last_us;
} BenchWindow;

BenchWindow *bench_window_new (GtkWidget *child);
void bench_window_free (BenchWindow *self);
void bench_window_restart (BenchWindow *self);
void bench_window_wait_frame (BenchWindow *self);
void bench_spin (guint ms);
double bench_cpu_seconds (void);
/* One row of a bench. */
void bench_print (const char *name, double value, const char *unit, double goal);
/* A row whose value is a ratio to a floor of the same run. */
void bench_print_ratio (const char *name, double value, double floor, double goal);

G_END_DECLS
