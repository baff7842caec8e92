/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One chat: its bar, what to know about it in banners, the conversation, the composer. Main thread. What is
 * typed and not sent stays with its chat. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-conversation-page-private.h"
#include "alcove-error-text.h"
#include "alcove-link-dialog.h"
#include "alcove-recovery-dialog.h"
#include "alcove-save-file.h"
#include "alcove-session-care.h"
#include "alcove-skeleton.h"

#define SKELETON_DELAY_MS 120 /* a chat that is there sooner shows no skeleton */

typedef enum
{
  PROP_SESSION = 1,
  PROP_CONVERSATION,
} AlcoveConversationPageProperty;

G_DEFINE_FINAL_TYPE (AlcoveConversationPage, alcove_conversation_page, ADW_TYPE_BIN)

static GParamSpec *props[PROP_CONVERSATION + 1];
static guint moved_signal;

static const char *
get_model (AlcoveConversationPage *self)
{
  const char *model
      = self->conversation ? alcove_conversation_get_model (self->conversation) : NULL;

  return model ? model : alcove_session_get_model (self->session);
}

/* Why nothing can be sent now: NULL for no reason, "" for one that passes by itself in a moment. */
static const char *
get_reason (AlcoveConversationPage *self)
{
  gboolean is_loading_models = FALSE;
  const char *model;

  if (self->session == NULL || self->conversation == NULL)
    return "";
  if (alcove_conversation_page_wants_key (self))
    return _ ("Enter an API key first.");
  if (alcove_session_get_is_offline (self->session))
    return _ ("This computer is offline. What you write waits here.");
  model = get_model (self);
  if (model != NULL && *model != '\0')
    return NULL;
  g_object_get (self->session, "is-loading-models", &is_loading_models, NULL);
  return is_loading_models ? _ ("Reading the list of models…") : _ ("Choose a model first.");
}

static void
update_composer (AlcoveConversationPage *self)
{
  alcove_composer_set_reason (self->composer, get_reason (self));
  gtk_widget_set_visible (self->plain_label,
                          self->session && alcove_session_get_is_plain (self->session));
  alcove_composer_set_is_streaming (
      self->composer,
      self->conversation && alcove_conversation_get_is_streaming (self->conversation));
}

/* Where words came while the reader was elsewhere the way to them is marked. */
static void
update_pill (AlcoveConversationPage *self)
{
  const gboolean show = !alcove_conversation_view_get_is_at_end (self->view);
  const char *name;

  if (!show)
    self->has_news_below = FALSE;
  else if (self->conversation && alcove_conversation_get_is_streaming (self->conversation))
    self->has_news_below = TRUE;
  name = self->has_news_below ? _ ("Jump to the New Words") : _ ("Jump to the End");
  gtk_revealer_set_reveal_child (self->pill, show);
  gtk_widget_set_can_target (GTK_WIDGET (self->pill), show);
  gtk_widget_set_tooltip_text (self->pill_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (self->has_news_below)
    gtk_widget_add_css_class (self->pill_button, "has-news");
  else
    gtk_widget_remove_css_class (self->pill_button, "has-news");
}

static gboolean
skeleton_due (gpointer data)
{
  AlcoveConversationPage *self = data;

  self->skeleton_timeout = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
update_stack (AlcoveConversationPage *self)
{
  gboolean is_loading
      = self->messages != NULL && alcove_message_list_get_is_loading (self->messages);
  guint n_items = self->messages ? g_list_model_get_n_items (G_LIST_MODEL (self->messages)) : 0;

  if (is_loading && n_items == 0)
    {
      if (self->skeleton_timeout == 0)
        self->skeleton_timeout = g_timeout_add (SKELETON_DELAY_MS, skeleton_due, self);
      return;
    }
  g_clear_handle_id (&self->skeleton_timeout, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, n_items > 0 ? "conversation" : "greeting");
}

static void
update_greeting (AlcoveConversationPage *self)
{
  gboolean is_demo = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "is-demo", &is_demo, NULL);
  adw_status_page_set_description (
      self->greeting, is_demo
                          ? _ ("This is the demo: a small server inside Alcove answers, without a "
                               "key and without the network.")
                          : NULL);
}

static void
set_messages (AlcoveConversationPage *self, AlcoveMessageList *messages)
{
  if (self->messages == messages)
    return;
  if (self->messages != NULL)
    alcove_message_list_leave (self->messages, self);
  if (messages != NULL)
    alcove_message_list_join (messages, self);
  g_set_object (&self->messages, messages);
  g_signal_group_set_target (self->message_signals, messages);
  alcove_conversation_view_set_finder (self->view, NULL);
  alcove_conversation_view_set_messages (self->view, messages ? G_LIST_MODEL (messages) : NULL);
}

static void
conversation_changed (AlcoveConversationPage *self)
{
  update_composer (self);
  update_pill (self);
  alcove_conversation_page_update_banners (self);
  alcove_conversation_page_update_messages (self);
}

/* Not before there is a session: to ask the system may cost a moment, and the first frame does not need it. */
static void
watch_network (AlcoveConversationPage *self)
{
  if (self->session == NULL || self->is_watching_network)
    return;
  self->is_watching_network = TRUE;
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (update_composer), self, G_CONNECT_SWAPPED);
}

/**
 * alcove_conversation_page_show:
 * @self: a page
 * @session: (nullable): the account that is open
 * @conversation: (nullable): one of its chats, or a new one
 *
 * Shows a chat.
 */
void
alcove_conversation_page_show (AlcoveConversationPage *self, AlcoveSession *session,
                               AlcoveConversation *conversation)
{
  gboolean is_other = self->conversation != conversation;

  if (is_other)
    {
      alcove_find_bar_close (self->find_bar);
      alcove_conversation_page_end_edit (self);
      alcove_conversation_page_keep_draft (self);
      alcove_conversation_page_keep_attachments (self);
    }
  if (g_set_object (&self->session, session))
    {
      g_signal_group_set_target (self->session_signals, session);
      watch_network (self);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
    }
  g_object_set (self->header, "session", session, "conversation", conversation, NULL);
  if (is_other)
    {
      g_autofree char *typed = alcove_composer_dup_text (self->composer);
      gboolean had_one = self->conversation != NULL;

      g_set_object (&self->conversation, conversation);
      g_signal_group_set_target (self->conversation_signals, conversation);
      if (had_one || *typed == '\0') /* what was typed before the first chat was there goes to it */
        {
          alcove_composer_set_text (
              self->composer, conversation ? alcove_conversation_get_draft (conversation) : NULL);
          alcove_conversation_page_restore_attachments (self);
          self->has_typed = FALSE;
        }
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
    }
  set_messages (self, conversation ? alcove_conversation_get_messages (conversation) : NULL);
  update_greeting (self);
  update_stack (self);
  conversation_changed (self);
}

/* The chat that asking went on in: a saved one has an unsaved copy while saving is off. */
void
alcove_conversation_page_move_to (AlcoveConversationPage *self, AlcoveConversation *conversation)
{
  alcove_conversation_page_show (self, self->session, conversation);
  alcove_conversation_view_scroll_to_end (self->view);
  g_signal_emit (self, moved_signal, 0, conversation);
}

static void
stop (AlcoveConversationPage *self)
{
  if (self->session != NULL && self->conversation != NULL)
    alcove_session_stop (self->session, self->conversation);
}

static void
retry (AlcoveConversationPage *self, AlcoveMessage *message)
{
  g_autoptr (AlcoveConversation) conversation = NULL;
  g_autofree char *refused = alcove_message_dup_refused_field (message);
  AlcoveConversation *again;

  if (self->session == NULL || self->conversation == NULL)
    return;
  again = refused
              ? alcove_session_send_without (self->session, self->conversation, message, refused)
              : alcove_session_regenerate (self->session, self->conversation, message);
  g_set_object (&conversation, again);
  if (conversation != NULL)
    alcove_conversation_page_move_to (self, conversation);
}

static void
want (AlcoveConversationPage *self, guint position)
{
  if (self->messages != NULL)
    alcove_message_list_want (self->messages, position);
}

static void
let_go (AlcoveConversationPage *self, guint position)
{
  if (self->messages != NULL)
    alcove_message_list_let_go (self->messages, self, position);
}

static void
link_activated (AlcoveConversationPage *self, const char *target, const char *label)
{
  alcove_link_dialog_ask (GTK_WIDGET (self), target, label);
}

void
alcove_conversation_page_toast (AlcoveConversationPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
copied (AlcoveConversationPage *self)
{
  alcove_conversation_page_toast (self, _ ("Copied"));
}

static void
save (AlcoveConversationPage *self, const char *name, GBytes *bytes)
{
  alcove_save_file_ask (GTK_WIDGET (self), name, bytes);
}

static void
hidden_removed (AlcoveConversationPage *self, guint count)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u hidden character was left out",
                                                     "%u hidden characters were left out", count),
                                           count);

  alcove_conversation_page_toast (self, text);
}

static void
jump_to_end (AlcoveConversationPage *self)
{
  alcove_conversation_view_scroll_to_end (self->view);
}

static void
keep_chat (AlcoveConversationPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-chat", NULL);
}

static void
narrow_applied (AlcoveConversationPage *self)
{
  g_object_set (self->header, "is-narrow", TRUE, NULL);
}

static void
narrow_unapplied (AlcoveConversationPage *self)
{
  g_object_set (self->header, "is-narrow", FALSE, NULL);
}

static void
window_resized (AlcoveConversationPage *self, int width, int height)
{
  alcove_composer_set_max_height (self->composer, height / 3);
}

/* What is written takes a third of the window at most. */
static void
alcove_conversation_page_map (GtkWidget *widget)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;

  GTK_WIDGET_CLASS (alcove_conversation_page_parent_class)->map (widget);
  if (surface == NULL)
    return;
  window_resized (self, gdk_surface_get_width (surface), gdk_surface_get_height (surface));
  g_signal_connect_object (surface, "layout", G_CALLBACK (window_resized), self, G_CONNECT_SWAPPED);
}

static void
alcove_conversation_page_unmap (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;

  if (surface != NULL)
    g_signal_handlers_disconnect_by_func (surface, window_resized, widget);
  GTK_WIDGET_CLASS (alcove_conversation_page_parent_class)->unmap (widget);
}

static gboolean
alcove_conversation_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_CONVERSATION_PAGE (widget)->composer));
}

static void
alcove_conversation_page_set_property (GObject *object, guint prop_id, const GValue *value,
                                       GParamSpec *pspec)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (object);

  switch ((AlcoveConversationPageProperty) prop_id)
    {
    case PROP_SESSION:
      alcove_conversation_page_show (self, g_value_get_object (value), NULL);
      break;
    case PROP_CONVERSATION:
      alcove_conversation_page_show (self, self->session, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_page_get_property (GObject *object, guint prop_id, GValue *value,
                                       GParamSpec *pspec)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (object);

  switch ((AlcoveConversationPageProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_page_dispose (GObject *object)
{
  AlcoveConversationPage *self = ALCOVE_CONVERSATION_PAGE (object);

  g_clear_handle_id (&self->skeleton_timeout, g_source_remove);
  g_clear_handle_id (&self->draft_timeout, g_source_remove);
  alcove_conversation_page_find_end (self);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->message_signals);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_CONVERSATION_PAGE);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->finder, alcove_finder_unref);
  g_clear_object (&self->asked_again);
  g_clear_object (&self->edited);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->attached, g_ptr_array_unref);
  if (self->messages != NULL)
    alcove_message_list_leave (self->messages, self);
  g_clear_object (&self->messages);
  g_clear_object (&self->conversation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (alcove_conversation_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ALCOVE_TYPE_COMPOSER);
  g_type_ensure (ALCOVE_TYPE_CONVERSATION_HEADER);
  g_type_ensure (ALCOVE_TYPE_CONVERSATION_VIEW);
  g_type_ensure (ALCOVE_TYPE_FIND_BAR);
  g_type_ensure (ALCOVE_TYPE_SKELETON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-conversation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, header);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, store_banner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, unsaved_banner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, pill);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, pill_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, composer);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, plain_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, edit_bar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, find_bar);
  gtk_widget_class_bind_template_callback (widget_class, alcove_conversation_page_find_changed);
  gtk_widget_class_bind_template_callback (widget_class, alcove_conversation_page_find_step);
  gtk_widget_class_bind_template_callback (widget_class, alcove_conversation_page_find_closed);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationPage, edit_label);
  gtk_widget_class_bind_template_callback (widget_class, alcove_conversation_page_edit_last);
  gtk_widget_class_bind_template_callback (widget_class,
                                           alcove_conversation_page_model_chosen_once);
  gtk_widget_class_bind_template_callback_full (widget_class, "send_prompt",
                                                G_CALLBACK (alcove_conversation_page_send));
  gtk_widget_class_bind_template_callback (widget_class, stop);
  gtk_widget_class_bind_template_callback (widget_class, retry);
  gtk_widget_class_bind_template_callback (widget_class, want);
  gtk_widget_class_bind_template_callback (widget_class, let_go);
  gtk_widget_class_bind_template_callback (widget_class, copied);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback_full (widget_class, "text_changed",
                                                G_CALLBACK (alcove_conversation_page_text_changed));
  gtk_widget_class_bind_template_callback (widget_class, hidden_removed);
  gtk_widget_class_bind_template_callback_full (widget_class, "attached",
                                                G_CALLBACK (alcove_conversation_page_attached));
  gtk_widget_class_bind_template_callback (widget_class, link_activated);
  gtk_widget_class_bind_template_callback (widget_class, jump_to_end);
  gtk_widget_class_bind_template_callback (widget_class, update_pill);
  gtk_widget_class_bind_template_callback (widget_class, keep_chat);
  gtk_widget_class_bind_template_callback (widget_class, alcove_conversation_page_retry_store);
  gtk_widget_class_bind_template_callback (widget_class, narrow_applied);
  gtk_widget_class_bind_template_callback (widget_class, narrow_unapplied);
}

static void
alcove_conversation_page_class_init (AlcoveConversationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_conversation_page_set_property;
  object_class->get_property = alcove_conversation_page_get_property;
  object_class->dispose = alcove_conversation_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = alcove_conversation_page_grab_focus;
  GTK_WIDGET_CLASS (klass)->map = alcove_conversation_page_map;
  GTK_WIDGET_CLASS (klass)->unmap = alcove_conversation_page_unmap;
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ALCOVE_TYPE_SESSION, flags);
  props[PROP_CONVERSATION]
      = g_param_spec_object ("conversation", NULL, NULL, ALCOVE_TYPE_CONVERSATION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  moved_signal = g_signal_new ("moved", ALCOVE_TYPE_CONVERSATION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_CONVERSATION);
  bind_template (GTK_WIDGET_CLASS (klass));
  alcove_conversation_page_install_messages (GTK_WIDGET_CLASS (klass));
}

static void
make_signal_groups (AlcoveConversationPage *self)
{
  static const char *const of_session[]
      = { "notify::save-history", "notify::can-save",          "notify::store-error",
          "notify::model",        "notify::is-loading-models", "notify::models-error" };

  self->session_signals = g_signal_group_new (ALCOVE_TYPE_SESSION);
  for (guint i = 0; i < G_N_ELEMENTS (of_session); i++)
    g_signal_group_connect_swapped (self->session_signals, of_session[i],
                                    G_CALLBACK (conversation_changed), self);
  self->conversation_signals = g_signal_group_new (ALCOVE_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify",
                                  G_CALLBACK (conversation_changed), self);
  self->message_signals = g_signal_group_new (ALCOVE_TYPE_MESSAGE_LIST);
  g_signal_group_connect_swapped (self->message_signals, "notify::is-loading",
                                  G_CALLBACK (update_stack), self);
  g_signal_group_connect_swapped (self->message_signals, "items-changed", G_CALLBACK (update_stack),
                                  self);
  g_signal_group_connect_swapped (self->message_signals, "items-changed",
                                  G_CALLBACK (alcove_conversation_page_find_again), self);
}

static void
alcove_conversation_page_init (AlcoveConversationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_signal_groups (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.cancel-edit", FALSE);
  update_pill (self);
  conversation_changed (self);
}

GtkWidget *
alcove_conversation_page_new (void)
{
  return g_object_new (ALCOVE_TYPE_CONVERSATION_PAGE, NULL);
}

AlcoveConversation *
alcove_conversation_page_get_conversation (AlcoveConversationPage *self)
{
  return self->conversation;
}

void
alcove_conversation_page_popup_models (AlcoveConversationPage *self)
{
  alcove_conversation_header_popup_models (self->header);
}

void
alcove_conversation_page_attach (AlcoveConversationPage *self)
{
  alcove_composer_attach (self->composer);
}

gboolean
alcove_conversation_page_composer_has_focus (AlcoveConversationPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->composer));
}
