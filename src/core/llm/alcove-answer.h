/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-reply.h"
#include "alcove-tool-calls.h"

G_BEGIN_DECLS

/* Everything that came of one answer. Owned and changed by one decoder, read by its owner. */
typedef struct
{
  GString *content;
  GString *reasoning;
  GString *refusal;
  char *finish_reason; /* the server's own word */
  char *model;
  AlcoveUsage usage;
  gboolean has_usage;
  gboolean done; /* [DONE] was seen */
  GPtrArray *parts;
  AlcoveToolCalls *tool_calls;
  guint tool_generation; /* counts up when a tool call grew */
  GError *error;         /* what the server said went wrong, the first one */
  GHashTable *citations; /* addresses that are in parts already */
} AlcoveAnswer;

AlcoveAnswer *alcove_answer_new (void);
void alcove_answer_free (AlcoveAnswer *self);
void alcove_answer_append (AlcoveAnswer *self, AlcovePartKind kind, const char *text, gsize length);
void alcove_answer_take_tool_calls (AlcoveAnswer *self, JsonObject *delta);
void alcove_answer_take_citations (AlcoveAnswer *self, JsonObject *chunk, JsonObject *choice,
                                   JsonObject *delta);
void alcove_answer_take_source (AlcoveAnswer *self, JsonObject *source);
void alcove_answer_take_image (AlcoveAnswer *self, JsonObject *image);
void alcove_answer_take_images (AlcoveAnswer *self, JsonArray *images);
void alcove_answer_take_error (AlcoveAnswer *self, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveAnswer, alcove_answer_free)

G_END_DECLS
