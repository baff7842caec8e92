/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *alcove_json_string (JsonObject *object, const char *member);
JsonObject *alcove_json_object (JsonObject *object, const char *member);
JsonArray *alcove_json_array (JsonObject *object, const char *member);
JsonObject *alcove_json_element (JsonArray *array, guint index);
double alcove_json_number (JsonObject *object, const char *member, double otherwise);
gint64 alcove_json_int (JsonObject *object, const char *member, gint64 otherwise);
gboolean alcove_json_true (JsonObject *object, const char *member);
gboolean alcove_json_lists (JsonArray *array, const char *word);
char *alcove_json_dup (JsonNode *node);

G_END_DECLS
