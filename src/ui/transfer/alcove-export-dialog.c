/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asks how chats are to be written and where to, shows how far that is, and can be cancelled: to close it is to
 * cancel. The file itself is written by the model. Main thread. */

#include "alcove-export-dialog.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-transfer-words.h"

struct _AlcoveExportDialog
{
  AdwDialog parent_instance;
  GtkStack *stack;
  AdwComboRow *format_row;
  AdwSwitchRow *trash_row;
  GtkLabel *format_label;
  GtkWidget *export_button;
  GtkProgressBar *progress_bar;
  AlcoveTransfer *transfer;
  GStrv chat_ids; /* nullable: all */
  char *name;
};

G_DEFINE_FINAL_TYPE (AlcoveExportDialog, alcove_export_dialog, ADW_TYPE_DIALOG)

static const struct
{
  const char *format;
  const char *words;
} formats[] = {
  { "json", N_ ("Everything, with all variants and attachments. Alcove takes it back.") },
  { "markdown", N_ ("What is shown, for editors and notes. Attachments become files beside.") },
  { "html", N_ ("What is shown, as one page for any browser. Images are in it.") },
  { "text", N_ ("What is shown, as it was typed and answered.") },
};

static const char *
get_format (AlcoveExportDialog *self)
{
  return formats[MIN (adw_combo_row_get_selected (self->format_row), G_N_ELEMENTS (formats) - 1)]
      .format;
}

static void
format_changed (AlcoveExportDialog *self)
{
  const guint i = adw_combo_row_get_selected (self->format_row);

  if (i < G_N_ELEMENTS (formats))
    gtk_label_set_label (self->format_label, _ (formats[i].words));
}

static void
fail (AlcoveExportDialog *self, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);
  AdwDialog *alert;

  gtk_widget_set_sensitive (self->export_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "choose");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  alert = adw_alert_dialog_new (_ ("Chats Were Not Exported"), text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", C_ ("button", "_Close"));
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
exported (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveExportDialog *self = owner;
  const AlcoveTransferReport *report = value ? g_value_get_boxed (value) : NULL;
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      fail (self, error);
      return;
    }
  text = g_strdup_printf (ngettext ("%u chat was exported", "%u chats were exported",
                                    (gulong) report->chats),
                          (guint) report->chats);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
watch (AlcoveExportDialog *self, DexFuture *writing)
{
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  alcove_completion_await (writing, self, exported, NULL, NULL);
}

/* Dismissing is no error worth a word. */
static gboolean
is_chosen (AlcoveExportDialog *self, GFile *file, const GError *error)
{
  gtk_widget_set_sensitive (self->export_button, TRUE);
  if (file == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    fail (self, error);
  return file != NULL;
}

static void
file_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (is_chosen (self, file, error))
    watch (self, alcove_transfer_export (self->transfer, file, get_format (self)));
}

static void
folder_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder
      = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (is_chosen (self, folder, error))
    watch (self,
           alcove_transfer_export_folder (self->transfer, folder, self->name, get_format (self)));
}

static void
choose_place (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveExportDialog *self = owner;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *name = NULL;

  if (error != NULL)
    {
      fail (self, error);
      return;
    }
  gtk_file_dialog_set_title (dialog, _ ("Export"));
  gtk_file_dialog_set_accept_label (dialog, C_ ("button", "_Export"));
  if (g_value_get_boolean (value))
    {
      gtk_file_dialog_select_folder (dialog, window, NULL, folder_chosen_cb, g_object_ref (self));
      return;
    }
  name = alcove_transfer_words_dup_file_name (self->name,
                                              alcove_transfer_get_suffix (get_format (self)));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, NULL, file_chosen_cb, g_object_ref (self));
}

static void
export_clicked (AlcoveExportDialog *self)
{
  /* A long chat is looked through for attachments first: nobody is asked twice meanwhile. */
  gtk_widget_set_sensitive (self->export_button, FALSE);
  alcove_transfer_clear (self->transfer);
  for (guint i = 0; self->chat_ids != NULL && self->chat_ids[i] != NULL; i++)
    alcove_transfer_add_chat (self->transfer, self->chat_ids[i]);
  if (self->chat_ids == NULL)
    alcove_transfer_add_all (self->transfer, adw_switch_row_get_active (self->trash_row));
  alcove_completion_await (alcove_transfer_wants_folder (self->transfer, get_format (self)), self,
                           choose_place, NULL, NULL);
}

static void
cancel_clicked (AlcoveExportDialog *self)
{
  alcove_transfer_cancel (self->transfer);
}

static void
alcove_export_dialog_closed (AdwDialog *dialog)
{
  alcove_transfer_cancel (ALCOVE_EXPORT_DIALOG (dialog)->transfer);
}

static void
alcove_export_dialog_dispose (GObject *object)
{
  AlcoveExportDialog *self = ALCOVE_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->transfer);
  g_clear_pointer (&self->chat_ids, g_strfreev);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (alcove_export_dialog_parent_class)->dispose (object);
}

static void
alcove_export_dialog_class_init (AlcoveExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_export_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = alcove_export_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, trash_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, format_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, format_changed);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
alcove_export_dialog_init (AlcoveExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  format_changed (self);
}

/**
 * alcove_export_dialog_new:
 * @session: whose chats
 * @chat_ids: (nullable) (array zero-terminated=1): which; %NULL for all that is saved
 * @name: (nullable): what to call the file
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
alcove_export_dialog_new (AlcoveSession *session, const char *const *chat_ids, const char *name)
{
  AlcoveExportDialog *self = g_object_new (ALCOVE_TYPE_EXPORT_DIALOG, NULL);
  const gboolean is_one = chat_ids != NULL && chat_ids[0] != NULL && chat_ids[1] == NULL;

  self->transfer = alcove_transfer_new (session);
  alcove_transfer_set_words (self->transfer, alcove_transfer_words_get ());
  self->chat_ids = g_strdupv ((char **) chat_ids);
  self->name = g_strdup (name ? name : _ ("Alcove Chats"));
  gtk_widget_set_visible (GTK_WIDGET (self->trash_row), chat_ids == NULL);
  adw_dialog_set_title (ADW_DIALOG (self), chat_ids == NULL ? _ ("Export All Chats")
                                           : is_one         ? _ ("Export Chat")
                                                            : _ ("Export Chats"));
  g_object_bind_property (self->transfer, "progress", self->progress_bar, "fraction",
                          G_BINDING_DEFAULT);
  return ADW_DIALOG (self);
}
