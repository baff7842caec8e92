/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a screen reader calls the rows where one of several is chosen: libadwaita 1.7 names each kind of row after its
 * title but this. Main thread. */

#include "alcove-combo-names.h"

static char *
dup_name (AdwPreferencesRow *row)
{
  g_auto (GStrv) parts = g_strsplit (adw_preferences_row_get_title (row), "_", -1);

  return adw_preferences_row_get_use_underline (row)
             ? g_strjoinv ("", parts)
             : g_strdup (adw_preferences_row_get_title (row));
}

/**
 * alcove_combo_names_give:
 * @root: a dialog or a page
 *
 * Names every #AdwComboRow in it.
 */
void
alcove_combo_names_give (GtkWidget *root)
{
  if (ADW_IS_COMBO_ROW (root))
    {
      g_autofree char *name = dup_name (ADW_PREFERENCES_ROW (root));

      gtk_accessible_update_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    alcove_combo_names_give (child);
}
