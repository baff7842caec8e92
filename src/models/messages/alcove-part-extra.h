/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-part.h"

G_BEGIN_DECLS

/* (transfer full) (nullable) a string of what a part keeps beside its columns: a citation's "url" */
char *alcove_part_dup_extra (const AlcovePart *part, const char *member);

G_END_DECLS
