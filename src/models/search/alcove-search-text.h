/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a search found, in bytes of a text. */
typedef struct
{
  guint start;
  guint end; /* behind it */
} AlcoveSearchSpan;

char *alcove_search_text_unmark (const char *marked, GArray **spans);
GStrv alcove_search_text_dup_words (const char *marked);
gboolean alcove_search_text_is_filter (const char *word);
GStrv alcove_search_text_take_filters (const char *text, gboolean is_finished, char **rest);
char *alcove_search_text_join (const char *const *filters, const char *text);

G_END_DECLS
