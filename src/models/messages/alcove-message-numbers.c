/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What an answer cost in tokens, money and time, as the server and the clock said. Main thread. Unknown is -1,
 * never 0. */

#include "alcove-message-private.h"

/**
 * alcove_message_get_tokens_in:
 * @self: a message
 *
 * Returns: the prompt's tokens, -1 unknown
 */
gint64
alcove_message_get_tokens_in (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->tokens_in;
}

/**
 * alcove_message_get_tokens_out:
 * @self: a message
 *
 * Returns: the answer's tokens, -1 unknown
 */
gint64
alcove_message_get_tokens_out (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->tokens_out;
}

/**
 * alcove_message_get_tokens_reasoning:
 * @self: a message
 *
 * Returns: how many of the tokens written were thoughts, -1 unknown
 */
gint64
alcove_message_get_tokens_reasoning (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->tokens_reasoning;
}

/**
 * alcove_message_get_tokens_cached:
 * @self: a message
 *
 * Returns: how many of the tokens read the server still knew, -1 unknown
 */
gint64
alcove_message_get_tokens_cached (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->tokens_cached;
}

/**
 * alcove_message_get_cost:
 * @self: a message
 *
 * Returns: US dollars, -1 unknown
 */
double
alcove_message_get_cost (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->cost;
}

/**
 * alcove_message_get_ttft_us:
 * @self: a message
 *
 * Returns: microseconds to the first token, -1 unknown
 */
gint64
alcove_message_get_ttft_us (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->ttft_us;
}

/**
 * alcove_message_get_duration_us:
 * @self: a message
 *
 * Returns: microseconds from the request to its end, -1 unknown
 */
gint64
alcove_message_get_duration_us (AlcoveMessage *self)
{
  return alcove_message_get_numbers (self)->duration_us;
}
