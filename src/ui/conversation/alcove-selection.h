/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-entry.h"

G_BEGIN_DECLS

/* A place in the text of a conversation. Text only grows at its end, so a place stays what it is. */
typedef struct
{
  guint row;
  AlcoveEntrySection section;
  guint block;
  guint byte;
} AlcoveTextPoint;

typedef struct
{
  AlcoveTextPoint anchor;
  AlcoveTextPoint focus;
  gboolean is_set;
} AlcoveSelection;

int alcove_text_point_compare (const AlcoveTextPoint *a, const AlcoveTextPoint *b);
gboolean alcove_selection_is_empty (const AlcoveSelection *self);
void alcove_selection_get_ends (const AlcoveSelection *self, AlcoveTextPoint *start,
                                AlcoveTextPoint *end);
gboolean alcove_selection_get_bytes (const AlcoveSelection *self, const AlcoveTextPoint *block,
                                     const char *text, guint length, guint *start, guint *end);
void alcove_selection_splice (AlcoveSelection *self, guint position, guint removed, guint added);
char *alcove_selection_dup_text (const AlcoveSelection *self, GPtrArray *entries);

G_END_DECLS
