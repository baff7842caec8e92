/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Unix milliseconds; 0 for what is no time. */
gint64 alcove_import_time_parse (const char *text);
gint64 alcove_import_time_read (JsonObject *object, const char *member);

G_END_DECLS
