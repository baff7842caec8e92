/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is done to single messages of the chat that is shown. Main thread. The actions take the id of a message:
 * it may be gone from the path by the time. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-conversation-page-private.h"
#include "alcove-error-text.h"

static void
tell (AlcoveConversationPage *self, const GError *error)
{
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (text != NULL)
    alcove_conversation_page_toast (self, text);
}

static void
message_shown (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveConversationPage *self = owner;

  tell (self, error);
  if (value != NULL && self->conversation == data)
    alcove_conversation_view_show_found (self->view, g_value_get_uint (value), 0);
}

/**
 * alcove_conversation_page_show_message:
 * @self: a page that shows a chat
 * @message_id: a message of it, on whatever branch
 * @words: (nullable): a search as a person typed it, whose words are marked
 *
 * Goes to the first of the words in the message, or to the message.
 */
void
alcove_conversation_page_show_message (AlcoveConversationPage *self, const char *message_id,
                                       const char *words)
{
  g_autoptr (AlcoveFinder) finder = words ? alcove_finder_new_words (words) : NULL;

  if (self->session == NULL || self->conversation == NULL)
    return;
  alcove_conversation_view_set_finder (self->view, finder);
  alcove_completion_await (alcove_session_show_message (self->session, self->conversation,
                                                        message_id),
                           self, message_shown, g_object_ref (self->conversation), g_object_unref);
}

void
alcove_conversation_page_install_messages (GtkWidgetClass *widget_class)
{
}
