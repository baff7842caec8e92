/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean alcove_json_escapes_mend (char *text, gsize length);
const char *alcove_json_escapes_end_of_string (const char *text, const char *end);

G_END_DECLS
