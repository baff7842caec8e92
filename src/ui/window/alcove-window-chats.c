/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the window does with chats and with saving: each act asks where it must, waits without holding
 * anything up, and says so when it failed. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error.h"
#include "alcove-rename-dialog.h"
#include "alcove-save-history-dialog.h"
#include "alcove-stop-saving-dialog.h"
#include "alcove-toast.h"
#include "alcove-window-private.h"

/* A chat and the account it belongs to, for what is asked now and done later. */
typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *chat; /* nullable */
} Matter;

static Matter *
matter_new (AlcoveWindow *self, AlcoveConversation *chat)
{
  Matter *matter = g_new0 (Matter, 1);

  g_set_object (&matter->session, self->place->session);
  g_set_object (&matter->chat, chat);
  return matter;
}

static void
matter_free (gpointer data)
{
  Matter *matter = data;

  g_clear_object (&matter->session);
  g_clear_object (&matter->chat);
  g_free (matter);
}

/* Keeps a matter as long as the dialog or toast that asks about it. */
static void
attach_matter (gpointer object, AlcoveWindow *self, AlcoveConversation *chat)
{
  g_object_set_data_full (G_OBJECT (object), "matter", matter_new (self, chat), matter_free);
}

static void
done (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error != NULL)
    alcove_window_report (ALCOVE_WINDOW (owner), error);
  alcove_window_update_actions (ALCOVE_WINDOW (owner));
}

static void
rename_answered (AlcoveRenameDialog *dialog, const char *response, AlcoveWindow *self)
{
  Matter *matter = g_object_get_data (G_OBJECT (dialog), "matter");
  g_autofree char *title = alcove_rename_dialog_dup_title (dialog);

  if (g_str_equal (response, "rename") && *title != '\0')
    alcove_completion_await (alcove_session_rename (matter->session, matter->chat, title), self,
                             done, NULL, NULL);
}

/**
 * alcove_window_rename_chat_to:
 * @self: a window
 * @conversation: a chat of the account in use
 * @title: (nullable): what to offer
 */
void
alcove_window_rename_chat_to (AlcoveWindow *self, AlcoveConversation *conversation,
                              const char *title)
{
  AdwDialog *dialog = alcove_rename_dialog_new (title);

  attach_matter (dialog, self, conversation);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_take_title:
 * @self: a window
 * @conversation: a chat of the account in use
 * @title: what the user calls it
 */
void
alcove_window_take_title (AlcoveWindow *self, AlcoveConversation *conversation, const char *title)
{
  if (self->place != NULL)
    alcove_completion_await (alcove_session_rename (self->place->session, conversation, title),
                             self, done, NULL, NULL);
}

/**
 * alcove_window_rename_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 *
 * In its row where that is to be seen, else in a dialog.
 */
void
alcove_window_rename_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  if (!alcove_sidebar_rename (self->sidebar, conversation))
    alcove_window_rename_chat_to (self, conversation, alcove_conversation_get_title (conversation));
}

/* ---- where chats stand ---- */

/* A change of several chats, and what undoes it. */
typedef struct
{
  AlcoveSession *session;
  GPtrArray *chats;
  AlcoveConversation *shown;   /* nullable: it was open, and another took its place */
  AlcoveConversation *instead; /* nullable: the other */
  AlcoveChatChange change;
} Change;

static Change *
change_new (AlcoveWindow *self, GPtrArray *chats, AlcoveChatChange change)
{
  Change *data = g_new0 (Change, 1);

  data->session = g_object_ref (self->place->session);
  data->chats = g_ptr_array_copy (chats, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (data->chats, g_object_unref);
  data->change = change;
  return data;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->session);
  g_ptr_array_unref (change->chats);
  g_clear_object (&change->shown);
  g_clear_object (&change->instead);
  g_free (change);
}

static void
undo (AdwToast *toast, AlcoveWindow *self)
{
  Change *change = g_object_get_data (G_OBJECT (toast), "change");

  alcove_completion_await (alcove_session_change_chats (change->session, change->chats,
                                                        change->change == ALCOVE_CHAT_CHANGE_TRASH
                                                            ? ALCOVE_CHAT_CHANGE_RESTORE
                                                            : ALCOVE_CHAT_CHANGE_UNARCHIVE,
                                                        NULL),
                           self, done, NULL, NULL);
  if (change->shown != NULL && self->place != NULL && self->place->session == change->session)
    alcove_window_show_chat (self, change->shown);
}

static char *
dup_said (const Change *change)
{
  const guint n = change->chats->len;

  switch (change->change)
    {
    case ALCOVE_CHAT_CHANGE_TRASH:
      return n == 1 ? g_strdup (_ ("Moved to the trash"))
                    : g_strdup_printf (ngettext ("%u chat moved to the trash",
                                                 "%u chats moved to the trash", n),
                                       n);
    case ALCOVE_CHAT_CHANGE_ARCHIVE:
      return n == 1 ? g_strdup (_ ("Archived"))
                    : g_strdup_printf (ngettext ("%u chat archived", "%u chats archived", n), n);
    case ALCOVE_CHAT_CHANGE_DELETE:
      return g_strdup_printf (ngettext ("%u chat deleted", "%u chats deleted", n), n);
    case ALCOVE_CHAT_CHANGE_RESTORE:
    case ALCOVE_CHAT_CHANGE_UNARCHIVE:
    case ALCOVE_CHAT_CHANGE_PIN:
    case ALCOVE_CHAT_CHANGE_UNPIN:
    case ALCOVE_CHAT_CHANGE_MOVE:
    default:
      return NULL;
    }
}

/* The reader may have gone on, to another chat or account. */
static gboolean
is_instead (AlcoveWindow *self, const Change *change)
{
  return change->shown != NULL && self->place != NULL && self->place->session == change->session
         && self->place->shown == change->instead;
}

static void
changed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  Change *change = data;
  g_autofree char *text = error ? NULL : dup_said (change);
  AdwToast *toast;

  done (owner, value, error, NULL);
  if (error != NULL && is_instead (self, change))
    alcove_window_show_chat (self, change->shown);
  if (text == NULL || self->place == NULL)
    return;
  toast = alcove_toast_new (GTK_WIDGET (self->toasts), text,
                            change->change == ALCOVE_CHAT_CHANGE_DELETE ? NULL
                                                                        : C_ ("button", "_Undo"));
  if (change->change != ALCOVE_CHAT_CHANGE_DELETE)
    {
      Change *kept = change_new (self, change->chats, change->change);

      g_set_object (&kept->session, change->session);
      g_set_object (&kept->shown, change->shown);
      /* Before one of an earlier change: Undo is of what was done last. That one comes again behind it. */
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      g_object_set_data_full (G_OBJECT (toast), "change", kept, change_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
leaves_list (AlcoveChatChange change)
{
  return change == ALCOVE_CHAT_CHANGE_TRASH || change == ALCOVE_CHAT_CHANGE_ARCHIVE
         || change == ALCOVE_CHAT_CHANGE_DELETE;
}

/* When the open chat goes, the next one is opened, or a fresh one. */
static void
change_now (AlcoveWindow *self, GPtrArray *chats, AlcoveChatChange what, const char *folder_id)
{
  Change *change = change_new (self, chats, what);
  g_autoptr (AlcoveConversation) next = NULL;
  DexFuture *future;

  if (leaves_list (what) && g_ptr_array_find (chats, self->place->shown, NULL))
    {
      next = alcove_sidebar_find_neighbour (self->sidebar, chats);
      change->shown = g_object_ref (self->place->shown);
    }
  alcove_sidebar_end_choosing (self->sidebar);
  future = alcove_session_change_chats (self->place->session, chats, what,
                                        *folder_id ? folder_id : NULL);
  if (next != NULL)
    alcove_window_show_chat (self, next);
  else if (change->shown != NULL)
    alcove_window_show_new_chat (self);
  g_set_object (&change->instead, self->place->shown);
  alcove_completion_await (future, self, changed, change, change_free);
}

static void
delete_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  Change *change = g_object_get_data (G_OBJECT (dialog), "change");

  if (g_str_equal (response, "delete") && self->place != NULL
      && self->place->session == change->session)
    change_now (self, change->chats, ALCOVE_CHAT_CHANGE_DELETE, "");
}

static void
ask_deletion (AlcoveWindow *self, GPtrArray *chats)
{
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_heading (
      alert, ngettext ("Delete %u Chat for Good?", "Delete %u Chats for Good?", chats->len),
      chats->len);
  adw_alert_dialog_set_body (alert, _ ("Nobody can bring back what it said, not even you."));
  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), "delete",
                                  C_ ("button", "_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "change",
                          change_new (self, chats, ALCOVE_CHAT_CHANGE_DELETE), change_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_change_chats:
 * @self: a window
 * @change: an #AlcoveChatChange
 * @chats: (element-type AlcoveConversation): chats of the account in use
 * @folder_id: the folder that they go to, "" for none
 *
 * Shows at once and offers to undo it, which is better than to ask before; only what cannot be undone is asked.
 */
void
alcove_window_change_chats (AlcoveWindow *self, int change, GPtrArray *chats, const char *folder_id)
{
  if (self->place == NULL || chats->len == 0)
    return;
  if (change == ALCOVE_CHAT_CHANGE_DELETE)
    ask_deletion (self, chats);
  else
    change_now (self, chats, (AlcoveChatChange) change, folder_id);
}

static void
change_one (AlcoveWindow *self, AlcoveConversation *chat, AlcoveChatChange change)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, chat);
  alcove_window_change_chats (self, (int) change, one, "");
}

/**
 * alcove_window_trash_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 *
 * To the trash, or out of it for good.
 */
void
alcove_window_trash_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  change_one (self, conversation,
              alcove_conversation_get_is_trashed (conversation) ? ALCOVE_CHAT_CHANGE_DELETE
                                                                : ALCOVE_CHAT_CHANGE_TRASH);
}

/**
 * alcove_window_toggle_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 * @pin: whether it is pinned or not; else whether it is archived or not
 */
void
alcove_window_toggle_chat (AlcoveWindow *self, AlcoveConversation *conversation, gboolean pin)
{
  if (pin)
    change_one (self, conversation,
                alcove_conversation_get_is_pinned (conversation) ? ALCOVE_CHAT_CHANGE_UNPIN
                                                                 : ALCOVE_CHAT_CHANGE_PIN);
  else
    change_one (self, conversation,
                alcove_conversation_get_is_archived (conversation) ? ALCOVE_CHAT_CHANGE_UNARCHIVE
                                                                   : ALCOVE_CHAT_CHANGE_ARCHIVE);
}

static void
duplicated (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;

  done (owner, value, error, NULL);
  if (error == NULL && self->place != NULL && self->place->session == data)
    alcove_window_show_chat (self, g_value_get_object (value));
}

/**
 * alcove_window_duplicate_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 *
 * Copies it and opens the copy.
 */
void
alcove_window_duplicate_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  if (self->place != NULL)
    alcove_completion_await (alcove_session_duplicate (self->place->session, conversation), self,
                             duplicated, g_object_ref (self->place->session), g_object_unref);
}

/**
 * alcove_window_export_chats:
 * @self: a window
 * @chats: (element-type AlcoveConversation): chats of the account in use
 *
 * Hands their ids to what writes chats to a file.
 */
void
alcove_window_export_chats (AlcoveWindow *self, GPtrArray *chats)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < chats->len; i++)
    g_strv_builder_add (ids, alcove_conversation_get_id (g_ptr_array_index (chats, i)));
  all = g_strv_builder_end (ids);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.export-chats", "^as", all);
}

/* ---- saving ---- */

static void
keep_now (AlcoveWindow *self, Matter *matter)
{
  alcove_completion_await (alcove_session_keep (matter->session, matter->chat), self, done, NULL,
                           NULL);
}

static void
keep_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  if (g_str_equal (response, "save"))
    keep_now (self, g_object_get_data (G_OBJECT (dialog), "matter"));
}

static guint
get_n_saved (AlcoveSession *session)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_object_get_property (G_OBJECT (session), "n-saved", &value);
  return g_value_get_uint (&value);
}

static void
present_notice (AlcoveWindow *self, AlcoveConversation *chat, GCallback answered)
{
  AdwDialog *dialog = alcove_save_history_dialog_new (
      alcove_session_get_needs_history_key (self->place->session));

  attach_matter (dialog, self, chat);
  g_signal_connect_object (dialog, "response", answered, self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_keep_chat:
 * @self: a window
 * @conversation: an unsaved chat of the account in use
 *
 * Saves it. The first chat of an account that ever reaches the disk is not kept without the notice.
 */
void
alcove_window_keep_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  AlcoveSession *session = self->place->session;

  if (!alcove_session_get_save_history (session) && get_n_saved (session) == 0)
    present_notice (self, conversation, G_CALLBACK (keep_answered));
  else
    {
      Matter *matter = matter_new (self, conversation);

      keep_now (self, matter);
      matter_free (matter);
    }
}

static void
turn_on_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  Matter *matter = g_object_get_data (G_OBJECT (dialog), "matter");

  if (g_str_equal (response, "save"))
    alcove_completion_await (alcove_session_turn_saving_on (matter->session), self, done, NULL,
                             NULL);
}

/* The open chat was deleted with the others: it is left, in this account or in one that is not looked at. */
static void
deleted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  GHashTableIter iter;
  AlcovePlace *place;

  g_hash_table_iter_init (&iter, self->places);
  while (error == NULL && g_hash_table_iter_next (&iter, NULL, (gpointer *) &place))
    if (place->session == data && place->shown != NULL
        && alcove_conversation_get_is_saved (place->shown))
      g_clear_object (&place->shown);
  if (self->place != NULL && self->place->shown == NULL)
    alcove_window_show_new_chat (self);
  done (owner, value, error, NULL);
}

static void
turn_off (AlcoveWindow *self, AlcoveSession *session, gboolean keep)
{
  alcove_completion_await (alcove_session_turn_saving_off (session, keep), self,
                           keep ? done : deleted, g_object_ref (session), g_object_unref);
}

static void
turn_off_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  Matter *matter = g_object_get_data (G_OBJECT (dialog), "matter");

  if (!g_str_equal (response, "cancel"))
    turn_off (self, matter->session, g_str_equal (response, "keep"));
}

static void
ask_turning_off (AlcoveWindow *self)
{
  guint n_saved = get_n_saved (self->place->session);
  AdwDialog *dialog;

  if (n_saved == 0)
    {
      turn_off (self, self->place->session, TRUE);
      return;
    }
  dialog = alcove_stop_saving_dialog_new (n_saved);
  attach_matter (dialog, self, NULL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (turn_off_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_ask_saving:
 * @self: a window
 * @on: where the switch is asked to go
 *
 * Shows the notice, or asks what becomes of what is saved. Nothing moves before the answer.
 */
void
alcove_window_ask_saving (AlcoveWindow *self, gboolean on)
{
  g_autoptr (GError) error = NULL;

  if (self->place == NULL || alcove_session_get_save_history (self->place->session) == on)
    return;
  if (!on)
    ask_turning_off (self);
  else if (alcove_session_get_can_save (self->place->session))
    present_notice (self, NULL, G_CALLBACK (turn_on_answered));
  else
    {
      const GError *reason = alcove_session_get_store_error (self->place->session);

      error = reason ? g_error_copy (reason)
                     : g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "no key");
      alcove_window_report (self, error);
    }
}
