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
