/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Copies a secret for 30 seconds. */
void alcove_secret_clipboard_copy (GtkWidget *widget, const char *text);

G_END_DECLS
