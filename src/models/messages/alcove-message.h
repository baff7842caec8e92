/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-enums.h"
#include "alcove-part.h"

G_BEGIN_DECLS

/**
 * AlcoveMessage:
 *
 * A message as the window sees it. Properties (all notify): id, role, status, model, created-at (ms),
 * is-loaded (FALSE: only its length is known), finish-reason, error-code, error-message, variant (from 1) and
 * n-variants (how many messages could stand in its place).
 *
 * ::appended (AlcovePartKind kind, const char *piece): text, reasoning or refusal grew by piece.
 * ::replaced: the content was set anew (loaded, let go).
 */
#define ALCOVE_TYPE_MESSAGE (alcove_message_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessage, alcove_message, ALCOVE, MESSAGE, GObject)

AlcoveMessage *alcove_message_new (AlcoveRole role, AlcoveStatus status);
const char *alcove_message_get_id (AlcoveMessage *self);
AlcoveRole alcove_message_get_role (AlcoveMessage *self);
AlcoveStatus alcove_message_get_status (AlcoveMessage *self);
const char *alcove_message_get_model (AlcoveMessage *self);
gint64 alcove_message_get_created_at (AlcoveMessage *self);
gboolean alcove_message_get_is_loaded (AlcoveMessage *self);
gsize alcove_message_get_text_length (
    AlcoveMessage *self); /* bytes of its text, known before it is loaded */
const char *alcove_message_get_text (AlcoveMessage *self); /* "" for none */
const char *alcove_message_get_reasoning (AlcoveMessage *self);
const char *alcove_message_get_refusal (AlcoveMessage *self);
GPtrArray *alcove_message_get_parts (
    AlcoveMessage *self); /* (element-type AlcovePart): all that is not streamed text */
const char *alcove_message_get_finish_reason (AlcoveMessage *self);
const char *alcove_message_get_error_code (AlcoveMessage *self);
const char *alcove_message_get_error_message (AlcoveMessage *self);
gint64 alcove_message_get_tokens_in (AlcoveMessage *self); /* -1 unknown, like the rest */
gint64 alcove_message_get_tokens_out (AlcoveMessage *self);
gint64 alcove_message_get_tokens_reasoning (AlcoveMessage *self); /* some of tokens-out */
gint64 alcove_message_get_tokens_cached (AlcoveMessage *self);    /* some of tokens-in */
const char *
alcove_message_get_reasoning_effort (AlcoveMessage *self); /* NULL where nothing was asked for */
double alcove_message_get_cost (AlcoveMessage *self);
gint64 alcove_message_get_ttft_us (AlcoveMessage *self);
gint64 alcove_message_get_duration_us (AlcoveMessage *self);
gint64 alcove_message_get_reasoning_us (AlcoveMessage *self); /* how long it thought before */
/* Whether the cost is price × tokens, because the server gave none. */
gboolean alcove_message_get_cost_is_estimated (AlcoveMessage *self);
/* Whether its words are the user's and not the model's. */
gboolean alcove_message_get_is_rewritten (AlcoveMessage *self);
/* (transfer full) the setting that the server refused by name and that can be left out; NULL for none */
gint64 alcove_message_get_retry_at (
    AlcoveMessage *self); /* Unix ms until which the server wants to be left alone; 0 for none */
char *alcove_message_dup_refused_field (AlcoveMessage *self);
guint alcove_message_get_variant (AlcoveMessage *self, guint *n_variants);
/* For the session, and for tests of the view. */
AlcoveMessage *alcove_message_new_unloaded (const char *id, AlcoveRole role, AlcoveStatus status,
                                            gsize text_length);
void alcove_message_set_parts (
    AlcoveMessage *self,
    GPtrArray *parts); /* the whole content anew; NULL lets it go: is-loaded becomes FALSE */
void alcove_message_set_variants (AlcoveMessage *self, guint variant, guint n_variants);
void alcove_message_set_model (AlcoveMessage *self, const char *model);
void alcove_message_set_error (AlcoveMessage *self, const char *code, const char *message);
void alcove_message_append (AlcoveMessage *self, AlcovePartKind kind, const char *piece);
void alcove_message_set_status (AlcoveMessage *self, AlcoveStatus status);

G_END_DECLS
