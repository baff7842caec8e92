/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean alcove_json_needs_mending (const char *json, gsize length);
char *alcove_json_mend (const char *json, gsize length);
void alcove_json_join_halves (GString *text, GString *half);

G_END_DECLS
