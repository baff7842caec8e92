/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Save As: for a file of a message, for code. Main thread. The dialog is the desktop's, through the portal in a
 * Flatpak; writing is the model's. */

#include "alcove-config.h"

#include "alcove-save-file.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-saved-file.h"

typedef struct
{
  GtkWidget *widget;
  GBytes *bytes;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->widget);
  g_bytes_unref (saving->bytes);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
written (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autofree char *text = error ? alcove_error_text_dup (error) : g_strdup (_ ("Saved"));

  gtk_widget_activate_action (owner, "win.toast", "s", text);
}

static void
chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (file != NULL)
    alcove_completion_await (alcove_saved_file_write (file, saving->bytes), saving->widget, written,
                             NULL, NULL);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    written (saving->widget, NULL, error, NULL);
}

/**
 * alcove_save_file_ask:
 * @widget: in the window
 * @name: (nullable): what the file is called; written by anybody
 * @bytes: what it holds
 */
void
alcove_save_file_ask (GtkWidget *widget, const char *name, GBytes *bytes)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *initial = alcove_saved_file_dup_name (name, _ ("file"));
  Saving *saving = g_new0 (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->bytes = g_bytes_ref (bytes);
  gtk_file_dialog_set_initial_name (dialog, initial);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen, saving);
}
