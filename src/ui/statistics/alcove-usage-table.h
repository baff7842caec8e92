/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void alcove_usage_table_fill (GtkColumnView *view, const char *name, GListModel *rows);

G_END_DECLS
