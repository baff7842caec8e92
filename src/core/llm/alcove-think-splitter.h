/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-enums.h"

G_BEGIN_DECLS

/* @kind is ALCOVE_PART_TEXT or ALCOVE_PART_REASONING */
typedef void (*AlcoveThinkFunc) (AlcovePartKind kind, const char *text, gsize length,
                                 gpointer data);

/* Where a text stands that may begin with <think>…</think>. Zero-filled at the start. */
typedef struct
{
  enum
  {
    ALCOVE_THINK_START,
    ALCOVE_THINK_INSIDE,
    ALCOVE_THINK_BEHIND,
    ALCOVE_THINK_PLAIN,
  } state;
  GString *held; /* what cannot be told yet */
  gboolean has_thought;
} AlcoveThinkSplitter;

void alcove_think_splitter_push (AlcoveThinkSplitter *self, const char *text, gsize length,
                                 AlcoveThinkFunc func, gpointer data);
void alcove_think_splitter_finish (AlcoveThinkSplitter *self, AlcoveThinkFunc func, gpointer data);
void alcove_think_splitter_clear (AlcoveThinkSplitter *self);

G_END_DECLS
