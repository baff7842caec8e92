/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-records.h"

G_BEGIN_DECLS

void alcove_details_text_add (AlcoveMessageRecord *message, const char *text);

G_END_DECLS
