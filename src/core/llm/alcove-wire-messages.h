/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-chat-request.h"
#include "alcove-endpoint.h"

G_BEGIN_DECLS

void alcove_wire_messages_build (JsonBuilder *builder, AlcoveChatRequest *request,
                                 AlcoveDialect dialect);

G_END_DECLS
