/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* Appends (element-type AlcoveBlock) blocks, with some quotes around all of them. */
void alcove_markdown_append_blocks (GString *out, GPtrArray *blocks, guint quotes);
char *alcove_markdown_write_block (AlcoveBlock *block);

G_END_DECLS
