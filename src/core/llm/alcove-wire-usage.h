/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-reply.h"

G_BEGIN_DECLS

void alcove_wire_usage_init (AlcoveUsage *usage);
gboolean alcove_wire_usage_take (AlcoveUsage *usage, JsonObject *object);

G_END_DECLS
