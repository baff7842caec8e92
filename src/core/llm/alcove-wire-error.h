/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-error.h"
#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

GError *alcove_wire_error_from_body (guint http_status, const char *body, gsize length,
                                     gint64 retry_after_ms, AlcoveLockedBytes *key);
GError *alcove_wire_error_from_json (guint http_status, JsonNode *root, AlcoveLockedBytes *key);
gboolean alcove_wire_error_is_error (JsonObject *object);
char *alcove_wire_error_redact (const char *text, AlcoveLockedBytes *key);
GError *alcove_wire_error_clean (const GError *error, AlcoveLockedBytes *key);
gboolean alcove_wire_error_is_about (const GError *error, const char *field);
const char *alcove_wire_error_find_field (const GError *error, const char *const *sent);

G_END_DECLS
