/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

/* Blocks as text, one line each, for comparing:
 *   KIND[ >quote][ -list][ marker][ [x]][ ~][ +][ lang=L][ open] "text"{start-end flags target}…
 * KIND is P, H1 to H6, CODE, HTML, RULE, TABLE; ~ is tight, + goes on with the block before. The cells of
 * a table follow as |"text", the first of a row with ||, aligned ones with < ^ >. */
char *block_dump (const AlcoveBlock *block);
char *blocks_dump (GPtrArray *blocks);

/* Fails unless the text is valid and its spans are in order, not empty and between characters. */
void assert_block_sound (const AlcoveBlock *block);
void assert_blocks_sound (GPtrArray *blocks);
