/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_RUN_IN_PARAGRAPH,
  ALCOVE_RUN_IN_LINE, /* a heading: it has one line */
  ALCOVE_RUN_IN_CELL, /* one line, and bars part cells */
} AlcoveRunPlace;

void alcove_run_append_markdown (GString *out, const AlcoveRun *run, AlcoveRunPlace place);

G_END_DECLS
