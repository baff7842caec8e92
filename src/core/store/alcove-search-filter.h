/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a search is limited to, beside its words. */
typedef struct
{
  char *words;  /* what was typed, without the filters */
  char *model;  /* nullable: in small letters, what the model of the chat has in its name */
  gint64 since; /* Unix milliseconds: this or later; 0 for none */
  gint64 until; /* before this; G_MAXINT64 for none */
  gboolean is_pinned;
  gboolean is_archived;
  char *folder; /* nullable: what the folder of the chat has in its name, each space as _ */
} AlcoveSearchFilter;

AlcoveSearchFilter *alcove_search_filter_new (const char *query);
gboolean alcove_search_filter_is_any (const AlcoveSearchFilter *self);
gboolean alcove_search_filter_is_of_chats (const AlcoveSearchFilter *self);
void alcove_search_filter_free (AlcoveSearchFilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSearchFilter, alcove_search_filter_free)

G_END_DECLS
