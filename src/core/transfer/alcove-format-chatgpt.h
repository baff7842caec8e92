/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* What a node of a ChatGPT chat is to us. */
typedef enum
{
  ALCOVE_CHATGPT_NOTHING, /* not shown there, or empty */
  ALCOVE_CHATGPT_ASIDE,   /* thoughts, calls and results: of the answer that follows */
  ALCOVE_CHATGPT_PROMPT,
  ALCOVE_CHATGPT_ANSWER,
  ALCOVE_CHATGPT_SYSTEM,
} AlcoveChatgptNode;

/* The parts are appended. */
AlcoveChatgptNode alcove_chatgpt_read_message (JsonObject *message, GPtrArray *parts);

/* (transfer full) (nullable): NULL where there are none; the text with numbers in place of its marks; what they stand for is appended to the citations. */
char *alcove_chatgpt_cite (const char *text, JsonObject *metadata, GPtrArray *citations);

G_END_DECLS
