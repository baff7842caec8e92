/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* (transfer full) the block with its marks as numbered links; the same block where it has none */
AlcoveBlock *alcove_citation_marks_apply (AlcoveBlock *block, const char *const *targets);

G_END_DECLS
