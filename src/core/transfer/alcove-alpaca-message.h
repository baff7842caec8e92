/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-records.h"

G_BEGIN_DECLS

#define ALCOVE_ALPACA_FORMAT "alpaca"

gint64 alcove_alpaca_parse_time (const char *text);
void alcove_alpaca_add_attachment (AlcoveMessageRecord *message, const char *type, const char *name,
                                   const char *content);

G_END_DECLS
