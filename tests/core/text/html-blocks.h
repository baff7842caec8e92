/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* (transfer full) (nullable) the blocks that HTML comes to, a line each; NULL where it has a tag that no Markdown
 * makes: raw HTML. */
char *html_blocks_dump (const char *html);
/* (transfer full) the same of our blocks. */
char *html_blocks_dump_ours (GPtrArray *blocks);

G_END_DECLS
