/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-endpoint.h"
#include "alcove-part.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean alcove_wire_attachment_is_text (const AlcovePart *part);
char *alcove_wire_attachment_dup_text (const AlcovePart *part);
void alcove_wire_attachment_build (JsonBuilder *builder, const AlcovePart *part,
                                   AlcoveDialect dialect);
gboolean alcove_dialect_takes_files (AlcoveDialect dialect);

G_END_DECLS
