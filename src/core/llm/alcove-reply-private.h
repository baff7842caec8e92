/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-request.h"
#include "alcove-client.h"

G_BEGIN_DECLS

AlcoveReply *alcove_reply_start (AlcoveClient *client, AlcoveChatRequest *request);

G_END_DECLS
