/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-chat-request.h"
#include "alcove-endpoint.h"
#include "alcove-extras.h"
#include "alcove-locked-bytes.h"
#include "alcove-model-info.h"
#include "alcove-reply.h"

G_BEGIN_DECLS

/* The SoupSession of one endpoint and key. Main thread. */
#define ALCOVE_TYPE_CLIENT (alcove_client_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveClient, alcove_client, ALCOVE, CLIENT, GObject)

AlcoveClient *alcove_client_new (AlcoveEndpoint *endpoint, AlcoveLockedBytes *api_key);
AlcoveEndpoint *alcove_client_get_endpoint (AlcoveClient *self);
/* Plain http to a private address is refused until this was set after the user's word. */
void alcove_client_set_allow_plain_http (AlcoveClient *self, gboolean allow);
/* Trusts one certificate by its SHA-256 in hexadecimal digits, and no other any more; FALSE for what is none.
 * NULL for the authorities of this computer. To be set before the first request. */
gboolean alcove_client_set_trusted_certificate (AlcoveClient *self, const char *fingerprint);
void alcove_client_set_extras (AlcoveClient *self, AlcoveExtras *extras);
/* Seconds without a byte after which a connected server counts as stalled; 0 for never. */
void alcove_client_set_stall_seconds (AlcoveClient *self, guint seconds);

/* Whether this server refused to be asked for its numbers; may be set from what was learned earlier. */
#define ALCOVE_FIELD_USAGE "stream_options"
gboolean alcove_client_get_refuses_usage (AlcoveClient *self);
void alcove_client_set_refuses_usage (AlcoveClient *self);

/* a future of a boxed GPtrArray (G_TYPE_PTR_ARRAY) of AlcoveModelInfo */
DexFuture *alcove_client_list_models (AlcoveClient *self) G_GNUC_WARN_UNUSED_RESULT;
/* starts at once */
AlcoveReply *alcove_client_ask (AlcoveClient *self, AlcoveChatRequest *request);

/* a future of a boxed GPtrArray of const AlcovePreset* (not owned): the local servers that answer now,
 * asked on loopback only, within one second */
DexFuture *alcove_client_find_local_servers (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
