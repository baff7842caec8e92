/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-records.h"

G_BEGIN_DECLS

/* What other programs keep in a message, as its parts. Nothing is added for what is empty. */
void alcove_import_add_words (AlcoveMessageRecord *message, const char *text, gsize length);
void alcove_import_add_text (AlcoveMessageRecord *message, const char *text);
void alcove_import_add_reasoning (AlcoveMessageRecord *message, const char *text);
void alcove_import_add_call (AlcoveMessageRecord *message, const char *name, const char *arguments);
void alcove_import_add_result (AlcoveMessageRecord *message, const char *name, const char *text);
void alcove_import_add_citation (AlcoveMessageRecord *message, const char *title, const char *url);
void alcove_import_add_file (AlcoveMessageRecord *message, const char *name, const char *text);
gboolean alcove_import_add_image (AlcoveMessageRecord *message, const char *url, const char *name);

char *alcove_import_dup_plain (JsonNode *node);
char *alcove_import_dup_json_text (const char *text);
char *alcove_import_dup_params (JsonObject *from);
AlcoveRole alcove_import_get_role (const char *word);
void alcove_import_fail (AlcoveMessageRecord *message, const char *reason);

G_END_DECLS
