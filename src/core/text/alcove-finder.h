/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is looked for in a text. Never changes once it is made. */
typedef struct _AlcoveFinder AlcoveFinder;

/* A place in a text, in bytes. */
typedef struct
{
  guint start;
  guint end;
} AlcoveFound;

/* A piece of text wherever it stands; NULL where nothing can be found by it. */
AlcoveFinder *alcove_finder_new_piece (const char *piece);
/* The words of a search as a person typed it, where a word begins; its filters are left out. NULL for none. */
AlcoveFinder *alcove_finder_new_words (const char *query);
AlcoveFinder *alcove_finder_ref (AlcoveFinder *self);
void alcove_finder_unref (AlcoveFinder *self);
/* FALSE where nothing of it can be in a text, nor in what Markdown makes of it; quicker than to parse it. */
gboolean alcove_finder_may_find (const AlcoveFinder *self, const char *text, gsize length);
/* (transfer full) (element-type AlcoveFound): in order, none overlaps another */
GArray *alcove_finder_find (const AlcoveFinder *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveFinder, alcove_finder_unref)

G_END_DECLS
