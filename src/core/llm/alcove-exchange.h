/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libsoup/soup.h>

#include "alcove-endpoint.h"
#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* @bytes: a piece of a 2xx body; FALSE ends the exchange without @end.
 * @end: once, unless the exchange was cancelled or @bytes ended it; NULL for a whole 2xx body. */
typedef struct
{
  gboolean (*bytes) (const guint8 *bytes, gsize length, gpointer data);
  void (*end) (const GError *error, gpointer data);
} AlcoveExchangeHandlers;

#define ALCOVE_TYPE_EXCHANGE (alcove_exchange_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveExchange, alcove_exchange, ALCOVE, EXCHANGE, GObject)

AlcoveExchange *alcove_exchange_start (SoupSession *session, SoupMessage *message,
                                       AlcoveEndpoint *endpoint, AlcoveLockedBytes *key,
                                       gboolean is_pinned, guint stall_seconds,
                                       const AlcoveExchangeHandlers *handlers, gpointer data);
void alcove_exchange_cancel (AlcoveExchange *self);
void alcove_exchange_drain (AlcoveExchange *self);

G_END_DECLS
