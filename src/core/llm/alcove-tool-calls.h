/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-part.h"

G_BEGIN_DECLS

typedef struct _AlcoveToolCalls AlcoveToolCalls;

AlcoveToolCalls *alcove_tool_calls_new (void);
void alcove_tool_calls_free (AlcoveToolCalls *self);
gboolean alcove_tool_calls_take (AlcoveToolCalls *self, JsonArray *deltas, GPtrArray *parts);
gboolean alcove_tool_calls_take_function (AlcoveToolCalls *self, JsonObject *function,
                                          GPtrArray *parts);
void alcove_tool_calls_update_parts (AlcoveToolCalls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveToolCalls, alcove_tool_calls_free)

G_END_DECLS
