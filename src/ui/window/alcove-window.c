/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A window: what it holds, what it shows, its actions. Main thread. It is presented before the
 * keyring or any history is read; those are asked for after its first frame. Actions are the class's own,
 * as those of a GActionMap would go out on the session bus with their state. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-accounts-dialog.h"
#include "alcove-details-dialog.h"
#include "alcove-error-text.h"
#include "alcove-toast.h"
#include "alcove-window-private.h"

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_SAVE_HISTORY,
} AlcoveWindowProperty;

G_DEFINE_FINAL_TYPE (AlcoveWindow, alcove_window, ADW_TYPE_APPLICATION_WINDOW)

static GParamSpec *props[PROP_SAVE_HISTORY + 1];

static char *
dup_account_id (AlcoveWindow *self)
{
  g_autoptr (AlcoveAccountItem) item = alcove_window_dup_item (self);

  if (self->place == NULL)
    return g_strdup ("");
  return g_strdup (item ? alcove_account_item_get_id (item) : ALCOVE_DEMO_ID);
}

/**
 * alcove_window_update_actions:
 * @self: a window
 *
 * Enables what can be done with what is shown now, and tells the switch and the accounts menu.
 */
void
alcove_window_update_actions (AlcoveWindow *self)
{
  AlcoveConversation *chat = self->place ? self->place->shown : NULL;
  gboolean is_begun = chat != NULL && alcove_conversation_get_id (chat) != NULL;
  gboolean is_unsaved = is_begun && !alcove_conversation_get_is_saved (chat);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.new-chat", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.lock", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.search", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.statistics", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.rename-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.suggest-title",
                                 is_begun && !alcove_conversation_get_is_streaming (chat));
  gtk_widget_action_set_enabled (widget, "win.trash-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.pin-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.duplicate-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.archive-chat", is_begun && !is_unsaved);
  gtk_widget_action_set_enabled (widget, "win.new-folder",
                                 self->place != NULL
                                     && alcove_session_get_n_saved (self->place->session) > 0);
  gtk_widget_action_set_enabled (widget, "win.empty-trash", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.keep-chat",
                                 is_unsaved && alcove_session_get_can_save (self->place->session));
  gtk_widget_action_set_enabled (widget, "win.stop",
                                 chat != NULL && alcove_conversation_get_is_streaming (chat));
  gtk_widget_action_set_enabled (widget, "win.save-history", self->place != NULL);
  gtk_widget_action_set_enabled (widget, "win.chat-settings", chat != NULL);
  gtk_widget_action_set_enabled (widget, "win.choose-model", self->place != NULL);
  alcove_window_update_transfer_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SAVE_HISTORY]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
}

/**
 * alcove_window_show_chat:
 * @self: a window with an open account
 * @conversation: one of its chats, or a new one
 *
 * Shows a chat.
 */
void
alcove_window_show_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  g_set_object (&self->place->shown, conversation);
  self->place->may_resume = FALSE;
  self->place->is_in_trash = alcove_conversation_get_is_deleted (conversation);
  if (self->place->not_yet != NULL && alcove_conversation_get_id (self->place->not_yet) != NULL)
    g_clear_object (&self->place->not_yet);
  g_signal_group_set_target (self->chat_signals, conversation);
  alcove_conversation_page_show (self->page, self->place->session, conversation);
  alcove_sidebar_set_selected (self->sidebar, conversation);
  alcove_window_look_at (self->place, conversation);
  alcove_window_update_actions (self);
}

/**
 * alcove_window_show_new_chat:
 * @self: a window with an open account
 *
 * Shows the new chat, the same one until it has a message, with what was already typed in it.
 */
void
alcove_window_show_new_chat (AlcoveWindow *self)
{
  if (self->place == NULL)
    return;
  if (self->place->not_yet == NULL || alcove_conversation_get_id (self->place->not_yet) != NULL)
    {
      g_clear_object (&self->place->not_yet);
      self->place->not_yet = alcove_session_new_conversation (self->place->session);
    }
  alcove_window_show_chat (self, self->place->not_yet);
}

/**
 * alcove_window_toast:
 * @self: a window
 * @text: plain words, never of a chat
 */
void
alcove_window_toast (AlcoveWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts,
                               alcove_toast_new (GTK_WIDGET (self->toasts), text, NULL));
}

static void
show_details (AdwToast *toast, AlcoveWindow *self)
{
  adw_dialog_present (alcove_details_dialog_new (g_object_get_data (G_OBJECT (toast), "error")),
                      GTK_WIDGET (self));
}

/**
 * alcove_window_report:
 * @self: a window
 * @error: what went wrong
 *
 * Says so, with the details one press away.
 */
void
alcove_window_report (AlcoveWindow *self, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);
  AdwToast *toast = alcove_toast_new (GTK_WIDGET (self->toasts), text, C_ ("button", "Details"));

  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "error", g_error_copy (error),
                          (GDestroyNotify) g_error_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_details), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
chat_chosen (AlcoveWindow *self, AlcoveConversation *conversation)
{
  if (self->place == NULL)
    return;
  alcove_window_show_chat (self, conversation);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
chat_moved (AlcoveWindow *self, AlcoveConversation *conversation)
{
  if (self->place != NULL)
    alcove_window_show_chat (self, conversation);
}

static AlcoveConversation *
get_shown (GtkWidget *widget)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  return self->place ? self->place->shown : NULL;
}

static void
new_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  alcove_window_show_new_chat (self);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);
  AlcoveConversation *chat = get_shown (widget);

  if (chat == NULL)
    return;
  if (g_str_equal (name, "win.rename-chat"))
    alcove_window_rename_chat (self, chat);
  else if (g_str_equal (name, "win.suggest-title"))
    alcove_window_suggest_title (self, chat);
  else if (g_str_equal (name, "win.duplicate-chat"))
    alcove_window_duplicate_chat (self, chat);
  else if (g_str_equal (name, "win.archive-chat") || g_str_equal (name, "win.pin-chat"))
    alcove_window_toggle_chat (self, chat, g_str_equal (name, "win.pin-chat"));
  else if (g_str_equal (name, "win.trash-chat"))
    alcove_window_trash_chat (self, chat);
  else if (g_str_equal (name, "win.keep-chat"))
    alcove_window_keep_chat (self, chat);
  else if (g_str_equal (name, "win.chat-settings"))
    alcove_window_show_chat_settings (self, chat);
  else
    alcove_session_stop (self->place->session, chat);
}

static void
folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  if (self->place == NULL)
    return;
  if (g_str_equal (name, "win.new-folder"))
    alcove_window_ask_new_folder (self, NULL);
  else if (g_str_equal (name, "win.empty-trash"))
    alcove_window_ask_empty_trash (self);
  else if (g_str_equal (name, "win.rename-folder"))
    alcove_window_ask_rename_folder (self, g_variant_get_string (parameter, NULL));
  else
    alcove_window_delete_folder (self, g_variant_get_string (parameter, NULL));
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  if (g_str_equal (name, "win.attach"))
    alcove_conversation_page_attach (self->page);
  else
    alcove_conversation_page_popup_models (self->page);
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_window_toggle_sidebar (ALCOVE_WINDOW (widget));
}

/* Between writing and the list of chats. */
static void
switch_focus_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);
  gboolean to_list = alcove_conversation_page_composer_has_focus (self->page);

  if (adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, !to_list);
  gtk_widget_grab_focus (to_list ? GTK_WIDGET (self->sidebar) : GTK_WIDGET (self->page));
}

static void
neighbour_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *sidebar = ALCOVE_WINDOW (widget)->sidebar;

  if (g_str_equal (name, "win.open-newest"))
    alcove_sidebar_open_newest (sidebar);
  else
    alcove_sidebar_move (sidebar, g_str_equal (name, "win.next-chat") ? 1 : -1);
}

static void
reading_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationPage *page = ALCOVE_WINDOW (widget)->page;

  if (!gtk_widget_get_mapped (GTK_WIDGET (page)))
    gtk_widget_error_bell (widget);
  else if (g_str_equal (name, "win.find"))
    alcove_conversation_page_find (page);
  else
    gtk_widget_activate_action (
        GTK_WIDGET (page), g_str_equal (name, "win.copy-answer") ? "last.copy" : "last.regenerate",
        NULL);
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_window_toast (ALCOVE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
lock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_window_lock (ALCOVE_WINDOW (widget));
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_window_show_preferences (ALCOVE_WINDOW (widget));
}

static void
account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  if (g_str_equal (name, "win.add-account"))
    alcove_window_show_welcome (self);
  else if (g_str_equal (name, "win.leave-welcome"))
    alcove_window_leave_welcome (self);
  else if (g_str_equal (name, "win.accounts"))
    adw_dialog_present (alcove_accounts_dialog_new (self->accounts), widget);
  else
    alcove_window_open_account (self, ALCOVE_DEMO_ID);
}

static void
item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);
  g_autoptr (AlcoveAccountItem) item
      = alcove_window_find_item (self, g_variant_get_string (parameter, NULL));

  if (item == NULL)
    return;
  if (g_str_equal (name, "win.forget-key"))
    alcove_window_ask_forget_key (self, item);
  else if (g_str_equal (name, "win.enter-key"))
    alcove_window_ask_for_key (self, item);
  else if (g_str_equal (name, "win.account-page"))
    alcove_window_show_account_page (self, item);
  else
    alcove_window_ask_delete_history (self, item);
}

static gboolean
alcove_window_close_request (GtkWindow *window)
{
  if (alcove_window_close_requested (ALCOVE_WINDOW (window)))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (alcove_window_parent_class)->close_request (window);
}

static void
alcove_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AlcoveWindow *self = ALCOVE_WINDOW (object);

  switch ((AlcoveWindowProperty) prop_id)
    {
    case PROP_ACCOUNT:
      alcove_window_open_account (self, g_value_get_string (value));
      break;
    case PROP_SAVE_HISTORY:
      alcove_window_ask_saving (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveWindow *self = ALCOVE_WINDOW (object);

  switch ((AlcoveWindowProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_take_string (value, dup_account_id (self));
      break;
    case PROP_SAVE_HISTORY:
      g_value_set_boolean (value,
                           self->place && alcove_session_get_save_history (self->place->session));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_window_dispose (GObject *object)
{
  AlcoveWindow *self = ALCOVE_WINDOW (object);

  alcove_window_unwatch (self);
  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_handle_id (&self->leave_source, g_source_remove);
  g_clear_object (&self->leaving);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->chat_signals);
  g_clear_weak_pointer (&self->focus_before_search);
  g_clear_object (&self->notifier);
  self->place = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_WINDOW);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (alcove_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.new-chat", new_chat_action },
    { "win.rename-chat", chat_action },
    { "win.suggest-title", chat_action },
    { "win.trash-chat", chat_action },
    { "win.pin-chat", chat_action },
    { "win.archive-chat", chat_action },
    { "win.duplicate-chat", chat_action },
    { "win.new-folder", folder_action },
    { "win.empty-trash", folder_action },
    { "win.keep-chat", chat_action },
    { "win.chat-settings", chat_action },
    { "win.stop", chat_action },
    { "win.choose-model", page_action },
    { "win.attach", page_action },
    { "win.toggle-sidebar", toggle_sidebar_action },
    { "win.switch-focus", switch_focus_action },
    { "win.previous-chat", neighbour_action },
    { "win.next-chat", neighbour_action },
    { "win.open-newest", neighbour_action },
    { "win.find", reading_action },
    { "win.copy-answer", reading_action },
    { "win.regenerate", reading_action },
    { "win.preferences", preferences_action },
    { "win.lock", lock_action },
    { "win.add-account", account_action },
    { "win.leave-welcome", account_action },
    { "win.accounts", account_action },
    { "win.try-demo", account_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  alcove_window_install_search (widget_class);
  alcove_window_install_titles (widget_class);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_install_action (widget_class, "win.rename-folder", "s", folder_action);
  gtk_widget_class_install_action (widget_class, "win.delete-folder", "s", folder_action);
  alcove_window_install_transfer_actions (widget_class);
  alcove_window_install_help (widget_class);
  gtk_widget_class_install_action (widget_class, "win.forget-key", "s", item_action);
  gtk_widget_class_install_action (widget_class, "win.delete-history", "s", item_action);
  gtk_widget_class_install_action (widget_class, "win.enter-key", "s", item_action);
  gtk_widget_class_install_action (widget_class, "win.account-page", "s", item_action);
  gtk_widget_class_install_property_action (widget_class, "win.account", "account");
  gtk_widget_class_install_property_action (widget_class, "win.save-history", "save-history");
  /* Not an accelerator of the application: a dialog or a search closes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.stop", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ALCOVE_TYPE_SIDEBAR);
  g_type_ensure (ALCOVE_TYPE_CONVERSATION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, sidebar_stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, chat_chosen);
  gtk_widget_class_bind_template_callback (widget_class, chat_moved);
  gtk_widget_class_bind_template_callback_full (widget_class, "chat_renamed",
                                                G_CALLBACK (alcove_window_take_title));
  gtk_widget_class_bind_template_callback_full (widget_class, "chats_change",
                                                G_CALLBACK (alcove_window_change_chats));
  gtk_widget_class_bind_template_callback_full (widget_class, "chat_duplicate",
                                                G_CALLBACK (alcove_window_duplicate_chat));
  gtk_widget_class_bind_template_callback_full (widget_class, "chats_new_folder",
                                                G_CALLBACK (alcove_window_ask_new_folder));
  gtk_widget_class_bind_template_callback_full (widget_class, "chats_export",
                                                G_CALLBACK (alcove_window_export_chats));
  gtk_widget_class_bind_template_callback_full (widget_class, "chat_keep",
                                                G_CALLBACK (alcove_window_keep_chat));
}

static void
alcove_window_class_init (AlcoveWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_window_set_property;
  object_class->get_property = alcove_window_get_property;
  object_class->dispose = alcove_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = alcove_window_close_request;
  props[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, "", flags);
  props[PROP_SAVE_HISTORY] = g_param_spec_boolean ("save-history", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
active_changed (AlcoveWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  self->used_at = g_get_monotonic_time ();
  alcove_sidebar_refresh_times (self->sidebar);
}

/* The size of the window that was changed last is the size of the next. */
static void
alcove_window_init (AlcoveWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, alcove_window_free_place);
  self->session_signals = g_signal_group_new (ALCOVE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::save-history",
                                  G_CALLBACK (alcove_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::models-error",
                                  G_CALLBACK (alcove_window_ask_about_certificate), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::can-save",
                                  G_CALLBACK (alcove_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::n-saved",
                                  G_CALLBACK (alcove_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::n-saved",
                                  G_CALLBACK (alcove_window_offer_recovery_key), self);
  self->chat_signals = g_signal_group_new (ALCOVE_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->chat_signals, "notify",
                                  G_CALLBACK (alcove_window_update_actions), self);
  g_signal_group_connect_swapped (self->chat_signals, "notify::is-deleted",
                                  G_CALLBACK (alcove_window_chat_deleted), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed), NULL);
  alcove_window_remember_view (self);
  alcove_window_watch_typing (self);
  alcove_window_take_drops (self);
  alcove_window_watch (self);
  alcove_window_update_actions (self);
}

/**
 * alcove_window_new:
 * @application: the application
 * @accounts: not loaded yet
 *
 * Returns: (transfer none): a window that reads nothing before alcove_window_start()
 */
AlcoveWindow *
alcove_window_new (GtkApplication *application, AlcoveAccounts *accounts)
{
  AlcoveWindow *self = g_object_new (ALCOVE_TYPE_WINDOW, "application", application, NULL);

  g_set_object (&self->accounts, accounts);
  g_object_set (self->sidebar, "accounts", accounts, NULL);
  return self;
}
