/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-part.h"

G_BEGIN_DECLS

/* One message as it is sent. */
typedef struct
{
  AlcoveRole role;
  GPtrArray *parts; /* (element-type AlcovePart) */
} AlcoveTurn;

/**
 * AlcoveChatRequest:
 *
 * What to ask: a model, the turns, and only those parameters that the user set. Boxed; do not
 * change it once it was given to a client.
 */
typedef struct
{
  char *model;
  char *system_prompt; /* NULL for none */
  GPtrArray *turns;    /* (element-type AlcoveTurn) oldest first, without the system prompt */
  double temperature;  /* NaN where not set, like top_p */
  double top_p;
  gint64 max_tokens;      /* 0 not set */
  gint64 seed;            /* G_MININT64 not set */
  char *reasoning_effort; /* NULL not set */
  GStrv stop;             /* NULL not set */
  char *
      account_body; /* NULL, or a JSON object merged into the body first: what the account always adds */
  char *extra_body;  /* NULL, or a JSON object merged into the body */
  GStrv refused;     /* NULL, or fields that this model refused before: not sent */
  gboolean no_usage; /* do not send stream_options: this server refused it before */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveChatRequest;

#define ALCOVE_TYPE_CHAT_REQUEST (alcove_chat_request_get_type ())

GType alcove_chat_request_get_type (void) G_GNUC_CONST;
AlcoveChatRequest *alcove_chat_request_new (const char *model);
AlcoveChatRequest *alcove_chat_request_ref (AlcoveChatRequest *self);
void alcove_chat_request_unref (AlcoveChatRequest *self);
void alcove_chat_request_add_turn (AlcoveChatRequest *self, AlcoveRole role, GPtrArray *parts);
void alcove_chat_request_add_text (AlcoveChatRequest *self, AlcoveRole role, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveChatRequest, alcove_chat_request_unref)

G_END_DECLS
