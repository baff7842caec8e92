/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* The parts are appended. */
void alcove_claude_read_message (JsonObject *message, GPtrArray *parts);

G_END_DECLS
