/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* Markdown that may still be growing. Pure; used by one thread. Appending parses only the open tail:
 * blocks before it are frozen (docs/markdown.md says how). */
typedef struct _AlcoveMarkdown AlcoveMarkdown;

AlcoveMarkdown *alcove_markdown_new (void);
/* One that does not grow, parsed once. */
AlcoveMarkdown *alcove_markdown_new_finished (const char *text, gssize length);
void alcove_markdown_free (AlcoveMarkdown *self);
/* Both answer with the index of the first block that differs from before; blocks from there on may have
 * been replaced, added or removed. The text is made valid UTF-8 and hidden characters are made visible;
 * a sequence cut at the end of an append waits for its rest. */
guint alcove_markdown_append (AlcoveMarkdown *self, const char *text, gssize length);
guint alcove_markdown_finish (
    AlcoveMarkdown *self); /* the full parse; nothing may be appended after it */
GPtrArray *
alcove_markdown_get_blocks (AlcoveMarkdown *self); /* (element-type AlcoveBlock) (transfer none) */
const char *alcove_markdown_get_source (AlcoveMarkdown *self);
GPtrArray *alcove_markdown_parse (const char *text,
                                  gssize length); /* all at once (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveMarkdown, alcove_markdown_free)

G_END_DECLS
