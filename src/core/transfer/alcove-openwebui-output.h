/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-records.h"

G_BEGIN_DECLS

gboolean alcove_openwebui_output_add (AlcoveMessageRecord *message, JsonArray *output,
                                      const char *content);

G_END_DECLS
