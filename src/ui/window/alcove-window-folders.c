/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Folders and the trash in the window: what is asked before, and what is said when it failed. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-folder-dialog.h"
#include "alcove-window-private.h"

/* What a dialog was opened for. */
typedef struct
{
  AlcoveWindow *window; /* not owned: the dialog is in it */
  AlcoveSession *session;
  GPtrArray *chats; /* nullable: that go into the new folder */
  char *folder_id;  /* nullable: the one to rename */
} Question;

static Question *
question_new (AlcoveWindow *self, GPtrArray *chats, const char *folder_id)
{
  Question *question = g_new0 (Question, 1);

  question->window = self;
  question->session = g_object_ref (self->place->session);
  question->chats = chats ? g_ptr_array_copy (chats, (GCopyFunc) g_object_ref, NULL) : NULL;
  if (chats != NULL)
    g_ptr_array_set_free_func (question->chats, g_object_unref);
  question->folder_id = g_strdup (folder_id);
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->session);
  g_clear_pointer (&question->chats, g_ptr_array_unref);
  g_free (question->folder_id);
  g_free (question);
}

static void
done (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error != NULL)
    alcove_window_report (ALCOVE_WINDOW (owner), error);
}

static void
created (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  const Question *question = data;

  done (owner, value, error, NULL);
  if (error == NULL && question->chats != NULL && self->place != NULL
      && self->place->session == question->session)
    alcove_window_change_chats (self, ALCOVE_CHAT_CHANGE_MOVE, question->chats,
                                g_value_get_string (value));
}

static void
answered (AdwAlertDialog *dialog, const char *response, Question *question)
{
  g_autofree char *name = alcove_folder_dialog_dup_name (ALCOVE_FOLDER_DIALOG (dialog));

  if (!g_str_equal (response, "take") || *name == '\0')
    return;
  if (question->folder_id != NULL)
    alcove_completion_await (alcove_session_rename_folder (question->session, question->folder_id,
                                                           name),
                             question->window, done, NULL, NULL);
  else
    alcove_completion_await (alcove_session_create_folder (question->session, name),
                             question->window, created,
                             question_new (question->window, question->chats, NULL), question_free);
}

static void
ask_name (AlcoveWindow *self, const char *name, Question *question)
{
  AdwDialog *dialog = alcove_folder_dialog_new (name);

  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (answered), question);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_ask_new_folder:
 * @self: a window
 * @chats: (nullable) (element-type AlcoveConversation): what goes into it
 */
void
alcove_window_ask_new_folder (AlcoveWindow *self, GPtrArray *chats)
{
  if (self->place != NULL)
    ask_name (self, NULL, question_new (self, chats, NULL));
}

/**
 * alcove_window_ask_rename_folder:
 * @self: a window
 * @folder_id: a folder of the account in use
 */
void
alcove_window_ask_rename_folder (AlcoveWindow *self, const char *folder_id)
{
  g_autoptr (AlcoveFolder) folder = alcove_session_dup_folder (self->place->session, folder_id);

  if (folder != NULL)
    ask_name (self, alcove_folder_get_name (folder), question_new (self, NULL, folder_id));
}

static void
deleted (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  done (owner, value, error, NULL);
  if (error == NULL)
    alcove_window_toast (ALCOVE_WINDOW (owner), _ ("Folder deleted; its chats are still there"));
}

/**
 * alcove_window_delete_folder:
 * @self: a window
 * @folder_id: a folder of the account in use
 *
 * No chat is lost by it, so nothing is asked.
 */
void
alcove_window_delete_folder (AlcoveWindow *self, const char *folder_id)
{
  alcove_completion_await (alcove_session_delete_folder (self->place->session, folder_id), self,
                           deleted, NULL, NULL);
}

static void
emptied (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autofree char *text = NULL;
  guint n;

  done (owner, value, error, NULL);
  if (error != NULL)
    return;
  n = (guint) g_value_get_int64 (value);
  text = g_strdup_printf (ngettext ("%u chat deleted", "%u chats deleted", n), n);
  alcove_window_toast (ALCOVE_WINDOW (owner), text);
}

static void
empty_answered (AdwAlertDialog *dialog, const char *response, Question *question)
{
  AlcoveWindow *self = question->window;

  if (!g_str_equal (response, "empty"))
    return;
  if (self->place != NULL && self->place->shown != NULL
      && alcove_conversation_get_is_trashed (self->place->shown))
    alcove_window_show_new_chat (self);
  alcove_completion_await (alcove_session_empty_trash (question->session), self, emptied, NULL,
                           NULL);
}

/**
 * alcove_window_ask_empty_trash:
 * @self: a window
 */
void
alcove_window_ask_empty_trash (AlcoveWindow *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Empty the Trash?"), _ ("All chats in it are deleted for good. Nobody can bring back what "
                                 "they said, not even you."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  Question *question = question_new (self, NULL, NULL);

  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), "empty",
                                  C_ ("button", "_Empty"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "empty", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (empty_answered), question);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}
