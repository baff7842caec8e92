/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-layout.h"
#include "alcove-finder.h"

G_BEGIN_DECLS

/* What a block is to look like at the moment. */
typedef struct
{
  GdkRGBA color;
  guint selection_start; /* bytes; the same as selection_end for none */
  guint selection_end;
  const GArray *found; /* AlcoveFound of what is looked for, nullable */
  guint current_start; /* of it, where the reader is; the same as current_end for nowhere */
  guint current_end;
  guint focus_start; /* the link that has the focus; the same as focus_end for none */
  guint focus_end;
  int top; /* of what can be seen of it, for long blocks */
  int bottom;
  int bar_above; /* how far up the bars of quotes reach, to touch those of the block before */
  int width;
  int height;
} AlcoveBlockLook;

void alcove_block_drawing_text (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
                                const AlcoveBlockLook *look, GtkSnapshot *snapshot);
void alcove_block_drawing_around (const AlcoveBlockLayout *layout, const AlcoveBlockStyle *style,
                                  const AlcoveBlockLook *look, GtkSnapshot *snapshot);

G_END_DECLS
