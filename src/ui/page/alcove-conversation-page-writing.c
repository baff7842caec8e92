/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is written in the chat that is shown, kept while it is written, and sent. Main thread. What cannot be sent stays
 * in the composer. */

#include "alcove-conversation-page-private.h"

#define DRAFT_DELAY_MS 800 /* behind the last key */

/**
 * alcove_conversation_page_keep_draft:
 * @self: a page
 *
 * What is typed and not sent is kept now, without waiting for the next key. Where nothing was typed here, what another
 * window kept of the same chat stays.
 */
void
alcove_conversation_page_keep_draft (AlcoveConversationPage *self)
{
  /* while a message is edited the draft is what was written before */
  g_autofree char *text
      = self->edited ? g_strdup (self->draft) : alcove_composer_dup_text (self->composer);

  g_clear_handle_id (&self->draft_timeout, g_source_remove);
  if (self->conversation == NULL || self->session == NULL || !self->has_typed)
    return;
  alcove_session_keep_draft (self->session, self->conversation, text);
  self->has_typed = FALSE;
}

/**
 * alcove_conversation_page_has_writing:
 * @self: a page
 *
 * Returns: whether something stands in the composer, words or files
 */
gboolean
alcove_conversation_page_has_writing (AlcoveConversationPage *self)
{
  g_autofree char *text = alcove_composer_dup_text (self->composer);
  g_autoptr (GPtrArray) attachments = alcove_composer_dup_attachments (self->composer);

  return *text != '\0' || (attachments != NULL && attachments->len > 0);
}

static gboolean
draft_due (gpointer data)
{
  AlcoveConversationPage *self = data;

  self->draft_timeout = 0;
  alcove_conversation_page_keep_draft (self);
  return G_SOURCE_REMOVE;
}

/**
 * alcove_conversation_page_text_changed:
 * @self: a page
 *
 * Somebody writes: kept a moment after the last key.
 */
void
alcove_conversation_page_text_changed (AlcoveConversationPage *self)
{
  g_clear_handle_id (&self->draft_timeout, g_source_remove);
  self->has_typed = TRUE;
  self->draft_timeout = g_timeout_add (DRAFT_DELAY_MS, draft_due, self);
}

/**
 * alcove_conversation_page_attached:
 * @self: a page
 * @attachment: came to the prompt; it does not stay where the model is known not to take it
 */
void
alcove_conversation_page_attached (AlcoveConversationPage *self, AlcoveAttachment *attachment)
{
  if (!alcove_composer_may_send_attachment (self->composer, attachment, self->session,
                                            self->conversation))
    alcove_composer_remove_attachment (self->composer, attachment);
}

static gboolean
is_same (GPtrArray *one, GPtrArray *other)
{
  if ((one ? one->len : 0) != (other ? other->len : 0))
    return FALSE;
  for (guint i = 0; one && i < one->len; i++)
    if (g_ptr_array_index (one, i) != g_ptr_array_index (other, i))
      return FALSE;
  return TRUE;
}

/**
 * alcove_conversation_page_keep_attachments:
 * @self: a page
 *
 * What is attached stays with the chat. Where nothing was attached or taken off here, what another window kept with it
 * stays: it may have sent what came with the chat.
 */
void
alcove_conversation_page_keep_attachments (AlcoveConversationPage *self)
{
  g_autoptr (GPtrArray) attached = alcove_composer_dup_attachments (self->composer);

  if (self->conversation == NULL || is_same (attached, self->attached))
    return;
  alcove_composer_keep_attachments (self->composer, self->conversation);
  g_clear_pointer (&self->attached, g_ptr_array_unref);
  self->attached = g_steal_pointer (&attached);
}

/**
 * alcove_conversation_page_restore_attachments:
 * @self: a page
 */
void
alcove_conversation_page_restore_attachments (AlcoveConversationPage *self)
{
  alcove_composer_restore_attachments (self->composer, self->conversation);
  g_clear_pointer (&self->attached, g_ptr_array_unref);
  self->attached = alcove_composer_dup_attachments (self->composer);
}

/**
 * alcove_conversation_page_send:
 * @self: a page
 * @text: what is written
 * @attachments: (nullable) (element-type AlcoveAttachment): what goes with it
 */
void
alcove_conversation_page_send (AlcoveConversationPage *self, const char *text,
                               GPtrArray *attachments)
{
  g_autoptr (AlcoveConversation) conversation = NULL;
  gboolean is_fine = TRUE;

  if (self->session == NULL || self->conversation == NULL)
    return;
  if (self->edited != NULL)
    {
      if (!alcove_conversation_page_send_edit (self, text))
        alcove_composer_set_text (self->composer, text);
      alcove_composer_set_attachments (self->composer, attachments); /* of the next prompt */
      gtk_widget_grab_focus (GTK_WIDGET (self->composer));
      return;
    }
  alcove_conversation_page_keep_draft (self);
  for (guint i = 0; is_fine && attachments && i < attachments->len; i++)
    is_fine = alcove_composer_may_send_attachment (self->composer, attachments->pdata[i],
                                                   self->session, self->conversation);
  if (is_fine)
    g_set_object (&conversation,
                  alcove_session_send_with (self->session, self->conversation, text, attachments));
  if (conversation == NULL) /* not sent: nothing of it is lost */
    {
      alcove_composer_set_text (self->composer, text);
      alcove_composer_set_attachments (self->composer, attachments);
    }
  else
    {
      alcove_conversation_page_keep_attachments (self); /* sent: no other window has them again */
      alcove_conversation_page_move_to (self, conversation);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}
