/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void alcove_menu_on_demand_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
