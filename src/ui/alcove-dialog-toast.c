/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Toasts whose words are never cut: on a narrow screen they take a second line. Also what a part of a preferences
 * dialog has to say, as a toast of that dialog; a part that is in no dialog any more has nobody to tell. Main thread. */

#include "alcove-config.h"

#include "alcove-dialog-toast.h"
#include "alcove-error-text.h"

#define MAX_LINES 4

/* A title of our own is not read out by libadwaita. */
static void
announce (GtkLabel *label)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (label), gtk_label_get_text (label),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * alcove_toast_new:
 * @text: plain words
 *
 * Returns: (transfer full): a toast that wraps them
 */
AdwToast *
alcove_toast_new (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "map", G_CALLBACK (announce), NULL);
  adw_toast_set_custom_title (toast, label);
  return toast;
}

/**
 * alcove_dialog_toast:
 * @inside: a widget of a preferences dialog
 * @text: plain words
 *
 * Says them for a moment.
 */
void
alcove_dialog_toast (GtkWidget *inside, const char *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (inside, ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), alcove_toast_new (text));
}

/**
 * alcove_dialog_report:
 * @inside: a widget of a preferences dialog
 * @error: what went wrong
 *
 * Says so.
 */
void
alcove_dialog_report (GtkWidget *inside, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);

  alcove_dialog_toast (inside, text);
}
