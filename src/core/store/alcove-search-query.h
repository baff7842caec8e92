/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words as FTS5 expressions. */
typedef struct
{
  char *match;     /* all of it; NULL where nothing can be found by it */
  char *open_word; /* nullable: the last word as typed, which may go on */
  char *finished;  /* what must be there beside the open word; may be empty */
  char *unwanted;  /* to be put behind; may be empty */
} AlcoveSearchQuery;

AlcoveSearchQuery *alcove_search_query_new (const char *text);
void alcove_search_query_free (AlcoveSearchQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSearchQuery, alcove_search_query_free)

G_END_DECLS
