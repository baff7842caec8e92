/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-request.h"
#include "alcove-endpoint.h"

G_BEGIN_DECLS

GBytes *alcove_wire_request_to_json (AlcoveChatRequest *request, AlcoveDialect dialect,
                                     gboolean with_usage, GError **error);
GStrv alcove_wire_request_dup_optional_fields (AlcoveChatRequest *request, AlcoveDialect dialect,
                                               gboolean with_usage);

G_END_DECLS
