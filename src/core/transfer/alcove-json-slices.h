/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An element of more values than fit into memory at once: its messages are parsed one by one. */
typedef struct _AlcoveJsonSlices AlcoveJsonSlices;

AlcoveJsonSlices *alcove_json_slices_new (const char *text, gsize length, gsize max_values);
void alcove_json_slices_free (AlcoveJsonSlices *self);
gboolean alcove_json_slices_is_too_large (AlcoveJsonSlices *self);
JsonNode *alcove_json_slices_get_root (AlcoveJsonSlices *self);
JsonNode *alcove_json_slices_parse (AlcoveJsonSlices *self, JsonNode *place,
                                    gboolean *is_too_large);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveJsonSlices, alcove_json_slices_free)

G_END_DECLS
