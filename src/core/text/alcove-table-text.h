/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* (transfer full) a table as Markdown, its cells without styles */
char *alcove_table_text_to_markdown (const AlcoveBlock *table);

G_END_DECLS
