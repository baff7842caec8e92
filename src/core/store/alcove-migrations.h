/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"

G_BEGIN_DECLS

#define ALCOVE_SCHEMA_VERSION 1

/* The steps of a schema: the one to version N is SQL that takes a database of version N - 1 there. */
typedef struct
{
  int top;
  char *(*dup_step) (int version);
} AlcoveLadder;

/* Called before the first step of an upgrade; FALSE with an error and nothing is changed. */
typedef gboolean (*AlcoveMigrationsKeep) (AlcoveDb *db, int version, gpointer data, GError **error);

gboolean alcove_migrations_create (AlcoveDb *db, GError **error);
gboolean alcove_migrations_create_at (AlcoveDb *db, int top, GError **error);
gboolean alcove_migrations_upgrade (AlcoveDb *db, const AlcoveLadder *ladder,
                                    AlcoveMigrationsKeep keep, gpointer data, GError **error);

G_END_DECLS
