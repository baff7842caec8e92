/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What to ask a model. A plain boxed value: filled by its maker, then given to a client and not
 * changed any more. References may cross threads. */

#include "alcove-chat-request.h"

#include <math.h>

G_DEFINE_BOXED_TYPE (AlcoveChatRequest, alcove_chat_request, alcove_chat_request_ref,
                     alcove_chat_request_unref)

static void
turn_free (AlcoveTurn *turn)
{
  g_ptr_array_unref (turn->parts);
  g_free (turn);
}

/**
 * alcove_chat_request_new:
 * @model: the model's id
 *
 * Returns: (transfer full): a request without turns and with no parameter set
 */
AlcoveChatRequest *
alcove_chat_request_new (const char *model)
{
  AlcoveChatRequest *self = g_new0 (AlcoveChatRequest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->model = g_strdup (model);
  self->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) turn_free);
  self->temperature = NAN;
  self->top_p = NAN;
  self->seed = G_MININT64;
  return self;
}

/**
 * alcove_chat_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
AlcoveChatRequest *
alcove_chat_request_ref (AlcoveChatRequest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_chat_request_unref:
 * @self: (transfer full): a request
 */
void
alcove_chat_request_unref (AlcoveChatRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->model);
  g_free (self->system_prompt);
  g_ptr_array_unref (self->turns);
  g_free (self->reasoning_effort);
  g_strfreev (self->stop);
  g_free (self->account_body);
  g_free (self->extra_body);
  g_strfreev (self->refused);
  g_free (self);
}

/**
 * alcove_chat_request_add_turn:
 * @self: a request nobody else holds yet
 * @role: who speaks
 * @parts: (element-type AlcovePart): what is said; the array is referenced, not copied
 */
void
alcove_chat_request_add_turn (AlcoveChatRequest *self, AlcoveRole role, GPtrArray *parts)
{
  AlcoveTurn *turn = g_new0 (AlcoveTurn, 1);

  turn->role = role;
  turn->parts = g_ptr_array_ref (parts);
  g_ptr_array_add (self->turns, turn);
}

/**
 * alcove_chat_request_add_text:
 * @self: a request nobody else holds yet
 * @role: who speaks
 * @text: what is said
 */
void
alcove_chat_request_add_text (AlcoveChatRequest *self, AlcoveRole role, const char *text)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  alcove_chat_request_add_turn (self, role, parts);
}
