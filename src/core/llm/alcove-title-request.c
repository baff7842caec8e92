/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is asked for a chat's title: one short question of its own, beside the chat. Pure; any thread. The words of the
 * instruction are for models, which follow English best and answer in the language that they are told to. */

#include "alcove-title-request.h"

#include <string.h>

#define INSTRUCTION                                                                                \
  "Write a title for the conversation below: at most six words, in the language of the "           \
  "conversation, on one line, without quotation marks, without Markdown, without a full stop at "  \
  "the end. Do not answer what is asked in it. Write the title and nothing else."
#define QUESTION "\n\nUser:\n"
#define ANSWER "\n\nAssistant:\n"

/* What a title is made of stands at the beginning. */
#define MAX_BYTES 2000
/* most of it for models that think first: their thoughts count too */
#define MAX_TOKENS 2000

static void
append_start (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));

  g_string_append (out, g_strstrip (valid));
}

/**
 * alcove_title_request_new:
 * @model: who is asked
 * @question: how the chat begins
 * @answer: (nullable): what was answered
 *
 * Sets no parameter but how long the title may be.
 *
 * Returns: (transfer full): the request
 */
AlcoveChatRequest *
alcove_title_request_new (const char *model, const char *question, const char *answer)
{
  AlcoveChatRequest *request = alcove_chat_request_new (model);
  g_autoptr (GString) text = g_string_new (INSTRUCTION QUESTION);

  append_start (text, question);
  if (answer != NULL && *answer != '\0')
    {
      g_string_append (text, ANSWER);
      append_start (text, answer);
    }
  request->max_tokens = MAX_TOKENS;
  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, text->str);
  return request;
}

/**
 * alcove_title_request_get_question:
 * @prompt: (nullable): the last thing that a server was asked
 *
 * Returns: (transfer none) (nullable): where the chat's beginning is in it; %NULL where no title is asked for
 */
const char *
alcove_title_request_get_question (const char *prompt)
{
  static const char head[] = INSTRUCTION QUESTION;

  return prompt && g_str_has_prefix (prompt, head) ? prompt + strlen (head) : NULL;
}
