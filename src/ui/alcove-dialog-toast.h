/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void alcove_dialog_toast (GtkWidget *inside, const char *text);
void alcove_dialog_report (GtkWidget *inside, const GError *error);

G_END_DECLS
