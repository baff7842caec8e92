/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* (transfer full) what of a block lies between two bytes of its plain text */
AlcoveBlock *alcove_block_slice (AlcoveBlock *self, guint start, guint end);
/* (transfer full) the same as text alone: no item, no heading, no fence */
AlcoveBlock *alcove_block_slice_text (AlcoveBlock *self, guint start, guint end);

G_END_DECLS
