/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LlmServer LlmServer;
typedef struct _LlmCall LlmCall;

/* Answers one request; runs on a thread of the connection. FALSE closes the connection. */
typedef gboolean (*LlmServerFunc) (LlmCall *call, gpointer data);

LlmServer *llm_server_new (LlmServerFunc func, gpointer data);
void llm_server_free (LlmServer *self);
void llm_server_set_greeting (LlmServer *self, const char *greeting);
void llm_server_set_certificate (LlmServer *self, GTlsCertificate *certificate);
const char *llm_server_get_url (LlmServer *self);
guint16 llm_server_get_port (LlmServer *self);
guint llm_server_get_n_connections (LlmServer *self);
guint llm_server_get_n_requests (LlmServer *self);
guint llm_server_get_n_closed (LlmServer *self);
char *llm_server_dup_request (LlmServer *self);
void llm_server_wait_closed (LlmServer *self, guint n);

guint llm_call_number (LlmCall *call);
const char *llm_call_request (LlmCall *call);
gboolean llm_call_write (LlmCall *call, const char *text);
gboolean llm_call_write_bytes (LlmCall *call, const void *bytes, gsize length);
gboolean llm_call_wait_close (LlmCall *call);
gboolean llm_call_answer (LlmCall *call, guint status, const char *headers, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LlmServer, llm_server_free)

G_END_DECLS
