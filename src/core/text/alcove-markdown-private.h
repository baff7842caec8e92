/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-markdown.h"

G_BEGIN_DECLS

/* What of Markdown we speak: CommonMark with tables, task lists, strikethrough, bare addresses, math. */
#define ALCOVE_MARKDOWN_FLAGS                                                                      \
  (MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS        \
   | MD_FLAG_LATEXMATHSPANS)

/* The leaves of valid UTF-8, without those of the first n top-level blocks. n_tops may be NULL and
 * gets the number of top-level blocks that are left. */
GPtrArray *alcove_markdown_build (const char *text, gsize length, guint skip_tops, guint *n_tops);

/* How many blocks stand for ever, but for link definitions that may come. */
guint alcove_markdown_get_n_frozen (AlcoveMarkdown *self);
/* Where the source begins that is parsed with each append. */
gsize alcove_markdown_get_tail (AlcoveMarkdown *self);
/* How many bytes were parsed to blocks, each as often as it was. */
gsize alcove_markdown_get_n_read (AlcoveMarkdown *self);

G_END_DECLS
