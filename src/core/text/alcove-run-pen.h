/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"
#include "alcove-hidden-characters-private.h"

G_BEGIN_DECLS

/* Writes one run: text, and what holds for the text written between opening and closing a span. */
typedef struct
{
  GString *text;
  GArray *spans; /* (element-type AlcoveSpan) flat */
  GArray *open;  /* nested, innermost last */
  AlcoveHiddenState hidden;
} AlcoveRunPen;

void alcove_run_pen_init (AlcoveRunPen *self);
void alcove_run_pen_clear (AlcoveRunPen *self);
/* target: (transfer full) (nullable) */
void alcove_run_pen_open (AlcoveRunPen *self, AlcoveSpanFlags flags, char *target);
void alcove_run_pen_close (AlcoveRunPen *self);
void alcove_run_pen_write (AlcoveRunPen *self, const char *text, gsize length);
/* Fills the run with what was written and starts anew. */
void alcove_run_pen_take (AlcoveRunPen *self, AlcoveRun *run);

G_END_DECLS
