/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-block.h"

G_BEGIN_DECLS

/* What blocks are drawn with; one of a view, renewed when fonts or colours change. */
typedef struct
{
  PangoContext *context;
  PangoFontDescription *monospace;
  int line; /* height of a line of text: the measure of all distances, so that they grow with the text */
  GdkRGBA link;
  GdkRGBA selection;
  GdkRGBA found;         /* what is looked for */
  GdkRGBA found_current; /* of it, where the reader is */
  gboolean is_dark;
  gboolean is_high_contrast;
  gboolean wraps_code; /* long lines of code go on beneath; else they are scrolled sideways */
} AlcoveBlockStyle;

AlcoveBlockStyle *alcove_block_style_new (GtkWidget *widget);
void alcove_block_style_free (AlcoveBlockStyle *self);
gboolean alcove_block_style_same_metrics (const AlcoveBlockStyle *a, const AlcoveBlockStyle *b);
int alcove_block_style_scale (const AlcoveBlockStyle *self, int pixels);

gboolean alcove_block_style_leads (const AlcoveSpan *span);

/* How one piece of code is coloured. */
typedef struct
{
  guint start;
  guint end;
  GdkRGBA color;
  gboolean has_color;
  gboolean is_bold;
  gboolean is_italic;
} AlcoveHighlight;

PangoAttrList *alcove_block_style_dup_run (const AlcoveBlockStyle *self, const AlcoveBlock *block,
                                           const AlcoveRun *run, guint start, guint end);
PangoAttrList *alcove_block_style_dup_code (const AlcoveBlockStyle *self, GArray *highlights,
                                            guint start, guint end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveBlockStyle, alcove_block_style_free)

G_END_DECLS
