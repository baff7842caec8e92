/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-part.h"

G_BEGIN_DECLS

GPtrArray *alcove_part_table_list (AlcoveDb *db, gint64 message, GError **error);
gboolean alcove_part_table_replace (AlcoveDb *db, gint64 message, gint64 created_at,
                                    GPtrArray *parts, GError **error);

G_END_DECLS
