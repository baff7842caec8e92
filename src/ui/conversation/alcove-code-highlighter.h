/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-style.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_CODE_HIGHLIGHTER (alcove_code_highlighter_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveCodeHighlighter, alcove_code_highlighter, ALCOVE, CODE_HIGHLIGHTER,
                      GObject)

/* The colours of a block's code from byte from on, in order; called for slice after slice. */
typedef void (*AlcoveHighlightFunc) (gpointer owner, guint from, GArray *highlights);

AlcoveCodeHighlighter *alcove_code_highlighter_get_default (void);
void alcove_code_highlighter_request (AlcoveCodeHighlighter *self, gpointer owner,
                                      AlcoveBlock *block, guint from, gboolean is_dark,
                                      AlcoveHighlightFunc func);
GArray *alcove_code_highlighter_color (AlcoveCodeHighlighter *self, AlcoveBlock *block,
                                       gboolean is_dark);
void alcove_code_highlighter_cancel (AlcoveCodeHighlighter *self, gpointer owner);

G_END_DECLS
