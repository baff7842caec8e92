/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-message.h"
#include "alcove-reply.h"

G_BEGIN_DECLS

typedef struct _AlcoveConversation AlcoveConversation;
typedef struct _AlcoveSession AlcoveSession;

/**
 * AlcoveSending:
 *
 * One answer from the prompt to its end: stores the prompt, asks, fills the message, writes it down at
 * most every half second and once at the end. It keeps its session, chat and messages alive meanwhile.
 */
#define ALCOVE_TYPE_SENDING (alcove_sending_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSending, alcove_sending, ALCOVE, SENDING, GObject)

/* What is asked, and where in the path. */
typedef struct
{
  const char *prompt; /* NULL to ask again for what stands at the end of the path */
  GPtrArray *parts;   /* (element-type AlcovePart) nullable: what goes with the prompt */
  const char *model;  /* NULL for the chat's */
  guint n_kept;       /* how many messages of the path stay before it, G_MAXUINT for all */
} AlcoveAsk;

AlcoveSending *alcove_sending_start (AlcoveSession *session, AlcoveConversation *conversation,
                                     const AlcoveAsk *ask);
void alcove_sending_stop (AlcoveSending *self);
DexFuture *alcove_sending_wait (AlcoveSending *self) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE once the path was read for the request, and both messages have left for the store. */
DexFuture *alcove_sending_wait_asked (AlcoveSending *self) G_GNUC_WARN_UNUSED_RESULT;
AlcoveConversation *alcove_sending_get_conversation (AlcoveSending *self);
AlcoveMessage *alcove_sending_get_answer (AlcoveSending *self);
AlcoveReply *alcove_sending_get_reply (AlcoveSending *self);

G_END_DECLS
