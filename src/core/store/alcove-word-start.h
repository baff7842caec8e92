/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"

G_BEGIN_DECLS

/* The index knows the rows of words by their first characters up to here (migration-1.sql). */
#define ALCOVE_WORD_START_INDEXED 3

typedef struct _AlcoveWordStart AlcoveWordStart;

AlcoveWordStart *alcove_word_start_new (AlcoveDb *db, const char *typed);
gboolean alcove_word_start_is_indexed (AlcoveDb *db, const char *typed);
void alcove_word_start_free (AlcoveWordStart *self);
const char *alcove_word_start_get_head (AlcoveWordStart *self);
gboolean alcove_word_start_is_in (AlcoveWordStart *self, const char *text);
char *alcove_word_start_dup_match (AlcoveWordStart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveWordStart, alcove_word_start_free)

G_END_DECLS
