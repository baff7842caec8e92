/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"

G_BEGIN_DECLS

#define ALCOVE_SCHEMA_VERSION 1

gboolean alcove_migrations_create (AlcoveDb *db, GError **error);
gboolean alcove_migrations_check (AlcoveDb *db, GError **error);

G_END_DECLS
