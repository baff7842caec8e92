/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-key-derivation.h"

G_BEGIN_DECLS

/* An account that a key opens. */
typedef struct
{
  char *id;
  GPtrArray *keys;           /* of AlcoveSlotKey, newest generation first */
  gboolean replaces_another; /* and that was cut short before the old key's slot went */
  gint64 last_used;          /* when its database changed last, in microseconds of the Unix time */
} AlcoveSlotsMatch;

typedef struct
{
  GPtrArray *matches; /* of AlcoveSlotsMatch, last used first */
  GPtrArray *vacant;  /* of char*: ids of folders without a slots file */
  guint n_damaged;    /* slots files that nobody can read */
} AlcoveSlotsSearch;

AlcoveSlotsSearch *alcove_slots_search (const char *accounts_dir, AlcoveKeyDerivation *derivation,
                                        GError **error);
gboolean alcove_slots_search_is_taken (const char *accounts_dir, AlcoveKeyDerivation *derivation,
                                       const char *except, gboolean *taken, GError **error);
gboolean alcove_slots_search_make_head (const char *accounts_dir, AlcoveSlotsHead *head,
                                        GError **error);
void alcove_slots_search_free (AlcoveSlotsSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSlotsSearch, alcove_slots_search_free)

G_END_DECLS
