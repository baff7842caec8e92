/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-style.h"

G_BEGIN_DECLS

/* A piece of a block's plain text with its place: a paragraph, 40 lines of code, a cell. */
typedef struct
{
  guint start; /* bytes of the plain text */
  guint end;
  int x;
  int y;
  int width;
  int height;
  PangoLayout *layout;
  /* of a cell */
  int indent;  /* from x to its text, which is narrower than the column */
  int natural; /* the width of its text in one line */
  int wrapped; /* the width that its lines are broken for; 0 where they are not */
  gboolean
      is_ended; /* stands at the other side than its alignment says: it is written the other way */
} AlcoveBlockChunk;

/* The PangoLayouts of one block at one width. */
typedef struct
{
  AlcoveBlock *block;
  char *owned_text; /* of a table; else the text is the block's */
  const char *text; /* the plain text, as alcove_block_dup_plain_text() says */
  guint length;
  GArray *chunks;     /* AlcoveBlockChunk, by start */
  GArray *highlights; /* AlcoveHighlight of code, nullable */
  PangoLayout *marker;
  gboolean is_rtl;
  int width;         /* what it was laid out for */
  int inset;         /* room at the start side for markers and the bars of quotes */
  int natural_width; /* of the text itself */
  int height;
  int padding;      /* around the text of code */
  int header;       /* height of the heading line of code */
  int header_row;   /* height of a table's first row */
  GArray *row_ends; /* int: the y of each row's end in a table */
} AlcoveBlockLayout;

AlcoveBlockLayout *alcove_block_layout_new (void);
void alcove_block_layout_free (AlcoveBlockLayout *self);
void alcove_block_layout_update (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                                 AlcoveBlock *block, int width);
void alcove_block_layout_set_highlights (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                                         guint from, GArray *highlights);
gboolean alcove_block_layout_is_wide (const AlcoveBlockLayout *self);
int alcove_block_layout_get_span_width (const AlcoveBlockLayout *self);
guint alcove_block_layout_get_byte (const AlcoveBlockLayout *self, double x, double y,
                                    gboolean *is_inside);
void alcove_block_layout_get_place (const AlcoveBlockLayout *self, guint byte, GdkRectangle *at);
const AlcoveSpan *alcove_block_layout_get_link (const AlcoveBlockLayout *self, double x, double y,
                                                char **label);
void alcove_block_layout_get_word (const AlcoveBlockLayout *self, guint byte, guint *start,
                                   guint *end);

/* In alcove-block-links.c: the links of a block in the order in which they are read. */
guint alcove_block_links_count (const AlcoveBlockLayout *self);
const AlcoveSpan *alcove_block_links_get (const AlcoveBlockLayout *self, guint nth, guint *start,
                                          guint *end);

/* For the table's own file. */
void alcove_table_layout_build (AlcoveBlockLayout *self, const AlcoveBlockStyle *style,
                                GArray *old_chunks, const AlcoveBlock *old_block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveBlockLayout, alcove_block_layout_free)

G_END_DECLS
