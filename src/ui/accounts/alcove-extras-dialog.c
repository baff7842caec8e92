/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Headers and fields that go with each request of an account. Main thread. Headers may be secrets: they are shown to who
 * has opened the account, and to nobody else. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-error.h"
#include "alcove-extras-dialog.h"

struct _AlcoveExtrasDialog
{
  AdwDialog parent_instance;
  GtkTextView *headers_view;
  GtkTextView *body_view;
  GtkLabel *problem;
  GtkWidget *save_button;
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item;
};

G_DEFINE_FINAL_TYPE (AlcoveExtrasDialog, alcove_extras_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
saved (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveExtrasDialog *self = owner;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (error == NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  /* of what was entered the message says more than the code does */
  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT))
    text = g_strdup_printf (_ ("This cannot be used: %s."), error->message);
  else
    text = alcove_error_text_dup (error);
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
save (AlcoveExtrasDialog *self)
{
  g_autofree char *headers = dup_text (self->headers_view);
  g_autofree char *body = dup_text (self->body_view);

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  alcove_completion_await (alcove_accounts_set_extras (self->accounts, self->item, headers, body),
                           self, saved, NULL, NULL);
}

static void
cancel (AlcoveExtrasDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
alcove_extras_dialog_dispose (GObject *object)
{
  AlcoveExtrasDialog *self = ALCOVE_EXTRAS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_EXTRAS_DIALOG);
  g_clear_object (&self->accounts);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (alcove_extras_dialog_parent_class)->dispose (object);
}

static void
alcove_extras_dialog_class_init (AlcoveExtrasDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_extras_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-extras-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveExtrasDialog, headers_view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExtrasDialog, body_view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExtrasDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveExtrasDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
alcove_extras_dialog_init (AlcoveExtrasDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_extras_dialog_new:
 * @accounts: the accounts
 * @item: one of them
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_extras_dialog_new (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  AlcoveExtrasDialog *self = g_object_new (ALCOVE_TYPE_EXTRAS_DIALOG, NULL);
  g_autoptr (AlcoveLockedBytes) headers = alcove_account_item_dup_headers (item);

  g_set_object (&self->accounts, accounts);
  g_set_object (&self->item, item);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->headers_view),
                            alcove_locked_bytes_get_string (headers), -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view),
                            alcove_account_item_get_body (item), -1);
  return ADW_DIALOG (self);
}
