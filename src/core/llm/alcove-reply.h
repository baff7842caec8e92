/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* Numbers that the server gave; -1 where it gave none. */
typedef struct
{
  gint64 prompt_tokens;
  gint64 completion_tokens;
  gint64 total_tokens;
  gint64 reasoning_tokens;
  gint64 cached_tokens;
  double cost; /* USD, -1 unknown */
} AlcoveUsage;

/**
 * AlcoveReply:
 *
 * One answer in flight. Lives on the main thread. Everything that came stays readable after the
 * end, whatever the end was.
 *
 * ::delta (AlcovePartKind kind, const char *text) is emitted for each piece of text, reasoning or
 * refusal as it comes (pieces of one network read may be joined); ::tool-call when a tool call grew.
 */
#define ALCOVE_TYPE_REPLY (alcove_reply_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveReply, alcove_reply, ALCOVE, REPLY, GObject)

/* Resolves to TRUE for a complete answer (the server gave a finish reason and no error); rejects with
 * ALCOVE_ERROR_TRUNCATED, any other ALCOVE_ERROR, or G_IO_ERROR_CANCELLED after alcove_reply_stop(). */
DexFuture *alcove_reply_wait (AlcoveReply *self) G_GNUC_WARN_UNUSED_RESULT;
void alcove_reply_stop (AlcoveReply *self);

const char *alcove_reply_get_content (AlcoveReply *self);
const char *alcove_reply_get_reasoning (AlcoveReply *self);
const char *alcove_reply_get_refusal (AlcoveReply *self);
const char *alcove_reply_get_finish_reason (AlcoveReply *self);
const char *alcove_reply_get_model (AlcoveReply *self);
const AlcoveUsage *alcove_reply_get_usage (AlcoveReply *self);
const GError *alcove_reply_get_error (AlcoveReply *self);
/* (element-type AlcovePart): kinds tool_call, citation and image, in the order they came */
GPtrArray *alcove_reply_get_parts (AlcoveReply *self);
/* the field that the server refused and that the request can go without, after the end; NULL for none */
const char *alcove_reply_get_refused_field (AlcoveReply *self);
gboolean alcove_reply_get_done (AlcoveReply *self);
gint64 alcove_reply_get_ttft_us (AlcoveReply *self); /* request sent to first token, -1 before it */
gint64 alcove_reply_get_duration_us (AlcoveReply *self); /* request sent to the end, -1 before it */

G_END_DECLS
