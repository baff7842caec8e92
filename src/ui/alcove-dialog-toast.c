/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a part of a preferences dialog has to say, as a toast of that dialog. Main thread. A part that is in no dialog
 * any more has nobody to tell. */

#include "alcove-config.h"

#include "alcove-dialog-toast.h"
#include "alcove-error-text.h"
#include "alcove-toast.h"

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
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog),
                                      alcove_toast_new (inside, text, NULL));
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
