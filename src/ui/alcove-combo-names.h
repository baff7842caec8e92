/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void alcove_combo_names_give (GtkWidget *root);

G_END_DECLS
