/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-store.h"

G_BEGIN_DECLS

GPtrArray *alcove_search (AlcoveDb *db, const char *query, AlcoveSearchOrder order, guint limit,
                          GError **error);

G_END_DECLS
