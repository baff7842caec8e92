/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-answer.h"
#include "alcove-locked-bytes.h"
#include "alcove-sse-parser.h"

G_BEGIN_DECLS

/* Called for each piece of text, reasoning or refusal, in the order they came. */
typedef void (*AlcoveWireFunc) (AlcovePartKind kind, const char *text, gsize length, gpointer data);

typedef struct _AlcoveWireChat AlcoveWireChat;

AlcoveWireChat *alcove_wire_chat_new (AlcoveLockedBytes *key, AlcoveWireFunc func, gpointer data);
void alcove_wire_chat_free (AlcoveWireChat *self);
AlcoveAnswer *alcove_wire_chat_get_answer (AlcoveWireChat *self);
void alcove_wire_chat_take_event (AlcoveWireChat *self, const AlcoveSseEvent *event);
void alcove_wire_chat_take_json (AlcoveWireChat *self, const char *json, gsize length,
                                 gboolean may_be_cut);
void alcove_wire_chat_finish (AlcoveWireChat *self);
guint alcove_wire_chat_get_n_chunks (AlcoveWireChat *self);
guint alcove_wire_chat_get_n_events (AlcoveWireChat *self);
gboolean alcove_wire_chat_get_is_foreign (AlcoveWireChat *self);
const char *alcove_wire_chat_get_malformed (AlcoveWireChat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveWireChat, alcove_wire_chat_free)

G_END_DECLS
