/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Files of chats: shows what they would bring, asks for its passphrase where it is sealed, takes it when told to, and
 * says what came of it. To close it is to cancel. The file is read by the model. Main thread. */

#include "alcove-import-dialog.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-error.h"
#include "alcove-transfer-words.h"

#define SKIPPED_SHOWN 100

struct _AlcoveImportDialog
{
  AdwDialog parent_instance;
  GtkStack *stack;
  GtkLabel *busy_label;
  GtkProgressBar *progress_bar;
  GtkEditable *passphrase_row;
  GtkLabel *wrong_label;
  AdwPreferencesGroup *preview_group;
  AdwActionRow *format_row;
  AdwActionRow *chats_row;
  AdwActionRow *messages_row;
  AdwActionRow *duplicates_row;
  AdwActionRow *files_row;
  AdwExpanderRow *text_row;
  GtkLabel *text_label;
  GtkWidget *skipped_group;
  GtkListBox *skipped_list;
  GtkWidget *import_button;
  AdwStatusPage *failed_page;
  AlcoveTransfer *transfer;
  GListModel *files;
  gboolean is_sealed;
  GtkWidget *window; /* weak; NULL before anything is imported */
  gboolean is_importing;
  gboolean is_closed;
  gboolean is_done;
};

G_DEFINE_FINAL_TYPE (AlcoveImportDialog, alcove_import_dialog, ADW_TYPE_DIALOG)

/* Nullable: nobody asked for one. */
static const char *
get_passphrase (AlcoveImportDialog *self)
{
  return self->is_sealed ? gtk_editable_get_text (self->passphrase_row) : NULL;
}

static void
set_number (AdwActionRow *row, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  adw_action_row_set_subtitle (row, text);
}

static void
show_skipped (AlcoveImportDialog *self, const AlcoveTransferReport *report)
{
  const guint n = report->skipped ? g_strv_length (report->skipped) : 0;
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u entry of the file was left out", "%u entries of the file were left out", n), n);

  gtk_list_box_remove_all (self->skipped_list);
  gtk_widget_set_visible (self->skipped_group, n > 0);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->skipped_group), words);
  for (guint i = 0; i < MIN (n, SKIPPED_SHOWN); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), report->skipped[i]);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   alcove_transfer_words_get_reason (report->reasons[i]));
      gtk_list_box_append (self->skipped_list, row);
    }
}

static void
show_report (AlcoveImportDialog *self, const AlcoveTransferReport *report)
{
  adw_action_row_set_subtitle (self->format_row, alcove_transfer_words_get_format (report->format));
  set_number (self->chats_row, report->chats);
  set_number (self->messages_row, report->messages);
  set_number (self->duplicates_row, report->duplicates);
  set_number (self->files_row, report->files);
  gtk_widget_set_visible (GTK_WIDGET (self->files_row), report->files > 0);
  show_skipped (self, report);
  gtk_widget_set_visible (GTK_WIDGET (self->text_row), self->is_sealed && report->text != NULL);
  if (report->text != NULL)
    {
      adw_expander_row_set_subtitle (self->text_row, report->title ? report->title : "");
      gtk_label_set_text (self->text_label, report->text);
    }
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

/* Whether it is open or was closed meanwhile. */
static void
tell (AlcoveImportDialog *self, const char *text)
{
  if (self->window != NULL)
    gtk_widget_activate_action (self->window, "win.toast", "s", text);
}

/* The chats that came before stay. */
static void
tell_cancelled (AlcoveImportDialog *self)
{
  const guint n = (guint) alcove_transfer_get_n_imported (self->transfer);
  g_autofree char *text
      = n == 0 ? g_strdup (_ ("Import cancelled"))
               : g_strdup_printf (ngettext ("Import cancelled. %u chat was imported before",
                                            "Import cancelled. %u chats were imported before", n),
                                  n);

  tell (self, text);
}

/* (transfer full): why, and what came nevertheless. */
static char *
dup_failure (AlcoveImportDialog *self, const GError *error)
{
  const guint n = self->is_importing ? (guint) alcove_transfer_get_n_imported (self->transfer) : 0;
  g_autofree char *text = alcove_error_text_dup (error);
  g_autofree char *came
      = g_strdup_printf (ngettext ("%u chat was imported", "%u chats were imported", n), n);

  return n > 0 ? g_strconcat (text, "\n\n", came, NULL) : g_steal_pointer (&text);
}

static void
fail (AlcoveImportDialog *self, const GError *error)
{
  g_autofree char *text = dup_failure (self, error);
  const gboolean was_importing = self->is_importing;

  self->is_importing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (was_importing)
        tell_cancelled (self);
      if (!self->is_closed)
        adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->is_closed)
    return;
  adw_status_page_set_description (self->failed_page, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
ask_passphrase (AlcoveImportDialog *self, const GError *error)
{
  const gboolean is_wrong = g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_PASSPHRASE);
  g_autofree char *text = alcove_error_text_dup (error);

  self->is_sealed = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->wrong_label), is_wrong);
  gtk_label_set_text (self->wrong_label, text);
  gtk_stack_set_visible_child_name (self->stack, "passphrase");
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}

static void
previewed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveImportDialog *self = owner;

  if (value != NULL)
    show_report (self, g_value_get_boxed (value));
  else if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NEEDS_PASSPHRASE)
           || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_PASSPHRASE))
    ask_passphrase (self, error);
  else
    fail (self, error);
}

static void
show_busy (AlcoveImportDialog *self, const char *words)
{
  gtk_label_set_text (self->busy_label, words);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
preview (AlcoveImportDialog *self)
{
  show_busy (self, C_ ("import", "Looking at the file…"));
  alcove_completion_await (alcove_transfer_preview (self->transfer, self->files,
                                                    get_passphrase (self)),
                           self, previewed, NULL, NULL);
}

static void
passphrase_given (AlcoveImportDialog *self)
{
  if (*gtk_editable_get_text (self->passphrase_row) != '\0')
    preview (self);
}

/* What came of it; a later export of chats that are here brings messages alone. */
static char *
dup_outcome (const AlcoveTransferReport *report)
{
  if (report->chats > 0)
    return g_strdup_printf (ngettext ("%u chat was imported", "%u chats were imported",
                                      (gulong) report->chats),
                            (guint) report->chats);
  if (report->messages > 0)
    return g_strdup_printf (ngettext ("%u message was imported", "%u messages were imported",
                                      (gulong) report->messages),
                            (guint) report->messages);
  if (report->files > 0)
    return g_strdup_printf (ngettext ("%u file was added to messages that are here",
                                      "%u files were added to messages that are here",
                                      (gulong) report->files),
                            (guint) report->files);
  return g_strdup (_ ("Nothing new was imported"));
}

static void
show_outcome (AlcoveImportDialog *self, const AlcoveTransferReport *report)
{
  g_autofree char *text = dup_outcome (report);

  tell (self, text);
  if (self->is_closed)
    return;
  if (report->skipped == NULL || *report->skipped == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  self->is_done = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), text);
  gtk_button_set_label (GTK_BUTTON (self->import_button), C_ ("button", "_Close"));
  show_report (self, report);
}

/* The reference to the dialog is of the import: what came of it is told also where the dialog was closed. */
static void
imported (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveImportDialog *self = data;

  if (self->transfer == NULL)
    return; /* its window is gone */
  if (value == NULL)
    fail (self, error);
  else
    show_outcome (self, g_value_get_boxed (value));
  self->is_importing = FALSE;
}

static void
import_clicked (AlcoveImportDialog *self)
{
  if (self->is_done)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  show_busy (self, C_ ("import", "Importing…"));
  self->is_importing = TRUE;
  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  alcove_completion_await (alcove_transfer_import (self->transfer, self->files,
                                                   get_passphrase (self)),
                           self, imported, g_object_ref (self), g_object_unref);
}

static void
cancel_clicked (AlcoveImportDialog *self)
{
  alcove_transfer_cancel (self->transfer);
}

static void
alcove_import_dialog_closed (AdwDialog *dialog)
{
  AlcoveImportDialog *self = ALCOVE_IMPORT_DIALOG (dialog);

  self->is_closed = TRUE;
  alcove_transfer_cancel (self->transfer);
}

static void
alcove_import_dialog_dispose (GObject *object)
{
  AlcoveImportDialog *self = ALCOVE_IMPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_IMPORT_DIALOG);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->transfer);
  g_clear_object (&self->files);
  G_OBJECT_CLASS (alcove_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, wrong_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, chats_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, messages_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, duplicates_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, files_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, text_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, skipped_group);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, skipped_list);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveImportDialog, failed_page);
}

static void
alcove_import_dialog_class_init (AlcoveImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_import_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = alcove_import_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_given);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked);
}

static void
alcove_import_dialog_init (AlcoveImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_import_dialog_new:
 * @session: whose history takes it
 * @files: (element-type GFile): files of chats, at least one
 *
 * Returns: (transfer floating): what they would bring, being looked at
 */
AdwDialog *
alcove_import_dialog_new (AlcoveSession *session, GListModel *files)
{
  AlcoveImportDialog *self = g_object_new (ALCOVE_TYPE_IMPORT_DIALOG, NULL);

  self->transfer = alcove_transfer_new (session);
  self->files = g_object_ref (files);
  g_object_bind_property (self->transfer, "progress", self->progress_bar, "fraction",
                          G_BINDING_DEFAULT);
  preview (self);
  return ADW_DIALOG (self);
}
