/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat with all that belongs to it, as it leaves a history or comes into one. Whoever makes one fills it before
 * sharing it. Any thread. */

#include "alcove-chat-bundle.h"

G_DEFINE_BOXED_TYPE (AlcoveChatBundle, alcove_chat_bundle, alcove_chat_bundle_ref,
                     alcove_chat_bundle_unref)

/**
 * alcove_chat_bundle_new:
 * @chat: (transfer full): a chat
 *
 * Returns: (transfer full): it alone, without messages yet
 */
AlcoveChatBundle *
alcove_chat_bundle_new (AlcoveChatRecord *chat)
{
  AlcoveChatBundle *self = g_new0 (AlcoveChatBundle, 1);

  g_atomic_ref_count_init (&self->refs);
  self->chat = chat;
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  self->artifacts = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_artifact_unref);
  return self;
}

/**
 * alcove_chat_bundle_ref:
 * @self: a chat with its messages
 *
 * Returns: (transfer full): @self
 */
AlcoveChatBundle *
alcove_chat_bundle_ref (AlcoveChatBundle *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_chat_bundle_unref:
 * @self: (transfer full): a chat with its messages
 */
void
alcove_chat_bundle_unref (AlcoveChatBundle *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  alcove_chat_record_unref (self->chat);
  g_clear_pointer (&self->folder, alcove_folder_record_unref);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->artifacts);
  g_free (self);
}
