/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-selection.h"

G_BEGIN_DECLS

/* What is selected, with its styles. Both are of the same blocks as alcove_selection_dup_text (). */
char *alcove_selection_dup_markdown (const AlcoveSelection *self, GPtrArray *entries);
char *alcove_selection_dup_html (const AlcoveSelection *self, GPtrArray *entries);

G_END_DECLS
