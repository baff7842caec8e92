/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which rows of a table belong to what, where the table itself has no index. */
typedef struct _AlcoveRowIndex AlcoveRowIndex;

AlcoveRowIndex *alcove_row_index_new (void);
void alcove_row_index_free (AlcoveRowIndex *self);
gboolean alcove_row_index_add (AlcoveRowIndex *self, const char *key, gint64 row);
void alcove_row_index_sort (AlcoveRowIndex *self);
guint alcove_row_index_find (AlcoveRowIndex *self, const char *key, guint *first);
gint64 alcove_row_index_get (AlcoveRowIndex *self, guint at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveRowIndex, alcove_row_index_free)

G_END_DECLS
