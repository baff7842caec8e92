/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

char *alcove_empty_cells_open (const char *text, gsize length);
gboolean alcove_empty_cells_are_all (const AlcoveBlock *before, const AlcoveBlock *after);

G_END_DECLS
