/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is done to single messages of the chat that is shown. Main thread. The actions take the id of a message:
 * it may be gone from the path by the time. A message is edited where prompts are written; what was being written
 * there comes back afterwards. */

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

static AlcoveMessage *
find_message (AlcoveConversationPage *self, GVariant *id)
{
  if (self->session == NULL || self->conversation == NULL || self->messages == NULL)
    return NULL;
  return alcove_message_list_get_by_id (self->messages, g_variant_get_string (id, NULL));
}

/* The newest message of the shown path that speaks so. */
static AlcoveMessage *
find_last (AlcoveConversationPage *self, AlcoveRole role)
{
  GListModel *messages = G_LIST_MODEL (self->messages);
  guint n = self->messages ? g_list_model_get_n_items (messages) : 0;

  for (guint i = n; i > 0 && i + 8 > n; i--)
    {
      g_autoptr (AlcoveMessage) message = g_list_model_get_item (messages, i - 1);

      if (alcove_message_get_role (message) == role && alcove_message_get_is_loaded (message))
        return message; /* the list holds it */
    }
  return NULL;
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

static void
look_at (AlcoveConversationPage *self, AlcoveConversation *conversation)
{
  g_autoptr (AlcoveConversation) target = conversation ? g_object_ref (conversation) : NULL;

  if (target != NULL)
    alcove_conversation_page_move_to (self, target);
}

static void
regenerate (AlcoveConversationPage *self, AlcoveMessage *message, const char *model)
{
  look_at (self,
           alcove_session_regenerate_with (self->session, self->conversation, message, model));
}

static void
regenerate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  AlcoveMessage *message = find_message (self, parameter);

  if (message != NULL)
    regenerate (self, message, NULL);
}

/**
 * alcove_conversation_page_model_chosen_once:
 * @self: a page
 * @model: who is asked this once
 */
void
alcove_conversation_page_model_chosen_once (AlcoveConversationPage *self, const char *model)
{
  g_autoptr (AlcoveMessage) message = g_steal_pointer (&self->asked_again);

  if (message != NULL && self->session != NULL && self->conversation != NULL)
    regenerate (self, message, model);
}

static void
regenerate_with_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  AlcoveMessage *message = find_message (self, parameter);

  g_set_object (&self->asked_again, message);
  if (message != NULL)
    alcove_conversation_header_choose_once (self->header);
}

static void
go_on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);

  if (find_message (self, parameter) != NULL)
    look_at (self, alcove_session_send (self->session, self->conversation,
                                        _ ("Go on exactly where you stopped.")));
}

static void
variant_shown (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  tell (owner, error);
}

static void
variant_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  AlcoveMessage *message = find_message (self, parameter);
  const int direction = g_str_equal (name, "message.variant-after") ? 1 : -1;
  guint n_variants, variant;

  if (message == NULL)
    return;
  variant = alcove_message_get_variant (message, &n_variants);
  if (direction > 0 ? variant >= n_variants : variant <= 1)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  alcove_conversation_view_hold_place (self->view, message);
  alcove_completion_await (alcove_session_show_variant (self->session, self->conversation, message,
                                                        direction),
                           self, variant_shown, NULL, NULL);
}

static void
message_deleted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveConversationPage *self = owner;

  tell (self, error);
  if (value != NULL)
    alcove_conversation_page_toast (self, _ ("Message deleted"));
}

static void
delete_answered (AlcoveConversationPage *self, const char *response, AdwAlertDialog *dialog)
{
  AlcoveMessage *message = g_object_get_data (G_OBJECT (dialog), "message");
  AlcoveConversation *conversation = g_object_get_data (G_OBJECT (dialog), "conversation");

  if (g_str_equal (response, "delete") && self->session != NULL
      && self->conversation == conversation)
    alcove_completion_await (alcove_session_delete_message (self->session, conversation, message),
                             self, message_deleted, NULL, NULL);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  AlcoveMessage *message = find_message (self, parameter);
  AdwDialog *dialog;

  if (message == NULL)
    return;
  dialog = adw_alert_dialog_new (
      _ ("Delete This Message?"),
      _ ("It goes for good, with all that was said after it. Its variants stay."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", C_ ("button", "_Cancel"),
                                  "delete", C_ ("button", "_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "message", g_object_ref (message), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "conversation", g_object_ref (self->conversation),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
show_edit_bar (AlcoveConversationPage *self)
{
  const gboolean is_editing = self->edited != NULL;
  const gboolean is_prompt
      = is_editing && alcove_message_get_role (self->edited) == ALCOVE_ROLE_USER;
  const char *text = is_prompt ? _ ("Editing a prompt: sent, it begins another branch")
                               : _ ("Editing an answer: it becomes another variant");

  gtk_label_set_label (self->edit_label, text);
  gtk_revealer_set_reveal_child (self->edit_bar, is_editing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.cancel-edit", is_editing);
}

/**
 * alcove_conversation_page_end_edit:
 * @self: a page
 *
 * What was written before the edit stands in the composer again.
 */
void
alcove_conversation_page_end_edit (AlcoveConversationPage *self)
{
  g_autofree char *draft = g_steal_pointer (&self->draft);

  if (self->edited == NULL)
    return;
  g_clear_object (&self->edited);
  if (self->messages != NULL)
    alcove_message_list_set_kept (self->messages, self, NULL);
  alcove_composer_set_text (self->composer, draft);
  show_edit_bar (self);
}

/* What is edited was deleted, or another branch is shown: what was written is a prompt like any other now, behind
 * what had been written before. */
static void
leave_edit (AlcoveConversationPage *self, const char *text)
{
  g_autofree char *draft = g_steal_pointer (&self->draft);
  g_autofree char *both
      = draft && *draft ? g_strconcat (draft, "\n\n", text, NULL) : g_strdup (text);

  alcove_message_list_set_kept (self->messages, self, NULL);
  g_clear_object (&self->edited);
  show_edit_bar (self);
  alcove_composer_set_text (self->composer, both);
}

static void
begin_edit (AlcoveConversationPage *self, AlcoveMessage *message)
{
  if (message == NULL || !alcove_message_get_is_loaded (message)
      || alcove_status_is_open (alcove_message_get_status (message)))
    return;
  if (self->edited == NULL)
    self->draft = alcove_composer_dup_text (self->composer);
  g_set_object (&self->edited, message);
  alcove_message_list_set_kept (self->messages, self, message);
  alcove_composer_set_text (self->composer, alcove_message_get_text (message));
  show_edit_bar (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/**
 * alcove_conversation_page_send_edit:
 * @self: a page on which a message is edited
 * @text: what it says now
 *
 * Returns: whether it was taken; where the message is there no more, it is a prompt that can be sent
 */
gboolean
alcove_conversation_page_send_edit (AlcoveConversationPage *self, const char *text)
{
  g_autoptr (AlcoveConversation) target = NULL;
  AlcoveConversation *conversation;
  guint position;

  if (!alcove_message_list_find (self->messages, self->edited, &position))
    {
      leave_edit (self, text);
      return TRUE;
    }
  if (alcove_message_get_role (self->edited) == ALCOVE_ROLE_USER)
    conversation = alcove_session_edit (self->session, self->conversation, self->edited, text);
  else
    conversation = alcove_session_rewrite (self->session, self->conversation, self->edited, text);
  g_set_object (&target, conversation);
  if (target == NULL)
    return FALSE;
  alcove_conversation_page_end_edit (self);
  alcove_conversation_page_move_to (self, target);
  return TRUE;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);

  begin_edit (self, find_message (self, parameter));
}

/**
 * alcove_conversation_page_edit_last:
 * @self: a page
 *
 * The newest prompt comes back to be written anew.
 */
void
alcove_conversation_page_edit_last (AlcoveConversationPage *self)
{
  begin_edit (self, find_last (self, ALCOVE_ROLE_USER));
}

static void
cancel_edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_conversation_page_end_edit (ALCOVE_CONVERSATION_PAGE (widget));
  gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_CONVERSATION_PAGE (widget)->composer));
}

static void
chat_collected (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveConversationPage *self = owner;

  tell (self, error);
  if (value != NULL)
    alcove_conversation_view_copy_markdown (self->view, g_value_get_string (value));
}

static void
copy_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);

  if (self->messages != NULL)
    alcove_completion_await (alcove_message_list_copy (self->messages, C_ ("author", "You"),
                                                       C_ ("author", "Answer")),
                             self, chat_collected, NULL, NULL);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);

  gtk_widget_activate_action (
      GTK_WIDGET (self->view),
      g_str_equal (name, "reading.next") ? "message.next" : "message.previous", NULL);
}

static void
last_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  AlcoveMessage *answer = find_last (self, ALCOVE_ROLE_ASSISTANT);

  if (g_str_equal (name, "last.copy") && alcove_conversation_view_has_selection (self->view))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.copy-markdown", NULL);
  else if (answer == NULL || self->session == NULL)
    gtk_widget_error_bell (widget);
  else if (g_str_equal (name, "last.copy"))
    alcove_conversation_view_copy_message (self->view, answer);
  else
    regenerate (self, answer, NULL);
}

/**
 * alcove_conversation_page_update_messages:
 * @self: a page whose chat, or whose answer, changed
 *
 * While an answer comes nothing else can be asked.
 */
void
alcove_conversation_page_update_messages (AlcoveConversationPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean can_ask
      = self->conversation != NULL && !alcove_conversation_get_is_streaming (self->conversation);

  gtk_widget_action_set_enabled (widget, "chat.copy",
                                 self->conversation != NULL
                                     && alcove_conversation_get_id (self->conversation) != NULL);
  gtk_widget_action_set_enabled (widget, "message.regenerate", can_ask);
  gtk_widget_action_set_enabled (widget, "message.regenerate-with", can_ask);
  gtk_widget_action_set_enabled (widget, "message.go-on", can_ask);
  gtk_widget_action_set_enabled (widget, "last.regenerate", can_ask);
}

void
alcove_conversation_page_install_messages (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "message.regenerate", "s", regenerate_action },
    { "message.regenerate-with", "s", regenerate_with_action },
    { "message.go-on", "s", go_on_action },
    { "message.variant-before", "s", variant_action },
    { "message.variant-after", "s", variant_action },
    { "message.delete", "s", delete_action },
    { "message.edit", "s", edit_action },
    { "message.cancel-edit", NULL, cancel_edit_action },
    { "chat.copy", NULL, copy_chat_action },
    { "reading.next", NULL, step_action },
    { "reading.previous", NULL, step_action },
    { "last.copy", NULL, last_action },
    { "last.regenerate", NULL, last_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "message.cancel-edit",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "reading.next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "reading.previous",
                                       NULL);
}
