/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The numbers that servers give at the end of an answer, under all the names they use. Pure. */

#include "alcove-wire-usage.h"

#include "alcove-json.h"

#include <math.h>

/**
 * alcove_wire_usage_init:
 * @usage: (out caller-allocates): filled with -1, which means that nothing is known
 */
void
alcove_wire_usage_init (AlcoveUsage *usage)
{
  *usage = (AlcoveUsage) { -1, -1, -1, -1, -1, -1 };
}

static gboolean
take_int (gint64 *place, JsonObject *object, const char *member)
{
  gint64 value = alcove_json_int (object, member, -1);

  if (value < 0)
    return FALSE;
  *place = value;
  return TRUE;
}

/* A number (OpenRouter), or an object with its sum (Perplexity). */
static void
take_cost (AlcoveUsage *usage, JsonObject *object)
{
  double cost = alcove_json_number (object, "cost", -1);

  if (cost < 0)
    cost = alcove_json_number (alcove_json_object (object, "cost"), "total_cost", -1);
  /* xAI counts in units of 10^-10 dollars */
  if (cost < 0 && alcove_json_number (object, "cost_in_usd_ticks", -1) >= 0)
    cost = alcove_json_number (object, "cost_in_usd_ticks", -1) / 1e10;
  if (cost >= 0)
    usage->cost = cost;
}

/**
 * alcove_wire_usage_take:
 * @usage: what is known so far; newer numbers win
 * @object: (nullable): a server's `usage`
 *
 * Returns: whether there was any number in it
 */
gboolean
alcove_wire_usage_take (AlcoveUsage *usage, JsonObject *object)
{
  JsonObject *in = alcove_json_object (object, "prompt_tokens_details");
  JsonObject *out = alcove_json_object (object, "completion_tokens_details");
  gboolean any = FALSE;

  if (object == NULL)
    return FALSE;
  any |= take_int (&usage->prompt_tokens, object, "prompt_tokens")
         || take_int (&usage->prompt_tokens, object, "input_tokens");
  any |= take_int (&usage->completion_tokens, object, "completion_tokens")
         || take_int (&usage->completion_tokens, object, "output_tokens");
  any |= take_int (&usage->total_tokens, object, "total_tokens");
  any |= take_int (&usage->reasoning_tokens, out, "reasoning_tokens")
         || take_int (&usage->reasoning_tokens, object, "reasoning_tokens");
  any |= take_int (&usage->cached_tokens, in, "cached_tokens")
         || take_int (&usage->cached_tokens, object, "prompt_cache_hit_tokens")
         || take_int (&usage->cached_tokens, object, "cached_tokens");
  /* some servers count more reasoning than there was answer */
  if (usage->completion_tokens >= 0)
    usage->reasoning_tokens = MIN (usage->reasoning_tokens, usage->completion_tokens);
  take_cost (usage, object);
  return any;
}
