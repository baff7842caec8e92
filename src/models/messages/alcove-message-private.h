/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-message.h"
#include "alcove-records.h"

G_BEGIN_DECLS

/* What an answer cost; -1 unknown. */
typedef struct
{
  gint64 tokens_in;
  gint64 tokens_out;
  gint64 tokens_reasoning;
  gint64 tokens_cached;
  double cost; /* US dollars */
  gint64 ttft_us;
  gint64 duration_us;
} AlcoveMessageNumbers;

/* Seen by alcove-message.c and alcove-message-variants.c alone. */
struct _AlcoveMessage
{
  GObject parent_instance;

  char *id;
  AlcoveRole role;
  AlcoveStatus status;
  char *model;
  gint64 created_at;
  gboolean is_loaded;
  gsize text_length;
  GString *text;
  GString *reasoning;
  GString *refusal;
  GPtrArray *parts;
  char *finish_reason;
  char *error_code;
  char *error_message;
  AlcoveMessageNumbers numbers;
  char *reasoning_effort;
  char *extra;
  guint variant;
  guint n_variants;
};

/* Takes everything over but the parts; notifies what changed. For the models only: what stands above
 * does not see the store's records. */
void alcove_message_set_record (AlcoveMessage *self, const AlcoveMessageRecord *record);
/* Its whole content, as the store keeps it and a request sends it. */
GPtrArray *alcove_message_dup_parts (AlcoveMessage *self);
AlcoveMessageRecord *alcove_message_to_record (AlcoveMessage *self);
const AlcoveMessageNumbers *alcove_message_get_numbers (AlcoveMessage *self);
const char *alcove_message_get_extra (AlcoveMessage *self);
/* What a record keeps beside its columns, added to what it holds already. */
void alcove_message_extra_set_retry_at (AlcoveMessageRecord *record, gint64 retry_at);
void alcove_message_extra_set_refused_field (AlcoveMessageRecord *record, const char *field);
void alcove_message_extra_set_is_rewritten (AlcoveMessageRecord *record);
void alcove_message_extra_set_cost_is_estimated (AlcoveMessageRecord *record);
void alcove_message_extra_set_reasoning_us (AlcoveMessageRecord *record, gint64 duration);

G_END_DECLS
