/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's help, from its menu, its key, and each "Learn More"; and the list of its keys. Main thread. */

#include "alcove-help-dialog.h"
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

/* GtkApplication would build it for each window before its first frame: some hundred widgets, and a tenth of the
 * instructions of a start. */
static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder
          = gtk_builder_new_from_resource ("/io/github/alcovechat/Alcove/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, (gpointer) gtk_builder_get_object (builder, "help_overlay"));
    }
  G_GNUC_END_IGNORE_DEPRECATIONS
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-help-overlay", NULL);
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
