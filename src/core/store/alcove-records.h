/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-enums.h"
#include "alcove-part.h"

G_BEGIN_DECLS

/* Plain values that cross the store's thread. Boxed and reference-counted; whoever makes one fills
 * it before sharing it. Times are Unix milliseconds, 0 for none. Numbers of tokens and durations
 * are -1 where unknown. */

typedef struct
{
  gint64 n;        /* order of creation, set by the store */
  char *id;        /* UUIDv7, set by the store where NULL */
  char *folder_id; /* nullable */
  char *title;
  AlcoveTitleSource title_source;
  char *model;         /* nullable */
  char *system_prompt; /* nullable */
  char *params;        /* nullable JSON object */
  gint64 created_at;
  gint64 updated_at;
  char *last_message;   /* first words of the newest shown message, nullable */
  gint64 message_count; /* on the shown path */
  gboolean is_pinned;
  gint64 archived_at;
  gint64 deleted_at;
  char *draft;       /* nullable */
  char *active_leaf; /* id of the newest message of the shown path, nullable */
  char *extra;       /* nullable JSON object */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveChatRecord;

typedef struct
{
  gint64 n;
  char *id; /* UUIDv7, set by the store where NULL */
  char *chat_id;
  char *parent_id; /* nullable: the first message */
  gint64 sequence; /* set by the store; counts up in a chat for ever */
  AlcoveRole role;
  AlcoveStatus status;
  char *model; /* nullable */
  char *reasoning_effort;
  gint64 created_at;
  char *finish_reason; /* the server's own word, nullable */
  char *error_code;    /* alcove_error_code_to_string(), nullable */
  char *error_message;
  gint64 tokens_in;
  gint64 tokens_out;
  gint64 tokens_reasoning;
  gint64 tokens_cached;
  double cost; /* USD, -1 unknown */
  gint64 ttft_us;
  gint64 duration_us;
  char *extra;
  GPtrArray *parts; /* (element-type AlcovePart), never NULL */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveMessageRecord;

typedef struct
{
  char *chat_id;
  char *message_id; /* NULL for a hit in a title */
  char *title;
  char *snippet; /* plain text; hits are marked by U+E000 before and U+E001 behind */
  gint64 created_at;
  /*< private >*/
  gatomicrefcount refs;
} AlcoveSearchHit;

#define ALCOVE_TYPE_CHAT_RECORD (alcove_chat_record_get_type ())
#define ALCOVE_TYPE_MESSAGE_RECORD (alcove_message_record_get_type ())
#define ALCOVE_TYPE_SEARCH_HIT (alcove_search_hit_get_type ())

GType alcove_chat_record_get_type (void) G_GNUC_CONST;
AlcoveChatRecord *alcove_chat_record_new (void);
AlcoveChatRecord *alcove_chat_record_ref (AlcoveChatRecord *self);
AlcoveChatRecord *alcove_chat_record_copy (const AlcoveChatRecord *self);
void alcove_chat_record_unref (AlcoveChatRecord *self);

GType alcove_message_record_get_type (void) G_GNUC_CONST;
AlcoveMessageRecord *alcove_message_record_new (AlcoveRole role, AlcoveStatus status);
AlcoveMessageRecord *alcove_message_record_ref (AlcoveMessageRecord *self);
AlcoveMessageRecord *
alcove_message_record_copy (const AlcoveMessageRecord *self); /* parts are copied too */
void alcove_message_record_unref (AlcoveMessageRecord *self);

GType alcove_search_hit_get_type (void) G_GNUC_CONST;
AlcoveSearchHit *alcove_search_hit_new (void);
AlcoveSearchHit *alcove_search_hit_ref (AlcoveSearchHit *self);
void alcove_search_hit_unref (AlcoveSearchHit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveChatRecord, alcove_chat_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveMessageRecord, alcove_message_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSearchHit, alcove_search_hit_unref)

G_END_DECLS
