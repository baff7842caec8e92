/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Back Up History and Restore History: the user chooses the file, the session writes and reads it. A restore tells
 * what it would bring before it does. Main thread. */

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error.h"
#include "alcove-old-key-dialog.h"
#include "alcove-session-care.h"
#include "alcove-window-private.h"

typedef struct
{
  AlcoveWindow *window;
  AlcoveSession *session;
  char *path; /* nullable: not chosen yet */
  AlcoveLockedBytes
      *old_key; /* nullable: the key of the backup's time, where the account's does not open it */
} Care;

static void
care_free (gpointer data)
{
  Care *care = data;

  g_object_unref (care->window);
  g_object_unref (care->session);
  g_free (care->path);
  g_clear_pointer (&care->old_key, alcove_locked_bytes_unref);
  g_free (care);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Care, care_free)

static const char *
get_old_key (const Care *care)
{
  return care->old_key ? alcove_locked_bytes_get_string (care->old_key) : NULL;
}

static Care *
care_new (AlcoveWindow *window)
{
  Care *care = g_new0 (Care, 1);

  care->window = g_object_ref (window);
  care->session = g_object_ref (window->place->session);
  return care;
}

static void preview (Care *care);

/* What the file dialog gave; cancelling is no error worth a word. */
static gboolean
take_path (Care *care, GFile *file, GError *error)
{
  g_autoptr (GError) reason = error;

  if (file == NULL)
    {
      if (!g_error_matches (reason, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
          && !g_error_matches (reason, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        alcove_window_report (care->window, reason);
      return FALSE;
    }
  care->path = g_file_get_path (file);
  g_object_unref (file);
  if (care->path == NULL)
    alcove_window_toast (care->window, _ ("A backup can only be a file of this computer"));
  return care->path != NULL;
}

static void
backed_up (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error != NULL)
    alcove_window_report (owner, error);
  else
    alcove_window_toast (owner, _ ("The history was backed up; it opens with the same key"));
}

static void
saved_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (Care) care = data;
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (take_path (care, file, error))
    alcove_completion_await (alcove_session_back_up (care->session, care->path), care->window,
                             backed_up, NULL, NULL);
}

static void
restored (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  const AlcoveCareReport *report = value ? g_value_get_boxed (value) : NULL;
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      alcove_window_report (owner, error);
      return;
    }
  text = g_strdup_printf (ngettext ("%u chat was restored", "%u chats were restored",
                                    (gulong) report->chats),
                          (guint) report->chats);
  alcove_window_toast (owner, text);
}

static void
answered (AdwAlertDialog *dialog, const char *response, Care *care)
{
  if (g_str_equal (response, "restore"))
    alcove_completion_await (alcove_session_restore_backup (care->session, care->path,
                                                            get_old_key (care)),
                             care->window, restored, NULL, NULL);
}

static void
free_care (gpointer data, GClosure *closure)
{
  care_free (data);
}

static void
ask_to_restore (Care *care, const AlcoveCareReport *report)
{
  g_autofree char *chats = g_strdup_printf (ngettext ("It brings %u chat.", "It brings %u chats.",
                                                      (gulong) report->chats),
                                            (guint) report->chats);
  g_autofree char *messages = g_strdup_printf (
      ngettext ("%u message is new.", "%u messages are new.", (gulong) report->messages),
      (guint) report->messages);
  g_autofree char *duplicates = g_strdup_printf (
      ngettext ("%u message is here already and stays as it is.",
                "%u messages are here already and stay as they are.", (gulong) report->duplicates),
      (guint) report->duplicates);
  g_autofree char *body = g_strdup_printf ("%s %s\n%s", chats, messages, duplicates);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Restore This Backup?"), body);
  AlcoveWindow *window = care->window;

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", C_ ("button", "_Cancel"),
                                  "restore", C_ ("button", "_Restore"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "restore");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), care, free_care,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static Care *
care_copy (const Care *care, AlcoveLockedBytes *old_key)
{
  Care *copy = g_new0 (Care, 1);

  copy->window = g_object_ref (care->window);
  copy->session = g_object_ref (care->session);
  copy->path = g_strdup (care->path);
  copy->old_key = old_key ? alcove_locked_bytes_ref (old_key) : NULL;
  return copy;
}

static void
old_key_answered (AlcoveOldKeyDialog *dialog, const char *response, Care *care)
{
  g_autoptr (AlcoveLockedBytes) key
      = alcove_locked_bytes_new_string (alcove_old_key_dialog_get_key (dialog));

  if (g_str_equal (response, "open"))
    preview (care_copy (care, key));
}

/* Neither the account's API key nor its inner keys open it: those of its time do. */
static void
ask_for_old_key (const Care *care)
{
  AdwDialog *dialog = alcove_old_key_dialog_new (care->old_key != NULL);

  g_signal_connect_data (dialog, "response", G_CALLBACK (old_key_answered), care_copy (care, NULL),
                         free_care, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (care->window));
}

static void
previewed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  const Care *care = data;

  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY))
    ask_for_old_key (care);
  else if (error != NULL)
    alcove_window_report (owner, error);
  else
    ask_to_restore (care_copy (care, care->old_key), g_value_get_boxed (value));
}

/* Takes it. */
static void
preview (Care *care)
{
  alcove_completion_await (alcove_session_preview_backup (care->session, care->path,
                                                          get_old_key (care)),
                           care->window, previewed, care, care_free);
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (Care) care = data;
  GError *error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (take_path (care, file, error))
    preview (g_steal_pointer (&care));
}

/**
 * alcove_window_back_up:
 * @self: a window that shows an account
 *
 * Asks for a file and backs the history up to it, encrypted as it is.
 */
void
alcove_window_back_up (AlcoveWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "alcove-%Y-%m-%d.alcove-backup");

  gtk_file_dialog_set_title (dialog, _ ("Back Up History"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, saved_cb, care_new (self));
}

/**
 * alcove_window_restore:
 * @self: a window that shows an account
 *
 * Asks for a backup, tells what it holds, and merges it into the history where the user agrees.
 */
void
alcove_window_restore (AlcoveWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Restore History"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), NULL, chosen_cb, care_new (self));
}
