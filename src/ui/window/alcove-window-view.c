/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a window looks like and the next one takes over: its size, and whether the list of chats is shown. Main thread. */

#include "alcove-preferences.h"
#include "alcove-window-private.h"

/**
 * alcove_window_toggle_sidebar:
 * @self: a window
 *
 * Narrow: goes between the two panes. Wide: the list of chats goes away, or comes back.
 */
void
alcove_window_toggle_sidebar (AlcoveWindow *self)
{
  AdwNavigationSplitView *split = self->split_view;
  const gboolean is_collapsed = adw_navigation_split_view_get_collapsed (split);
  const gboolean shows_content = adw_navigation_split_view_get_show_content (split);
  const gboolean is_narrow
      = adw_application_window_get_current_breakpoint (ADW_APPLICATION_WINDOW (self)) != NULL;

  adw_navigation_split_view_set_show_content (split, is_narrow ? !shows_content : TRUE);
  if (is_narrow)
    return;
  adw_navigation_split_view_set_collapsed (split, !is_collapsed);
  g_object_set (alcove_preferences_get_default (), "hide-sidebar", !is_collapsed, NULL);
}

/**
 * alcove_window_remember_view:
 * @self: a window that is being made
 *
 * Gives it the last one's view, and remembers its own.
 */
void
alcove_window_remember_view (AlcoveWindow *self)
{
  AlcovePreferences *preferences = alcove_preferences_get_default ();
  static const char *const names[][2] = {
    { "default-width", "window-width" },
    { "default-height", "window-height" },
    { "maximized", "window-maximized" },
  };
  gboolean is_hidden;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (preferences), names[i][1], &value);
      g_object_set_property (G_OBJECT (self), names[i][0], &value);
      /* one way: another window stays as it is */
      g_object_bind_property (self, names[i][0], preferences, names[i][1], G_BINDING_DEFAULT);
    }
  /* Not bound: a narrow window collapses by itself. */
  g_object_get (preferences, "hide-sidebar", &is_hidden, NULL);
  adw_navigation_split_view_set_collapsed (self->split_view, is_hidden);
}
