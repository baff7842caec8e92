/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's help, from its menu, its key, and each "Learn More"; and the list of its keys. Main thread. */

#include "alcove-help-dialog.h"
#include "alcove-shortcuts-dialog.h"
#include "alcove-window-private.h"

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *page = parameter ? g_variant_get_string (parameter, NULL) : "";

  /* The key is pressed while it is open. */
  if (!ALCOVE_IS_HELP_DIALOG (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget))))
    adw_dialog_present (alcove_help_dialog_new (page), widget);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!ALCOVE_IS_SHORTCUTS_DIALOG (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget))))
    adw_dialog_present (
        alcove_shortcuts_dialog_new (gtk_window_get_application (GTK_WINDOW (widget))), widget);
}

/**
 * alcove_window_install_help:
 * @widget_class: of the window
 *
 * Installs win.help, win.help-page with the name of a page, and win.shortcuts.
 */
void
alcove_window_install_help (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "win.help-page", "s", help_action);
}
