/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-client.h"
#include "alcove-exchange.h"

G_BEGIN_DECLS

AlcoveExchange *alcove_client_exchange (AlcoveClient *self, const char *method, const char *path,
                                        GBytes *body, guint stall_seconds,
                                        const AlcoveExchangeHandlers *handlers, gpointer data,
                                        GError **error);
AlcoveLockedBytes *alcove_client_get_key (AlcoveClient *self);
guint alcove_client_get_stall_seconds (AlcoveClient *self);

GError *alcove_client_clean_error (AlcoveClient *self, GError *error);
const char *alcove_client_get_extra_body (AlcoveClient *self);

G_END_DECLS
