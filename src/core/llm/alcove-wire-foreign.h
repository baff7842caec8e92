/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *alcove_wire_foreign_protocol (JsonNode *root);

G_END_DECLS
