/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How a chat asks, and how all chats of an account ask: the window shows the dialog, and what stands in it when it
 * is closed counts. Main thread. */

#include "alcove-chat-settings-dialog.h"
#include "alcove-completion.h"
#include "alcove-preferences-dialog.h"
#include "alcove-window-private.h"

/* What a dialog is about, as long as it is open. */
typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *chat; /* NULL: the defaults of the account */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_clear_object (&subject->session);
  g_clear_object (&subject->chat);
  g_free (subject);
}

static void
kept (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error != NULL)
    alcove_window_report (ALCOVE_WINDOW (owner), error);
}

static void
closed (AlcoveChatSettingsDialog *dialog, AlcoveWindow *self)
{
  Subject *subject = g_object_get_data (G_OBJECT (dialog), "subject");
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_settings_dialog_dup_parameters (dialog);

  if (subject->chat != NULL)
    alcove_completion_await (alcove_session_set_parameters (subject->session, subject->chat,
                                                            parameters),
                             self, kept, NULL, NULL);
  else
    alcove_session_set_defaults (subject->session, parameters);
}

static void present (AlcoveWindow *self, AlcoveSession *session, AlcoveConversation *chat);

static void
defaults_wanted (AlcoveChatSettingsDialog *dialog, AlcoveWindow *self)
{
  Subject *subject = g_object_get_data (G_OBJECT (dialog), "subject");

  present (self, subject->session, NULL);
}

static void
present (AlcoveWindow *self, AlcoveSession *session, AlcoveConversation *chat)
{
  g_autoptr (AlcoveChatParameters) defaults = alcove_session_dup_defaults (session);
  g_autoptr (AlcoveChatParameters) own
      = chat ? alcove_session_dup_parameters (session, chat) : NULL;
  AdwDialog *dialog = alcove_chat_settings_dialog_new (own ? own : defaults, own ? defaults : NULL,
                                                       alcove_session_get_temperature_max (session),
                                                       alcove_session_get_is_venice (session));
  Subject *subject = g_new0 (Subject, 1);

  g_set_object (&subject->session, session);
  g_set_object (&subject->chat, chat);
  g_object_set_data_full (G_OBJECT (dialog), "subject", subject, subject_free);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed), self, 0);
  g_signal_connect_object (dialog, "defaults-wanted", G_CALLBACK (defaults_wanted), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_show_chat_settings:
 * @self: a window
 * @conversation: a chat of the account in use, also one that has no message yet
 */
void
alcove_window_show_chat_settings (AlcoveWindow *self, AlcoveConversation *conversation)
{
  present (self, self->place->session, conversation);
}

static void
account_defaults_wanted (AdwDialog *dialog, AlcoveWindow *self)
{
  if (self->place != NULL)
    present (self, self->place->session, NULL);
}

/**
 * alcove_window_show_preferences:
 * @self: a window
 *
 * Shows the preferences, with those of the account in use.
 */
void
alcove_window_show_preferences (AlcoveWindow *self)
{
  AdwDialog *dialog = alcove_preferences_dialog_new ();

  if (self->place != NULL)
    alcove_preferences_dialog_set_session (ALCOVE_PREFERENCES_DIALOG (dialog),
                                           self->place->session);
  g_signal_connect_object (dialog, "defaults-wanted", G_CALLBACK (account_defaults_wanted), self,
                           0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}
