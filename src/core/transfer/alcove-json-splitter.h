/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AlcoveJsonSplitter AlcoveJsonSplitter;

typedef enum
{
  ALCOVE_SPLIT_NEEDS_MORE, /* all that was given is taken */
  ALCOVE_SPLIT_ELEMENT,    /* one is complete: take it */
  ALCOVE_SPLIT_TOO_LARGE,  /* one is over, which was larger than allowed */
  ALCOVE_SPLIT_NOT_JSON,   /* it begins neither with an array nor with an object */
} AlcoveSplit;

AlcoveJsonSplitter *alcove_json_splitter_new (gsize max_bytes);
void alcove_json_splitter_free (AlcoveJsonSplitter *self);
AlcoveSplit alcove_json_splitter_feed (AlcoveJsonSplitter *self, const char *data, gsize length,
                                       gsize *taken);
char *alcove_json_splitter_get_element (AlcoveJsonSplitter *self, gsize *length);
gsize alcove_json_splitter_get_n_values (AlcoveJsonSplitter *self);
gboolean alcove_json_splitter_is_whole (AlcoveJsonSplitter *self);
gboolean alcove_json_splitter_is_open (AlcoveJsonSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveJsonSplitter, alcove_json_splitter_free)

G_END_DECLS
