/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *alcove_wire_reason_from_json (JsonNode *root);
char *alcove_wire_reason_from_text (const char *body, gsize length);
char *alcove_wire_reason_dup_words (JsonNode *root);

G_END_DECLS
