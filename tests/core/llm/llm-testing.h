/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

#include "alcove-answer.h"
#include "alcove-reply.h"

G_BEGIN_DECLS

typedef void (*LlmCaseFunc) (const char *name, JsonObject *about, gconstpointer data);

char *llm_testing_shared_path (const char *below);
void llm_testing_add_folder (const char *folder, const char *prefix, GTestDataFunc func);
JsonNode *llm_testing_load_json (const char *path);
GBytes *llm_testing_load_bytes (const char *path);
gboolean llm_testing_await (DexFuture *future, GError **error);
void llm_testing_expect (JsonObject *expect, const AlcoveAnswer *answer, const GError *error);
void llm_testing_expect_reply (JsonObject *expect, AlcoveReply *reply);
void llm_testing_spin (guint milliseconds);

G_END_DECLS
