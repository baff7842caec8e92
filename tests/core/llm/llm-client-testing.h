/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-client.h"
#include "alcove-error.h"
#include "llm-server.h"

G_BEGIN_DECLS

#define KEY "sk-proj-0123456789abcdefGHIJ"
#define STREAM_HEAD                                                                                \
  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
#define TEXT(text) "data: {\"choices\":[{\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define WHOLE TEXT ("Hel") TEXT ("lo") STOP "data: [DONE]\n\n"

AlcoveClient *llm_client_for (const char *url, const char *key);
AlcoveReply *llm_client_ask (AlcoveClient *client);
void llm_client_expect_end (AlcoveReply *reply, GQuark domain, int code, const char *content);

/* what servers do; @data is the text of the answer */
gboolean llm_serve_text (LlmCall *call, gpointer data);
gboolean llm_serve_raw (LlmCall *call, gpointer data);
gboolean llm_serve_text_and_wait (LlmCall *call, gpointer data);
gboolean llm_serve_nothing_and_wait (LlmCall *call, gpointer data);

G_END_DECLS
