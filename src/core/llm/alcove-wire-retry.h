/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The value of a header, NULL for none; the name in any case. */
typedef const char *(*AlcoveHeaderFunc) (const char *name, gpointer data);

gint64 alcove_wire_retry_from_headers (AlcoveHeaderFunc get, gpointer data, gboolean is_limit,
                                       gint64 now_ms);
gint64 alcove_wire_retry_from_json (JsonNode *root, gint64 now_ms);
gint64 alcove_wire_retry_from_reason (const char *reason);

G_END_DECLS
