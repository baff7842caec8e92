/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Seals a chat for one person: shows the passphrase that opens the file, how good it is, and asks where the file is to
 * be. The file's name says nothing of the chat. Main thread. */

#include "alcove-share-dialog.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-secret-clipboard.h"

/* What somebody with means tries in a while, and what nobody does. */
#define WEAK_BITS 40
#define GOOD_BITS 60

struct _AlcoveShareDialog
{
  AdwDialog parent_instance;
  GtkStack *stack;
  GtkEditable *passphrase_row;
  GtkLabel *strength_label;
  GtkWidget *save_button;
  GtkProgressBar *progress_bar;
  AlcoveTransfer *transfer;
};

G_DEFINE_FINAL_TYPE (AlcoveShareDialog, alcove_share_dialog, ADW_TYPE_DIALOG)

static void
passphrase_changed (AlcoveShareDialog *self)
{
  const guint bits = alcove_transfer_estimate_bits (gtk_editable_get_text (self->passphrase_row));
  const char *words = bits < WEAK_BITS   ? _ ("Easy to guess: make it longer")
                      : bits < GOOD_BITS ? _ ("Fair: somebody with means could guess it")
                                         : _ ("Strong");

  gtk_label_set_label (self->strength_label, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength_label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength_label), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength_label), "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength_label), bits < WEAK_BITS   ? "error"
                                                               : bits < GOOD_BITS ? "warning"
                                                                                  : "success");
  gtk_widget_set_sensitive (self->save_button, bits >= WEAK_BITS);
}

static void
make_clicked (AlcoveShareDialog *self)
{
  g_autofree char *passphrase = alcove_transfer_generate_passphrase ();

  gtk_editable_set_text (self->passphrase_row, passphrase);
}

static void
copy_clicked (AlcoveShareDialog *self)
{
  alcove_secret_clipboard_copy (GTK_WIDGET (self), gtk_editable_get_text (self->passphrase_row));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Passphrase copied"));
}

static void
fail (AlcoveShareDialog *self, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);
  AdwDialog *alert;

  gtk_stack_set_visible_child_name (self->stack, "choose");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  alert = adw_alert_dialog_new (_ ("The Chat Was Not Sealed"), text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", C_ ("button", "_Close"));
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static void
saved (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveShareDialog *self = owner;

  if (error != NULL)
    {
      fail (self, error);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("Sealed: the file opens with the passphrase alone"));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveShareDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (file != NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "busy");
      alcove_completion_await (alcove_transfer_seal (self->transfer, file,
                                                     gtk_editable_get_text (self->passphrase_row)),
                               self, saved, NULL, NULL);
    }
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    fail (self, error);
}

static void
save_clicked (AlcoveShareDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save Sealed Chat"));
  gtk_file_dialog_set_initial_name (dialog, _ ("chat.alcove-sealed"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
cancel_clicked (AlcoveShareDialog *self)
{
  alcove_transfer_cancel (self->transfer);
}

static void
alcove_share_dialog_closed (AdwDialog *dialog)
{
  alcove_transfer_cancel (ALCOVE_SHARE_DIALOG (dialog)->transfer);
}

static void
alcove_share_dialog_dispose (GObject *object)
{
  AlcoveShareDialog *self = ALCOVE_SHARE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SHARE_DIALOG);
  g_clear_object (&self->transfer);
  G_OBJECT_CLASS (alcove_share_dialog_parent_class)->dispose (object);
}

static void
alcove_share_dialog_class_init (AlcoveShareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_share_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = alcove_share_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveShareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShareDialog, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShareDialog, strength_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShareDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShareDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_changed);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
alcove_share_dialog_init (AlcoveShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_clicked (self);
}

/**
 * alcove_share_dialog_new:
 * @session: whose chat
 * @chat_id: a chat
 *
 * Returns: (transfer floating): the question, with a passphrase that nobody guesses
 */
AdwDialog *
alcove_share_dialog_new (AlcoveSession *session, const char *chat_id)
{
  AlcoveShareDialog *self = g_object_new (ALCOVE_TYPE_SHARE_DIALOG, NULL);

  self->transfer = alcove_transfer_new (session);
  alcove_transfer_add_chat (self->transfer, chat_id);
  g_object_bind_property (self->transfer, "progress", self->progress_bar, "fraction",
                          G_BINDING_DEFAULT);
  return ADW_DIALOG (self);
}
