/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-request.h"

G_BEGIN_DECLS

AlcoveChatRequest *alcove_title_request_new (const char *model, const char *question,
                                             const char *answer);
const char *alcove_title_request_get_question (const char *prompt);

G_END_DECLS
