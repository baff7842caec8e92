/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"
#include "alcove-part.h"

G_BEGIN_DECLS

/* (transfer full) what a part says in words: a tool's call, the text of a file */
AlcoveBlock *alcove_part_words_new_block (const AlcovePart *part);
/* (transfer full) how a source is called: by its title, else by its address */
char *alcove_part_words_dup_title (const AlcovePart *source, const char *url);

G_END_DECLS
