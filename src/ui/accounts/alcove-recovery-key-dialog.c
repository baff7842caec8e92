/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A recovery key on the screen, once. Main thread. Printing hands it to the print system, copying to the clipboard for
 * half a minute; both only by a press of a button. Nothing else keeps it. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-recovery-key-dialog.h"
#include "alcove-secret-clipboard.h"

#define GROUPS_A_LINE 4
#define MARGIN 50.0 /* of the page, in points */

struct _AlcoveRecoveryKeyDialog
{
  AdwDialog parent_instance;
  GtkLabel *key_label;
  GtkButton *copy_button;
  char *account;
  AlcoveLockedBytes *key;
};

G_DEFINE_FINAL_TYPE (AlcoveRecoveryKeyDialog, alcove_recovery_key_dialog, ADW_TYPE_DIALOG)

/* Some groups a line, so that it is easily compared with what one writes. */
static char *
dup_lines (AlcoveLockedBytes *key)
{
  char *text = g_strdup (alcove_locked_bytes_get_string (key));
  guint n = 0;

  for (char *at = text; *at != '\0'; at++)
    if (*at == '-')
      *at = ++n % GROUPS_A_LINE == 0 ? '\n' : ' ';
  return text;
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page,
           AlcoveRecoveryKeyDialog *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autofree char *lines = dup_lines (self->key);
  g_autofree char *key = g_markup_printf_escaped ("<span font='monospace 16'>%s</span>", lines);
  /* Translators: %s is the name of an account */
  g_autofree char *title = g_strdup_printf (_ ("Alcove: recovery key of “%s”"), self->account);
  g_autofree char *heading = g_markup_printf_escaped ("<span font='18'><b>%s</b></span>", title);
  const char *what = _ ("This key opens the saved history when the API key is lost. Type it where "
                        "Alcove asks for a key; spaces and small letters do not matter. Whoever "
                        "has it and the files of the history can read the history.");
  g_autofree char *markup = g_markup_printf_escaped ("\n\n<span font='11'>%s</span>\n\n", what);
  g_autofree char *all = g_strconcat (heading, markup, key, NULL);

  pango_layout_set_width (
      layout, (int) ((gtk_print_context_get_width (context) - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, all, -1);
  cairo_move_to (cr, MARGIN, MARGIN);
  pango_cairo_show_layout (cr, layout);
}

/**
 * alcove_recovery_key_dialog_new_print:
 * @self: a dialog
 *
 * Returns: (transfer full): an operation that prints it on one page; to be run while the dialog lasts
 */
GtkPrintOperation *
alcove_recovery_key_dialog_new_print (AlcoveRecoveryKeyDialog *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _ ("Recovery Key"));
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page), self, 0);
  return operation;
}

static void
print_pressed (AlcoveRecoveryKeyDialog *self)
{
  g_autoptr (GtkPrintOperation) operation = alcove_recovery_key_dialog_new_print (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, TRUE);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (root), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      AdwDialog *alert = adw_alert_dialog_new (_ ("It Could Not Be Printed"),
                                               _ ("Write it down, or copy it instead."));

      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", C_ ("button", "_Close"));
      adw_dialog_present (alert, GTK_WIDGET (self));
    }
}

static void
copy_pressed (AlcoveRecoveryKeyDialog *self)
{
  alcove_secret_clipboard_copy (GTK_WIDGET (self), alcove_locked_bytes_get_string (self->key));
  gtk_button_set_label (self->copy_button, C_ ("button", "Copied for 30 Seconds"));
}

static void
alcove_recovery_key_dialog_dispose (GObject *object)
{
  AlcoveRecoveryKeyDialog *self = ALCOVE_RECOVERY_KEY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_RECOVERY_KEY_DIALOG);
  g_clear_pointer (&self->key, alcove_locked_bytes_unref);
  g_clear_pointer (&self->account, g_free);
  G_OBJECT_CLASS (alcove_recovery_key_dialog_parent_class)->dispose (object);
}

static void
alcove_recovery_key_dialog_class_init (AlcoveRecoveryKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_recovery_key_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-recovery-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveRecoveryKeyDialog, key_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveRecoveryKeyDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, print_pressed);
  gtk_widget_class_bind_template_callback (widget_class, copy_pressed);
}

static void
alcove_recovery_key_dialog_init (AlcoveRecoveryKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_recovery_key_dialog_new:
 * @account: the account's name, for the paper
 * @key: the recovery key as it is written
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_recovery_key_dialog_new (const char *account, AlcoveLockedBytes *key)
{
  AlcoveRecoveryKeyDialog *self = g_object_new (ALCOVE_TYPE_RECOVERY_KEY_DIALOG, NULL);
  g_autofree char *lines = dup_lines (key);

  self->account = g_strdup (account);
  self->key = alcove_locked_bytes_ref (key);
  gtk_label_set_label (self->key_label, lines);
  return ADW_DIALOG (self);
}
