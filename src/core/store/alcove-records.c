/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The plain values that cross the store's thread: a chat, a message, a hit of a search.
 * Whoever makes one fills it before sharing it; shared ones are only read. Any thread.
 * A number that nobody knows is -1, a time that never was is 0, a word that is missing is NULL. */

#include "alcove-records.h"

G_DEFINE_BOXED_TYPE (AlcoveChatRecord, alcove_chat_record, alcove_chat_record_ref,
                     alcove_chat_record_unref)
G_DEFINE_BOXED_TYPE (AlcoveMessageRecord, alcove_message_record, alcove_message_record_ref,
                     alcove_message_record_unref)
G_DEFINE_BOXED_TYPE (AlcoveSearchHit, alcove_search_hit, alcove_search_hit_ref,
                     alcove_search_hit_unref)

/**
 * alcove_chat_record_new:
 *
 * Returns: (transfer full): a chat without a name, its title made from the prompt
 */
AlcoveChatRecord *
alcove_chat_record_new (void)
{
  AlcoveChatRecord *self = g_new0 (AlcoveChatRecord, 1);

  g_atomic_ref_count_init (&self->refs);
  self->title_source = ALCOVE_TITLE_FROM_PROMPT;
  return self;
}

/**
 * alcove_chat_record_ref:
 * @self: a chat
 *
 * Returns: (transfer full): @self
 */
AlcoveChatRecord *
alcove_chat_record_ref (AlcoveChatRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_chat_record_copy:
 * @self: a chat
 *
 * Returns: (transfer full): another one, equal to it
 */
AlcoveChatRecord *
alcove_chat_record_copy (const AlcoveChatRecord *self)
{
  AlcoveChatRecord *copy = g_new (AlcoveChatRecord, 1);

  *copy = *self;
  g_atomic_ref_count_init (&copy->refs);
  copy->id = g_strdup (self->id);
  copy->folder_id = g_strdup (self->folder_id);
  copy->title = g_strdup (self->title);
  copy->model = g_strdup (self->model);
  copy->system_prompt = g_strdup (self->system_prompt);
  copy->params = g_strdup (self->params);
  copy->last_message = g_strdup (self->last_message);
  copy->draft = g_strdup (self->draft);
  copy->active_leaf = g_strdup (self->active_leaf);
  copy->extra = g_strdup (self->extra);
  return copy;
}

/**
 * alcove_chat_record_unref:
 * @self: (transfer full): a chat
 */
void
alcove_chat_record_unref (AlcoveChatRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->folder_id);
  g_free (self->title);
  g_free (self->model);
  g_free (self->system_prompt);
  g_free (self->params);
  g_free (self->last_message);
  g_free (self->draft);
  g_free (self->active_leaf);
  g_free (self->extra);
  g_free (self);
}

/**
 * alcove_message_record_new:
 * @role: who speaks
 * @status: how far it is
 *
 * Returns: (transfer full): a message without parts, its numbers unknown
 */
AlcoveMessageRecord *
alcove_message_record_new (AlcoveRole role, AlcoveStatus status)
{
  AlcoveMessageRecord *self = g_new0 (AlcoveMessageRecord, 1);

  g_atomic_ref_count_init (&self->refs);
  self->role = role;
  self->status = status;
  self->tokens_in = self->tokens_out = -1;
  self->tokens_reasoning = self->tokens_cached = -1;
  self->cost = -1;
  self->ttft_us = self->duration_us = -1;
  self->parts = alcove_parts_new ();
  return self;
}

/**
 * alcove_message_record_ref:
 * @self: a message
 *
 * Returns: (transfer full): @self
 */
AlcoveMessageRecord *
alcove_message_record_ref (AlcoveMessageRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_message_record_copy:
 * @self: a message
 *
 * Returns: (transfer full): another one, equal to it, with parts of its own
 */
AlcoveMessageRecord *
alcove_message_record_copy (const AlcoveMessageRecord *self)
{
  AlcoveMessageRecord *copy = g_new (AlcoveMessageRecord, 1);

  *copy = *self;
  g_atomic_ref_count_init (&copy->refs);
  copy->id = g_strdup (self->id);
  copy->chat_id = g_strdup (self->chat_id);
  copy->parent_id = g_strdup (self->parent_id);
  copy->model = g_strdup (self->model);
  copy->reasoning_effort = g_strdup (self->reasoning_effort);
  copy->finish_reason = g_strdup (self->finish_reason);
  copy->error_code = g_strdup (self->error_code);
  copy->error_message = g_strdup (self->error_message);
  copy->extra = g_strdup (self->extra);
  copy->parts = alcove_parts_new ();
  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (copy->parts, alcove_part_copy (g_ptr_array_index (self->parts, i)));
  return copy;
}

/**
 * alcove_message_record_unref:
 * @self: (transfer full): a message
 */
void
alcove_message_record_unref (AlcoveMessageRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->chat_id);
  g_free (self->parent_id);
  g_free (self->model);
  g_free (self->reasoning_effort);
  g_free (self->finish_reason);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->extra);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * alcove_search_hit_new:
 *
 * Returns: (transfer full): an empty hit
 */
AlcoveSearchHit *
alcove_search_hit_new (void)
{
  AlcoveSearchHit *self = g_new0 (AlcoveSearchHit, 1);

  g_atomic_ref_count_init (&self->refs);
  return self;
}

/**
 * alcove_search_hit_ref:
 * @self: a hit
 *
 * Returns: (transfer full): @self
 */
AlcoveSearchHit *
alcove_search_hit_ref (AlcoveSearchHit *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_search_hit_unref:
 * @self: (transfer full): a hit
 */
void
alcove_search_hit_unref (AlcoveSearchHit *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->chat_id);
  g_free (self->message_id);
  g_free (self->title);
  g_free (self->snippet);
  g_free (self);
}
