/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"
#include "alcove-db.h"

G_BEGIN_DECLS

typedef struct _AlcoveWreck AlcoveWreck;

/* An index that tells every n of its table, and its own order both ways. */
typedef struct
{
  const char *name;
  const char *up;
  const char *down;
} AlcoveWreckIndex;

/* What a table has lost, as far as others still tell: rows that are known and could not be read. */
typedef struct
{
  gint64 n_known;
  gint64 n_lost;
} AlcoveWreckCount;

AlcoveWreck *alcove_wreck_open (AlcoveAccount *account, const char *path, GError **error);
void alcove_wreck_close (AlcoveWreck *self);
gint64 alcove_wreck_get_version (AlcoveWreck *self);
gboolean alcove_wreck_salvage (AlcoveWreck *self, AlcoveDb *to, const char *table, const char *key,
                               const AlcoveWreckIndex *index, AlcoveWreckCount *count,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveWreck, alcove_wreck_close)

G_END_DECLS
