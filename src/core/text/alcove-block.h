/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the Markdown of an answer comes to: a flat sequence of leaf blocks, made to be drawn one widget
 * each. A list item is a leaf of its own; a table is one leaf with cells. */

typedef enum
{
  ALCOVE_BLOCK_PARAGRAPH,
  ALCOVE_BLOCK_HEADING,
  ALCOVE_BLOCK_CODE,
  ALCOVE_BLOCK_TABLE,
  ALCOVE_BLOCK_RULE,
  ALCOVE_BLOCK_HTML, /* raw HTML, shown as the text it is */
} AlcoveBlockKind;

typedef enum
{
  ALCOVE_SPAN_EMPHASIS = 1 << 0,
  ALCOVE_SPAN_STRONG = 1 << 1,
  ALCOVE_SPAN_CODE = 1 << 2,
  ALCOVE_SPAN_STRIKE = 1 << 3,
  ALCOVE_SPAN_LINK = 1 << 4,
  ALCOVE_SPAN_IMAGE = 1 << 5, /* an image by address: its alt text is shown, nothing is fetched */
  ALCOVE_SPAN_MATH = 1 << 6,
  ALCOVE_SPAN_CITATION = 1 << 7, /* a link that is the number of a source */
} AlcoveSpanFlags;

typedef struct
{
  guint start; /* bytes into the text; spans do not overlap and are in order */
  guint end;
  AlcoveSpanFlags flags;
  char *target; /* link or image address, else NULL */
} AlcoveSpan;

typedef enum
{
  ALCOVE_TASK_NONE,
  ALCOVE_TASK_OPEN,
  ALCOVE_TASK_DONE,
} AlcoveTask;

typedef enum
{
  ALCOVE_ALIGN_DEFAULT,
  ALCOVE_ALIGN_START,
  ALCOVE_ALIGN_CENTER,
  ALCOVE_ALIGN_END,
} AlcoveAlign;

/* Text with its spans; also one cell of a table. */
typedef struct
{
  char *text;    /* valid UTF-8, never NULL */
  guint length;  /* bytes */
  GArray *spans; /* (element-type AlcoveSpan) nullable */
  AlcoveAlign align;
} AlcoveRun;

typedef struct
{
  AlcoveBlockKind kind;
  guint level;      /* heading 1 to 6 */
  guint list_depth; /* 0 outside of lists */
  guint quote_depth;
  char *marker; /* "•" or "3." on the first block of a list item, else NULL */
  AlcoveTask task;
  gboolean is_tight;     /* stands close to the block before it */
  char *language;        /* of code, NULL for none */
  gboolean is_open;      /* code whose closing fence has not come */
  gboolean is_continued; /* goes on with the text of the block before it, which was too long for one
                            layout: no gap and, when copied, no line break between them */
  AlcoveRun run;         /* text of everything but tables */
  guint n_columns;       /* of a table; the first row is the header */
  GPtrArray *cells;      /* (element-type AlcoveRun) row by row, NULL but for tables */
  guint64 hash;          /* of all the above: equal blocks have equal hashes */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveBlock;

#define ALCOVE_TYPE_BLOCK (alcove_block_get_type ())

GType alcove_block_get_type (void) G_GNUC_CONST;
AlcoveBlock *alcove_block_ref (AlcoveBlock *self);
void alcove_block_unref (AlcoveBlock *self);
/* (transfer full) a text that is no Markdown, as a block; hidden characters become visible */
AlcoveBlock *alcove_block_new_plain (AlcoveBlockKind kind, const char *text, const char *language);
/* The block as plain text, as it is selected, copied and read aloud: the bytes of run.text, without the
 * marker; a table tab by line. */
char *alcove_block_dup_plain_text (const AlcoveBlock *self);

/* (transfer full) what the link says that the nth span is of: all of it, also where its words have several styles */
char *alcove_run_dup_link_text (const AlcoveRun *run, guint nth);
gboolean alcove_run_link_goes_on (const AlcoveRun *run, guint nth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveBlock, alcove_block_unref)

G_END_DECLS
