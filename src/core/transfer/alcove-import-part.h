/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-chat-bundle.h"

G_BEGIN_DECLS

/* All (transfer full). */
AlcovePart *alcove_import_part_new_text (AlcovePartKind kind, const char *text);
AlcovePart *alcove_import_part_new_call (const char *name, const char *arguments);
AlcovePart *alcove_import_part_new_result (const char *name, const char *text);
AlcovePart *alcove_import_part_new_citation (const char *url, const char *title);
AlcovePart *alcove_import_part_new_text_file (const char *name, const char *text);
AlcovePart *alcove_import_part_new_unknown (const char *name, JsonNode *content);

char *alcove_import_dup_title (const char *text);
void alcove_import_give_title (AlcoveChatBundle *bundle);

G_END_DECLS
