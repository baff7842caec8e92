/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-parameters.h"
#include "alcove-chat-request.h"
#include "alcove-endpoint.h"

G_BEGIN_DECLS

void alcove_chat_parameters_apply (const AlcoveChatParameters *self, AlcoveChatRequest *request,
                                   AlcoveDialect dialect);
double alcove_chat_parameters_temperature_max (AlcoveDialect dialect);

G_END_DECLS
