/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"

G_BEGIN_DECLS

gint64 alcove_numbers_now (void);
gboolean alcove_numbers_next (AlcoveDb *db, gint64 time_ms, gint64 *n, GError **error);

G_END_DECLS
