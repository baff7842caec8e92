/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Menus that are made when they are first opened. Main thread. A button that is given a menu makes all of its items at
 * once: those of one window were a tenth of its first frame. */

#include "alcove-menu-on-demand.h"

static void
make (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (data));
}

/**
 * alcove_menu_on_demand_set:
 * @button: a button without a menu
 * @menu: what it opens
 */
void
alcove_menu_on_demand_set (GtkMenuButton *button, GMenuModel *menu)
{
  gtk_menu_button_set_create_popup_func (button, make, g_object_ref (menu), g_object_unref);
}
